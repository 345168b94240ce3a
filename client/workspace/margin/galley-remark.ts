/** One person's words in a thread: who, when, what, with a menu for changing or deleting them. */
import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Ellipsis } from 'lucide';
import type { Kind } from '../../../shared/annotation/annotation.ts';
import { fromMentions, mentionable } from '../../../shared/annotation/mentions.ts';
import type { LayerAnswer } from '../../../shared/wire/routes/layers.ts';
import type { MemberAnswer } from '../../../shared/wire/routes/members.ts';
import './galley-note-field.ts';
import './galley-remark.css';
import { copy } from './copy.ts';
import { icon } from '../../ui/icon.ts';
import { LightElement } from '../../ui/light-element.ts';
import { markdown } from '../../ui/words/markdown.ts';
import { editedAt, moment } from '../../ui/words/moment.ts';
import { authorColor, avatar } from '../../ui/words/person.ts';
import type { People } from '../../ui/words/thread-words.ts';
import { fieldText } from '../../ui/form/form-fields.ts';
import { sendsOn } from '../../ui/keys/writing-keys.ts';
import { t } from '../../ui/language/translate.ts';

/** What is longer, in UTF-16 units or lines, is shown from its beginning until somebody wants more. */
const LONG = 700;
const LONG_LINES = 14;

const MORE: Readonly<Record<Kind | 'reply', string>> = {
  highlight: t('More about this highlight'),
  comment: t('More about this comment'),
  question: t('More about this question'),
  suggestion: t('More about this suggestion'),
  report: t('More about this report'),
  reply: t('More about this reply'),
};

const EDIT: Readonly<Record<Kind | 'reply', string>> = {
  highlight: t('Edit highlight'),
  comment: t('Edit comment'),
  question: t('Edit question'),
  suggestion: t('Edit suggestion'),
  report: t('Edit report'),
  reply: t('Edit reply'),
};

/** The first words of a thread, or a reply. */
export interface Remark {
  readonly id: string;
  readonly author: string;
  readonly created: string;
  /** When the words were last changed after they were written; null where they weren't. */
  readonly edited: string | null;
  readonly body: string;
  /** Proposed wording, changed together with the body; null where there is none. */
  readonly replacement: string | null;
}

/** What changing it comes to. */
export interface RemarkChange {
  readonly body: string;
  readonly replacement: string | null;
}

/**
 * Draws a remark and lets its author change it in place.
 * @fires remark-changed - with the new words
 * @fires remark-removed
 */
@customElement('galley-remark')
export class GalleyRemark extends LightElement {
  @property({ attribute: false }) remark: Remark | null = null;
  /** Name of the author. */
  @property() name = '';
  /** What it is, to be called so. */
  @property({ attribute: false }) noun: Kind | 'reply' = 'comment';
  @property({ type: Boolean }) editable = false;
  @property({ type: Boolean }) removable = false;
  /** Address for "Copy link"; null for replies. */
  @property({ attribute: false }) link: string | null = null;
  /** Words between the head and the body. */
  @property({ attribute: false }) lead: TemplateResult | typeof nothing = nothing;
  /** A word beside the name. */
  @property({ attribute: false }) badge: TemplateResult | typeof nothing = nothing;
  @property({ attribute: false }) people: People = new Map();
  @property({ attribute: false }) me: MemberAnswer | null = null;
  /** Where it is written. */
  @property({ attribute: false }) layer: LayerAnswer | null = null;

  @state() private isEditing = false;
  @state() private isWhole = false;

  override updated(changed: PropertyValues): void {
    if (!changed.has('isEditing' as never) || !this.isEditing) return;
    const isDrawn = this.querySelector('galley-note-field')?.updateComplete;
    void isDrawn?.then(() => this.querySelector('textarea')?.focus());
  }

  override render(): TemplateResult | typeof nothing {
    const { remark } = this;
    if (remark === null) return nothing;
    return html`<div class="head">
        ${avatar(this.name, this.people.get(remark.author)?.color ?? authorColor(remark.author))}
        <span class="name" dir="auto">${this.name}</span>
        ${this.badge}
        <span class="when">
          ${moment(remark.created)}${remark.edited === null ? nothing : html` · ${editedAt(remark.edited)}`}
        </span>
        ${this.#menu(remark)}
      </div>
      ${this.lead} ${this.isEditing ? this.#form(remark) : this.#body(remark)}`;
  }

