/** One's own passkeys: added in this browser, and removed. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Result } from '../../shared/wire/problems.ts';
import type { AccountAnswer } from '../../shared/wire/routes/account.ts';
import { passkeyRoutes } from '../../shared/wire/routes/passkeys.ts';
import type { PasskeyAnswer } from '../../shared/wire/routes/passkeys.ts';
import { browserWords } from './browser-words.ts';
import { call } from '../api/call.ts';
import { wordsIn } from '../ui/form/form-fields.ts';
import { rowForm } from '../ui/form/row-form.ts';
import { Submission } from '../ui/form/submission.ts';
import { toast } from '../ui/galley-toast.ts';
import { LightElement } from '../ui/light-element.ts';
import { listed } from '../ui/list/listed.ts';
import { PagedList } from '../ui/list/paged-list.ts';
import { canUsePasskeys, makePasskey } from '../ui/passkeys.ts';
import { moment } from '../ui/words/moment.ts';
import { proofProblemWords, provenBy } from './galley-proof.ts';
import './galley-passkeys.css';
import { t } from '../ui/language/translate.ts';

/** @fires passkeys-changed - one was added or removed */
@customElement('galley-passkeys')
export class GalleyPasskeys extends LightElement {
  @property({ attribute: false }) account: AccountAnswer | null = null;

  readonly #passkeys = new PagedList<PasskeyAnswer>(this, {
    ask: () => call(passkeyRoutes.list),
    id: ({ id }) => id,
  });
  readonly #adding = new Submission(this, {
    send: (form) => this.#add(wordsIn(form, 'name')),
    done: ({ name }, form) => {
      form.reset();
      this.#changed(t('“{name}” is added. You can sign in with it from now on.', { name }));
    },
    explain: proofProblemWords,
  });

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#passkeys.load();
  }

  override render(): TemplateResult {
    const isOffered = canUsePasskeys(this.account?.passkeysAt ?? null);
    return html`
      ${isOffered ? this.#form() : html`<p class="hint">${this.#whyNot()}</p>`}
      ${
        isOffered || (this.#passkeys.items?.length ?? 0) > 0
          ? listed(this.#passkeys, {
              label: t('Passkeys'),
              empty: t('You have no passkey yet.'),
              row: (passkey) => this.#row(passkey),
            })
          : nothing
      }
    `;
  }

  #form(): TemplateResult {
    const fields = html`<p class="whole hint">
        ${t('With a passkey you sign in by the lock of your device: your finger, your face or its PIN.')}
      </p>
      <label class="field">
        ${t('Which device')}
        <input
          name="name"
          required
          maxlength="100"
          dir="auto"
          autocomplete="off"
          value=${browserWords(navigator.userAgent)}
        />
      </label>`;
    return rowForm(this.#adding, {
      label: t('New passkey'),
      fields,
      button: t('Add a passkey'),
      rank: 'minor',
      narrow: true,
    });
  }

  #whyNot(): string {
    const at = this.account?.passkeysAt ?? null;
    if (at === null) return t('Passkeys can be used where Galley has an https address.');
    return at === location.origin
      ? t('This browser knows no passkeys.')
      : t('Passkeys can be used at {address} alone.', { address: at });
  }

  #row(passkey: PasskeyAnswer): TemplateResult {
    const { name, created, lastUse } = passkey;
    return html`
      <span class="facts">
        <bdi>${name}</bdi>
        <small>
          ${t('Added {when}', { when: moment(created) })} ·
          ${lastUse === null ? t('never used') : t('last used {when}', { when: moment(lastUse) })}
        </small>
      </span>
      <button
        class="button plain danger"
        aria-label=${t('Remove {name}', { name })}
        @click=${() => void this.#remove(passkey)}
      >
        ${t('Remove')}
      </button>
    `;
  }

  async #add(name: string): Promise<Result<PasskeyAnswer>> {
    if (this.account === null) return NOT_DONE;
    const proof = await provenBy(this.account, ADDING);
    if (proof === null) return NOT_DONE;
    const wanted = await call(passkeyRoutes.begin, {}, proof);
    if (!wanted.ok) return wanted;
    const made = await makePasskey(wanted.value);
    return made.ok ? call(passkeyRoutes.add, {}, { name, passkey: made.value }) : made;
  }

  async #remove({ id, name }: PasskeyAnswer): Promise<void> {
    if (this.account === null) return;
    const proof = await provenBy(this.account, {
      title: t('Remove “{name}”?', { name }),
      text: t(
        'It signs nobody in from then on, and whoever signed in with it elsewhere is signed out.',
      ),
      action: t('Remove'),
      isGrave: true,
    });
    if (proof === null) return;
    const removed = await call(passkeyRoutes.remove, { passkey: id }, proof);
    this.#changed(
      removed.ok ? t('“{name}” is removed.', { name }) : proofProblemWords(removed.problem),
    );
  }

  #changed(words: string): void {
    toast(words);
    void this.#passkeys.refresh();
    this.dispatchEvent(new CustomEvent('passkeys-changed', { bubbles: true, composed: true }));
  }
}

const ADDING = {
  title: t('Add a passkey'),
  text: t('Show first that it is you.'),
  action: t('Continue'),
  isGrave: false,
} as const;

const NOT_DONE: Result<never> = {
  ok: false,
  problem: { type: '/problems/no-passkey', title: t('No passkey was made.'), status: 0 },
};

declare global {
  interface HTMLElementTagNameMap {
    'galley-passkeys': GalleyPasskeys;
  }
  interface HTMLElementEventMap {
    'passkeys-changed': CustomEvent<void>;
  }
}
