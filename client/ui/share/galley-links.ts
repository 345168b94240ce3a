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
import { shareName, shareRights } from '../words/share-words.ts';

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
      label: 'Links',
      empty: 'There is no link to this article. Whoever has one needs no account.',
      ask: () => call(shareRoutes.list, { id: this.article }),
      facts,
    },
    form: {
      label: 'New link',
      folded: true,
      fields: () => fields(this.actor),
      button: 'Make link',
      wanted,
      make: (share) => call(shareRoutes.add, { id: this.article }, share),
      secret: (share, { url }) => ({
        title: share.label === '' ? 'A link to this article' : `Link for ${share.label}`,
        text: `Whoever has it may ${shareRights(share.role)}.${passwordWords(share)}`,
        label: 'Share link',
        secret: url,
      }),
    },
    revoke: {
      verb: 'Revoke',
      name: (share) => `Revoke ${nameOf(share)}`,
      question: ({ label }) => ({
        title: label === '' ? 'Revoke this link?' : `Revoke the link for ${label}?`,
        text: 'Whoever came by it is shown out at once. What they wrote stays.',
      }),
      send: ({ id }) => call(shareRoutes.revoke, { id: this.article, share: id }),
      done: () => 'The link is revoked.',
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
    ${hasPassword ? html`<span class="badge">Password</span>` : nothing}
    <small>
      ${usesWords(uses)}${lastUse === null ? nothing : html`, last ${moment(lastUse)}`} ·
      ${ending(expires)} · made ${moment(created)} by <bdi>${by}</bdi>
    </small>`;
}

function fields(actor: Actor): TemplateResult {
  const roles = SHARE_ROLES.filter((role) => mayShareAs(role, actor).ok);
  return html`<label class="field">
      Guests may
      <select name="role">
        ${roles.map((role) => html`<option value=${role}>${shareName(role)}</option>`)}
      </select>
    </label>
    <label class="field">
      For whom (optional) <input name="label" maxlength="100" dir="auto" autocomplete="off" />
    </label>
    <galley-ending .spans=${SPANS} .usual=${30}></galley-ending>
    <label class="field">
      Password (optional)
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
  return label === '' ? 'A link without a name' : label;
}

function passwordWords({ password }: NewShare): string {
  return password === undefined ? '' : ' Tell them the password by another way than the link.';
}

function usesWords(uses: number): string {
  if (uses === 0) return 'Not used yet';
  return uses === 1 ? 'Used once' : `Used ${uses} times`;
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-links': GalleyLinks;
  }
}
