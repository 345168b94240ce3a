/** The audit log: what was done, by whom, when and from where. */
import * as z from 'zod/mini';
import { page } from '../list.ts';
import { file, json } from '../route.ts';
import type { Answered, Route } from '../route.ts';

/** Everything that the audit log knows of, in the order in which a list of them is shown. */
export const AUDIT_ACTIONS = [
  'signed in',
  'signed out',
  'sign-in refused',
  'password changed',
  'passkey added',
  'passkey removed',
  'member added',
  'member changed',
  'member removed',
  'person erased',
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
  'brought back',
  'deleted for good',
  'earlier text brought back',
  'layer made',
  'layer changed',
  'layer deleted',
  'annotation deleted',
  'reply deleted',
  'status changed',
  'exported',
  'workspace changed',
  'backup taken',
  'audit pruned',
  'guests forgotten',
] as const;
/** One of `AUDIT_ACTIONS`. */
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** Who did it, under the name of that time, or “Former member” where the person was erased. Readers and the server itself have no id. */
export const AuditActor = z.object({
  kind: z.enum(['member', 'guest', 'reader', 'system']),
  id: z.nullable(z.string()),
  name: z.string(),
});
/** Kept as it was then, so that an entry can be read after its member was removed. */
export type AuditActor = Answered<typeof AuditActor>;

/** Ids, roles, formats and names of settings: never words of a text, never a secret. */
const detail = z.record(z.string(), z.string());
/** Ids, roles, formats and names of settings, by name. */
export type AuditDetail = Answered<typeof detail>;

/** One thing that was done. It stays as it is, but for the name and network of somebody who is erased, as long as entries are kept. */
export const AuditEntry = z.object({
  /** In the order of these the newest comes first; also the cursor to what is older. */
  id: z.string(),
  /** ISO 8601. */
  at: z.string(),
  actor: AuditActor,
  action: z.enum(AUDIT_ACTIONS),
  /** Id of the article that it was done in; null where it was in none. */
  article: z.nullable(z.string()),
  /** Id of the member, annotation, layer, link or token that it was done to; null where there is none. */
  subject: z.nullable(z.string()),
  detail,
  /** Network that it came from, of an IPv6 address its /64; null where it came from none. */
  network: z.nullable(z.string()),
});
/** Its ids may be of what was deleted since. */
export type AuditEntry = Answered<typeof AuditEntry>;

/** Which entries of the audit log are listed; all where no field is given. */
export const AuditQuery = z.strictObject({
  action: z.optional(z.enum(AUDIT_ACTIONS)),
  /** Id of a member or guest; `reader` and `system` stand for those without one. */
  actor: z.optional(z.string().check(z.minLength(1), z.maxLength(64))),
  cursor: z.optional(
    z
      .string()
      .check(
        z.regex(/^\d{13}-\d{6}-[0-9A-Za-z-]{1,64}$/, 'A cursor is the “next” of the page before.'),
      ),
  ),
});
/** As it was read: an entry is listed where both `action` and `actor` match. */
export type AuditQuery = z.output<typeof AuditQuery>;

/** As a table, or as one JSON value a line. */
export const AuditExportQuery = z.strictObject({ format: z.enum(['csv', 'jsonl']) });
/** As it was read; there is no filter, so the file has all entries. */
export type AuditExportQuery = z.output<typeof AuditExportQuery>;

/** Read by the owner; the newest first. */
export const auditRoutes = {
  list: {
    method: 'GET',
    path: '/api/audit',
    summary: 'Who did what, when and from where, the newest first',
    query: AuditQuery,
    answer: json(page(AuditEntry)),
  },
  export: {
    method: 'GET',
    path: '/api/audit/export',
    summary: 'The whole audit log as a file',
    query: AuditExportQuery,
    answer: file('text/csv', 'application/jsonl'),
  },
} as const satisfies Record<string, Route>;
