/** Reads what Hypothesis knows of a page: rows of its API (https://h.readthedocs.io/en/latest/api-reference/), as its client exports them too. */
import { fieldsOf, listOf, stringIn, stringsIn, timeIn } from './json-values.ts';
import type { Fields } from './json-values.ts';
import { quoteIn } from './selectors.ts';
import type { FlatNote } from './threads.ts';

/** Null where the value is none of what Hypothesis gives: what was found, an export, a list or one of them. */
export function hypothesisNotes(value: unknown): FlatNote[] | null {
  const file = fieldsOf(value);
  const rows = ['rows', 'annotations', 'replies'].flatMap((name) => listOf(file?.[name]));
  const all = rows.length > 0 ? rows : listOf(value);
  const found = all.map(fieldsOf).filter((one) => one !== null && isRow(one));
  // A search may have found nothing.
  if (found.length === 0 && !(Array.isArray(file?.['rows']) && rows.length === 0)) return null;
  return found.flatMap((row) => (row === null ? [] : noteOf(row)));
}

function isRow(fields: Fields): boolean {
  return stringIn(fields, 'user') !== '' && stringIn(fields, 'uri') !== '';
}

function noteOf(row: Fields): FlatNote[] {
  const id = stringIn(row, 'id');
  if (id === '') return [];
  const body = stringIn(row, 'text').trim();
  const tags = stringsIn(row, 'tags');
  const answers = stringsIn(row, 'references');
  const quotes = listOf(row['target']).map((one) => quoteIn(fieldsOf(one)?.['selector']));
  const quote = quotes.find((one) => one !== null) ?? null;
  const isMark = body === '' && tags.length === 0 && answers.length === 0 && quote !== null;
  const kind = isMark ? 'highlight' : 'comment';
  const at = timeIn(row, 'created');
  return [{ id, author: nameOf(row), at, body, kind, replacement: null, tags, quote, answers }];
}

/** The name that one shows there, else that of the account: `acct:NAME@PLACE`. */
function nameOf(row: Fields): string {
  const shown = stringIn(fieldsOf(row['user_info']), 'display_name').trim();
  return shown === ''
    ? stringIn(row, 'user')
        .replace(/^acct:/, '')
        .replace(/@[^@]*$/, '')
    : shown;
}
