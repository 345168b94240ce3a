/** The audit log as a file: one line for each entry, written while it is read. */
import type { AuditEntry } from '../../shared/wire/routes/audit.ts';
import { csvRow } from '../csv.ts';

/** A file of `head`, and then of what `line` makes of each entry. */
export interface AuditFormat {
  readonly mediaType: string;
  readonly extension: string;
  readonly head: string;
  readonly line: (entry: AuditEntry) => string;
}

const COLUMNS = 'id at actor actor-id actor-kind action article subject detail network'.split(' ');

/** By the `format` of a request. Spreadsheets open the first; programs read the second, a JSON value on each line. */
export const AUDIT_FORMATS: Readonly<Record<'csv' | 'jsonl', AuditFormat>> = {
  csv: {
    mediaType: 'text/csv; charset=utf-8',
    extension: '.csv',
    head: csvRow(COLUMNS),
    line: (entry) => csvRow(cellsOf(entry)),
  },
  jsonl: {
    mediaType: 'application/jsonl; charset=utf-8',
    extension: '.jsonl',
    head: '',
    line: (entry) => `${JSON.stringify(entry)}\n`,
  },
};

/** The file in parts, so that no log is too long to be had. */
export async function* auditFile(
  batches: AsyncIterable<readonly AuditEntry[]>,
  { head, line }: AuditFormat,
): AsyncGenerator<string> {
  if (head !== '') yield head;
  for await (const batch of batches) if (batch.length > 0) yield batch.map(line).join('');
}

function cellsOf({
  id,
  at,
  actor,
  action,
  article,
  subject,
  detail,
  network,
}: AuditEntry): string[] {
  const facts = Object.keys(detail).length === 0 ? '' : JSON.stringify(detail);
  const who = [actor.name, actor.id ?? '', actor.kind];
  return [id, at, ...who, action, article ?? '', subject ?? '', facts, network ?? ''];
}
