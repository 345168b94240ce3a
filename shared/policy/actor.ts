/** Who does something, and what rank each role has. */

export const ROLES = ['viewer', 'commenter', 'editor', 'moderator', 'owner'] as const;
export type Role = (typeof ROLES)[number];

/** A member has an account, a reader sees only what is published, the system is the server itself. */
export type Actor =
  | { readonly kind: 'member'; readonly id: string; readonly name: string; readonly role: Role }
  | { readonly kind: 'reader' }
  | { readonly kind: 'system' };

export const READER: Actor = { kind: 'reader' };
export const SYSTEM: Actor = { kind: 'system' };
