/** Asks for the address of a link. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { safeLink } from '../../../shared/article/addresses.ts';
import { announce } from '../layers/annotation-events.ts';
import './galley-toolbar-dialog.css';
import { LightElement } from '../../ui/light-element.ts';

/**
 * @fires link-chosen - the address, checked; empty to take the link away
 * @fires text-focus-wanted - the dialog was closed
 */
@customElement('galley-toolbar-link')
export class GalleyToolbarLink extends LightElement {
  @state() private address = '';
  @state() private problem = '';
  @state() private isNew = true;

  override render(): TemplateResult {
    return html`<dialog aria-labelledby="link-title" @close=${this.#closed}>
      <form method="dialog" @submit=${this.#submit}>
        <h2 id="link-title">${this.isNew ? 'Add a link' : 'Change the link'}</h2>
        <label class="field">
          Address
          <input
            name="address"
            inputmode="url"
            autocomplete="off"
            placeholder="https://"
            .value=${this.address}
            aria-invalid=${this.problem === '' ? 'false' : 'true'}
            aria-describedby="link-problem"
          />
        </label>
        <p class="problem" id="link-problem" role="alert">${this.problem}</p>
        <div class="actions">
          ${
            this.isNew
              ? nothing
              : html`<button type="button" class="button danger" @click=${() => this.#choose('')}>
                  Remove link
                </button>`
          }
          <button type="button" class="button" @click=${() => this.#dialog.close()}>Cancel</button>
          <button class="button primary">${this.isNew ? 'Add link' : 'Change link'}</button>
        </div>
      </form>
    </dialog>`;
  }

  /** Opens with the address of the link that is there, empty for none. */
  open(address: string): void {
    this.address = address;
    this.isNew = address === '';
    this.problem = '';
    this.#dialog.showModal();
    void this.updateComplete.then(() => this.querySelector('input')?.select());
  }

  get #dialog(): HTMLDialogElement {
    const dialog = this.querySelector('dialog');
    if (dialog === null) throw new Error('The link dialog is asked for before it is drawn.');
    return dialog;
  }

  #submit(event: Event): void {
    event.preventDefault();
    const written = this.querySelector('input')?.value.trim() ?? '';
    this.address = written;
    const address = safeLink(withScheme(written));
    if (address === null) {
      this.problem = 'Give a web address, like https://example.org, or a mail address.';
      return;
    }
    this.#choose(address);
  }

  #choose(address: string): void {
    this.dispatchEvent(
      new CustomEvent('link-chosen', { detail: { address }, bubbles: true, composed: true }),
    );
    this.#dialog.close();
  }

  #closed(): void {
    announce(this, 'text-focus-wanted', {});
  }
}

/** People write `example.org` and `ann@example.org`. */
function withScheme(address: string): string {
  if (/^[^\s/@:]+@[^\s/@]+\.[^\s/@]+$/.test(address)) return `mailto:${address}`;
  if (/^[^\s/:@]+\.[a-z]{2,}(\/|$)/i.test(address)) return `https://${address}`;
  return address;
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-toolbar-link': GalleyToolbarLink;
  }
  interface HTMLElementEventMap {
    'link-chosen': CustomEvent<{ readonly address: string }>;
  }
}
