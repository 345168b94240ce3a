/** Shows a member's new sign-in link, once. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import '../style/galley-sign-in-link.css';
import { LightElement } from './light-element.ts';

export const TAG = 'galley-sign-in-link';

@customElement(TAG)
export class GalleySignInLink extends LightElement {
  @state() private name = '';
  @state() private link = '';
  @state() private copied = false;

  override render(): TemplateResult {
    return html`<dialog aria-labelledby="link-title" @close=${this.#forget}>
      <form method="dialog">
        <h2 id="link-title">Sign-in link for <bdi>${this.name}</bdi></h2>
        <p>
          Whoever opens it first is signed in as this person; it works once. Copy it now, since it
          is not shown again.
        </p>
        <label class="field">
          Sign-in link
          <input readonly .value=${this.link} @focus=${this.#select} />
        </label>
        <div class="actions">
          <span role="status">${this.copied ? 'Copied.' : ''}</span>
          <button class="button" type="button" @click=${this.#copy}>Copy</button>
          <button class="button primary">Done</button>
        </div>
      </form>
    </dialog>`;
  }

  async show(name: string, link: string): Promise<void> {
    this.name = name;
    this.link = link;
    this.copied = false;
    await this.updateComplete;
    this.querySelector('dialog')?.showModal();
  }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.link);
      this.copied = true;
    } catch {
      this.querySelector('input')?.select(); // no clipboard without HTTPS: copied by hand, then
    }
  }

  #select(event: FocusEvent & { currentTarget: HTMLInputElement }): void {
    event.currentTarget.select();
  }

  #forget(): void {
    this.link = '';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-sign-in-link': GalleySignInLink;
  }
}
