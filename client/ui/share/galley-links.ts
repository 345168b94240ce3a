/** The links by which guests come to an article, and a form for another one. */
import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { READER, SHARE_ROLES } from '../../../shared/policy/actor.ts';
import type { Actor } from '../../../shared/policy/actor.ts';
import { mayShareAs } from '../../../shared/policy/may.ts';
import { SHARE_PASSWORD_LENGTH, shareRoutes } from '../../../shared/wire/routes/shares.ts';
import type { NewShare, ShareAnswer } from '../../../shared/wire/routes/shares.ts';
import { call } from '../../api/call.ts';
import { typedIn, wordsIn } from '../form/form-fields.ts';
import { endingIn } from '../form/galley-ending.ts';
import type { Span } from '../form/span.ts';
import { LightElement } from '../light-element.ts';
import { SecretList } from '../secrets/secret-list.ts';
import { ending, moment } from '../words/moment.ts';
import { othersMay, shareName } from '../words/share-words.ts';
import { n, t } from '../language/translate.ts';

const SPANS: readonly Span[] = [1, 7, 30, 'day', 'never'];

/** For somebody who may share the article. */
@customElement('galley-links')
export class GalleyLinks extends LightElement {
  /** Id of the article. */
  @property() article = '';
  /** The person who makes links here: nobody gives away more than they have. */
  @property({ attribute: false }) actor: Actor = READER;

  readonly #links = new SecretList(this, {
    list: {
      label: t('Links'),
      empty: t('There is no link to this article. Whoever has one needs no account.'),
      ask: () => call(shareRoutes.list, { id: this.article }),
      facts,
    },
    form: {
      label: t('New link'),
      folded: true,
      fields: () => fields(this.actor),
      button: t('Make link'),
      wanted,
      make: (share) => call(shareRoutes.add, { id: this.article }, share),
      secret: (share, { url }) => ({
        title:
          share.label === ''
            ? t('A link to this article')
            : t('Link for {whom}', { whom: share.label }),
        text: `${othersMay(share.role)}${passwordWords(share)}`,
        label: t('Share link'),
        secret: url,
      }),
    },
    revoke: {
      verb: t('Revoke'),
      name: (share) => t('Revoke {what}', { what: nameOf(share) }),
      question: ({ label }) => ({
        title:
          label === '' ? t('Revoke this link?') : t('Revoke the link for {whom}?', { whom: label }),
        text: t('Whoever came by it is shown out at once. What they wrote stays.'),
      }),
      send: ({ id }) => call(shareRoutes.revoke, { id: this.article, share: id }),
      done: () => t('The link is revoked.'),
    },
  });

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('article') && this.article !== '') void this.#links.list.load();
  }

  override render(): TemplateResult {
    return this.#links.draw();
  }
}

function facts(share: ShareAnswer): TemplateResult {
  const { role, by, created, expires, hasPassword, uses, lastUse } = share;
  return html`<bdi>${nameOf(share)}</bdi>
    <span class="badge">${shareName(role)}</span>
    ${hasPassword ? html`<span class="badge">${t('Password')}</span>` : nothing}
    <small>
      ${usesWords(uses)}${lastUse === null ? nothing : t(', last {when}', { when: moment(lastUse) })}
      · ${ending(expires)} ·
      ${t('made {when} by {name}', { when: moment(created), name: html`<bdi>${by}</bdi>` })}
    </small>`;
}

function fields(actor: Actor): TemplateResult {
  const roles = SHARE_ROLES.filter((role) => mayShareAs(role, actor).ok);
  return html`<label class="field">
      ${t('Guests may')}
      <select name="role">
        ${roles.map((role) => html`<option value=${role}>${shareName(role)}</option>`)}
      </select>
    </label>
    <label class="field">
      ${t('For whom (optional)')}
      <input name="label" maxlength="100" dir="auto" autocomplete="off" />
    </label>
    <galley-ending .spans=${SPANS} .usual=${30}></galley-ending>
    <label class="field">
      ${t('Password (optional)')}
      <input
        name="password"
        minlength=${SHARE_PASSWORD_LENGTH.least}
        maxlength=${SHARE_PASSWORD_LENGTH.most}
        autocomplete="off"
        spellcheck="false"
      />
    </label>`;
}

function wanted(form: HTMLFormElement): NewShare | null {
  const chosen = wordsIn(form, 'role');
  const role = SHARE_ROLES.find((known) => known === chosen);
  if (role === undefined) return null;
  const password = typedIn(form, 'password');
  return {
    role,
    label: wordsIn(form, 'label'),
    ...endingIn(form),
    ...(password === '' ? {} : { password }),
  };
}

function nameOf({ label }: ShareAnswer): string {
  return label === '' ? t('A link without a name') : label;
}

function passwordWords({ password }: NewShare): string {
  return password === undefined
    ? ''
    : ` ${t('Tell them the password by another way than the link.')}`;
}

function usesWords(uses: number): string {
  if (uses === 0) return t('Not used yet');
  return n('Used once', 'Used {count} times', uses);
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-links': GalleyLinks;
  }
}
