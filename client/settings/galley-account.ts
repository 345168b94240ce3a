/** One's own account: the name that others see, the e-mail address, the password, and passkeys. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Result } from '../../shared/wire/problems.ts';
import { accountRoutes } from '../../shared/wire/routes/account.ts';
import type {
  AccountAnswer,
  AccountChange,
  PasswordChange,
  Proof,
} from '../../shared/wire/routes/account.ts';
import { Download } from 'lucide';
import { personalDataRoutes } from '../../shared/wire/routes/personal-data.ts';
import { addressOf } from '../api/address.ts';
import { call } from '../api/call.ts';
import { icon } from '../ui/icon.ts';
import { typedIn, wordsIn } from '../ui/form/form-fields.ts';
import { newPasswordField } from '../ui/form/password-field.ts';
import { rowForm } from '../ui/form/row-form.ts';
import { Submission } from '../ui/form/submission.ts';
import { toast } from '../ui/galley-toast.ts';
import { LightElement } from '../ui/light-element.ts';
import { Loaded } from '../ui/loaded.ts';
import { canUsePasskeys } from '../ui/passkeys.ts';
import { sentences } from '../ui/words/explanation.ts';
import './galley-passkeys.ts';
import { currentPasswordField, proofProblemWords, provenBy } from './galley-proof.ts';
import { t } from '../ui/language/translate.ts';

/** @fires account-changed - the name or address is another one */
@customElement('galley-account')
export class GalleyAccount extends LightElement {
  /** The address was changed and not yet saved. */
  @state() private isOtherAddress = false;

  readonly #account = new Loaded(this, () => call(accountRoutes.get));
  readonly #person = new Submission(this, {
    send: (form) => this.#change(form),
    done: (account) => this.#saved(account),
    explain: proofProblemWords,
  });
  readonly #password = new Submission(this, {
    send: (form) => this.#setPassword(form),
    done: (account, form) => {
      form.reset();
      toast(t('Your password is set.'));
      this.#account.take(account);
    },
    explain: proofProblemWords,
  });

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#confirmByLink();
  }

  override render(): TemplateResult {
    return this.#account.draw(
      (account) =>
        html`${this.#personForm(account)} ${this.#confirmation(account)} ${this.#notices(account)}
          ${this.#passwordForm(account)}
          <h2>${t('Passkeys')}</h2>
          <galley-passkeys
            .account=${account}
            @passkeys-changed=${() => void this.#account.load()}
          ></galley-passkeys>
          ${ownData()}`,
    );
  }

  #confirmation({ email, mayConfirm }: AccountAnswer): TemplateResult | typeof nothing {
    if (email === null || !mayConfirm) return nothing;
    return html`<p class="hint">
      ${t('Nobody has confirmed yet that {email} is yours.', { email })}
      <button class="button link" @click=${() => void this.#askConfirmation(email)}>
        ${t('Mail me a link')}
      </button>
    </p>`;
  }

  async #askConfirmation(email: string): Promise<void> {
    const asked = await call(accountRoutes.askConfirmation);
    toast(asked.ok ? t('A link is on its way to {email}.', { email }) : sentences(asked.problem));
  }

  /** A mailed link leads here with its secret, which is taken out of the address at once. */
  async #confirmByLink(): Promise<void> {
    const token = new URLSearchParams(location.hash.slice(1)).get('confirm');
    if (token === null) return;
    history.replaceState(history.state, '', location.pathname);
    const confirmed = await call(accountRoutes.confirm, {}, { token });
    toast(confirmed.ok ? t('Your address is confirmed.') : sentences(confirmed.problem));
    await this.#account.load();
  }

  #personForm(account: AccountAnswer): TemplateResult {
    const { member, email } = account;
    const isAsked = this.isOtherAddress && proofOf(account) === 'in the form';
    const fields = html`<label class="field">
        ${t('Name')}
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
        ${t('E-mail')}
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
      ${isAsked ? currentPasswordField() : nothing}`;
    return rowForm(this.#person, { label: t('Name and e-mail'), fields, button: t('Save') });
  }

  #notices({ noticesByMail, email, confirmed }: AccountAnswer): TemplateResult | typeof nothing {
    if (noticesByMail === null) return nothing;
    const isReached = email !== null && confirmed;
    return html`<h2>${t('Mail')}</h2>
      <label class="switch">
        <input
          type="checkbox"
          .checked=${noticesByMail}
          @change=${({ currentTarget }: Event) =>
            void this.#setNotices((currentTarget as HTMLInputElement).checked)}
        />
        ${t('Mail me when somebody mentions me, replies in my threads, or assigns me one')}
      </label>
      <p class="hint">
        ${
          isReached
            ? t('What comes within five minutes is one mail.')
            : t('Nothing is mailed before you have an address here that is confirmed.')
        }
      </p>`;
  }

  async #setNotices(noticesByMail: boolean): Promise<void> {
    const changed = await call(accountRoutes.change, {}, { noticesByMail });
    if (changed.ok) this.#account.take(changed.value);
    toast(changed.ok ? t('Saved.') : sentences(changed.problem));
  }

  #passwordForm(account: AccountAnswer): TemplateResult {
    const { email, hasPassword } = account;
    const title = hasPassword ? t('Change your password') : t('Set a password');
    if (email === null) {
      return html`<h2>${title}</h2>
        <p class="hint">${t('Save an e-mail address first: you will sign in with both.')}</p>`;
    }
    const fields = html`<p class="whole hint">
        ${
          hasPassword
            ? t('You stay signed in here, and are signed out everywhere else.')
            : t('Then you can sign in without a link.')
        }
      </p>
      <input hidden type="email" autocomplete="username" .value=${email} />
      ${proofOf(account) === 'in the form' ? currentPasswordField() : nothing}
      ${newPasswordField(t('New password'))}`;
    const button = hasPassword ? t('Change password') : t('Set password');
    return html`<h2>${title}</h2>
      ${rowForm(this.#password, { label: title, fields, button, rank: 'minor', narrow: true })}`;
  }

  #change(form: HTMLFormElement): Promise<Result<AccountAnswer>> {
    const change = personIn(form);
    return this.#proven(form, this.isOtherAddress, (proof) =>
      call(accountRoutes.change, {}, { ...change, ...proof }),
    );
  }

  #setPassword(form: HTMLFormElement): Promise<Result<AccountAnswer>> {
    const change = passwordIn(form);
    return this.#proven(form, true, (proof) =>
      call(accountRoutes.setPassword, {}, { ...change, ...proof }),
    );
  }

  /** Sends it with the proof that is asked for: out of the form, or, where there is a choice of them, out of a dialog. */
  async #proven(
    form: HTMLFormElement,
    isAsked: boolean,
    send: (proof: Proof) => Promise<Result<AccountAnswer>>,
  ): Promise<Result<AccountAnswer>> {
    const account = this.#account.value;
    if (!isAsked || account === null || proofOf(account) !== 'in a dialog')
      return send(currentIn(form));
    const proof = await provenBy(account, CHANGING);
    return proof === null ? NOT_DONE : send(proof);
  }

  #noteAddress({ target }: InputEvent): void {
    const { value } = target as HTMLInputElement; // the listener stands on the field
    this.isOtherAddress = value.trim() !== (this.#account.value?.email ?? '');
  }

  #saved(account: AccountAnswer): void {
    this.isOtherAddress = false;
    this.#account.take(account);
    toast(t('Saved.'));
    this.dispatchEvent(new CustomEvent('account-changed', { bubbles: true, composed: true }));
  }
}

