/** The sheet of paper with the text, and the buttons for a new note at the selected words. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { TextRange } from '../../shared/anchor/anchor.ts';
import { may } from '../../shared/policy/may.ts';
import { AdderPlacement } from './adder-placement.ts';
import type { Selected } from './adder-placement.ts';
import { drawnHighlights } from './editor/drawn-highlights.ts';
import type { EditorSelection } from './editor/editor-selection.ts';
import './editor/galley-adder.ts';
import './editor/galley-editor.ts';
import type { Highlight } from './editor/highlights.ts';
import { DRAFT } from './layers/draft.ts';
import { WorkspaceReader } from './workspace-state.ts';
import type { WorkspaceState } from './workspace-state.ts';
import { LightElement } from '../ui/light-element.ts';

/** Stands where the text will be, until it has come. */
export const TEXT_LINES = html`<div class="lines" aria-hidden="true">
  <i></i><i></i><i></i><i></i><i></i><i></i><i></i><i></i>
</div>`;

/**
 * Shows the text once it is there, with the highlights of the notes that are shown.
 * @fires adder-toggled - the buttons at the selected words came or went
 * @fires note-wanted, selection-changed, text-drawn, annotation-activated, link-wanted - as editor and adder announce them
 */
@customElement('galley-paper')
export class GalleyPaper extends LightElement {
  readonly #workspace = new WorkspaceReader(
    this,
    'session',
    'text',
    'mayWrite',
    'notes',
    'active',
    'draft',
  );
  readonly #adder = new AdderPlacement(this, () => this.#selected);
  #selection: EditorSelection | null = null;
  #wasAdderShown = false;
  #highlightsIn: (range: TextRange) => readonly Highlight[] = () => [];
  /** What `#highlightsIn` was made for. */
  #highlighted: Pick<WorkspaceState, 'notes' | 'draft'> | null = null;

  constructor() {
    super();
    this.addEventListener('pointerdown', this.#adder.pressed);
  }

  /** Whether the buttons for a new note are there. */
  get isAdderShown(): boolean {
    return this.#adder.place !== null;
  }

  /** Takes them away until something else is selected. */
  hideAdder(): void {
    this.#adder.hide();
  }

  protected override willUpdate(): void {
    const { notes, draft } = this.#workspace.state;
    if (notes === this.#highlighted?.notes && draft === this.#highlighted.draft) return;
    this.#highlighted = { notes, draft };
    // Another function makes the editor draw the highlights again.
    this.#highlightsIn = (range) => this.#highlights(range);
  }

  override render(): TemplateResult {
    const { session, text, mayWrite, active } = this.#workspace.state;
    if (text === null) return TEXT_LINES;
    const { id, language, direction } = session.article;
    return html`<galley-editor
        .text=${text}
        .article=${id}
        .pictureHosts=${session.pictureHosts}
        .mayAddPictures=${mayWrite && may('add picture', session.actor).ok}
        .mayWrite=${mayWrite}
        .language=${language}
        .direction=${direction}
        .highlightsIn=${this.#highlightsIn}
        .active=${active}
        @selection-changed=${this.#select}
        @text-drawn=${this.#adder.follow}
        @focusout=${this.#adder.follow}
      ></galley-editor>
      <galley-adder .place=${this.#adder.place}></galley-adder>`;
  }

  protected override updated(): void {
    if (this.isAdderShown === this.#wasAdderShown) return;
    this.#wasAdderShown = this.isAdderShown;
    this.dispatchEvent(new CustomEvent('adder-toggled', { bubbles: true }));
  }

  #highlights(range: TextRange): readonly Highlight[] {
    const { notes, active, draft } = this.#workspace.state;
    const colors = new Map(notes.layers.map(({ id, color }) => [id, color]));
    const colorOf = (layer: string): string => colors.get(layer) ?? 'yellow';
    const anchoring = notes.placeOf(DRAFT);
    const drawnDraft = anchoring && draft && { anchoring, color: colorOf(draft.layer) };
    return drawnHighlights(notes.near(range), colorOf, active, drawnDraft);
  }

  #select({ detail }: HTMLElementEventMap['selection-changed']): void {
    this.#selection = detail;
    this.#adder.follow();
  }

  /** What the adder stands at; null where this person can't add a note now. */
  get #selected(): Selected | null {
    const { session, draft } = this.#workspace.state;
    const editor = this.querySelector('galley-editor');
    if (!may('create annotation', session.actor).ok || draft !== null) return null;
    return editor && this.#selection && { editor, selection: this.#selection };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-paper': GalleyPaper;
  }
  interface HTMLElementEventMap {
    'adder-toggled': CustomEvent<null>;
  }
}
