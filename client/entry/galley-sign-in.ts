/** The form with which a member signs in: by e-mail and password, through a provider, or with a link. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { oidcRoutes } from '../../shared/wire/routes/session.ts';
import type { SignInAnswer } from '../../shared/wire/routes/session.ts';
import { addressOf } from '../api/address.ts';
import { tokenIn } from './sign-in-token.ts';
import { typedIn, wordsIn } from '../ui/form/form-fields.ts';
import { LightElement } from '../ui/light-element.ts';

/** How a sign-in was tried, which decides what is said where it fails. */
export type SignInTried =
  | { readonly by: 'password'; readonly email: string; readonly password: string }
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
    const action = this.busy ? 'Signing in…' : 'Sign in';
    return html`
      <form @submit=${this.#byPassword} aria-busy=${this.busy}>
        <label class="field">
          E-mail
          <input name="email" type="email" required autocomplete="username" spellcheck="false" />
        </label>
        <label class="field">
          Password
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
            Forgot your password?
          </button>
        </div>
      </form>
      ${this.#problem('provider')} ${providerButton(this.offer)}
      <details ?open=${this.problem?.by === 'token'}>
        <summary>Sign in with a link or token</summary>
        <form @submit=${this.#byToken} aria-busy=${this.busy}>
          <label class="field">
            Sign-in link or token
            <input name="token" type="password" required autocomplete="off" spellcheck="false" />
          </label>
          ${this.#problem('token')}
          <button class="button" aria-disabled=${this.busy}>${action}</button>
        </form>
      </details>
      <p class="hint">Did you come by a link to one article? Open that link once more.</p>
    `;
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

/** The way to the provider of OpenID Connect, where one is configured: an ordinary link, since a browser goes there itself. */
export function providerButton(offer: SignInAnswer | null): TemplateResult | typeof nothing {
  const provider = offer?.oidc ?? null;
  if (provider === null) return nothing;
  return html`<p class="or">or</p>
    <a class="button" href=${addressOf(oidcRoutes.start, {})}>Continue with ${provider.name}</a>`;
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
