/** One person's words in a thread: who, when, what, with a menu for changing or deleting them. */
import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Ellipsis } from 'lucide';
import './galley-remark.css';
import { copy } from './copy.ts';
import { confirmed } from '../../ui/dialog/galley-confirm.ts';
import { icon } from '../../ui/icon.ts';
import { LightElement } from '../../ui/light-element.ts';
import { markdown } from '../../ui/words/markdown.ts';
import { moment } from '../../ui/words/moment.ts';
import { authorColor, avatar } from '../../ui/words/person.ts';
import { fieldText } from '../../ui/form/form-fields.ts';
import { sendsOn } from '../../ui/keys/writing-keys.ts';

/** The first words of a thread, or a reply. */
export interface Remark {
  readonly id: string;
  readonly author: string;
  readonly created: string;
  /** Whether the words were changed after they were written. */
  readonly edited: boolean;
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
 * @fires remark-removed - after the person has confirmed it
 */
@customElement('galley-remark')
export class GalleyRemark extends LightElement {
  @property({ attribute: false }) remark: Remark | null = null;
  /** Name of the author. */
  @property() name = '';
  /** What it is called in questions: "comment", "reply". */
  @property() noun = 'comment';
  @property({ type: Boolean }) editable = false;
  @property({ type: Boolean }) removable = false;
  /** Address for "Copy link"; null for replies. */
  @property({ attribute: false }) link: string | null = null;
  /** Words between the head and the body. */
  @property({ attribute: false }) lead: TemplateResult | typeof nothing = nothing;
  /** A word beside the name. */
  @property({ attribute: false }) badge: TemplateResult | typeof nothing = nothing;

  @state() private isEditing = false;

  override updated(changed: PropertyValues): void {
    if (changed.has('isEditing' as never) && this.isEditing)
      this.querySelector('textarea')?.focus();
  }

  override render(): TemplateResult | typeof nothing {
    const { remark } = this;
    if (remark === null) return nothing;
    return html`<div class="head">
        ${avatar(this.name, authorColor(remark.author))}
        <span class="name" dir="auto">${this.name}</span>
        ${this.badge}
        <span class="when"> ${moment(remark.created)}${remark.edited ? ' · edited' : ''} </span>
        ${this.#menu(remark)}
      </div>
      ${this.lead} ${this.isEditing ? this.#form(remark) : this.#body(remark)}`;
  }

  #body({ body }: Remark): TemplateResult | typeof nothing {
    return body === '' ? nothing : html`<div class="body note">${markdown(body)}</div>`;
  }

  #menu({ id }: Remark): TemplateResult | typeof nothing {
    const { link } = this;
    if (!this.editable && !this.removable && link === null) return nothing;
    const item = (label: string, act: () => void, kind = ''): TemplateResult =>
      html`<button class=${kind} @click=${() => this.#choose(act)}>${label}</button>`;
    return html`<button
        class="button plain icon more"
        aria-label=${`More about this ${this.noun}`}
        popovertarget=${`more-${id}`}
      >
        ${icon(Ellipsis)}
      </button>
      <div class="menu" id=${`more-${id}`} popover>
        ${this.editable ? item('Edit', () => (this.isEditing = true)) : nothing}
        ${link === null ? nothing : item('Copy link', () => void copy(link))}
        ${this.removable ? item('Delete', () => void this.#remove(), 'danger') : nothing}
      </div>`;
  }

  #form({ body, replacement }: Remark): TemplateResult {
    return html`<form class="writing" @submit=${this.#save} @keydown=${this.#key}>
      ${
        replacement === null
          ? nothing
          : html`<label class="field">
              New wording
              <textarea name="replacement" dir="auto" .value=${replacement}></textarea>
            </label>`
      }
      <label class="field">
        ${replacement === null ? `Edit ${this.noun}` : 'Note'}
        <textarea name="body" dir="auto" .value=${body}></textarea>
      </label>
      <div class="actions">
        <button type="button" class="button plain" @click=${this.#stop}>Cancel</button>
        <button class="button primary">Save</button>
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
    const body = (fieldText(fields, 'body') ?? '').trim();
    const replacement = fieldText(fields, 'replacement');
    if (body === '' && replacement === null) return;
    this.isEditing = false;
    if (body === this.remark?.body && replacement === this.remark.replacement) return;
    this.dispatchEvent(new CustomEvent('remark-changed', { detail: { body, replacement } }));
  }

  async #remove(): Promise<void> {
    const agreed = await confirmed({
      title: `Delete this ${this.noun}?`,
      text: 'It will be gone for everyone. This can’t be taken back.',
      action: 'Delete',
    });
    if (agreed) this.dispatchEvent(new CustomEvent('remark-removed'));
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
