/** Makes a member of somebody who has an invitation. */
import { html } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { inviteRoutes } from '../../shared/wire/routes/invites.ts';
import type { InviteLookAnswer } from '../../shared/wire/routes/invites.ts';
import { signInRoutes } from '../../shared/wire/routes/sign-in.ts';
import type { SignInAnswer } from '../../shared/wire/routes/sign-in.ts';
import type { Problem } from '../../shared/wire/problems.ts';
import { call } from '../api/call.ts';
import { ending } from '../ui/words/moment.ts';
import { roleName } from '../ui/words/role-names.ts';
import { deadLink } from './dead-link.ts';
import { sentences } from '../ui/words/explanation.ts';
import './galley-person-form.ts';
import { otherWays, providerLink } from './other-ways.ts';
import { LightElement } from '../ui/light-element.ts';
import { t } from '../ui/language/translate.ts';

/** Looks at the invitation by itself, and asks for a name, an address and a password. */
@customElement('galley-join-workspace')
export class GalleyJoinWorkspace extends LightElement {
  /** Of the invitation. */
  @property({ attribute: false }) secret = '';

  @state() private invitation: InviteLookAnswer | null = null;
  @state() private offer: SignInAnswer | null = null;
  /** Why it could not be looked at. */
  @state() private missing: Problem | null = null;
  @state() private busy = false;
  @state() private problem = '';

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('secret')) void this.#look();
  }

  override render(): TemplateResult {
    if (this.missing !== null) return deadLink(this.missing, 'invitation', () => void this.#look());
    if (this.invitation === null)
      return html`<p role="status">${t('Looking at your invitation…')}</p>`;
    const { workspace, role, expires } = this.invitation;
    return html`<h1>${t('Join {workspace}', { workspace: html`<bdi>${workspace.name}</bdi>` })}</h1>
      <p>
        ${t('You are invited as {role}. The invitation {ends}.', { role: roleName(role), ends: ending(expires) })}
      </p>
      <galley-person-form
        .action=${t('Join')}
        .busy=${this.busy}
        .problem=${this.problem}
        @person-described=${this.#join}
      ></galley-person-form>
      ${otherWays(providerLink(this.offer))}
      <p>${t('Already a member?')} <a href="/signin">${t('Sign in')}</a></p>`;
  }

  async #look(): Promise<void> {
    const [answer, offer] = await Promise.all([
      call(inviteRoutes.look, {}, { token: this.secret }),
      call(signInRoutes.offer),
    ]);
    this.offer = offer.ok ? offer.value : null;
    this.missing = answer.ok ? null : answer.problem;
    this.invitation = answer.ok ? answer.value : null;
  }

  async #join({ detail }: HTMLElementEventMap['person-described']): Promise<void> {
    this.busy = true;
    const answer = await call(inviteRoutes.accept, {}, { token: this.secret, ...detail });
    this.busy = false;
    if (answer.ok) location.replace('/');
    else if (answer.problem.status === 401) this.missing = answer.problem;
    else this.problem = sentences(answer.problem);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-join-workspace': GalleyJoinWorkspace;
  }
}
