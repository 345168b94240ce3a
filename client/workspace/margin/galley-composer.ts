/** Where a new annotation is written, beside the words that it is about. */
import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { COLORS } from '../../../shared/annotation/annotation.ts';
import type { Color } from '../../../shared/annotation/annotation.ts';
import type { LayerAnswer } from '../../../shared/wire/routes/layers.ts';
import { announce } from '../layers/annotation-events.ts';
import { forgetDraft, keepDraft, keptDraft } from '../layers/draft.ts';
import type { Draft, DraftFields } from '../layers/draft.ts';
import './galley-composer.css';
import '../../ui/style/tones.css';
import { LightElement } from '../../ui/light-element.ts';
import { shorten } from '../../ui/words/thread-words.ts';
import { fieldText, sendsOn } from '../../ui/keys/writing-keys.ts';

export const TAG = 'galley-composer';

const FORM_NAMES = {
  highlight: 'New highlight',
  comment: 'New comment',
  suggestion: 'New suggestion',
} as const;
const SUBMIT_NAMES = {
  highlight: 'Add highlight',
  comment: 'Add comment',
  suggestion: 'Add suggestion',
} as const;
const BODY_NAMES = { highlight: 'Note', comment: 'Comment', suggestion: 'Note' } as const;

/**
 * Takes the focus whenever it gets a draft, even one that equals the last: it was asked for again then. What is written
 * in it survives that and a reload of the page.
 * @fires draft-submitted, draft-dropped, text-focus-wanted
 */
@customElement(TAG)
export class GalleyComposer extends LightElement {
  /** Id of the article, under which the draft is kept. */
  @property() article = '';
  @property({ attribute: false }) draft: Draft | null = null;
  @property({ attribute: false }) layers: readonly LayerAnswer[] = [];

