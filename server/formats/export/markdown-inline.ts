/** Writes the content of a text block as Markdown: nests its marks, links whole, and lets each be delimited. */
import type { Mark, Node } from 'prosemirror-model';
import { safeLink } from '../../../shared/article/addresses.ts';
import { joinPieces } from './markdown-delimiters.ts';
import type { Emphasis, Piece } from './markdown-delimiters.ts';
import { escapeMarkdown, markdownAddress, markdownTitle } from './markdown-escape.ts';

/** Where a block stands: in lines of its own, in one line (a heading), or in a table's cell. */
export type InlinePlace = 'lines' | 'line' | 'cell';

/** A stretch of the block under the same marks; `code` is no mark here, since nothing is Markdown within it. */
interface Item {
  readonly kind: 'text' | 'code' | 'break' | 'reference';
  readonly text: string;
  readonly marks: readonly Mark[];
}

interface Pass {
  readonly items: readonly Item[];
  readonly place: InlinePlace;
  /** What is written so far. */
  readonly pieces: Piece[];
}

const EMPHASIS: Readonly<Record<string, Emphasis>> = {
  strong: { delimiters: ['**', '__'], tag: 'strong' },
  em: { delimiters: ['*', '_'], tag: 'em' },
  strike: { delimiters: ['~~'], tag: 's' },
  underline: { delimiters: [], tag: 'u' },
  superscript: { delimiters: [], tag: 'sup' },
  subscript: { delimiters: [], tag: 'sub' },
};

/** The Markdown of a text block of the Markdown schema; '' where nothing is in it. */
export function inlineMarkdown(block: Node, place: InlinePlace): string {
  const items = block.children.map(itemOf);
  const pass: Pass = { items, place, pieces: [] };
  nest(pass, 0, items.length, []);
  return joinPieces(pass.pieces);
}

function itemOf(node: Node): Item {
  // A link is the outermost of what begins and ends with it.
  const marks = node.marks.toSorted((one, other) => Number(isLink(other)) - Number(isLink(one)));
  if (node.type.name === 'note_reference') {
    return { kind: 'reference', text: String(node.attrs.markdown), marks };
  }
  if (!node.isText) return { kind: 'break', text: '', marks };
  const isCode = marks.some((mark) => mark.type.name === 'code');
  const others = marks.filter((mark) => mark.type.name !== 'code');
  return { kind: isCode ? 'code' : 'text', text: node.text ?? '', marks: others };
}

/** At each place the mark that goes on for longest is the outer one; a link is never parted, other marks are. */
function nest(pass: Pass, from: number, to: number, open: readonly Mark[]): void {
  let at = from;
  while (at < to) {
    const [mark, end] = longest(pass.items, at, to, open);
    if (mark === null) {
      at = writeLeaf(pass, at, to, open);
      continue;
    }
    const [begin, finish] = endsOf(mark, pass.place);
    pass.pieces.push(begin);
    nest(pass, at, end, [...open, mark]);
    pass.pieces.push(finish);
    at = end;
  }
}

function endsOf(mark: Mark, place: InlinePlace): [Piece, Piece] {
  const known = EMPHASIS[mark.type.name];
  if (known !== undefined) {
    const emphasis = { ...known }; // each is delimited in its own way
    return [
      { kind: 'open', emphasis },
      { kind: 'close', emphasis },
    ];
  }
  const address = markdownAddress(safeLink(mark.attrs.href) ?? '');
  const end = `](${address}${markdownTitle(mark.attrs.title)})`;
  return [
    { kind: 'words', markdown: '[' },
    { kind: 'words', markdown: place === 'cell' ? end.replaceAll('|', '\\|') : end },
  ];
}

/** Texts, or code, that nothing parts any more are one; gives the index after them. */
function writeLeaf(pass: Pass, at: number, to: number, open: readonly Mark[]): number {
  const { items, place, pieces } = pass;
  const { kind, text } = items[at]!;
  let end = at + 1;
  let whole = text;
  const isMore = ({ kind: next, marks }: Item) => next === kind && marks.length === open.length;
  while ((kind === 'text' || kind === 'code') && end < to && isMore(items[end]!)) {
    whole += items[end]!.text;
    end += 1;
  }
  const markdown = leafMarkdown();
  pieces.push({ kind: 'words', markdown });
  return end;

  function leafMarkdown(): string {
    if (kind === 'reference') return text;
    // The last break of a block would be a backslash.
    if (kind === 'break') return place === 'lines' && end < items.length ? '\\\n' : '<br>';
    return kind === 'code' ? codeMarkdown(whole, place) : textMarkdown(pass, whole, at, end, open);
  }
}

