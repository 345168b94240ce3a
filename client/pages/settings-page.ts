/** The settings: who belongs to the workspace, and as what. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { live } from 'lit/directives/live.js';
import { ROLES } from '../../shared/policy/actor.ts';
import type { MemberAnswer } from '../../shared/wire/answers.ts';
import type { NewMember } from '../../shared/wire/requests.ts';
import { MembersController } from '../controllers/members-controller.ts';
import { SessionController } from '../controllers/session-controller.ts';
import { sentences } from '../elements/explanation.ts';
import { confirmed } from '../elements/galley-confirm.ts';
import '../elements/galley-header.ts';
import '../elements/galley-new-member.ts';
import '../elements/galley-problem.ts';
import '../elements/galley-sign-in-link.ts';
import { toast } from '../elements/galley-toast.ts';
import { LightElement } from '../elements/light-element.ts';
import { avatar } from '../elements/person.ts';
import '../style/settings-page.css';

export const TAG = 'settings-page';

@customElement(TAG)
export class SettingsPage extends LightElement {
  private readonly session = new SessionController(this, () => void this.members.load());
  private readonly members = new MembersController(this);

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = 'Settings · Galley';
  }

  override render(): TemplateResult {
    return html`
      <galley-header page="settings" .member=${this.session.member}></galley-header>
      <main>${this.#content()}</main>
    `;
  }

  #content(): TemplateResult | typeof nothing {
    const { session } = this.session;
    if (session.state === 'loading') return nothing;
    if (session.state === 'failed') {
      const retry = (): void => void this.session.load();
      return html`<galley-problem
        .problem=${session.problem}
        @retry-asked=${retry}
      ></galley-problem>`;
    }
    const { items, problem } = this.members;
    if (items === null && problem !== null) {
      const retry = (): void => void this.members.load();
      return html`<galley-problem .problem=${problem} @retry-asked=${retry}></galley-problem>`;
    }
    return html`
      <h1>Settings</h1>
      <h2>Members</h2>
      <ul role="list" aria-label="Members">
        ${repeat(
          items ?? [],
          ({ id }) => id,
          (member) => html`<li>${this.#row(member)}</li>`,
        )}
      </ul>
      ${
        this.session.may('manage members')
          ? html`<galley-new-member @member-described=${this.#add}></galley-new-member>`
          : nothing
      }
      <galley-sign-in-link></galley-sign-in-link>
    `;
  }

  #row(member: MemberAnswer): TemplateResult {
    const { id, name, email, color } = member;
    const isMe = id === this.session.member?.id;
    const manages = this.session.may('manage members');
    return html`
      ${avatar(name, color)}
      <span class="name">
        <bdi>${name}</bdi>${isMe ? ' (you)' : ''}
        ${email === undefined ? nothing : html`<small>${email}</small>`}
      </span>
      ${manages && !isMe ? this.#role(member) : html`<span class="role">${member.role}</span>`}
      ${
        manages
          ? html`<button
              class="button"
              aria-label="Sign-in link for ${name}"
              @click=${() => void this.#makeLink(member)}
            >
              Sign-in link
            </button>`
          : nothing
      }
      ${
        manages && !isMe
          ? html`<button
              class="button plain danger"
              aria-label="Remove ${name}"
              @click=${() => void this.#remove(member)}
            >
              Remove
            </button>`
          : nothing
      }
    `;
  }

  #role(member: MemberAnswer): TemplateResult {
    return html`<select
      class="role"
      aria-label="Role of ${member.name}"
      .value=${live(member.role)}
      @change=${(event: Event) => void this.#changeRole(member, event)}
    >
      ${ROLES.map((role) => html`<option ?selected=${role === member.role}>${role}</option>`)}
    </select>`;
  }

  async #add({ detail }: CustomEvent<NewMember>): Promise<void> {
    const answer = await this.members.add(detail);
    if (!answer.ok) {
      toast(sentences(answer.problem));
      return;
    }
    this.querySelector('galley-new-member')?.reset();
    await this.#makeLink({ id: answer.value.id, name: detail.name });
  }

  async #makeLink({ id, name }: Pick<MemberAnswer, 'id' | 'name'>): Promise<void> {
    const answer = await this.members.makeLink(id);
    if (answer.ok) await this.querySelector('galley-sign-in-link')?.show(name, answer.value.url);
    else toast(sentences(answer.problem));
  }

  async #changeRole({ id, name }: MemberAnswer, event: Event): Promise<void> {
    const chosen = (event.target as HTMLSelectElement).value; // the listener stands on the select
    const role = ROLES.find((known) => known === chosen);
    if (role === undefined) return;
    const answer = await this.members.changeRole(id, role);
    toast(answer.ok ? `${name} is ${role} now.` : sentences(answer.problem));
  }

  async #remove({ id, name }: MemberAnswer): Promise<void> {
    const agreed = await confirmed({
      title: `Remove ${name}?`,
      text: 'They are signed out everywhere at once. What they wrote stays.',
      action: 'Remove',
    });
    if (!agreed) return;
    const answer = await this.members.remove(id);
    toast(answer.ok ? `${name} is removed.` : sentences(answer.problem));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'settings-page': SettingsPage;
  }
}
