/** The API tokens of a member: each with what it is for, when it was last used, and when it ends. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { may } from '../../shared/policy/may.ts';
import { memberRoutes } from '../../shared/wire/routes/members.ts';
import type { MemberAnswer } from '../../shared/wire/routes/members.ts';
import { tokenRoutes } from '../../shared/wire/routes/tokens.ts';
import type { NewToken, TokenAnswer } from '../../shared/wire/routes/tokens.ts';
import { call } from '../api/call.ts';
import { wordsIn } from '../ui/form/form-fields.ts';
import { endingIn } from '../ui/form/galley-ending.ts';
import type { Span } from '../ui/form/span.ts';
import type { Drawn } from '../ui/language/fill.ts';
import { LightElement } from '../ui/light-element.ts';
import { PagedList } from '../ui/list/paged-list.ts';
import { SecretList } from '../ui/secrets/secret-list.ts';
import { actorOf } from '../ui/session/permission.ts';
import { ending, moment } from '../ui/words/moment.ts';
import { t } from '../ui/language/translate.ts';

const SPANS: readonly Span[] = [30, 90, 365, 'day', 'never'];

/** One's own tokens; somebody who manages members sees those of the others as well. */
@customElement('galley-tokens')
export class GalleyTokens extends LightElement {
  /** The member who is signed in. */
  @property({ attribute: false }) me: MemberAnswer | null = null;

  /** Id of the member whose tokens are shown; empty for one's own. */
  @state() private of = '';

  readonly #tokens = new SecretList(this, {
    list: {
      label: t('API tokens'),
      empty: t('There is no token.'),
      ask: () => call(tokenRoutes.list, { id: this.#member }),
      facts,
    },
    form: {
      label: t('New token'),
      fields,
      button: t('Make token'),
      wanted,
      make: (token) => call(tokenRoutes.add, { id: this.#member }, token),
      secret: ({ label }, { token }) => ({
        title: t('Token “{label}”', { label }),
        text: t('A program sends it in the header “Authorization: Bearer”.'),
        label: t('API token'),
        secret: token,
      }),
    },
    revoke: {
      verb: t('Revoke'),
      name: ({ label }) => t('Revoke {what}', { what: label }),
      question: ({ label, use }) => ({
        title: t('Revoke “{label}”?', { label }),
        text:
          use === 'link'
            ? t('The link leads nowhere from then on.')
            : t('What uses it is shut out at once. This can’t be taken back.'),
      }),
      send: ({ id }) => call(tokenRoutes.revoke, { id: this.#member, token: id }),
      done: ({ label }) => t('“{label}” is revoked.', { label }),
    },
  });
  readonly #members = new PagedList<MemberAnswer>(this, {
    ask: () => call(memberRoutes.list),
    id: ({ id }) => id,
  });

  protected override firstUpdated(): void {
    void this.#tokens.list.load();
    if (may('manage members', actorOf(this.me)).ok) void this.#members.load();
  }

  override render(): TemplateResult {
    return html`${this.#whose()} ${this.#tokens.draw()}`;
  }

  get #member(): string {
    return this.of === '' ? (this.me?.id ?? '') : this.of;
  }

  #whose(): TemplateResult | typeof nothing {
    const members = this.#members.items ?? [];
    if (members.length < 2) return nothing;
    return html`<label class="field whose">
      ${t('Whose tokens')}
      <select @change=${this.#choose}>
        ${members.map(
          ({ id, name }) =>
            html`<option value=${id} ?selected=${id === this.#member}>
              ${name}${id === this.me?.id ? ` ${t('(you)')}` : ''}
            </option>`,
        )}
      </select>
    </label>`;
  }

  #choose(event: Event & { currentTarget: HTMLSelectElement }): void {
    this.of = event.currentTarget.value;
    this.#tokens.list.clear();
    void this.#tokens.list.load();
  }
}

function facts({ label, use, created, lastUse, expires }: TokenAnswer): TemplateResult {
  const isLink = use === 'link';
  return html`<bdi>${label}</bdi>
    ${isLink ? html`<span class="badge">${t('Sign-in link, not used yet')}</span>` : nothing}
    <small>
      ${t('Made {when}', { when: moment(created) })} ·
      ${isLink ? nothing : html`${lastUseWords(lastUse)} ·`} ${ending(expires)}
    </small>`;
}

function lastUseWords(lastUse: string | null): Drawn {
  return lastUse === null ? t('never used') : t('last used {when}', { when: moment(lastUse) });
}

function fields(): TemplateResult {
  return html`<label class="field">
      ${t('What it is for')}
      <input name="label" required maxlength="100" dir="auto" autocomplete="off" />
    </label>
    <galley-ending .spans=${SPANS} .usual=${90}></galley-ending>`;
}

function wanted(form: HTMLFormElement): NewToken {
  return { label: wordsIn(form, 'label'), use: 'api', ...endingIn(form) };
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-tokens': GalleyTokens;
  }
}
