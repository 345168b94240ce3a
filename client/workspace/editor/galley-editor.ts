/** The article's text, live and editable, with its highlights. */
import { html } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { TextSelection } from 'prosemirror-state';
import type { Command, Transaction } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import type { TextRange } from '../../../shared/anchor/anchor.ts';
import type { Direction } from '../../../shared/article/language.ts';
import { textBlocks } from '../../../shared/article/plain-text.ts';
import type { TextBlock } from '../../../shared/article/plain-text.ts';
import { pictureRoutes } from '../../../shared/wire/routes/pictures.ts';
import { call } from '../../api/call.ts';
import { announce } from '../layers/annotation-events.ts';
import type { LiveText } from '../connection/text-connection.ts';
import { createArticleView } from './article-view.ts';
import { isBlank } from './blank-text.ts';
import { readDomSelection } from './dom-selection.ts';
import type { EditorSelection } from './editor-selection.ts';
import { formatsAt, linkAt } from './formats.ts';
import { highlightsAt, showHighlights } from './highlights.ts';
import type { Highlight } from './highlights.ts';
import { showNumbers } from './note-numbers.ts';
import type { NoteNumber } from './note-numbers.ts';
import { offsetsOf, positionOf } from './offsets.ts';
import { caretOf } from './others-carets.ts';
import { seenText } from './seen-text.ts';
import { undoable } from './binding/binding-plugin.ts';
import { toast } from '../../ui/galley-toast.ts';
import './galley-editor.css';
import { LightElement } from '../../ui/light-element.ts';
import { t } from '../../ui/language/translate.ts';

/** What sticks to the top of the window and hides the text. */
const TOP_BARS_PX = 100;

/** Words that a link leads to stand above this share of the window's height. */
const MIDDLE = 0.7;

/** Highlights are drawn on this many screens above and below what is seen. */
const DRAWN_SCREENS = 1.5;
/** Once fewer screens than these are left they are drawn around what is seen then. */
const NEAR_SCREENS = 0.5;

/**
 * Makes its view once, when the text is there; after that properties become commands to it.
 * @fires selection-changed - the selection, or what holds there, may have changed
 * @fires annotation-activated - a highlight was clicked or the caret went into one; null: out of all of them
 * @fires text-drawn - the text has another height, so words may stand elsewhere
 * @fires link-wanted - the person asked for a link by keyboard
 */
@customElement('galley-editor')
export class GalleyEditor extends LightElement {
  @property({ attribute: false }) text: LiveText | null = null;
  /** Id of the article that gets the pictures which are pasted. */
  @property({ attribute: false }) article = '';
  /** Other hosts whose pictures load at once. */
  @property({ attribute: false }) pictureHosts: readonly string[] = [];
  @property({ attribute: false }) mayAddPictures = false;
  @property({ attribute: false }) mayWrite = false;
  @property({ attribute: false }) language = 'en';
  @property({ attribute: false }) direction: Direction = 'ltr';
  /** The highlights whose words lie in a part of the text. Where it gives others, call `drawHighlights()`. */
  @property({ attribute: false }) highlightsIn: (range: TextRange) => readonly Highlight[] =
    () => [];
  /** Id of the annotation that is shown whole. */
  @property({ attribute: false }) active: string | null = null;

