/** Where a new annotation is written, beside the words that it is about. */
import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { KIND_FACTS } from '../../../shared/annotation/kinds.ts';
import type { NoteKind, WritingForm } from '../../../shared/annotation/kinds.ts';
import { isOfferedFor } from '../../../shared/policy/layer-permission.ts';
import type { LayerAnswer } from '../../../shared/wire/routes/layers.ts';
import type { MemberAnswer } from '../../../shared/wire/routes/members.ts';
import { AnnotationCommandEvent, announce } from '../layers/annotation-events.ts';
import { forgetDraft, keepDraft, keptDraft } from '../layers/draft.ts';
import type { Draft, DraftFields } from '../layers/draft.ts';
import './galley-composer.css';
import './galley-note-field.ts';
import '../../ui/style/tones.css';
import { LightElement } from '../../ui/light-element.ts';
import { shorten } from '../../ui/words/thread-words.ts';
import type { People } from '../../ui/words/thread-words.ts';
import { fieldText } from '../../ui/form/form-fields.ts';
import { sendsOn } from '../../ui/keys/writing-keys.ts';
import { t, told } from '../../ui/language/translate.ts';
import { layerName } from '../../ui/words/layer-names.ts';

/**
 * Takes the focus whenever it gets a draft, even one that equals the last: it was asked for again then. What is written
 * in it survives that and a reload of the page.
 * @fires annotation-command, draft-dropped, text-focus-wanted
 */
@customElement('galley-composer')
export class GalleyComposer extends LightElement {
  /** Id of the article, under which the draft is kept. */
  @property() article = '';
  @property({ attribute: false }) draft: Draft | null = null;
  @property({ attribute: false }) layers: readonly LayerAnswer[] = [];
  @property({ attribute: false }) people: People = new Map();
  @property({ attribute: false }) me: MemberAnswer | null = null;

  @state() private fields: DraftFields = { layer: '', body: '', replacement: '' };

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
    const { name, submit, body, replaces } = formOf(kind);
    return html`<form
      class="writing"
      aria-label=${told(name)}
      data-tone=${this.#tone()}
      @submit=${this.#submit}
      @input=${this.#changed}
      @keydown=${this.#key}
    >
      <blockquote class="quote" dir="auto">${shorten(anchor.exact, 180)}</blockquote>
      ${replaces ? this.#replacementField() : nothing}
      <galley-note-field
        .label=${told(body.name)}
        .hint=${told(body.hint)}
        .rows=${2}
        .required=${body.required}
        .value=${fields.body}
        .hasPreview=${true}
        .people=${this.people}
        .me=${this.me}
        .layer=${this.#layer()}
      ></galley-note-field>
      <div class="actions">
        ${this.#layerField()}
        <button type="button" class="button plain" @click=${this.#drop}>${t('Cancel')}</button>
        <button class="button primary">${told(submit)}</button>
      </div>
    </form>`;
  }

  #replacementField(): TemplateResult {
    return html`<label class="field">
      ${t('New wording')}
      <textarea
        name="replacement"
        class="serif"
        rows="2"
        dir="auto"
        placeholder=${t('Empty: delete these words')}
        .value=${this.fields.replacement}
      ></textarea>
    </label>`;
  }

  #layerField(): TemplateResult {
    return html`<select name="layer" aria-label=${t('Layer')} .value=${this.fields.layer}>
      ${this.#layers().map(
        (layer) =>
          html`<option value=${layer.id} ?selected=${layer.id === this.fields.layer}>
            ${layerName(layer)}
          </option>`,
      )}
    </select>`;
  }

  #focusField(): void {
    // Beside the text the card isn't at its place yet: scrolling to it now would lose the words. In a list it is.
    const isInList = this.closest('.narrow') !== null;
    const isDrawn = this.querySelector('galley-note-field')?.updateComplete; // a microtask, and no key comes before it
    void isDrawn?.then(() => this.querySelector('textarea')?.focus({ preventScroll: !isInList }));
  }

  /** The layers that it may be written to. */
  #layers(): readonly LayerAnswer[] {
    const kind = this.draft?.kind;
    return this.layers.filter(
      (layer) => layer.writable && kind !== undefined && isOfferedFor(kind, layer),
    );
  }

  #tone(): string {
    return this.#layer()?.color ?? 'yellow';
  }

  /** The one that it would be written to. */
  #layer(): LayerAnswer | null {
    return this.layers.find(({ id }) => id === this.fields.layer) ?? null;
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
    const body = this.querySelector('galley-note-field')?.body ?? '';
    const form = formOf(kind);
    const isEmpty = form.body.required && body === '';
    if (isEmpty || (form.replaces && fields.replacement === anchor.exact)) {
      const field = this.querySelector('textarea');
      field?.setCustomValidity(
        isEmpty ? t('Write something first.') : t('Change the words first.'),
      );
      field?.reportValidity();
      return;
    }
    const replacement = form.replaces ? fields.replacement : null;
    const given = new AnnotationCommandEvent(
      { do: 'create', kind, anchor, body, replacement, color: null, tags: [] },
      fields.layer,
    );
    this.dispatchEvent(given);
    if (given.subject === null) return; // it stays, so that nothing that was written is lost
    this.#drop();
    announce(this, 'annotation-activated', { id: given.subject });
  }

  #drop(): void {
    forgetDraft(sessionStorage, this.article);
    announce(this, 'draft-dropped', {});
    announce(this, 'text-focus-wanted', {});
  }
}

/** A draft is of a kind that has a form: others are made at once. */
function formOf(kind: NoteKind): WritingForm {
  const { form } = KIND_FACTS[kind].writing;
  if (form === null) throw new Error(`A ${kind} is not written in a form.`);
  return form;
}

function emptyFields(draft: Draft, layers: readonly LayerAnswer[]): DraftFields {
  const proposed =
    layers.find(({ id }) => id === draft.layer) ?? commentsAmong(layers) ?? layers[0];
  const replacement = formOf(draft.kind).replaces ? draft.anchor.exact : '';
  return { layer: proposed?.id ?? draft.layer, body: '', replacement };
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
