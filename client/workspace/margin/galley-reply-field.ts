/** The field in which a reply is written. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LightElement } from '../../ui/light-element.ts';
import { sendsOn } from '../../ui/keys/writing-keys.ts';

/**
 * Takes the focus when it appears; Ctrl+Enter sends.
 * @fires words-submitted - with what was written
 * @fires words-dropped - the person doesn't want to reply after all
 */
@customElement('galley-reply-field')
export class GalleyReplyField extends LightElement {
  /** Name of whom the reply is to. */
  @property() to = '';

  override firstUpdated(): void {
    this.querySelector('textarea')?.focus();
  }

  override render(): TemplateResult {
    return html`<form class="writing" @submit=${this.#submit} @keydown=${this.#key}>
      <textarea
        name="body"
        rows="1"
        dir="auto"
        required
        aria-label=${`Reply to ${this.to}`}
        placeholder="Write a reply"
      ></textarea>
      <div class="actions">
        <button type="button" class="button plain" @click=${this.#drop}>Cancel</button>
        <button class="button primary">Reply</button>
      </div>
    </form>`;
  }

  #key(event: KeyboardEvent): void {
    if (sendsOn(event)) (event.currentTarget as HTMLFormElement).requestSubmit();
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    const body = this.querySelector('textarea')?.value.trim() ?? '';
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
    'words-submitted': CustomEvent<string>;
    'words-dropped': CustomEvent<void>;
  }
}
