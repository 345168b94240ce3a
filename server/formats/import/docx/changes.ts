/** Tracked changes of a Word file as suggestions: these words by those, by whoever made them. */
import type { ImportedThread } from '../../format.ts';
import type { Change, Line, Words } from './line.ts';
import { momentOf } from './moment.ts';
import type { Places, Range } from './places.ts';

/** What was found of changes. */
export interface FoundChanges {
  readonly threads: readonly ImportedThread[];
  /** How many have no words that they could be tied to. */
  readonly lost: number;
}

/** In UTF-16 units: no suggestion may replace more than 2,000, and its ends may move outwards by a character. */
const MAX_REPLACED = 1900;

/** The changes in all lines. Deletions and insertions by one author that touch each other are one suggestion. */
export function changesOf(lines: readonly Line[], places: Places): FoundChanges {
  const threads: ImportedThread[] = [];
  let lost = 0;
  for (const line of lines) {
    for (const change of joined(line.changes)) {
      const found = suggestionsOf(line, change, places);
      if (found.length === 0 && saysSomething(change)) lost += 1;
      threads.push(...found);
    }
  }
  return { threads: threads.sort((one, other) => one.from - other.from), lost };
}

function joined(changes: readonly Change[]): Change[] {
  const made: (Change & { to: number; readonly inserted: Words[] })[] = [];
  for (const change of changes) {
    const last = made.at(-1);
    if (last === undefined || last.author !== change.author || last.to !== change.from) {
      made.push({ ...change, inserted: [...change.inserted] });
      continue;
    }
    last.to = change.to;
    last.inserted.push(...change.inserted);
  }
  return made;
}

function saysSomething({ from, to, inserted }: Change): boolean {
  return from < to || insertedText(inserted).trim() !== '';
}

function insertedText(inserted: Change['inserted']): string {
  return inserted
    .map(({ text }) => text)
    .join('')
    .replaceAll('\t', ' ');
}

function suggestionsOf(line: Line, change: Change, places: Places): ImportedThread[] {
  const inserted = insertedText(change.inserted);
  const made = ({ from, to }: Range, replacement: string): ImportedThread => ({
    from,
    to,
    author: change.author,
    at: momentOf(change.date),
    body: '',
    replacement,
    isResolved: false,
    replies: [],
  });
  const range = places.within(line, change.from, change.to);
  if (range === null) {
    // A paragraph of its own, in which nothing else is: it is proposed as lines of the one beside it.
    const near = inserted.trim() === '' ? null : places.beside(line);
    if (near === null) return [];
    const word = places.text.slice(near.from, near.to);
    const lines = inserted.trim();
    return [made(near, near.isBefore ? `${word}\n${lines}` : `${lines}\n${word}`)];
  }
  if (range.from < range.to) {
    const [first, ...others] = parts(places.text, range);
    if (first === undefined) return [];
    return [made(first, inserted), ...others.map((part) => made(part, ''))];
  }
  const blanks = line.blanksAt(change.from);
  const word = places.wordAt(range.from);
  if (word === null) return [];
  const before = places.text.slice(word.from, range.from);
  const after = places.text.slice(range.from, word.to);
  const fresh = before + blanks.before + inserted + blanks.after + after;
  // An empty line more at either end of a paragraph is nothing.
  const isSeen = inserted.trim() !== '' || places.isWithin(range.from);
  return isSeen ? [made(word, fresh)] : [];
}

/** Long deletions in several parts, each up to a blank where there is one. */
function parts(text: string, { from, to }: Range): Range[] {
  const made: Range[] = [];
  for (let start = from; start < to;) {
    let end = Math.min(to, start + MAX_REPLACED);
    if (end < to) {
      const blank = text.lastIndexOf(' ', end);
      end = blank > start ? blank + 1 : end;
    }
    made.push({ from: start, to: end });
    start = end;
  }
  return made;
}