  @state() private fields: DraftFields = { layer: '', body: '', replacement: '', color: 'yellow' };

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.draft === null || !changed.has('draft')) return;
    this.#focusSoon = true;
    if (isSame(changed.get('draft') ?? null, this.draft)) return;
    this.fields = keptFields(this.article, this.draft) ?? emptyFields(this.draft, this.#layers());
  }

  #focusSoon = false;

  protected override updated(): void {
    if (!this.#focusSoon) return;
    this.#focusSoon = false;
    this.#focusField();
  }

  /** Whether something is written in it that nobody has got yet. */
  get hasWords(): boolean {
    const { draft, fields } = this;
    if (draft === null) return false;
    return fields.body !== '' || fields.replacement !== emptyFields(draft, []).replacement;
  }

  override render(): TemplateResult | typeof nothing {
    const { draft, fields } = this;
    if (draft === null) return nothing;
    const { kind, anchor } = draft;
    return html`<form
      class="writing"
      aria-label=${FORM_NAMES[kind]}
      data-tone=${this.#tone()}
      @submit=${this.#submit}
      @input=${this.#changed}
      @keydown=${this.#key}
    >
      <blockquote class="quote" dir="auto">${shorten(anchor.exact, 180)}</blockquote>
      ${kind === 'suggestion' ? this.#replacementField() : nothing}
      <label class="field">
        ${BODY_NAMES[kind]}
        <textarea
          name="body"
          rows="2"
          dir="auto"
          ?required=${kind === 'comment'}
          placeholder=${kind === 'comment' ? 'What should be said about these words?' : 'Optional'}
          .value=${fields.body}
        ></textarea>
      </label>
      ${kind === 'highlight' ? this.#colorField() : nothing}
      <div class="actions">
        ${this.#layerField()}
        <button type="button" class="button plain" @click=${this.#drop}>Cancel</button>
        <button class="button primary">${SUBMIT_NAMES[kind]}</button>
      </div>
    </form>`;
  }

  #replacementField(): TemplateResult {
    return html`<label class="field">
      New wording
      <textarea
        name="replacement"
        class="serif"
        rows="2"
        dir="auto"
        placeholder="Empty: delete these words"
        .value=${this.fields.replacement}
      ></textarea>
    </label>`;
  }

  #layerField(): TemplateResult {
    return html`<select name="layer" aria-label="Layer" .value=${this.fields.layer}>
      ${this.#layers().map(
        ({ id, name }) =>
          html`<option value=${id} ?selected=${id === this.fields.layer}>${name}</option>`,
      )}
    </select>`;
  }

  #colorField(): TemplateResult {
    return html`<fieldset class="colors">
      <legend class="visually-hidden">Colour</legend>
      ${COLORS.map(
        (color) =>
          html`<label data-tone=${color} title=${color}>
            <input
              type="radio"
              name="color"
              value=${color}
              aria-label=${color}
              .checked=${color === this.fields.color}
            />
          </label>`,
      )}
    </fieldset>`;
  }

  #focusField(): void {
    // Beside the text the card isn't at its place yet: scrolling to it now would lose the words. In a list it is.
    const isInList = this.closest('.narrow') !== null;
    this.querySelector('textarea')?.focus({ preventScroll: !isInList });
  }

  /** The layers that this may be written to. A proposal that its author alone can read would reach no one. */
  #layers(): readonly LayerAnswer[] {
    const isProposal = this.draft?.kind === 'suggestion';
    return this.layers.filter(
      ({ writable, purpose, audience }) =>
        writable && purpose !== 'reports' && !(isProposal && audience === 'private'),
    );
  }

  #tone(): string {
    if (this.draft?.kind === 'highlight') return this.fields.color;
    return this.layers.find(({ id }) => id === this.fields.layer)?.color ?? 'yellow';
  }

  #changed(event: Event): void {
    const { draft } = this;
    if (draft === null) return;
    this.querySelector('textarea')?.setCustomValidity('');
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const text = (name: keyof DraftFields): string => fieldText(form, name) ?? this.fields[name];
    this.fields = {
      layer: text('layer'),
      body: text('body'),
      replacement: text('replacement'),
      color: text('color') as Color, // the radio buttons offer nothing else
    };
    keepDraft(sessionStorage, this.article, { draft, fields: this.fields });
  }

  #key(event: KeyboardEvent): void {
    if (sendsOn(event)) (event.currentTarget as HTMLFormElement).requestSubmit();
    if (event.key !== 'Escape' || this.draft === null) return;
    event.stopPropagation();
    if (this.hasWords) announce(this, 'text-focus-wanted', {});
    else this.#drop();
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    const { draft, fields } = this;
    if (draft === null) return;
    const { kind, anchor } = draft;
    const body = fields.body.trim();
    const isEmpty = kind === 'comment' && body === '';
    if (isEmpty || (kind === 'suggestion' && fields.replacement === anchor.exact)) {
      const field = this.querySelector('textarea');
      field?.setCustomValidity(isEmpty ? 'Write something first.' : 'Change the words first.');
      field?.reportValidity();
      return;
    }
    const isTaken = announce(this, 'draft-submitted', {
      kind,
      anchor,
      body,
      layer: fields.layer,
      replacement: kind === 'suggestion' ? fields.replacement : null,
      color: kind === 'highlight' ? fields.color : null,
    });
    if (isTaken) this.#drop();
  }

  #drop(): void {
    forgetDraft(sessionStorage, this.article);
    announce(this, 'draft-dropped', {});
    announce(this, 'text-focus-wanted', {});
  }
}

function emptyFields(draft: Draft, layers: readonly LayerAnswer[]): DraftFields {
  const proposed =
    layers.find(({ id }) => id === draft.layer) ?? commentsAmong(layers) ?? layers[0];
  const replacement = draft.kind === 'suggestion' ? draft.anchor.exact : '';
  return { layer: proposed?.id ?? draft.layer, body: '', replacement, color: 'yellow' };
}

function commentsAmong(layers: readonly LayerAnswer[]): LayerAnswer | undefined {
  return layers.find(({ purpose }) => purpose === 'comments');
}

function keptFields(article: string, draft: Draft): DraftFields | null {
  const kept = keptDraft(sessionStorage, article);
  return kept !== null && isSame(kept.draft, draft) ? kept.fields : null;
}

function isSame(one: Draft | null, other: Draft): boolean {
  return (
    one?.kind === other.kind &&
    one.anchor.start === other.anchor.start &&
    one.anchor.end === other.anchor.end
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-composer': GalleyComposer;
  }
}
