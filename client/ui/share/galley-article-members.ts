/** Members who may do more in one article than elsewhere. */
import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { GRANT_ROLES, reaches } from '../../../shared/policy/actor.ts';
import type { GrantRole } from '../../../shared/policy/actor.ts';
import type { Result } from '../../../shared/wire/problems.ts';
import { peopleRoutes } from '../../../shared/wire/routes/people.ts';
import type { ArticleMemberAnswer } from '../../../shared/wire/routes/people.ts';
import { call } from '../../api/call.ts';
import { wordsIn } from '../form/form-fields.ts';
import { capitalized, roleName } from '../words/role-names.ts';
import { rowForm } from '../form/row-form.ts';
import { Submission } from '../form/submission.ts';
import { toast } from '../galley-toast.ts';
import { LightElement } from '../light-element.ts';
import { listProblem } from '../list/listed.ts';
import { PagedList } from '../list/paged-list.ts';
import { performInRow } from '../list/row-action.ts';
import { avatar } from '../words/person.ts';
import { t } from '../language/translate.ts';

/** For somebody who manages the members of the article. */
@customElement('galley-article-members')
export class GalleyArticleMembers extends LightElement {
  /** Id of the article. */
  @property() article = '';

  /** Id of the member to whom a role is about to be given; empty for the first of them. */
  @state() private chosen = '';

  /** All members, those without a role of their own here included. */
  readonly #members = new PagedList<ArticleMemberAnswer>(this, {
    ask: () => call(peopleRoutes.members, { id: this.article }),
    id: ({ member }) => member.id,
  });
  readonly #grant = new Submission(this, {
    send: (form) => this.#give(form),
    done: ({ member, role }) =>
      toast(t('{name} is {role} here now.', { name: member.name, role: roleName(role) })),
  });

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('article') && this.article !== '') void this.#members.load();
  }

  override render(): TemplateResult | typeof nothing {
    const { items, problem } = this.#members;
    if (items === null) {
      return problem === null
        ? html`<p class="quiet" role="status">${t('Loading…')}</p>`
        : html`${listProblem(this.#members)}`;
    }
    const given = items.filter(({ granted }) => granted !== null);
    return html`
      ${this.#form(items.filter(couldHaveMore))}
      <div class="listed">
        ${
          given.length === 0
            ? html`<p class="quiet">
                ${t('Everybody has the role here that they have elsewhere.')}
              </p>`
            : html`<ul role="list" aria-label=${t('Members with a higher role here')}>
                ${given.map((one) => html`<li>${this.#row(one)}</li>`)}
              </ul>`
        }
      </div>
    `;
  }

  #row({ member, granted }: ArticleMemberAnswer): TemplateResult {
    const { name, color, role } = member;
    return html`
      ${avatar(name, color)}
      <span class="facts">
        <bdi>${name}</bdi>
        <small
          >${t('{role} here, {other} elsewhere', { role: capitalized(roleName(granted ?? role)), other: roleName(role) })}</small
        >
      </span>
      <button
        class="button plain danger"
        aria-label=${t('Take the role of {name} back', { name })}
        @click=${() => void this.#revoke(member)}
      >
        ${t('Take back')}
      </button>
    `;
  }

  #form(members: readonly ArticleMemberAnswer[]): TemplateResult | typeof nothing {
    if (members.length === 0) return nothing;
    const chosen = members.find(({ member }) => member.id === this.chosen) ?? members[0];
    const fields = html`<label class="field">
        ${t('Member')}
        <select name="member" @change=${this.#choose}>
          ${members.map(
            ({ member }) =>
              html`<option value=${member.id} ?selected=${member.id === chosen?.member.id}>
                ${member.name} (${roleName(member.role)})
              </option>`,
          )}
        </select>
      </label>
      <label class="field">
        ${t('Role here')}
        <select name="role">
          ${higherRoles(chosen).map((role) => html`<option value=${role}>${capitalized(roleName(role))}</option>`)}
        </select>
      </label>`;
    return html`<details class="unfold">
      <summary>${t('Give a higher role')}</summary>
      ${rowForm(this.#grant, { label: t('Higher role'), fields, button: t('Give role') })}
    </details>`;
  }

  #choose(event: Event & { currentTarget: HTMLSelectElement }): void {
    this.chosen = event.currentTarget.value;
  }

  #give(form: HTMLFormElement): Promise<Result<ArticleMemberAnswer>> | null {
    const chosen = wordsIn(form, 'role');
    const role = GRANT_ROLES.find((known) => known === chosen);
    if (role === undefined) return null;
    const given = call(
      peopleRoutes.grant,
      { id: this.article },
      { member: wordsIn(form, 'member'), role },
    );
    void given.then(() => this.#members.refresh()); // also where it failed: the member may be gone
    return given;
  }

  #revoke({ id, name }: ArticleMemberAnswer['member']): Promise<void> {
    return performInRow(this.#members, {
      send: () => call(peopleRoutes.revoke, { id: this.article, member: id }),
      done: t('{name} has the same role here as elsewhere.', { name }),
    });
  }
}

/** The roles above the one that a member has all over the workspace. */
function higherRoles(one: ArticleMemberAnswer | undefined): readonly GrantRole[] {
  return GRANT_ROLES.filter((role) => one !== undefined && !reaches(one.member.role, role));
}

function couldHaveMore(one: ArticleMemberAnswer): boolean {
  return higherRoles(one).length > 0;
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-article-members': GalleyArticleMembers;
  }
}
