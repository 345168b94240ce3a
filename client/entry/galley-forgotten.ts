/** The way in without a password: a mail, where this server sends any, or an owner's link. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { accountRoutes } from '../../shared/wire/routes/account.ts';
import { call } from '../api/call.ts';
import { wordsIn } from '../ui/form/form-fields.ts';
import { Submission } from '../ui/form/submission.ts';
import { LightElement } from '../ui/light-element.ts';
import { t } from '../ui/language/translate.ts';

/** @fires sign-in-wanted - back to the form */
@customElement('galley-forgotten')
export class GalleyForgotten extends LightElement {
  /** Whether this server sends mail. */
  @property({ type: Boolean }) mail = false;

  @state() private sent = false;

  readonly #asking = new Submission(this, {
    send: (form) => call(accountRoutes.reset, {}, { email: wordsIn(form, 'email') }),
    done: () => {
      this.sent = true;
    },
  });

  override render(): TemplateResult {
    return html`<h1>${t('Forgot your password?')}</h1>
      ${this.mail ? (this.sent ? SENT : this.#form()) : NO_MAIL}
      <p>
        <button class="button plain back" @click=${this.#back}>${t('Back to signing in')}</button>
      </p>`;
  }

  #form(): TemplateResult {
    return html`<p>
        ${t('You get a mail with a link that signs you in once, so that you can set a new one.')}
      </p>
      <form @submit=${this.#asking.submit}>
        <label class="field">
          ${t('E-mail')} <input name="email" type="email" required autocomplete="username" />
        </label>
        <p class="problem" role="alert">${this.#asking.problem}</p>
        <button class="button primary">${t('Send the mail')}</button>
      </form>`;
  }

  #back(): void {
    this.dispatchEvent(new CustomEvent('sign-in-wanted', { bubbles: true, composed: true }));
  }
}

/** The same for addresses that nobody here has, so that nobody learns who is a member. */
const SENT = html`<p role="status">
  ${t('If somebody here has this address, a mail with a link is on its way. The link works once, for a short time.')}
</p>`;

const NO_MAIL = html`<p>
    ${t('This server sends no mail. Ask an owner of the workspace for a sign-in link: it signs you in once, and lets you set a new password.')}
  </p>
  <p>
    ${t('On the server itself, {command} prints one for the owner.', { command: html`<code>npx galley member link</code>` })}
  </p>`;

declare global {
  interface HTMLElementTagNameMap {
    'galley-forgotten': GalleyForgotten;
  }
  interface HTMLElementEventMap {
    'sign-in-wanted': CustomEvent<void>;
  }
}