/** A text that is the items from `at` up to before `end`. */
function textMarkdown(
  { items, place, pieces }: Pass,
  text: string,
  at: number,
  end: number,
  open: readonly Mark[],
): string {
  const last = pieces.at(-1);
  const next = items[end];
  const isLast = open.length === 0 && next === undefined;
  const isBroken = open.length === 0 && next?.kind === 'break' && next.marks.length === 0;
  const atLineStart = last === undefined || (last.kind === 'words' && last.markdown.endsWith('\n'));
  const words = escapeMarkdown(text, {
    atLineStart,
    atLineEnd: isLast || isBroken,
    isLast,
    inLink: open.some(isLink),
    inCell: place === 'cell',
  });
  // `[^1](…)` would be a link, `[^1]:` the note itself, `![…` an image.
  const isApart = items[at - 1]?.kind === 'reference' && /^[(:]/.test(words);
  const opensBracket = next?.kind === 'reference' || next?.marks.some(isLink) === true;
  const kept = opensBracket ? words.replace(/!$/, '\\!') : words;
  const closed = next?.kind === 'reference' ? beforeInsert(kept, atLineStart) : kept;
  return (isApart ? '\\' : '') + closed;
}

/** What would begin something together with what is put in behind it, or with the words behind that once it is taken out. */
function beforeInsert(words: string, atLineStart: boolean): string {
  const written = words.replace(/\{$/, '&#123;').replace(/&(?=#?\w*$)/, '\\&');
  // A number of a list.
  return atLineStart && /^\d{1,9}$/.test(written)
    ? `&#${written.charCodeAt(0)};${written.slice(1)}`
    : written;
}

/** The mark that goes on for longest from there, and the index at which it ends; null where none begins. */
function longest(
  items: readonly Item[],
  at: number,
  to: number,
  open: readonly Mark[],
): [Mark | null, number] {
  let best: Mark | null = null;
  let bestEnd = at;
  for (const mark of items[at]!.marks) {
    const end = mark.isInSet(open) ? at : endOf(mark, items, at, to);
    if (end > bestEnd) [best, bestEnd] = [mark, end];
  }
  return [best, bestEnd];
}

function endOf(mark: Mark, items: readonly Item[], at: number, to: number): number {
  let end = at;
  while (end < to && mark.isInSet(items[end]!.marks)) end += 1;
  const link = end < to && !isLink(mark) ? items[end]!.marks.find(isLink) : undefined;
  if (link === undefined) return end;
  let linkStart = end;
  while (linkStart > at && link.isInSet(items[linkStart - 1]!.marks)) linkStart -= 1;
  return linkStart > at ? linkStart : end;
}

function isLink(mark: Mark): boolean {
  return mark.type.name === 'link';
}

/** By backticks; what these can't hold (blanks alone, line ends, in a cell a backslash before a bar) by a tag. */
function codeMarkdown(code: string, place: InlinePlace): string {
  if (code.trim() === '' || code.includes('\n') || (place === 'cell' && code.includes('\\|'))) {
    const words = code
      .replace(/[\\`*~[\]<_&#!|:]/g, '\\$&')
      .replace(/^\s|\s$|\n/g, (blank) => `&#${blank.charCodeAt(0)};`);
    return `<code>${words}</code>`;
  }
  const runs = (code.match(/`+/g) ?? []).map((run) => run.length);
  let length = 1;
  while (runs.includes(length)) length += 1;
  const fence = '`'.repeat(length);
  // One blank at both ends is taken off in reading.
  const isPadded = /^`|`$/.test(code) || /^ .* $/.test(code);
  const written = isPadded ? `${fence} ${code} ${fence}` : `${fence}${code}${fence}`;
  return place === 'cell' ? written.replaceAll('|', '\\|') : written;
}
