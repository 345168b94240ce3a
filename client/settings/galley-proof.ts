/** Asks members to show that it is they: by their present password or a passkey. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Problem } from '../../shared/wire/problems.ts';
import type { AccountAnswer, Proof } from '../../shared/wire/routes/account.ts';
import { passkeyRoutes } from '../../shared/wire/routes/passkeys.ts';
import { call } from '../api/call.ts';
import { Dialog } from '../ui/dialog/dialog.ts';
import { confirmed } from '../ui/dialog/galley-confirm.ts';
import type { Question } from '../ui/dialog/galley-confirm.ts';
import { typedIn } from '../ui/form/form-fields.ts';
import type { FormSubmit } from '../ui/form/form-fields.ts';
import { LightElement } from '../ui/light-element.ts';
import { canUsePasskeys, showPasskey } from '../ui/passkeys.ts';
import { sentences, serverWords } from '../ui/words/explanation.ts';
import { t } from '../ui/language/translate.ts';

/** What of an account says how a proof can be given. */
export type Provable = Pick<
  AccountAnswer,
  'hasPassword' | 'hasPasskey' | 'mayReset' | 'passkeysAt'
>;

/** The proof, empty where none is asked; null where the person went no further. `isGrave` asks for consent in any case. */
export async function provenBy(
  account: Provable,
  question: Question & { readonly isGrave: boolean },
): Promise<Proof | null> {
  if (account.mayReset) return !question.isGrave || (await confirmed(question)) ? {} : null;
  const element = document.createElement('galley-proof');
  [element.account, element.question] = [account, question];
  document.body.append(element);
  const proof = await element.ask();
  element.remove();
  return proof;
}

/** The sentence beside a form or in a notice; the catalogue's words for a wrong proof are about signing in. */
export function proofProblemWords(problem: Problem): string {
  if (problem.type !== '/problems/sign-in-failed') return sentences(problem);
  return problem['field'] === 'passkey' && problem.detail !== undefined
    ? serverWords(problem.detail)
    : t('The present password is not right.');
}

/** The dialog of `provenBy`, for one question. */
@customElement('galley-proof')
export class GalleyProof extends LightElement {
  @property({ attribute: false }) account: Provable | null = null;
  @property({ attribute: false }) question: Question = { title: '', text: '', action: '' };

  @state() private problem = '';

  readonly #dialog = new Dialog(this);
  #proof: Proof | null = null;

  override render(): TemplateResult {
    const { title, text, action } = this.question;
    const hasPassword = this.account?.hasPassword ?? false;
    const hasPasskey =
      (this.account?.hasPasskey ?? false) && canUsePasskeys(this.account?.passkeysAt ?? null);
    return this.#dialog.draw({
      heading: title,
      content: html`<p>${text}</p>
        ${hasPassword ? currentPasswordField() : nothing}
        ${hasPassword || hasPasskey ? nothing : html`<p>${NO_WAY}</p>`}
        <p class="problem" role="alert">${this.problem}</p>`,
      buttons: html`${this.#dialog.closeButton(t('Cancel'))}
      ${
        hasPasskey
          ? html`<button
              type="button"
              class="button ${hasPassword ? '' : 'primary'}"
              @click=${() => void this.#byPasskey()}
            >
              ${t('Use a passkey')}
            </button>`
          : nothing
      }
      ${hasPassword ? html`<button class="button primary">${action}</button>` : nothing}`,
      submit: (event) => this.#byPassword(event),
      size: 'small',
    });
  }

  /** Opens the dialog; null where it was closed without a proof. */
  async ask(): Promise<Proof | null> {
    await this.#dialog.answer();
    return this.#proof;
  }

  #byPassword({ currentTarget }: FormSubmit): void {
    const current = typedIn(currentTarget, 'current');
    if (current !== '') this.#proof = { current };
  }

  async #byPasskey(): Promise<void> {
    const asked = await call(passkeyRoutes.prove);
    const shown = asked.ok ? await showPasskey(asked.value) : asked;
    this.problem = shown.ok ? '' : sentences(shown.problem);
    if (!shown.ok) return;
    this.#proof = { passkey: shown.value };
    this.#dialog.close();
  }
}

const NO_WAY = t(
  'Your passkeys can’t be used at this address. Ask an owner of the workspace for a sign-in link, and come back by it.',
);

/** The field `current` of a form that takes the present password. */
export function currentPasswordField(): TemplateResult {
  return html`<label class="field">
    ${t('Present password')}
    <input
      name="current"
      type="password"
      required
      maxlength="200"
      autocomplete="current-password"
    />
  </label>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-proof': GalleyProof;
  }
}
