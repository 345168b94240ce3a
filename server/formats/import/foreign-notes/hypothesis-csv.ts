/** Reads the CSV that the client of Hypothesis exports: a row for each annotation and each reply, without ids. */
import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { done } from '../../../../shared/wire/problems.ts';
import type { Encoding, ForeignNote, Importer } from '../../format.ts';
import { momentIn } from '../../moment.ts';
import { decodedText } from '../from-text.ts';
import { noArticle } from '../json-file.ts';

const COLUMNS = [
  'Creation Date',
  'Annotation/Reply Type',
  'Quote',
  'User',
  'Body',
  'Tags',
] as const;
type Row = Readonly<Partial<Record<(typeof COLUMNS)[number], string>>>;

const SENTENCE =
  'This CSV isn’t one that Hypothesis exports. Notes come from its CSV or JSON, from W3C Web Annotations, or from a copy of the article as Word, HTML, Markdown or JSON.';
const REPLIES = 'The CSV doesn’t say what replies answer, so each of them stands alone.';

/** Problems: `not-text`, and `invalid-request` where it isn't such a file. */
export const csvNotesReader: Pick<Importer, 'read' | 'readReturned'> = {
  read: () => noArticle(SENTENCE),
  readReturned(bytes: Uint8Array, encoding: Encoding | null) {
    const text = decodedText(bytes, encoding);
    if (!text.ok) return text;
    const rows = rowsIn(text.value);
    if (rows === null) return noArticle(SENTENCE);
    const replies = rows.filter(isReply).length;
    return done({
      text: null,
      threads: [],
      notes: withIds(rows),
      origin: null,
      warnings: replies === 0 ? [] : [REPLIES],
    });
  },
};

function rowsIn(text: string): Row[] | null {
  try {
    const rows: unknown = parse(text, { bom: true, columns: true, relax_column_count: true });
    const all = rows as Row[]; // a string under the name of each column, or none
    const [first] = all;
    return first !== undefined && COLUMNS.every((name) => first[name] !== undefined) ? all : null;
  } catch {
    return null; // no CSV
  }
}

function isReply(row: Row): boolean {
  return row['Annotation/Reply Type'] === 'Reply';
}

/** Known by all that is said of them, and of equal ones by their order: the same file has the same ids. */
function withIds(rows: readonly Row[]): ForeignNote[] {
  const seen = new Map<string, number>();
  return rows.map((row): ForeignNote => {
    const key = createHash('sha256')
      .update(JSON.stringify(COLUMNS.map((name) => row[name] ?? '')))
      .digest('hex');
    const nth = (seen.get(key) ?? 0) + 1;
    seen.set(key, nth);
    return { id: `csv:${key}:${nth}`, ...noteOf(row) };
  });
}

function noteOf(row: Row): Omit<ForeignNote, 'id'> {
  const [exact = '', body = ''] = [row.Quote, row.Body].map((cell) => cell?.trim());
  const tags = (row.Tags ?? '').split(',').filter((tag) => tag.trim() !== '');
  const quote = { exact, prefix: '', suffix: '', from: null, until: null };
  const isMark = body === '' && tags.length === 0 && exact !== '';
  return {
    author: row.User ?? '',
    at: timeOf(row['Creation Date'] ?? ''),
    body,
    kind: isMark ? 'highlight' : 'comment',
    replacement: null,
    tags,
    quote: exact === '' ? null : quote,
    answers: null,
    replies: [],
  };
}

/** `2026-03-01 09:12`, by the clock of whoever exported it: taken for UTC, since nobody knows better. */
function timeOf(cell: string): string | null {
  const [, day, hour] = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d)/.exec(cell) ?? [];
  return momentIn(`${day}T${hour}:00Z`);
}
