/** The audit log, for the owner: a page of it, and all of it as a file. */
import { AuditExportQuery, AuditQuery } from '../../../shared/wire/routes/audit.ts';
import { AUDIT_FORMATS, auditFile } from '../../audit/audit-export.ts';
import { EXPORTS } from '../../limits/limits.ts';
import type { Parts } from '../parts.ts';
import { json } from '../respond.ts';
import { memberRoute } from '../route.ts';
import type { Route } from '../route.ts';

export function auditRoutes({ audit }: Parts): Route[] {
  return [
    memberRoute(
      {
        method: 'GET',
        path: '/api/audit',
        summary: 'Who did what, when and from where, the newest first',
        permission: 'read audit',
        query: AuditQuery,
      },
      async ({ query }) => json(await audit.page(query)),
    ),
    memberRoute(
      {
        method: 'GET',
        path: '/api/audit/export',
        summary: 'The whole audit log as a file',
        permission: 'read audit',
        query: AuditExportQuery,
        limit: EXPORTS,
        audit: { action: 'exported', keeps: ['format'] },
      },
      async ({ query }) => {
        const format = AUDIT_FORMATS[query.format];
        return {
          kind: 'stream',
          mediaType: format.mediaType,
          fileName: `audit${format.extension}`,
          parts: auditFile(audit.all(), format),
          noted: { subject: 'audit' },
        };
      },
    ),
  ];
}