  #body({ body }: Remark): TemplateResult | typeof nothing {
    if (body === '') return nothing;
    const nameOf = (id: string, written: string): string => this.people.get(id)?.name ?? written;
    const naming = { nameOf, me: this.me?.id ?? null };
    const isLong = body.length > LONG || body.split('\n').length > LONG_LINES;
    return html`<div class=${isLong && !this.isWhole ? 'body note clamped' : 'body note'}>
        ${markdown(body, naming)}
      </div>
      ${isLong ? this.#moreButton() : nothing}`;
  }

  #moreButton(): TemplateResult {
    return html`<button
      class="button plain whole"
      aria-expanded=${this.isWhole}
      @click=${() => (this.isWhole = !this.isWhole)}
    >
      ${this.isWhole ? t('Show less') : t('Show more')}
    </button>`;
  }

  #menu({ id }: Remark): TemplateResult | typeof nothing {
    const { link } = this;
    if (!this.editable && !this.removable && link === null) return nothing;
    const item = (label: string, act: () => void, kind = ''): TemplateResult =>
      html`<button class=${kind} @click=${() => this.#choose(act)}>${label}</button>`;
    return html`<button
        class="button plain icon more"
        aria-label=${MORE[this.noun]}
        popovertarget=${`more-${id}`}
      >
        ${icon(Ellipsis)}
      </button>
      <div class="menu" id=${`more-${id}`} popover>
        ${this.editable ? item(t('Edit'), () => (this.isEditing = true)) : nothing}
        ${link === null ? nothing : item(t('Copy link'), () => void copy(link))}
        ${this.removable ? item(t('Delete'), () => this.#remove(), 'danger') : nothing}
      </div>`;
  }

  #form({ body, replacement }: Remark): TemplateResult {
    return html`<form class="writing" @submit=${this.#save} @keydown=${this.#key}>
      ${
        replacement === null
          ? nothing
          : html`<label class="field">
              ${t('New wording')}
              <textarea name="replacement" dir="auto" .value=${replacement}></textarea>
            </label>`
      }
      <galley-note-field
        .label=${replacement === null ? EDIT[this.noun] : t('Note')}
        .value=${fromMentions(body, mentionable([...this.people.values()]))}
        .people=${this.people}
        .me=${this.me}
        .layer=${this.layer}
      ></galley-note-field>
      <div class="actions">
        <button type="button" class="button plain" @click=${this.#stop}>${t('Cancel')}</button>
        <button class="button primary">${t('Save')}</button>
      </div>
    </form>`;
  }

  #choose(act: () => void): void {
    this.querySelector<HTMLElement>('[popover]')?.hidePopover();
    act();
  }

  readonly #stop = (): void => {
    this.isEditing = false;
  };

  #key(event: KeyboardEvent): void {
    if (sendsOn(event)) (event.currentTarget as HTMLFormElement).requestSubmit();
    if (event.key !== 'Escape') return;
    event.stopPropagation(); // this Esc leaves the field, not the thread
    this.#stop();
  }

  #save(event: SubmitEvent): void {
    event.preventDefault();
    const fields = new FormData(event.currentTarget as HTMLFormElement);
    const body = this.querySelector('galley-note-field')?.body ?? '';
    const replacement = fieldText(fields, 'replacement');
    if (body === '' && replacement === null) return;
    this.isEditing = false;
    if (body === this.remark?.body && replacement === this.remark.replacement) return;
    this.dispatchEvent(new CustomEvent('remark-changed', { detail: { body, replacement } }));
  }

  #remove(): void {
    this.dispatchEvent(new CustomEvent('remark-removed'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-remark': GalleyRemark;
  }
  interface HTMLElementEventMap {
    'remark-changed': CustomEvent<RemarkChange>;
    'remark-removed': CustomEvent<void>;
  }
}
