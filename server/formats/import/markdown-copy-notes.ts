/** Reads the notes of our Markdown copies: what these carry, and what somebody has added to them where they are shown. */
import MarkdownIt from 'markdown-it';
import { bodyDocument } from '../export/body-markdown.ts';
import { endOfShown, parseCarried } from '../carried-copy.ts';
import type { CarriedCopy, Shown } from '../carried-copy.ts';
import { withoutCarried, withoutFrontMatter } from '../own-marks.ts';
import type { ImportedRemark } from '../format.ts';
import { momentIn } from '../moment.ts';
import { MOST_ADDED } from './carried-notes.ts';
import type { FoundNotes, ShownNote } from './carried-notes.ts';
import { markdownCopyIn } from './own-copy.ts';

/** How a note begins: a footnote, or one without a place. What is in a note stands further to the right, or isn't read. */
const BEGINNING = /^(?:\[\^(\d{1,6})\]: |\*\*(\d{1,6})\.\*\* )(?=\*\*)/;
const END = /^(?:## Notes without a place|---)[ \t]*$/;
/** Behind who says it and when, and the kind. */
const STATUS = /^\*\*(?:[^*\\]|\\.)*\*\*[^·]*·[^·]*· *(\w+)/;
/** Who says it, and when. */
const HEAD =
  /^\*\*((?:[^*\\]|\\.)+)\*\*(?:, (\d{4}-\d\d-\d\d) (\d\d:\d\d) UTC)?[ \t]*:?[ \t]*(?:\n|$)?/;

/** Null where the text is no copy of ours, or carries nothing. */
export function notesInMarkdown(markdown: string): FoundNotes | null {
  const [plain] = withoutFrontMatter(markdown.replace(/\r\n?/g, '\n'));
  const [, json] = withoutCarried(plain);
  const carried = json === null ? null : parseCarried(json);
  const copy = carried === null ? null : markdownCopyIn(plain);
  if (carried === null || copy === null) return null;
  if (copy.isCritic) return { carried, added: copy.added, shown: allOf(carried), rewritten: 0 };
  return { carried, added: [], ...shownIn(copy.below, carried.shown) };
}

/** Marks have no numbers: which are there still isn't known. */
function allOf({ notes }: CarriedCopy): ReadonlyMap<number, ShownNote> {
  return new Map(notes.annotations.map(({ status }, at) => [at + 1, { status, added: [] }]));
}

/** What somebody has written below a note is known by standing behind what we have written of it, whatever that is. */
function shownIn(
  lines: readonly string[],
  known: readonly Shown[],
): Pick<FoundNotes, 'shown' | 'rewritten'> {
  const words = lines.join('\n');
  const shown = new Map<number, ShownNote>();
  let rewritten = 0;
  let line = 0;
  let start = 0;
  const skipTo = (offset: number): void => {
    while (line < lines.length && start < offset) {
      start += (lines[line]?.length ?? 0) + 1;
      line += 1;
    }
  };
  while (line < lines.length) {
    const first = lines[line] ?? '';
    const begins = BEGINNING.exec(first);
    const number = Number(begins?.[1] ?? begins?.[2] ?? 0);
    skipTo(start + first.length + 1);
    const own = known[number - 1];
    if (begins === null || own === undefined || shown.has(number)) continue;
    const end = endOfShown(words, start, own);
    if (end === null) rewritten += 1;
    else skipTo(end);
    // The last line that is ours may go on with words that aren't.
    const below = end === null ? [] : [words.slice(end, Math.max(end, start - 1))];
    while (line < lines.length && !isNext(lines[line] ?? '')) {
      if (end !== null) below.push((lines[line] ?? '').replace(/^ {1,4}/, ''));
      skipTo(start + 1);
    }
    const status = STATUS.exec(first.slice(begins[0].length))?.[1] ?? '';
    shown.set(number, { status, added: remarksIn(below.join('\n')) });
  }
  return { shown, rewritten };
}

function isNext(line: string): boolean {
  return BEGINNING.test(line) || END.test(line);
}

/** What stands below a note: each item of a list is a reply, and all else one more. */
function remarksIn(words: string): ImportedRemark[] {
  if (words.trim() === '') return [];
  const lines = words.split('\n');
  const taken = new Set<number>();
  const remarks: ImportedRemark[] = [];
  for (const { type, level, map } of new MarkdownIt('commonmark').parse(words, {})) {
    if (type !== 'list_item_open' || level !== 1 || map === null) continue;
    if (remarks.length === MOST_ADDED) break;
    const [from, to] = map;
    for (let at = from; at < to; at += 1) taken.add(at);
    remarks.push(remarkOf(lines.slice(from, to)));
  }
  const others = lines.filter((_, at) => !taken.has(at)).join('\n');
  return [...remarks, remarkOf([others])].filter(({ body }) => body !== '');
}

function remarkOf(lines: readonly string[]): ImportedRemark {
  const [first = '', ...others] = lines;
  const marker = /^\s*(?:[-*+]|\d{1,9}[.)])[ \t]+/.exec(first)?.[0] ?? '';
  const indented = new RegExp(`^ {1,${Math.max(1, marker.length)}}`);
  const words = [first.slice(marker.length), ...others.map((line) => line.replace(indented, ''))]
    .join('\n')
    .trim();
  const [head = '', name = '', day, hour] = HEAD.exec(words) ?? [];
  return {
    author: bodyDocument(name).textContent,
    at: day === undefined ? null : momentIn(`${day}T${hour}:00.000Z`),
    body: words.slice(head.length).trim(),
  };
}
