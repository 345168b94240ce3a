/** What roles are called. */
import type { Role } from '../../../shared/policy/actor.ts';
import { tIn } from '../language/translate.ts';

const NAMES: Readonly<Record<Role, string>> = {
  viewer: tIn('role', 'viewer'),
  commenter: tIn('role', 'commenter'),
  editor: tIn('role', 'editor'),
  moderator: tIn('role', 'moderator'),
  owner: tIn('role', 'owner'),
};

/** The role's name in running words. */
export function roleName(given: Role): string {
  return NAMES[given];
}

/** Its first letter as a line begins. */
export function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
