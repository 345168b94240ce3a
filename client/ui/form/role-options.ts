/** The roles to choose from, in a select. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { ROLES } from '../../../shared/policy/actor.ts';
import type { Role } from '../../../shared/policy/actor.ts';
import { capitalized, roleName } from '../words/role-names.ts';

/** Options for the roles, with the chosen one marked: a select has no options yet when its own value is set. */
export function roleOptions(chosen: string, roles: readonly Role[] = ROLES): TemplateResult[] {
  return roles.map(
    (name) =>
      html`<option value=${name} ?selected=${name === chosen}>
        ${capitalized(roleName(name))}
      </option>`,
  );
}

/** What a select of roles is set to, null where that is none. */
export function roleIn(value: unknown): Role | null {
  return ROLES.find((name) => name === value) ?? null;
}
