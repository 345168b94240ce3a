/** Shows a secret that the server tells once: a link or an API token, to be copied now. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import './galley-shown-once.css';
import { LightElement } from '../light-element.ts';

export const TAG = 'galley-shown-once';

export interface Secret {
  /** Title of the dialog. */
  readonly title: string;
  /** What whoever has it can do, and for how long. */
  readonly text: string;
  /** What it is: "Sign-in link". */
  readonly label: string;
  readonly secret: string;
}

const NONE: Secret = { title: '', text: '', label: '', secret: '' };

@customElement(TAG)
export class GalleyShownOnce extends LightElement {
  @state() private shown = NONE;
  @state() private copied = '';

  override render(): TemplateResult {
    const { title, text, label, secret } = this.shown;
    return html`<dialog aria-labelledby="once-title" @close=${this.#forget}>
      <form method="dialog">
        <h2 id="once-title">${title}</h2>
        <p>${text} Copy it now, since it is not shown again.</p>
        <label class="field">
          ${label}
          <input readonly dir="ltr" .value=${secret} @focus=${this.#select} />
        </label>
        <div class="actions">
          <span role="status">${this.copied}</span>
          <button class="button" type="button" @click=${this.#copy}>Copy</button>
          <button class="button primary">Done</button>
        </div>
      </form>
    </dialog>`;
  }

  /** Opens the dialog; the secret is forgotten when it is closed. */
  async show(secret: Secret): Promise<void> {
    this.shown = secret;
    this.copied = '';
    await this.updateComplete;
    this.querySelector('dialog')?.showModal();
  }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.shown.secret);
      this.copied = 'Copied.';
    } catch {
      // No clipboard without HTTPS: copied by hand, then.
      this.querySelector('input')?.select();
      this.copied = 'Selected; copy it with Ctrl+C or ⌘C.';
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
