/** Shows a secret that the server gives out once: a link or an API token, to be copied now. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { Dialog } from '../dialog/dialog.ts';
import { LightElement } from '../light-element.ts';
import './galley-shown-once.css';
import { t } from '../language/translate.ts';

/** A secret, and what is said about it. */
export interface Secret {
  /** Title of the dialog. */
  readonly title: string;
  /** What somebody who has it can do, and for how long. */
  readonly text: string;
  /** What it is: "Sign-in link". */
  readonly label: string;
  readonly secret: string;
}

const NONE: Secret = { title: '', text: '', label: '', secret: '' };

/** One dialog for all secrets of its place; it forgets each when it is closed. */
@customElement('galley-shown-once')
export class GalleyShownOnce extends LightElement {
  @state() private shown = NONE;
  @state() private copied = '';

  readonly #dialog = new Dialog(this);

  override render(): TemplateResult {
    const { title, text, label, secret } = this.shown;
    return this.#dialog.draw({
      heading: title,
      content: html`<p>${text} ${t('Copy it now, since it is not shown again.')}</p>
        <label class="field">
          ${label}
          <input readonly dir="ltr" .value=${secret} @focus=${this.#select} />
        </label>`,
      buttons: html`<span role="status">${this.copied}</span>
        <button class="button" type="button" @click=${this.#copy}>${t('Copy')}</button>
        ${this.#dialog.closeButton(t('Done'), 'primary')}`,
      closed: this.#forget,
    });
  }

  /** Opens the dialog with the secret. */
  show(secret: Secret): Promise<void> {
    this.shown = secret;
    this.copied = '';
    return this.#dialog.open();
  }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.shown.secret);
      this.copied = t('Copied.');
    } catch {
      // No clipboard without HTTPS: copied by hand, then.
      this.querySelector('input')?.select();
      this.copied = t('Selected; copy it with Ctrl+C or ⌘C.');
    }
  }

  #select(event: FocusEvent & { currentTarget: HTMLInputElement }): void {
    event.currentTarget.select();
  }

  #forget(): void {
    this.shown = NONE;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-shown-once': GalleyShownOnce;
  }
}
