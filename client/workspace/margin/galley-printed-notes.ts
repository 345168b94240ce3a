/** The notes as they stand on paper: behind the text, under the numbers that their words have in it. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { PlacedAnnotation, Reply } from '../../../shared/annotation/annotation.ts';
import { WorkspaceReader } from '../workspace-state.ts';
import { t } from '../../ui/language/translate.ts';
import { LightElement } from '../../ui/light-element.ts';
import { kindName } from '../../ui/words/kind-names.ts';
import { markdown } from '../../ui/words/markdown.ts';
import { fullDate } from '../../ui/words/moment.ts';
import { fullNameOf, outcome, wording } from '../../ui/words/thread-words.ts';
import './galley-printed-notes.css';

/**
 * Draws nothing as long as nobody prints. Then all notes that are shown are in it, and not only those beside what is seen; and
 * all their words are marked in the text.
 */
@customElement('galley-printed-notes')
export class GalleyPrintedNotes extends LightElement {
  @state() private isPrinting = false;

  readonly #workspace = new WorkspaceReader(this, 'notes', 'people', 'editor');
  readonly #paper = matchMedia('print');

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('beforeprint', this.#begin);
    window.addEventListener('afterprint', this.#end);
    this.#paper.addEventListener('change', this.#changed);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('beforeprint', this.#begin);
    window.removeEventListener('afterprint', this.#end);
    this.#paper.removeEventListener('change', this.#changed);
  }

  override render(): TemplateResult | typeof nothing {
    if (!this.isPrinting) return nothing;
    const { annotations } = this.#workspace.state.notes;
    if (annotations.length === 0) return nothing;
    return html`<section aria-label=${t('Annotations')}>
      <h2>${t('Notes')}</h2>
      <ol>
        ${annotations.map((annotation) => html`<li>${this.#note(annotation)}</li>`)}
      </ol>
    </section>`;
  }

  protected override updated(): void {
    if (this.isPrinting) this.#number();
  }

  #note(annotation: PlacedAnnotation): TemplateResult {
    const { kind, author, created, body, replies, layer, anchoring } = annotation;
    const { people, notes } = this.#workspace.state;
    const name = notes.layers.find(({ id }) => id === layer)?.name ?? '';
    return html`<article>
      <p class="by">
        <b>${fullNameOf(author, people)}</b>, ${kindName(kind)}, ${fullDate(created)} ·
        <bdi>${name}</bdi>${anchoring.from === null ? html` · ${t('its words are gone')}` : nothing}
      </p>
      ${wording(annotation)} ${this.#words(body)} ${outcome(annotation, people)}
      ${replies.map((reply) => this.#reply(reply))}
    </article>`;
  }

  #reply({ author, created, body }: Reply): TemplateResult {
    const name = fullNameOf(author, this.#workspace.state.people);
    return html`<div class="reply">
      <p class="by"><b>${name}</b>, ${fullDate(created)}</p>
      ${this.#words(body)}
    </div>`;
  }

  #words(body: string): TemplateResult | typeof nothing {
    if (body === '') return nothing;
    const { people } = this.#workspace.state;
    const nameOf = (id: string, written: string): string => people.get(id)?.name ?? written;
    return html`<div class="note">${markdown(body, { nameOf, me: null })}</div>`;
  }

  /** The text gets the numbers of the list, and all marks. */
  #number(): void {
    const { notes, editor } = this.#workspace.state;
    const numbers = notes.annotations.flatMap(({ id }, at) => {
      const place = notes.placeOf(id);
      return place === null || place.from === null ? [] : [{ at: place.to, number: at + 1 }];
    });
    editor()?.drawForPaper(numbers);
  }

  /** At once, since the browser takes its picture of the page right after this. */
  readonly #begin = (): void => {
    if (this.isPrinting) return;
    this.isPrinting = true;
    this.performUpdate();
  };

  readonly #end = (): void => {
    if (!this.isPrinting) return;
    this.isPrinting = false;
    this.#workspace.state.editor()?.drawForPaper(null);
  };

  readonly #changed = ({ matches }: MediaQueryListEvent): void => {
    if (matches) this.#begin();
    else this.#end();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-printed-notes': GalleyPrintedNotes;
  }
}
