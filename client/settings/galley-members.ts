/** The members of the workspace, and what an owner changes about them. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { may } from '../../shared/policy/may.ts';
import { memberRoutes } from '../../shared/wire/routes/members.ts';
import type { MemberAnswer } from '../../shared/wire/routes/members.ts';
import { tokenRoutes } from '../../shared/wire/routes/tokens.ts';
import { personalDataRoutes } from '../../shared/wire/routes/personal-data.ts';
import { addressOf } from '../api/address.ts';
import { call } from '../api/call.ts';
import { roleIn, roleOptions } from '../ui/form/role-options.ts';
import { toast, toastOutcome } from '../ui/galley-toast.ts';
import { LightElement } from '../ui/light-element.ts';
import { listed } from '../ui/list/listed.ts';
import { PagedList } from '../ui/list/paged-list.ts';
import { performInRow } from '../ui/list/row-action.ts';
import '../ui/secrets/galley-shown-once.ts';
import { actorOf } from '../ui/session/permission.ts';
import { sentences } from '../ui/words/explanation.ts';
import { avatar } from '../ui/words/person.ts';
import { capitalized, roleName } from '../ui/words/role-names.ts';
import './galley-members.css';
import './galley-new-member.ts';
import { askDeparture } from './galley-remove-member.ts';
import { n, t } from '../ui/language/translate.ts';
import { compareWords } from '../ui/language/formats.ts';

/** All see the list; somebody who manages members changes it. */
@customElement('galley-members')
export class GalleyMembers extends LightElement {
  /** The member who is signed in. */
  @property({ attribute: false }) me: MemberAnswer | null = null;

  readonly #members = new PagedList<MemberAnswer>(this, {
    ask: () => call(memberRoutes.list),
    id: ({ id }) => id,
  });

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#members.load();
  }

  override render(): TemplateResult {
    return html`
      ${
        this.#manages
          ? html`<p>
              <a class="button primary" href="/settings/invitations">${t('Invite somebody')}</a>
            </p>`
          : nothing
      }
      ${listed(this.#members, {
        label: t('Members'),
        empty: t('There is nobody here.'),
        order: (one, other) => compareWords(one.name, other.name),
        row: (member) => this.#row(member),
      })}
      ${this.#manages ? this.#more() : nothing}
      <galley-shown-once></galley-shown-once>
    `;
  }

  #more(): TemplateResult {
    return html`<p class="hint">
        ${t('Whoever lost their password, or has none, comes in by a sign-in link that you hand over. The workspace always keeps an owner: to step down, make somebody else owner, who can then change your role.')}
      </p>
      <details class="unfold">
        <summary>${t('Add somebody without an invitation')}</summary>
        <galley-new-member @member-added=${this.#added}></galley-new-member>
      </details>`;
  }

  get #manages(): boolean {
    return may('manage members', actorOf(this.me)).ok;
  }

  #row(member: MemberAnswer): TemplateResult {
    const { id, name, email, color, confirmed = true } = member;
    const isMe = id === this.me?.id;
    return html`
      ${avatar(name, color)}
      <span class="facts">
        <bdi>${name}</bdi>${isMe ? ` ${t('(you)')}` : ''}
        ${
          email === undefined
            ? nothing
            : html`<small>${email}${confirmed ? '' : ` ${t('(not confirmed)')}`}</small>`
        }
      </span>
      ${this.#role(member)}
      ${
        this.#manages && email !== undefined && !confirmed
          ? html`<button
              class="button link"
              aria-label=${t('Confirm the address of {name}', { name })}
              @click=${() => void this.#confirm(member, email)}
            >
              ${t('Confirm address')}
            </button>`
          : nothing
      }
      ${
        this.#manages
          ? html`<button
              class="button link"
              aria-label=${t('Sign-in link for {name}', { name })}
              @click=${() => void this.#makeLink(member)}
            >
              ${t('Sign-in link')}
            </button>`
          : nothing
      }
      ${
        this.#manages && !isMe
          ? html`<a
                class="button link"
                aria-label=${t('Data of {name}', { name })}
                title=${t('Account, sessions, tokens and notes of {name}, but no private ones, as JSON', { name })}
                href=${addressOf(personalDataRoutes.ofMember, { id })}
                download="data.json"
                >${t('Data')}</a
              >
              <button
                class="button plain danger"
                aria-label=${t('Remove {name}', { name })}
                @click=${() => void this.#remove(member)}
              >
                ${t('Remove')}
              </button>`
          : nothing
      }
    `;
  }

  /** Nobody changes their own role, so that the last owner can't lock the workspace. */
  #role(member: MemberAnswer): TemplateResult {
    const { id, name, role } = member;
    if (!this.#manages || id === this.me?.id) {
      return html`<span class="role">${capitalized(roleName(role))}</span>`;
    }
    return html`<select
      class="role"
      aria-label=${t('Role of {name}', { name })}
      .value=${live(role)}
      @change=${(event: Event) => void this.#changeRole(member, event)}
    >
      ${roleOptions(role)}
    </select>`;
  }

  async #added({ detail }: HTMLElementEventMap['member-added']): Promise<void> {
    void this.#members.refresh();
    await this.#makeLink(detail);
  }

  /** A link that signs the member in, once. */
  async #makeLink({ id, name }: MemberAnswer): Promise<void> {
    const answer = await call(tokenRoutes.add, { id }, { label: t('Sign-in link'), use: 'link' });
    if (!answer.ok) {
      toast(sentences(answer.problem));
      return;
    }
    await this.querySelector('galley-shown-once')?.show({
      title: t('Sign-in link for {name}', { name }),
      text: t('Whoever opens it first is signed in as this person; it works once, within a week.'),
      label: t('Sign-in link'),
      secret: answer.value.url ?? answer.value.token,
    });
  }

  async #changeRole({ id, name }: MemberAnswer, event: Event): Promise<void> {
    const role = roleIn((event.target as HTMLSelectElement).value); // the listener stands on the select
    if (role === null) return;
    await performInRow(this.#members, {
      send: () => call(memberRoutes.change, { id }, { role }),
      done: t('{name} is {role} now.', { name, role: roleName(role) }),
    });
  }

  /** An owner who knows whose address it is sends it once more. */
  #confirm({ id, name }: MemberAnswer, email: string): Promise<void> {
    return performInRow(this.#members, {
      question: {
        title: t('Is {email} the address of {name}?', { email, name }),
        text: t(
          'Whoever signs in through a provider with this address then comes to this account.',
        ),
        action: t('Confirm address'),
      },
      send: () => call(memberRoutes.change, { id }, { email }),
      done: t('The address is confirmed.'),
    });
  }

  async #remove({ id, name }: MemberAnswer): Promise<void> {
    const departure = await askDeparture(name);
    if (departure === null) return;
    if (departure === 'remove')
      toastOutcome(await call(memberRoutes.remove, { id }), t('{name} is removed.', { name }));
    else {
      const erased = await call(memberRoutes.erase, { id }, { words: departure.erase });
      const damaged = erased.ok ? erased.value.damaged : 0;
      toastOutcome(
        erased,
        `${t('{name} is erased.', { name })}${damaged === 0 ? '' : ` ${leftIn(damaged)}`}`,
      );
    }
    await this.#members.refresh();
  }
}

function leftIn(damaged: number): string {
  return n(
    'But {count} layer is damaged, and may still have their words.',
    'But {count} layers are damaged, and may still have their words.',
    damaged,
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-members': GalleyMembers;
  }
}
