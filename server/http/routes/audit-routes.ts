/** The audit log, for the owner: a page of it, and all of it as a file. */
import { auditRoutes } from '../../../shared/wire/routes/audit.ts';
import { AUDIT_FORMATS, auditFile } from '../../audit/audit-export.ts';
import { RATES } from '../../limits/rates.ts';
import type { Parts } from '../parts.ts';
import { json } from '../answer.ts';
import { implement } from '../row.ts';
import type { Row } from '../row.ts';

const permission = 'read audit';

/** For the owner. Taking the whole log as a file is counted as an export, and is in the log itself. */
export function auditRows({ audit }: Parts): Row[] {
  return [
    implement(auditRoutes.list, { permission }, async ({ query }) => json(await audit.page(query))),
    implement(
      auditRoutes.export,
      { permission, rate: RATES.copies, audit: { action: 'exported', keeps: ['format'] } },
      async ({ query }) => {
        const format = AUDIT_FORMATS[query.format];
        return {
          kind: 'stream',
          mediaType: format.mediaType,
          fileName: `audit${format.extension}`,
          parts: auditFile(audit.all(), format),
          audit: { subject: 'audit' },
        };
      },
    ),
  ];
}
