/** The roles to choose from, in a select. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { ROLES } from '../../../shared/policy/actor.ts';
import type { Role } from '../../../shared/policy/actor.ts';

/** Options for the roles, with the chosen one marked: a select has no options yet when its own value is set. */
export function roleOptions(chosen: string, roles: readonly Role[] = ROLES): TemplateResult[] {
  return roles.map(
    (name) =>
      html`<option value=${name} ?selected=${name === chosen}>${capitalized(name)}</option>`,
  );
}

/** What a select of roles is set to, null where that is none. */
export function roleIn(value: unknown): Role | null {
  return ROLES.find((name) => name === value) ?? null;
}

/** The role's name at the beginning of a line. */
export function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