function personIn(form: HTMLFormElement): AccountChange {
  const email = wordsIn(form, 'email');
  return {
    name: wordsIn(form, 'name'),
    ...(email === '' ? {} : { email }),
  };
}

function passwordIn(form: HTMLFormElement): PasswordChange {
  return { password: typedIn(form, 'password') };
}

/** The present password, where the form asks for it. */
function currentIn(form: HTMLFormElement): { readonly current?: string } {
  const current = typedIn(form, 'current');
  return current === '' ? {} : { current };
}

/** Where a change asks for a proof: most members have a password alone, which the form itself can ask for. */
function proofOf(account: AccountAnswer): 'in the form' | 'in a dialog' | 'nowhere' {
  const { mayReset, hasPassword, hasPasskey, passkeysAt } = account;
  if (mayReset) return 'nowhere';
  return hasPassword && !(hasPasskey && canUsePasskeys(passkeysAt)) ? 'in the form' : 'in a dialog';
}

const CHANGING = {
  title: t('Is it you?'),
  text: t('What you sign in by is about to change, so show that it is you.'),
  action: t('Continue'),
  isGrave: false,
} as const;

const NOT_DONE: Result<never> = {
  ok: false,
  problem: { type: '/problems/not-done', title: t('Nothing was changed.'), status: 0 },
};

function ownData(): TemplateResult {
  return html`<h2>${t('Your data')}</h2>
    <p class="hint">
      ${t('Your account, where you are signed in, and all notes and replies that you have written and may read, your private notes too, as JSON.')}
    </p>
    <p>
      <a class="button" href=${addressOf(personalDataRoutes.own, {})} download="my-data.json"
        >${icon(Download)} ${t('Download my data')}</a
      >
    </p>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-account': GalleyAccount;
  }
  interface HTMLElementEventMap {
    'account-changed': CustomEvent<void>;
  }
}
