/** Permission: may this actor do that? Client and server ask the same functions; nothing else reads a role. */
import { isPerson, reaches } from './actor.ts';
import type { Actor, ShareRole } from './actor.ts';
import { isForGuests, TABLE } from './table.ts';
import type { Permission } from './table.ts';

/** A refusal names the rule, so that people and logs can tell refusals apart. */
export type Decision = { readonly ok: true } | { readonly ok: false; readonly rule: string };

/** The decision that nothing stands against. */
export const ALLOWED: Decision = { ok: true };

/**
 * May the actor do this at all? `own` says whether the thing was made by the actor. The actor is the one for the article at
 * stake: its role there may be higher than elsewhere, and a guest is one in one article only.
 */
export function may(permission: Permission, actor: Actor, own = false): Decision {
  if (actor.kind === 'system') return ALLOWED;
  if (actor.kind === 'guest' && !isForGuests(permission)) return refused(permission);
  const grant = TABLE[permission][actor.kind === 'reader' ? 'reader' : actor.role];
  return grant === 'yes' || (grant === 'own' && own) ? ALLOWED : refused(permission);
}

/** May the actor hand out this role in an article, by a link? Nobody gives away more than they have. */
export function mayShareAs(role: ShareRole, actor: Actor): Decision {
  const sharing = may('share article', actor);
  if (!sharing.ok || !isPerson(actor)) return sharing;
  return reaches(actor.role, role) ? ALLOWED : refused('share up to one’s own role');
}

/** A decision that names the rule which it breaks. */
export function refused(rule: string): Decision {
  return { ok: false, rule };
}
