/** The actors, and the rank of each role. */

/** From the least to the most that one may do; each may do all that the ones before it may. */
export const ROLES = ['viewer', 'commenter', 'editor', 'moderator', 'owner'] as const;
/** What a member may do in the workspace, or one actor in one article. */
export type Role = (typeof ROLES)[number];

/** Roles that a share link can give; none above editor, since nobody knows which people follow a link. */
export const SHARE_ROLES = ['viewer', 'commenter', 'editor'] as const satisfies readonly Role[];
/** The role of a guest, always in one article. */
export type ShareRole = (typeof SHARE_ROLES)[number];

/** Roles that a member can be given in one article. Owners own the workspace, and viewers all members are. */
export const GRANT_ROLES = ['commenter', 'editor', 'moderator'] as const satisfies readonly Role[];
/** Holds in its article where it is higher than the member's own. */
export type GrantRole = (typeof GRANT_ROLES)[number];

/** Somebody with an account. `role` is the one that counts for the article at stake. */
export type Member = {
  readonly kind: 'member';
  readonly id: string;
  readonly name: string;
  readonly role: Role;
};

/** Somebody who came by a share link: known by name alone, and only in the article that the link leads to. */
export type Guest = {
  readonly kind: 'guest';
  readonly id: string;
  readonly name: string;
  readonly role: ShareRole;
  readonly article: string;
};

/** Somebody with an id and a name, who owns what they write. */
export type Person = Member | Guest;

/** A member has an account, a reader sees only what is published, the system is the server itself. */
export type Actor = Person | { readonly kind: 'reader' } | { readonly kind: 'system' };

/** All readers are one actor: nothing that they do is told apart by it. */
export const READER: Actor = { kind: 'reader' };
/** May do everything, and asks nobody. */
export const SYSTEM: Actor = { kind: 'system' };

/** Whether the actor is somebody: a member or a guest. */
export function isPerson(actor: Actor): actor is Person {
  return actor.kind === 'member' || actor.kind === 'guest';
}

/** The role of a guest, from where it came as any role; the least where no link can give it. */
export function asShareRole(role: Role): ShareRole {
  return SHARE_ROLES.find((one) => one === role) ?? 'viewer';
}

/** The role of the two that may do more, see `ROLES`. */
export function higherRole(one: Role, other: Role): Role {
  return reaches(one, other) ? one : other;
}

/** Whether `role` may do all that `other` may. */
export function reaches(role: Role, other: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(other);
}
