/** What the server answers about what was done: the entries of the audit log. */

/** Everything that the audit log knows of, in the order in which a list of them is shown. */
export const AUDIT_ACTIONS = [
  'signed in',
  'signed out',
  'sign-in refused',
  'password changed',
  'member added',
  'member changed',
  'member removed',
  'role given',
  'token made',
  'token revoked',
  'invite made',
  'invite used',
  'invite revoked',
  'share made',
  'share entered',
  'share revoked',
  'grant given',
  'grant taken',
  'article deleted',
  'layer made',
  'layer changed',
  'layer deleted',
  'annotation deleted',
  'reply deleted',
  'status changed',
  'exported',
  'workspace changed',
  'backup taken',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** Who did it, under the name of that time. Readers and the server itself have no id. */
export interface AuditActor {
  readonly kind: 'member' | 'guest' | 'reader' | 'system';
  readonly id: string | null;
  readonly name: string;
}

/** Ids, roles, formats and names of settings: never words of a text, never a secret. */
export type AuditDetail = Readonly<Record<string, string>>;

/** One thing that was done. Nothing changes or deletes it. */
export interface AuditEntry {
  /** In the order of these the newest comes first; also the cursor to what is older. */
  readonly id: string;
  /** ISO 8601. */
  readonly at: string;
  readonly actor: AuditActor;
  readonly action: AuditAction;
  /** Id of the article that it was done in; null where it was in none. */
  readonly article: string | null;
  /** Id of the member, annotation, layer, link or token that it was done to; null where there is none. */
  readonly subject: string | null;
  readonly detail: AuditDetail;
  /** Network that it came from, of an IPv6 address its /64; null where it came from none. */
  readonly network: string | null;
}
