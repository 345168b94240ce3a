/** Members who may do more in one article than elsewhere. */
import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { GRANT_ROLES, reaches } from '../../../shared/policy/actor.ts';
import type { GrantRole } from '../../../shared/policy/actor.ts';
import { peopleRoutes } from '../../../shared/wire/routes/people.ts';
import type { ArticleMemberAnswer, NewGrant } from '../../../shared/wire/routes/people.ts';
import { call } from '../../api/call.ts';
import { ListController } from '../list/list-controller.ts';
import '../form/row-form.css';
import { sentences } from '../words/explanation.ts';
import { wordsIn } from '../form/form-fields.ts';
import { toast } from '../galley-toast.ts';
import { LightElement } from '../light-element.ts';
import { avatar } from '../words/person.ts';
import { capitalized } from '../form/role-options.ts';

export const TAG = 'galley-article-members';

@customElement(TAG)
export class GalleyArticleMembers extends LightElement {
  /** Id of the article. */
  @property() article = '';

  @state() private chosen = '';
  @state() private problem = '';

  private readonly list = new ListController<ArticleMemberAnswer>(this, () =>
    call(peopleRoutes.members, { id: this.article }),
  );

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('article') && this.article !== '') void this.list.load();
  }

  override render(): TemplateResult {
    const { items, problem } = this.list;
    if (items === null) {
      return problem === null
        ? html`<p class="quiet" role="status">Loading…</p>`
        : html`<p class="problem" role="alert">
            ${sentences(problem)}
            <button class="button" @click=${() => void this.list.load()}>Try again</button>
          </p>`;
    }
    const given = items.filter(({ granted }) => granted !== null);
    return html`
      ${this.#form(items.filter(couldHaveMore))}
      <div class="listed">
        ${
          given.length === 0
            ? html`<p class="quiet">Everybody has the role here that they have elsewhere.</p>`
            : html`<ul role="list" aria-label="Members with a higher role here">
                ${given.map((one) => html`<li>${this.#row(one)}</li>`)}
              </ul>`
        }
      </div>
    `;
  }

  #row({ member, granted }: ArticleMemberAnswer): TemplateResult {
    const { id, name, color, role } = member;
    return html`
      ${avatar(name, color)}
      <span class="facts">
        <bdi>${name}</bdi>
        <small>${capitalized(granted ?? role)} here, ${role} elsewhere</small>
      </span>
      <button
        class="button plain danger"
        aria-label="Take the role of ${name} back"
        @click=${() => void this.#take(id, name)}
      >
        Take back
      </button>
    `;
  }

  #form(members: readonly ArticleMemberAnswer[]): TemplateResult | typeof nothing {
    if (members.length === 0) return nothing;
    const chosen = members.find(({ member }) => member.id === this.chosen) ?? members[0];
    return html`<details class="unfold">
      <summary>Give a higher role</summary>
      <form class="row-form" aria-label="Higher role" @submit=${this.#give}>
        <label class="field">
          Member
          <select name="member" @change=${this.#choose}>
            ${members.map(
              ({ member }) =>
                html`<option value=${member.id} ?selected=${member.id === chosen?.member.id}>
                  ${member.name} (${member.role})
                </option>`,
            )}
          </select>
        </label>
        <label class="field">
          Role here
          <select name="role">
            ${higherRoles(chosen).map((role) => html`<option value=${role}>${capitalized(role)}</option>`)}
          </select>
        </label>
        <button class="button primary">Give role</button>
        <p class="problem" role="alert">${this.problem}</p>
      </form>
    </details>`;
  }

  #choose(event: Event & { currentTarget: HTMLSelectElement }): void {
    this.chosen = event.currentTarget.value;
  }

  async #give(event: SubmitEvent & { currentTarget: HTMLFormElement }): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget;
    const chosen = wordsIn(form, 'role');
    const role = GRANT_ROLES.find((known) => known === chosen);
    if (role === undefined) return;
    const grant: NewGrant = { member: wordsIn(form, 'member'), role };
    const answer = await call(peopleRoutes.grant, { id: this.article }, grant);
    this.problem = answer.ok ? '' : sentences(answer.problem);
    if (answer.ok) toast(`${answer.value.member.name} is ${role} here now.`);
    await this.list.load();
  }

  async #take(member: string, name: string): Promise<void> {
    const answer = await call(peopleRoutes.revoke, { id: this.article, member });
    toast(answer.ok ? `${name} has the same role here as elsewhere.` : sentences(answer.problem));
    await this.list.load();
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