  #view: EditorView | null = null;
  /** The part of the text whose highlights are drawn: drawing thousands would be felt at each key. */
  #drawn: TextRange | null = null;
  readonly #resized = new ResizeObserver(() => {
    this.followSight();
    this.#fire('text-drawn', undefined);
  });

  override connectedCallback(): void {
    super.connectedCallback();
    for (const [name, words] of Object.entries(HINTS))
      this.style.setProperty(name, JSON.stringify(words));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
    this.#view?.destroy();
    this.#view = null;
  }

  override render(): TemplateResult {
    return html`<div class="host" @keydown=${this.#key}></div>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (this.#view === null) {
      this.#makeView();
      this.#begin();
    } else if (changed.has('mayWrite') || changed.has('language') || changed.has('direction')) {
      this.#view.setProps({}); // reads the attributes again
    }
    if (changed.has('highlightsIn') || changed.has('active')) this.drawHighlights();
  }

  /** Draws the highlights near what is seen, and only these. */
  drawHighlights(): void {
    if (this.#view === null) return;
    this.#drawn ??= this.seen(DRAWN_SCREENS);
    if (this.#drawn !== null) showHighlights(this.#view, this.highlightsIn(this.#drawn));
  }

  /** Draws all highlights, with these numbers behind their words; null: those near what is seen again, and no numbers. */
  drawForPaper(numbers: readonly NoteNumber[] | null): void {
    if (this.#view === null) return;
    this.#drawn = numbers === null ? null : { from: 0, to: this.#blocks().at(-1)?.to ?? 0 };
    this.drawHighlights();
    showNumbers(this.#view, numbers ?? []);
  }

  /** Draws others where another part of the text is seen now. */
  followSight(): void {
    const seen = this.seen(NEAR_SCREENS);
    if (seen === null) return;
    if (this.#drawn && this.#drawn.from <= seen.from && seen.to <= this.#drawn.to) return;
    this.#drawn = null;
    this.drawHighlights();
  }

  /** The part of the text on the screen and on some screens above and below it; null where nothing is drawn. */
  seen(screens: number): TextRange | null {
    return this.#view && seenText(this.#view, this.#blocks(), screens * innerHeight);
  }

  /** Runs a command on the text and gives it the focus; false where the command doesn't fit. */
  perform(command: Command): boolean {
    if (this.#view === null) return false;
    const done = command(this.#view.state, this.#view.dispatch, this.#view);
    this.#view.focus();
    return done;
  }

  /** Gives the text the focus with the selection that it had. */
  focusText(): void {
    this.#view?.focus();
  }

  /** Whether what is typed goes into the text. */
  get hasTextFocus(): boolean {
    return this.#view?.hasFocus() ?? false;
  }

  /** What is selected now; null before there is a text. */
  get selection(): EditorSelection | null {
    const state = this.#view?.state;
    if (state === undefined) return null;
    const can = undoable(state);
    return {
      range: offsetsOf(this.#blocks(), state.selection),
      formats: formatsAt(state),
      canUndo: can.undo,
      canRedo: can.redo,
    };
  }

  /** Address of the link at the selection. */
  get link(): string {
    return this.#view === null ? '' : linkAt(this.#view.state);
  }

  /** Scrolls to these words where they are out of sight, which starts at `lowest`, a share of the window's height. */
  reveal(range: TextRange, lowest: number): void {
    const box = this.boxOf(range);
    if (box === null || (box.top > TOP_BARS_PX && box.bottom < innerHeight * lowest)) return;
    const behavior = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth';
    const middle = (TOP_BARS_PX + innerHeight * lowest) / 2;
    scrollBy({ top: box.top - middle, behavior });
  }

  /** Where another person's caret is; null while they have none in the text. */
  caretOf(person: string): TextRange | null {
    if (this.#view === null || this.text === null) return null;
    const at = caretOf(this.#view.state, this.text.awareness, person);
    return at === null ? null : offsetsOf(this.#blocks(), { from: at, to: at });
  }

  /** Selects these words, and takes the focus to them; nothing happens without a range, or before there is a text. */
  selectWords(range: TextRange | undefined): void {
    const view = this.#view;
    if (view === null || range === undefined) return;
    const blocks = this.#blocks();
    const size = view.state.doc.content.size;
    const [from, to] = [range.from, range.to].map((offset) =>
      Math.min(positionOf(blocks, offset), size),
    );
    const selection = TextSelection.create(view.state.doc, from ?? 0, to ?? 0);
    view.focus();
    view.dispatch(view.state.tr.setSelection(selection));
    this.reveal(range, MIDDLE);
  }

  /** Where the words at an offset stand, in px of the window; null where they can't be drawn. */
  boxOf(range: TextRange): { top: number; bottom: number; left: number; right: number } | null {
    if (this.#view === null) return null;
    const blocks = this.#blocks();
    const size = this.#view.state.doc.content.size;
    const start = this.#view.coordsAtPos(Math.min(positionOf(blocks, range.from), size), 1);
    if (range.from === range.to) return start;
    const end = this.#view.coordsAtPos(Math.min(positionOf(blocks, range.to), size), -1);
    return {
      top: Math.min(start.top, end.top),
      bottom: Math.max(start.bottom, end.bottom),
      left: Math.min(start.left, end.left),
      right: Math.max(start.right, end.right),
    };
  }

  #makeView(): void {
    const host = this.querySelector<HTMLElement>('.host');
    if (this.text === null || host === null) return;
    this.#view = createArticleView(host, {
      ...this.text,
      mayWrite: () => this.mayWrite,
      language: () => this.language,
      direction: () => this.direction,
      changed: (transaction) => this.#changed(transaction),
      clicked: (position, target) => this.#clicked(position, target),
      askForLink: () => this.#fire('link-wanted', undefined),
      leftOut: (sentences) => toast(sentences.join(' ')),
      pictureHosts: this.pictureHosts,
      mayAddPictures: () => this.mayAddPictures,
      keepPicture: (picture) => call(pictureRoutes.add, { id: this.article }, picture),
    });
    this.#resized.observe(host);
    this.drawHighlights();
  }

  /** Who opens a blank text, and may write it, begins with its title. */
  #begin(): void {
    const view = this.#view;
    if (view === null || !this.mayWrite || !isBlank(view.state.doc)) return;
    if (document.activeElement !== document.body) return;
    view.dispatch(view.state.tr.setSelection(TextSelection.atStart(view.state.doc)));
    view.focus();
  }

  /** Before the page hears of keys that are about the selected words. */
  #key({ ctrlKey, metaKey, altKey }: KeyboardEvent): void {
    if (this.#view !== null && altKey && (ctrlKey || metaKey)) readDomSelection(this.#view);
  }

  #blockDoc: unknown = null;
  #blockList: TextBlock[] = [];

  /** The blocks of the document as it is; walked once for each state of it. */
  #blocks(): readonly TextBlock[] {
    const doc = this.#view?.state.doc;
    if (doc !== undefined && doc !== this.#blockDoc) {
      this.#blockDoc = doc;
      this.#blockList = textBlocks(doc);
    }
    return this.#blockList;
  }

  #changed(transaction: Transaction): void {
    if (this.#view === null) return;
    const { selection } = this;
    if (selection !== null) this.#fire('selection-changed', selection);
    if (transaction.selectionSet && !transaction.getMeta('pointer')) this.#followCaret();
  }

  /** A caret that is moved by keys activates the highlight that it enters, and leaves it again. */
  #followCaret(): void {
    const state = this.#view?.state;
    if (state === undefined || !state.selection.empty || !this.hasTextFocus) return;
    const ids = highlightsAt(state, state.selection.head);
    const { active } = this;
    if (active !== null && ids.includes(active)) return;
    if ((ids[0] ?? null) !== active) announce(this, 'annotation-activated', { id: ids[0] ?? null });
  }

  /** A click activates the shortest highlight under it, each further click the next longer one. */
  #clicked(position: number, target: EventTarget | null): void {
    const state = this.#view?.state;
    if (state === undefined) return;
    const isOnMark = target instanceof Element && target.closest('mark.highlight') !== null;
    const ids = isOnMark ? highlightsAt(state, position) : [];
    const next = ids[(ids.indexOf(this.active ?? '') + 1) % ids.length] ?? null;
    announce(this, 'annotation-activated', { id: next });
  }

  #fire<Name extends keyof EditorEvents>(name: Name, detail: EditorEvents[Name]): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

interface EditorEvents {
  'selection-changed': EditorSelection;
  'text-drawn': undefined;
  'link-wanted': undefined;
}

/** What an empty block says, for the style sheet. */
const HINTS = {
  '--hint-title': t('Title'),
  '--hint-text': t('Text'),
  '--hint-standfirst': t('Standfirst'),
  '--hint-byline': t('Byline'),
} as const;

declare global {
  interface HTMLElementTagNameMap {
    'galley-editor': GalleyEditor;
  }
  interface HTMLElementEventMap {
    'selection-changed': CustomEvent<EditorSelection>;
    'text-drawn': CustomEvent<undefined>;
    'link-wanted': CustomEvent<undefined>;
  }
}
