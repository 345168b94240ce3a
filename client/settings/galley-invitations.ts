/** The invitations that wait to be used, and a form for another one. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { inviteRoutes } from '../../shared/wire/routes/invites.ts';
import type { InviteAnswer, NewInvite } from '../../shared/wire/routes/invites.ts';
import { call } from '../api/call.ts';
import { wordsIn } from '../ui/form/form-fields.ts';
import { endingIn } from '../ui/form/galley-ending.ts';
import { capitalized, roleIn, roleOptions } from '../ui/form/role-options.ts';
import { LightElement } from '../ui/light-element.ts';
import { SecretList } from '../ui/secrets/secret-list.ts';
import { ending, moment } from '../ui/words/moment.ts';

/** For somebody who manages members. */
@customElement('galley-invitations')
export class GalleyInvitations extends LightElement {
  readonly #invitations = new SecretList(this, {
    list: {
      label: 'Invitations',
      empty: 'No invitation waits to be used.',
      ask: () => call(inviteRoutes.list),
      facts,
    },
    form: {
      label: 'New invitation',
      fields,
      button: 'Make invitation',
      wanted,
      make: (invite) => call(inviteRoutes.add, {}, invite),
      secret: ({ label, role }, { url }) => ({
        title: label === undefined ? `Invitation as ${role}` : `Invitation for ${label}`,
        text: `Whoever opens it first becomes ${role} of this workspace.`,
        label: 'Invitation link',
        secret: url,
      }),
    },
    revoke: {
      verb: 'Take back',
      name: (invite) => `Take back the invitation for ${nameOf(invite)}`,
      question: ({ label, role }) => ({
        title: `Take back the invitation ${label === '' ? `as ${role}` : `for ${label}`}?`,
        text: 'Its link leads nowhere from then on.',
      }),
      send: ({ id }) => call(inviteRoutes.revoke, { invite: id }),
      done: () => 'The invitation is taken back.',
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
      ${capitalized(role)} · made ${moment(created)} by <bdi>${by ?? 'a former member'}</bdi> ·
      ${ending(expires)}
    </small>`;
}

function fields(): TemplateResult {
  return html`<label class="field">
      Role
      <select name="role">
        ${roleOptions('commenter')}
      </select>
    </label>
    <label class="field">
      For whom (optional) <input name="label" maxlength="100" dir="auto" autocomplete="off" />
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
  return label === '' ? capitalized(role) : label;
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-invitations': GalleyInvitations;
  }
}
