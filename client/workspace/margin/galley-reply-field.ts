/** The field in which a reply is written. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { LayerAnswer } from '../../../shared/wire/routes/layers.ts';
import type { MemberAnswer } from '../../../shared/wire/routes/members.ts';
import './galley-note-field.ts';
import { LightElement } from '../../ui/light-element.ts';
import { sendsOn } from '../../ui/keys/writing-keys.ts';
import type { People } from '../../ui/words/thread-words.ts';
import { t, tIn } from '../../ui/language/translate.ts';

/**
 * Takes the focus when it appears empty; Ctrl+Enter sends.
 * @fires words-changed - with what is written so far
 * @fires words-submitted - with what was written
 * @fires words-dropped - the person doesn't want to reply after all
 */
@customElement('galley-reply-field')
export class GalleyReplyField extends LightElement {
  /** Name of whom the reply is to. */
  @property() to = '';
  @property({ attribute: false }) people: People = new Map();
  @property({ attribute: false }) me: MemberAnswer | null = null;
  @property({ attribute: false }) layer: LayerAnswer | null = null;
  /** What was written before; then it doesn't take the focus. */
  @property({ attribute: false }) words = '';

  override firstUpdated(): void {
    if (this.words !== '') return;
    const isDrawn = this.querySelector('galley-note-field')?.updateComplete;
    void isDrawn?.then(() => this.querySelector('textarea')?.focus());
  }

  override render(): TemplateResult {
    return html`<form
      class="writing"
      @submit=${this.#submit}
      @keydown=${this.#key}
      @input=${this.#typed}
    >
      <galley-note-field
        .label=${t('Reply to {name}', { name: this.to })}
        .isQuiet=${true}
        .hint=${t('Write a reply')}
        .required=${true}
        .value=${this.words}
        .people=${this.people}
        .me=${this.me}
        .layer=${this.layer}
      ></galley-note-field>
      <div class="actions">
        <button type="button" class="button plain" @click=${this.#drop}>${t('Cancel')}</button>
        <button class="button primary">${tIn('verb', 'Reply')}</button>
      </div>
    </form>`;
  }

  #key(event: KeyboardEvent): void {
    if (sendsOn(event)) (event.currentTarget as HTMLFormElement).requestSubmit();
  }

  #typed(): void {
    const words = this.querySelector('textarea')?.value ?? '';
    this.dispatchEvent(new CustomEvent('words-changed', { detail: words }));
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    const body = this.querySelector('galley-note-field')?.body ?? '';
    if (body !== '') this.dispatchEvent(new CustomEvent('words-submitted', { detail: body }));
  }

  #drop(): void {
    this.dispatchEvent(new CustomEvent('words-dropped'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-reply-field': GalleyReplyField;
  }
  interface HTMLElementEventMap {
    'words-changed': CustomEvent<string>;
    'words-submitted': CustomEvent<string>;
    'words-dropped': CustomEvent<void>;
  }
}
