/** The sign-in page: takes the token from the link's fragment, or asks for address and password. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { accountRoutes } from '../../shared/wire/routes/account.ts';
import type { AccountAnswer } from '../../shared/wire/routes/account.ts';
import { signInRoutes } from '../../shared/wire/routes/sign-in.ts';
import type { OidcOutcome, SignIn, SignInAnswer } from '../../shared/wire/routes/sign-in.ts';
import { done } from '../../shared/wire/problems.ts';
import type { Problem, Result } from '../../shared/wire/problems.ts';
import { call } from '../api/call.ts';
import { returnFromSignIn } from '../ui/session/return-address.ts';
import { secretIn, takeFragment, tokenIn } from './sign-in-token.ts';
import { sentences } from '../ui/words/explanation.ts';
import './galley-forgotten.ts';
import '../ui/galley-header.ts';
import '../ui/language/galley-language-choice.ts';
import { adoptLanguage } from '../ui/language/languages.ts';
import './galley-person-form.ts';
import type { PersonDescribed } from './galley-person-form.ts';
import './galley-sign-in.ts';
import type { SignInProblem, SignInTried } from './galley-sign-in.ts';
import type { Drawn } from '../ui/language/fill.ts';
import { LightElement } from '../ui/light-element.ts';
import { canUsePasskeys, showPasskey } from '../ui/passkeys.ts';
import { PasskeyAutofill } from './passkey-autofill.ts';
import './entry-page.css';
import { t } from '../ui/language/translate.ts';

/** What the page asks for at the moment. */
type Step =
  | { readonly at: 'sign-in' }
  | { readonly at: 'forgotten' }
  /** Signed in by a link, and asked for a password that works without one. */
  | { readonly at: 'password'; readonly account: AccountAnswer };

/** `/signin`; a link with a token in its fragment signs in by itself. */
@customElement('signin-page')
export class SigninPage extends LightElement {
  @state() private step: Step = { at: 'sign-in' };
  @state() private offer: SignInAnswer | null = null;
  @state() private busy = false;
  @state() private problem: SignInProblem | null = null;

