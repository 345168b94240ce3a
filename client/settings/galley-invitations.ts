/** The invitations that wait to be used, and a form for another one. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { inviteRoutes } from '../../shared/wire/routes/invites.ts';
import type { InviteAnswer, NewInvite } from '../../shared/wire/routes/invites.ts';
import { call } from '../api/call.ts';
import { wordsIn } from '../ui/form/form-fields.ts';
import { endingIn } from '../ui/form/galley-ending.ts';
import { roleIn, roleOptions } from '../ui/form/role-options.ts';
import { capitalized, roleName } from '../ui/words/role-names.ts';
import { LightElement } from '../ui/light-element.ts';
import { SecretList } from '../ui/secrets/secret-list.ts';
import { ending, moment } from '../ui/words/moment.ts';
import { t } from '../ui/language/translate.ts';

/** For somebody who manages members. */
@customElement('galley-invitations')
export class GalleyInvitations extends LightElement {
  readonly #invitations = new SecretList(this, {
    list: {
      label: t('Invitations'),
      empty: t('No invitation waits to be used.'),
      ask: () => call(inviteRoutes.list),
      facts,
    },
    form: {
      label: t('New invitation'),
      fields,
      button: t('Make invitation'),
      wanted,
      make: (invite) => call(inviteRoutes.add, {}, invite),
      secret: ({ label, role }, { url }) => ({
        title:
          label === undefined
            ? t('Invitation as {role}', { role: roleName(role) })
            : t('Invitation for {whom}', { whom: label }),
        text: t('Whoever opens it first becomes {role} of this workspace.', {
          role: roleName(role),
        }),
        label: t('Invitation link'),
        secret: url,
      }),
    },
    revoke: {
      verb: t('Take back'),
      name: (invite) => t('Take back the invitation for {whom}', { whom: nameOf(invite) }),
      question: ({ label, role }) => ({
        title:
          label === ''
            ? t('Take back the invitation as {role}?', { role: roleName(role) })
            : t('Take back the invitation for {whom}?', { whom: label }),
        text: t('Its link leads nowhere from then on.'),
      }),
      send: ({ id }) => call(inviteRoutes.revoke, { invite: id }),
      done: () => t('The invitation is taken back.'),
    },
  });

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#invitations.list.load();
  }

  override render(): TemplateResult {
    return this.#invitations.draw();
  }
}

function facts(invite: InviteAnswer): TemplateResult {
  const { role, by, created, expires } = invite;
  return html`<bdi>${nameOf(invite)}</bdi>
    <small>
      ${capitalized(roleName(role))} ·
      ${t('made {when} by {name}', { when: moment(created), name: html`<bdi>${by ?? t('a former member')}</bdi>` })}
      · ${ending(expires)}
    </small>`;
}

function fields(): TemplateResult {
  return html`<label class="field">
      ${t('Role')}
      <select name="role">
        ${roleOptions('commenter')}
      </select>
    </label>
    <label class="field">
      ${t('For whom (optional)')}
      <input name="label" maxlength="100" dir="auto" autocomplete="off" />
    </label>
    <galley-ending></galley-ending>`;
}

function wanted(form: HTMLFormElement): NewInvite | null {
  const role = roleIn(wordsIn(form, 'role'));
  const label = wordsIn(form, 'label');
  if (role === null) return null;
  return { role, ...(label === '' ? {} : { label }), ...endingIn(form) };
}

/** For whom it is, or what it makes of them. */
function nameOf({ label, role }: InviteAnswer): string {
  return label === '' ? capitalized(roleName(role)) : label;
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-invitations': GalleyInvitations;
  }
}
