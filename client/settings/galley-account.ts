/** One's own account: the name that others see, the e-mail address, and the password. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { accountRoutes } from '../../shared/wire/routes/account.ts';
import type {
  AccountAnswer,
  AccountChange,
  PasswordChange,
} from '../../shared/wire/routes/account.ts';
import type { Problem } from '../../shared/wire/problems.ts';
import { call } from '../api/call.ts';
import '../ui/form/row-form.css';
import { sentences } from '../ui/words/explanation.ts';
import { typedIn, wordsIn } from '../ui/form/form-fields.ts';
import '../ui/galley-problem.ts';
import { toast } from '../ui/galley-toast.ts';
import { LightElement } from '../ui/light-element.ts';
import { newPasswordField } from '../ui/form/password-field.ts';

export const TAG = 'galley-account';

/** @fires account-changed - the name or address is another one */
@customElement(TAG)
export class GalleyAccount extends LightElement {
  @state() private account: AccountAnswer | null = null;
  /** Why it could not be asked for. */
  @state() private missing: Problem | null = null;
  /** The address was changed and not yet saved. */
  @state() private isOtherAddress = false;
  @state() private personProblem = '';
  @state() private passwordProblem = '';

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  override render(): TemplateResult {
    if (this.missing !== null) {
      return html`<galley-problem
        .problem=${this.missing}
        @retry-asked=${() => void this.#load()}
      ></galley-problem>`;
    }
    if (this.account === null) return html`<p class="hint" role="status">Loading…</p>`;
    return html`${this.#person(this.account)} ${this.#password(this.account)}`;
  }

  #person({ member, email, hasPassword, mayReset }: AccountAnswer): TemplateResult {
    const isAsked = this.isOtherAddress && hasPassword && !mayReset;
    return html`<form class="row-form" aria-label="Name and e-mail" @submit=${this.#save}>
      <label class="field">
        Name
        <input
          name="name"
          required
          maxlength="200"
          dir="auto"
          autocomplete="name"
          .value=${member.name}
        />
      </label>
      <label class="field">
        E-mail
        <input
          name="email"
          type="email"
          maxlength="254"
          autocomplete="email"
          ?required=${email !== null}
          .value=${email ?? ''}
          @input=${this.#noteAddress}
        />
      </label>
      ${isAsked ? currentPasswordField() : nothing}
      <button class="button primary">Save</button>
      <p class="problem" role="alert">${this.personProblem}</p>
    </form>`;
  }

  #password({ email, hasPassword, mayReset }: AccountAnswer): TemplateResult {
    const title = hasPassword ? 'Change your password' : 'Set a password';
    const heading = html`<h2 id="password-title">${title}</h2>`;
    if (email === null) {
      return html`${heading}
        <p class="hint">Save an e-mail address first: you will sign in with both.</p>`;
    }
    return html`${heading}
      <form class="row-form narrow" aria-labelledby="password-title" @submit=${this.#setPassword}>
        <p class="whole hint">
          ${
            hasPassword
              ? 'You stay signed in here, and are signed out everywhere else.'
              : 'Then you can sign in without a link.'
          }
        </p>
        <input hidden type="email" autocomplete="username" .value=${email} />
        ${hasPassword && !mayReset ? currentPasswordField() : nothing}
        ${newPasswordField('New password')}
        <button class="button">${hasPassword ? 'Change password' : 'Set password'}</button>
        <p class="problem" role="alert">${this.passwordProblem}</p>
      </form>`;
  }

  #noteAddress({ target }: InputEvent): void {
    const { value } = target as HTMLInputElement; // the listener stands on the field
    this.isOtherAddress = value.trim() !== (this.account?.email ?? '');
  }

  async #load(): Promise<void> {
    const answer = await call(accountRoutes.get);
    this.missing = answer.ok ? null : answer.problem;
    if (answer.ok) this.account = answer.value;
  }

  async #save(event: SubmitEvent & { currentTarget: HTMLFormElement }): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget;
    const email = wordsIn(form, 'email');
    const current = typedIn(form, 'current');
    const change: AccountChange = {
      name: wordsIn(form, 'name'),
      ...(email === '' ? {} : { email }),
      ...(current === '' ? {} : { current }),
    };
    const answer = await call(accountRoutes.change, {}, change);
    this.personProblem = answer.ok ? '' : passwordProblemWords(answer.problem);
    if (!answer.ok) return;
    this.isOtherAddress = false;
    toast('Saved.');
    this.dispatchEvent(new CustomEvent('account-changed', { bubbles: true, composed: true }));
    await this.#load();
  }

  async #setPassword(event: SubmitEvent & { currentTarget: HTMLFormElement }): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget;
    const current = typedIn(form, 'current');
    const change: PasswordChange = {
      password: typedIn(form, 'password'),
      ...(current === '' ? {} : { current }),
    };
    const answer = await call(accountRoutes.setPassword, {}, change);
    this.passwordProblem = answer.ok ? '' : passwordProblemWords(answer.problem);
    if (!answer.ok) return;
    form.reset();
    toast('Your password is set.');
    await this.#load();
  }
}

function currentPasswordField(): TemplateResult {
  return html`<label class="field">
    Present password
    <input
      name="current"
      type="password"
      required
      maxlength="200"
      autocomplete="current-password"
    />
  </label>`;
}

/** The words of the catalogue are about links; here it is the present password that was wrong. */
function passwordProblemWords(problem: Problem): string {
  return problem.type === '/problems/sign-in-failed'
    ? 'The present password is not right.'
    : sentences(problem);
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-account': GalleyAccount;
  }
  interface HTMLElementEventMap {
    'account-changed': CustomEvent<void>;
  }
}