  readonly #autofill = new PasskeyAutofill(this, (passkey) => {
    void this.#signIn({ by: 'passkey', passkey });
  });

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = `${t('Sign in')} · Galley`;
    this.#take();
    // A link pasted into the tab that shows this page changes nothing but the fragment.
    window.addEventListener('hashchange', this.#take);
    void call(signInRoutes.offer).then((answer) => {
      if (!answer.ok) return; // the form stands without it as well
      this.offer = answer.value;
      this.#offerPasskeys();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('hashchange', this.#take);
  }

  override render(): TemplateResult {
    return html`
      <galley-header
        .end=${html`<galley-language-choice></galley-language-choice>`}
      ></galley-header>
      <main class="entry">${this.#content()}</main>
    `;
  }

  #content(): TemplateResult {
    switch (this.step.at) {
      case 'sign-in':
        return html`<h1>${this.#heading()}</h1>
          <galley-sign-in
            .offer=${this.offer}
            .busy=${this.busy}
            .problem=${this.problem}
            @sign-in-tried=${({ detail }: CustomEvent<SignInTried>) => void this.#signIn(detail)}
            @password-forgotten=${() => (this.step = { at: 'forgotten' })}
          ></galley-sign-in>`;
      case 'forgotten':
        return html`<galley-forgotten
          .mail=${this.offer?.mail ?? false}
          @sign-in-wanted=${() => (this.step = { at: 'sign-in' })}
        ></galley-forgotten>`;
      case 'password':
        return this.#password(this.step.account);
    }
  }

  #heading(): Drawn {
    if (this.offer === null) return t('Sign in');
    return t('Sign in to {workspace}', {
      workspace: html`<bdi>${this.offer.workspace.name}</bdi>`,
    });
  }

  #password({ member, email, hasPassword }: AccountAnswer): TemplateResult {
    return html`<h1>${hasPassword ? t('Set a new password') : t('Set a name and password')}</h1>
      <p>${t('You are signed in. With a password you can come back without a link.')}</p>
      <galley-person-form
        .name=${member.name}
        .email=${email ?? ''}
        .busy=${this.busy}
        .problem=${this.problem?.words ?? ''}
        @person-described=${this.#describe}
      ></galley-person-form>
      <p><button class="button plain back" @click=${returnFromSignIn}>${t('Not now')}</button></p>`;
  }

  /** Among what the browser fills in, where the form is that takes it. */
  #offerPasskeys(): void {
    const isOffered = this.step.at === 'sign-in' && !this.busy;
    if (isOffered && canUsePasskeys(this.offer?.passkeysAt ?? null)) void this.#autofill.offer();
  }

  readonly #take = (): void => {
    if (location.hash === '') return;
    const fragment = takeFragment();
    const token = tokenIn(fragment);
    if (token !== '') void this.#signIn({ by: 'token', token, isLink: true });
    this.#cameBack(secretIn(fragment, 'oidc'));
  };

  /** From the provider of OpenID Connect. */
  #cameBack(outcome: string | null): void {
    if (outcome === 'done') void this.#enter(false);
    const words = OUTCOME_WORDS.get(outcome ?? '');
    if (words !== undefined) this.problem = { by: 'provider', words };
  }

  async #signIn(tried: SignInTried): Promise<void> {
    this.busy = true;
    this.problem = null;
    const { by } = tried;
    this.#autofill.withdraw();
    const body = await bodyOf(tried);
    const answer = body.ok ? await call(signInRoutes.signIn, {}, body.value) : body;
    if (answer.ok) {
      await this.#enter(by === 'token' && tried.isLink);
      return;
    }
    this.busy = false;
    this.problem = { by, words: refusalWords(by, answer.problem) };
    await this.updateComplete;
    this.querySelector<HTMLInputElement>(`input[name=${by}]`)?.focus();
    this.#offerPasskeys();
  }

  /** Goes where the person wanted to; by way of the password, where they came by a link and may set one. */
  async #enter(cameByLink: boolean): Promise<void> {
    const answer = await call(accountRoutes.get);
    this.busy = false;
    if (answer.ok) adoptLanguage(localStorage, answer.value.language);
    if (cameByLink && answer.ok && (!answer.value.hasPassword || answer.value.mayReset)) {
      this.step = { at: 'password', account: answer.value };
    } else returnFromSignIn();
  }

  async #describe({ detail }: HTMLElementEventMap['person-described']): Promise<void> {
    this.busy = true;
    const answer = await setNameAndPassword(detail);
    this.busy = false;
    if (answer.ok) returnFromSignIn();
    else this.problem = { by: 'password', words: sentences(answer.problem) };
  }
}

/** What is sent of what was tried; a passkey is asked for where the browser has not given one by itself. */
async function bodyOf(tried: SignInTried): Promise<Result<SignIn>> {
  switch (tried.by) {
    case 'token':
      return done({ token: tried.token });
    case 'password':
      return done({ email: tried.email, password: tried.password });
    case 'passkey': {
      if (tried.passkey !== null) return done({ passkey: tried.passkey });
      const asked = await call(signInRoutes.begin);
      const shown = asked.ok ? await showPasskey(asked.value) : asked;
      return shown.ok ? done({ passkey: shown.value }) : shown;
    }
  }
}

/** Name and address first: with a password alone nobody could sign in. */
async function setNameAndPassword(person: PersonDescribed): Promise<Result<unknown>> {
  const { name, email, password } = person;
  const named = await call(accountRoutes.change, {}, { name, email });
  if (!named.ok) return named;
  return call(accountRoutes.setPassword, {}, { password });
}

const OUTCOME_WORDS: ReadonlyMap<string, string> = new Map<OidcOutcome, string>([
  ['unknown', t('Nobody here has this account. Ask an owner of the workspace for an invitation.')],
  [
    'unconfirmed',
    t(
      'An account here has your address, but nobody has confirmed that it is theirs. Sign in as you did before and confirm it in your settings, or ask an owner of the workspace to.',
    ),
  ],
  ['refused', t('The other service didn’t sign you in. Try it once more.')],
  ['unavailable', t('The other service doesn’t answer at the moment.')],
]);

function refusalWords(by: SignInTried['by'], problem: Problem): string {
  if (problem.status !== 401) return sentences(problem);
  switch (by) {
    case 'token':
      return t('This link has been used or has ended. Ask for a new one.');
    case 'passkey':
      return t(
        'This passkey leads to no account here. Sign in another way, and add it in your settings.',
      );
    case 'password':
      return t('No member has this e-mail address and password.');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'signin-page': SigninPage;
  }
}
