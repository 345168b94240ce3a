/**
 * What Markdown has no sign for, said in comments that no reader shows: they stand at the end of a line or a cell of our own
 * copies, which come back by them as they were.
 */

import { NUMBER_KINDS } from '../../shared/article/number-kinds.ts';
import type { NumberKind } from '../../shared/article/number-kinds.ts';

/** What a line is where Markdown would take it for something else: a heading for a title, a line without words for nothing. */
export const LINE_MARKS = [
  'paragraph',
  'standfirst',
  'byline',
  'heading',
  /** Of the picture, or what else is in its figure, right before it. */
  'caption',
  /** A figure begins with it. */
  'first caption',
  /** It belongs to the figure right before it. */
  'next picture',
] as const;
/** One of `LINE_MARKS`. */
export type LineMark = (typeof LINE_MARKS)[number];

/** In a cell: another paragraph of it. A break within a paragraph is `<br>`. */
export const NEXT_PARAGRAPH = '<br/>';

/** What a cell of a table is, where it isn't one cell wide and high, a header in the first row and none in the others. */
export interface CellMark {
  readonly kind: 'header' | 'cell' | null;
  readonly colspan: number;
  readonly rowspan: number;
  /** Of the columns that it is in, in px. */
  readonly colwidth: readonly number[] | null;
}

/** Nothing out of the ordinary. */
export const USUAL_CELL: CellMark = { kind: null, colspan: 1, rowspan: 1, colwidth: null };

/** There is no cell here: the row is shorter than others. */
export const NO_CELL = '<!-- none -->';

/** The comment before a list whose numbers are no digits; the empty string for all others. */
export function listComment(kind: NumberKind): string {
  return kind === '1' ? '' : `<!-- type=${kind} -->\n`;
}

/** What a comment says of the list after it; null where it is none of ours. */
export function listMark(comment: string): NumberKind | null {
  const kind = /^<!-- type=(\w) -->$/.exec(comment.trim())?.[1];
  return NUMBER_KINDS.find((one) => one === kind) ?? null;
}

/** The comment that says it. */
export function lineComment(mark: LineMark): string {
  return `<!-- ${mark} -->`;
}

/** What a comment says of its line; null where it is none of ours. */
export function lineMark(comment: string): LineMark | null {
  const words = /^<!-- ([a-z ]+) -->$/.exec(comment.trim())?.[1];
  return LINE_MARKS.find((mark) => mark === words) ?? null;
}

/** The comment that says it; the empty string where nothing is to be said. */
export function cellComment({ kind, colspan, rowspan, colwidth }: CellMark): string {
  const words = [
    kind,
    colspan > 1 ? `colspan=${colspan}` : null,
    rowspan > 1 ? `rowspan=${rowspan}` : null,
    colwidth === null ? null : `colwidth=${colwidth.join(',')}`,
  ].filter((word) => word !== null);
  return words.length === 0 ? '' : `<!-- ${words.join(' ')} -->`;
}

/** What a comment says of its cell; null where it is none of ours. */
export function cellMark(comment: string): CellMark | null {
  const pattern =
    /^<!--(?: (header|cell))?(?: colspan=([1-9]\d?|100))?(?: rowspan=([1-9]\d?|100))?(?: colwidth=([\d,]+))? -->$/;
  const match = pattern.exec(comment);
  if (match === null) return null;
  const [, kind, colspan = '1', rowspan = '1', widths] = match;
  return {
    kind: kind === 'header' || kind === 'cell' ? kind : null,
    colspan: Number(colspan),
    rowspan: Number(rowspan),
    colwidth: widths === undefined ? null : widths.split(',').map(Number),
  };
}

const CARRIED = /\n<!-- galley-copy (\{[^\n]*\}) -->\s*$/;

/** The comment at the end of a copy that has what is carried in it, which is in one line and ends no comment. */
export function carriedComment(json: string): string {
  return `<!-- galley-copy ${json} -->`;
}

/** A text without that comment, and what is in it; null where it has none. */
export function withoutCarried(markdown: string): readonly [text: string, json: string | null] {
  const found = CARRIED.exec(markdown);
  return found === null
    ? [markdown, null]
    : [`${markdown.slice(0, found.index)}\n`, found[1] ?? null];
}

/** A note without the line that says by whom it is and what became of it. */
export function belowFirstLine(note: string): string {
  const end = note.indexOf('\n');
  return end < 0 ? '' : note.slice(end);
}

/** The sentence below a copy that says in which form the notes are in it. */
export const CRITIC_SENTENCE = 'Notes as CriticMarkup.';

const OWN_FRONT_MATTER =
  /^---\n((?:(?:title|subtitle|author|lang|slug): "(?:[^"\\\n]|\\(?:["\\/bfnrt]|u[\da-f]{4}))*"\n)+)---\n\n/;

/** A text without the front matter that we write, and the language that this says; the empty string where it says none. */
export function withoutFrontMatter(markdown: string): readonly [text: string, language: string] {
  const found = OWN_FRONT_MATTER.exec(markdown);
  if (found === null) return [markdown, ''];
  const language = /^lang: "([\w-]*)"$/m.exec(found[1] ?? '')?.[1] ?? '';
  return [markdown.slice(found[0].length), language];
}

/** By what CriticMarkup begins and ends each of its signs. */
const CRITIC_SIGNS = {
  '{>>': { kind: 'said', end: '<<}' },
  '{++': { kind: 'added', end: '++}' },
  '{--': { kind: 'deleted', end: '--}' },
  '{==': { kind: 'marked', end: '==}' },
} as const;

/** One sign in a text. */
export interface CriticSign {
  readonly kind: 'said' | 'added' | 'deleted' | 'marked';
  /** As it is written. */
  readonly whole: string;
  readonly inner: string;
  readonly at: number;
}

/** All that reads as CriticMarkup, in order; in code it may be words. */
export function criticSigns(markdown: string): CriticSign[] {
  const found: CriticSign[] = [];
  /** Ends that aren't in what is left of the text: they are not sought again. */
  const missing = new Set<string>();
  const begins = /\{(?:>>|\+\+|--|==)/g;
  for (let match = begins.exec(markdown); match !== null; match = begins.exec(markdown)) {
    const { kind, end } = CRITIC_SIGNS[match[0] as keyof typeof CRITIC_SIGNS]; // the pattern has no others
    const from = begins.lastIndex;
    const to = missing.has(end) ? -1 : markdown.indexOf(end, from);
    if (to < 0) missing.add(end);
    else {
      const whole = markdown.slice(match.index, to + end.length);
      found.push({ kind, whole, inner: markdown.slice(from, to), at: match.index });
      begins.lastIndex = to + end.length;
    }
  }
  return found;
}

/** A text without what CriticMarkup puts in, and with the words that it takes out or marks. */
export function withoutCritic(markdown: string): string {
  let text = '';
  let end = 0;
  for (const { kind, whole, inner, at } of criticSigns(markdown)) {
    text += markdown.slice(end, at) + (kind === 'deleted' || kind === 'marked' ? inner : '');
    end = at + whole.length;
  }
  return text + markdown.slice(end);
}
