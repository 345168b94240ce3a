/** What clients may send about the workspace as a whole: what they ask of the audit log, and its settings. */
import { z } from 'zod';
import { AUDIT_ACTIONS } from './audit-answers.ts';

export const AuditQuery = z.strictObject({
  action: z.enum(AUDIT_ACTIONS).optional(),
  /** Id of a member or guest; `reader` and `system` stand for those without one. */
  actor: z.string().min(1).max(64).optional(),
  cursor: z
    .string()
    .regex(/^\d{13}-\d{6}-[0-9A-Za-z-]{1,64}$/, 'A cursor is the “next” of the page before.')
    .optional(),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

export const AuditExportQuery = z.strictObject({ format: z.enum(['csv', 'jsonl']) });
export type AuditExportQuery = z.infer<typeof AuditExportQuery>;

/** What is left out stays as it is. */
export const WorkspaceChange = z.strictObject({
  name: z.string().trim().min(1).max(80).optional(),
  /** BCP 47 tag. */
  language: z.string().max(35).optional(),
});
export type WorkspaceChange = z.infer<typeof WorkspaceChange>;
