/** A page that says calmly what is wrong and what can be done about it. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Problem } from '../../shared/wire/problems.ts';
import { RefreshController } from './timing/refresh-controller.ts';
import { leaveToSignIn } from './session/return-address.ts';
import './galley-problem.css';
import { explain } from './words/explanation.ts';
import { LightElement } from './light-element.ts';
import { t } from './language/translate.ts';

const RETRY_EVERY_MS = 4000;

/**
 * Fills the page with a problem that came instead of what the page is for.
 * @fires retry-asked - the person, or the clock where the server is away, wants it tried again
 */
@customElement('galley-problem')
export class GalleyProblem extends LightElement {
  @property({ attribute: false }) problem: Problem | null = null;
  /** It is shown to a guest, who has one article and no library. */
  @property({ type: Boolean }) guest = false;

  protected readonly refresh = new RefreshController(this, RETRY_EVERY_MS, () => {
    if (this.problem !== null && explain(this.problem).passing) this.#retry();
  });

  override render(): TemplateResult | typeof nothing {
    if (this.problem === null) return nothing;
    const { title, text, passing, signIn } = explain(this.problem);
    return html`<div class="page" role=${passing ? 'status' : 'alert'}>
      <h1>${title}</h1>
      <p>${text}</p>
      ${
        signIn
          ? html`<p>
              ${t('No link at hand? On the server, {command} prints a new one.', { command: html`<code>npx galley member link</code>` })}
            </p>`
          : nothing
      }
      <p class="actions">
        ${
          passing
            ? html`<button class="button primary" @click=${this.#retry}>${t('Try again')}</button>`
            : nothing
        }
        ${
          signIn
            ? html`<button class="button primary" @click=${leaveToSignIn}>${t('Sign in')}</button>`
            : html`<a class="button" href="/">
                ${this.guest ? t('Back to your article') : t('Back to the library')}
              </a>`
        }
      </p>
    </div>`;
  }

  #retry(): void {
    this.dispatchEvent(new CustomEvent('retry-asked', { bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-problem': GalleyProblem;
  }
  interface HTMLElementEventMap {
    'retry-asked': CustomEvent<void>;
  }
}
