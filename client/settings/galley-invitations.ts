/** The invitations that wait to be used, and a form for another one. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { inviteRoutes } from '../../shared/wire/routes/invites.ts';
import type { InviteAnswer, NewInvite } from '../../shared/wire/routes/invites.ts';
import { call } from '../api/call.ts';
import { ListController } from '../ui/list/list-controller.ts';
import '../ui/form/row-form.css';
import { ending } from '../ui/list/ending.ts';
import { sentences } from '../ui/words/explanation.ts';
import { wordsIn } from '../ui/form/form-fields.ts';
import { confirmed } from '../ui/galley-confirm.ts';
import '../ui/list/galley-ending.ts';
import '../ui/list/galley-shown-once.ts';
import { toast } from '../ui/galley-toast.ts';
import { LightElement } from '../ui/light-element.ts';
import { listed } from '../ui/list/listed.ts';
import { moment } from '../ui/words/moment.ts';
import { capitalized, roleIn, roleOptions } from '../ui/form/role-options.ts';

export const TAG = 'galley-invitations';

@customElement(TAG)
export class GalleyInvitations extends LightElement {
  @state() private problem = '';

  private readonly list = new ListController<InviteAnswer>(this, () => call(inviteRoutes.list));

  override connectedCallback(): void {
    super.connectedCallback();
    void this.list.load();
  }

  override render(): TemplateResult {
    return html`
      <form class="row-form" aria-label="New invitation" @submit=${this.#make}>
        <label class="field">
          Role
          <select name="role">
            ${roleOptions('commenter')}
          </select>
        </label>
        <label class="field">
          For whom (optional) <input name="label" maxlength="100" dir="auto" autocomplete="off" />
        </label>
        <galley-ending></galley-ending>
        <button class="button primary">Make invitation</button>
        <p class="problem" role="alert">${this.problem}</p>
      </form>
      ${listed(this.list, {
        label: 'Invitations',
        empty: 'No invitation waits to be used.',
        key: ({ id }) => id,
        row: (invite) => this.#row(invite),
      })}
      <galley-shown-once></galley-shown-once>
    `;
  }

  #row(invite: InviteAnswer): TemplateResult {
    const { role, label, by, created, expires } = invite;
    const whom = label === '' ? capitalized(role) : label;
    return html`
      <span class="facts">
        <bdi>${whom}</bdi>
        <small>
          ${capitalized(role)} · made ${moment(created)} by <bdi>${by ?? 'a former member'}</bdi> ·
          ${ending(expires)}
        </small>
      </span>
      <button
        class="button plain danger"
        aria-label="Take back the invitation for ${whom}"
        @click=${() => void this.#takeBack(invite)}
      >
        Take back
      </button>
    `;
  }

  async #make(event: SubmitEvent & { currentTarget: HTMLFormElement }): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget;
    const role = roleIn(wordsIn(form, 'role'));
    if (role === null) return;
    const label = wordsIn(form, 'label');
    const expires = form.querySelector('galley-ending')?.value ?? null;
    const wanted: NewInvite = {
      role,
      ...(label === '' ? {} : { label }),
      ...(expires === null ? {} : { expires }),
    };
    const answer = await call(inviteRoutes.add, {}, wanted);
    this.problem = answer.ok ? '' : sentences(answer.problem);
    if (!answer.ok) return;
    form.reset();
    form.querySelector('galley-ending')?.reset();
    void this.list.load();
    await this.querySelector('galley-shown-once')?.show({
      title: label === '' ? `Invitation as ${role}` : `Invitation for ${label}`,
      text: `Whoever opens it first becomes ${role} of this workspace.`,
      label: 'Invitation link',
      secret: answer.value.url,
    });
  }

  async #takeBack({ id: invite, label, role }: InviteAnswer): Promise<void> {
    const agreed = await confirmed({
      title: `Take back the invitation ${label === '' ? `as ${role}` : `for ${label}`}?`,
      text: 'Its link leads nowhere from then on.',
      action: 'Take back',
    });
    if (!agreed) return;
    const answer = await call(inviteRoutes.revoke, { invite });
    toast(answer.ok ? 'The invitation is taken back.' : sentences(answer.problem));
    await this.list.load();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-invitations': GalleyInvitations;
  }
}
