/** The form with which a member signs in: by e-mail and password, a passkey, through a provider, or with a link. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ShownPasskey } from '../../shared/wire/passkeys.ts';
import type { SignInAnswer } from '../../shared/wire/routes/sign-in.ts';
import { otherWays, providerLink } from './other-ways.ts';
import { tokenIn } from './sign-in-token.ts';
import { typedIn, wordsIn } from '../ui/form/form-fields.ts';
import { LightElement } from '../ui/light-element.ts';
import { canUsePasskeys } from '../ui/passkeys.ts';
import { t } from '../ui/language/translate.ts';

/** How a sign-in was tried, which decides what is said where it fails. */
export type SignInTried =
  | { readonly by: 'password'; readonly email: string; readonly password: string }
  /** `passkey` is null where the browser is still to be asked for one. */
  | { readonly by: 'passkey'; readonly passkey: ShownPasskey | null }
  /** `isLink` says whether it was a whole link rather than a bare token. */
  | { readonly by: 'token'; readonly token: string; readonly isLink: boolean };

/** Why it failed, said beside what was tried. */
export interface SignInProblem {
  readonly by: SignInTried['by'] | 'provider';
  readonly words: string;
}

/**
 * @fires sign-in-tried - detail: with what
 * @fires password-forgotten
 */
@customElement('galley-sign-in')
export class GalleySignIn extends LightElement {
  /** What the server offers; null as long as that isn't known. */
  @property({ attribute: false }) offer: SignInAnswer | null = null;
  @property({ type: Boolean }) busy = false;
  @property({ attribute: false }) problem: SignInProblem | null = null;

  override render(): TemplateResult {
    const action = this.busy ? t('Signing in…') : t('Sign in');
    return html`
      <form @submit=${this.#byPassword} aria-busy=${this.busy}>
        <label class="field">
          ${t('E-mail')}
          <input
            name="email"
            type="email"
            required
            autocomplete="username webauthn"
            spellcheck="false"
          />
        </label>
        <label class="field">
          ${t('Password')}
          <input
            name="password"
            type="password"
            required
            maxlength="200"
            autocomplete="current-password"
          />
        </label>
        ${this.#problem('password')}
        <div class="ways">
          <button class="button primary" aria-disabled=${this.busy}>${action}</button>
          <button class="button plain" type="button" @click=${this.#forgot}>
            ${t('Forgot your password?')}
          </button>
        </div>
      </form>
      ${this.#problem('passkey')} ${this.#problem('provider')}
      ${otherWays(this.#passkeyButton(), providerLink(this.offer))}
      <details ?open=${this.problem?.by === 'token'}>
        <summary>${t('Sign in with a link or token')}</summary>
        <form @submit=${this.#byToken} aria-busy=${this.busy}>
          <label class="field">
            ${t('Sign-in link or token')}
            <input name="token" type="password" required autocomplete="off" spellcheck="false" />
          </label>
          ${this.#problem('token')}
          <button class="button" aria-disabled=${this.busy}>${action}</button>
        </form>
      </details>
      <p class="hint">${t('Did you come by a link to one article? Open that link once more.')}</p>
    `;
  }

  #passkeyButton(): TemplateResult | typeof nothing {
    if (!canUsePasskeys(this.offer?.passkeysAt ?? null)) return nothing;
    return html`<button class="button" aria-disabled=${this.busy} @click=${this.#byPasskey}>
      ${t('Sign in with a passkey')}
    </button>`;
  }

  #problem(by: SignInProblem['by']): TemplateResult {
    const words = this.problem?.by === by ? this.problem.words : '';
    return html`<p class="problem" role="alert">${words}</p>`;
  }

  #byPassword(event: SubmitEvent & { currentTarget: HTMLFormElement }): void {
    event.preventDefault();
    const form = event.currentTarget;
    this.#try({
      by: 'password',
      email: wordsIn(form, 'email'),
      password: typedIn(form, 'password'),
    });
  }

  #byPasskey(): void {
    this.#try({ by: 'passkey', passkey: null });
  }

  #byToken(event: SubmitEvent & { currentTarget: HTMLFormElement }): void {
    event.preventDefault();
    const text = wordsIn(event.currentTarget, 'token');
    this.#try({ by: 'token', token: tokenIn(text), isLink: text.includes('#') });
  }

  #try(detail: SignInTried): void {
    if (this.busy) return;
    this.dispatchEvent(new CustomEvent('sign-in-tried', { detail, bubbles: true, composed: true }));
  }

  #forgot(): void {
    this.dispatchEvent(new CustomEvent('password-forgotten', { bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-sign-in': GalleySignIn;
  }
  interface HTMLElementEventMap {
    'sign-in-tried': CustomEvent<SignInTried>;
    'password-forgotten': CustomEvent<void>;
  }
}
