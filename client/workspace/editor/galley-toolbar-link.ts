/** Asks for the address of a link. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { safeLink } from '../../../shared/article/addresses.ts';
import { announce } from '../layers/annotation-events.ts';
import { Dialog } from '../../ui/dialog/dialog.ts';
import './galley-toolbar-dialog.css';
import { LightElement } from '../../ui/light-element.ts';
import { t } from '../../ui/language/translate.ts';

/**
 * @fires link-chosen - the address, checked; empty to take the link away
 * @fires text-focus-wanted - the dialog was closed
 */
@customElement('galley-toolbar-link')
export class GalleyToolbarLink extends LightElement {
  @state() private address = '';
  @state() private problem = '';
  @state() private isNew = true;

  readonly #dialog = new Dialog(this);

  override render(): TemplateResult {
    return this.#dialog.draw({
      heading: this.isNew ? t('Add a link') : t('Change the link'),
      content: html`<label class="field">
          ${t('Address')}
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
        <p class="problem" id="link-problem" role="alert">${this.problem}</p>`,
      buttons: html`${
          this.isNew
            ? nothing
            : html`<button type="button" class="button danger" @click=${() => this.#choose('')}>
                ${t('Remove link')}
              </button>`
        }
        ${this.#dialog.closeButton(t('Cancel'), '')}
        <button class="button primary">${this.isNew ? t('Add link') : t('Change link')}</button>`,
      submit: this.#submit,
      closed: this.#closed,
    });
  }

  /** Opens with the address of the link that is there, empty for none. */
  async open(address: string): Promise<void> {
    this.address = address;
    this.isNew = address === '';
    this.problem = '';
    await this.#dialog.open();
    this.querySelector('input')?.select();
  }

  #submit(event: Event): void {
    event.preventDefault(); // it stays open until the address is one
    const written = this.querySelector('input')?.value.trim() ?? '';
    this.address = written;
    const address = safeLink(withScheme(written));
    if (address === null) {
      this.problem = t('Give a web address, like {example}, or a mail address.', {
        example: 'https://example.org',
      });
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
