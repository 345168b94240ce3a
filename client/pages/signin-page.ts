/** The sign-in page: takes the token from the link's fragment, or asks for one. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { SignIn } from '../../shared/wire/requests.ts';
import type { Problem } from '../../shared/wire/problems.ts';
import { ask } from '../api.ts';
import { returnFromSignIn } from '../controllers/return-address.ts';
import { tokenIn } from '../controllers/sign-in-token.ts';
import { sentences } from '../elements/explanation.ts';
import '../elements/galley-header.ts';
import { LightElement } from '../elements/light-element.ts';
import '../style/signin-page.css';

export const TAG = 'signin-page';

@customElement(TAG)
export class SigninPage extends LightElement {
  @state() private asking = false;
  @state() private problem: Problem | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = 'Sign in · Galley';
    const token = tokenIn(location.hash);
    // The secret leaves the address bar at once: it must not stay in the history or in a screenshot.
    history.replaceState(null, '', location.pathname);
    if (token !== '') void this.#signIn(token);
  }

  override render(): TemplateResult {
    return html`
      <galley-header></galley-header>
      <main>
        <form @submit=${this.#submit} aria-busy=${this.asking}>
          <h1>Sign in</h1>
          <p>
            Open the sign-in link that you were given, or paste it here. On the server,
            <code>npx galley member link</code> prints a new one.
          </p>
          <label class="field">
            Sign-in token
            <input
              name="token"
              type="password"
              required
              autocomplete="current-password"
              spellcheck="false"
              aria-describedby=${this.problem === null ? nothing : 'signin-problem'}
            />
          </label>
          ${
            this.problem === null
              ? nothing
              : html`<p class="problem" id="signin-problem" role="alert">${told(this.problem)}</p>`
          }
          <button class="button primary" ?disabled=${this.asking}>
            ${this.asking ? 'Signing in…' : 'Sign in'}
          </button>
        </form>
      </main>
    `;
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    void this.#signIn(tokenIn(this.querySelector('input')?.value ?? ''));
  }

  async #signIn(token: string): Promise<void> {
    this.asking = true;
    this.problem = null;
    const answer = await ask('POST', '/api/session', { token } satisfies SignIn);
    if (answer.ok) {
      returnFromSignIn();
      return;
    }
    this.asking = false;
    this.problem = answer.problem;
    await this.updateComplete;
    this.querySelector('input')?.focus();
  }
}

function told(problem: Problem): string {
  return problem.status === 401
    ? 'This link has been used or has ended. Ask for a new one.'
    : sentences(problem);
}

declare global {
  interface HTMLElementTagNameMap {
    'signin-page': SigninPage;
  }
}
