/** Renders the inline content of one text block: cuts it where marked ranges begin and end, and nests the tags. */
import type { Mark, Node } from 'prosemirror-model';
import type { TextRange } from '../../shared/anchor/anchor.ts';
import { numbersWithin } from '../ascending.ts';
import { escapeHtml } from './escape.ts';

/** Words to be marked, in whole characters; ranges may overlap and may run over several blocks. */
export interface MarkedRange extends TextRange {
  /** Attributes of each `<mark>` that the range comes out as. Names are trusted, values are escaped. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** What the inline content of all blocks is rendered with. */
export interface InlineContext {
  readonly marks: readonly MarkedRange[];
  /** HTML by offset; trusted. */
  readonly inserts: ReadonlyMap<number, string>;
  /** The offsets of `inserts` in ascending order. */
  readonly insertOffsets: readonly number[];
  /** A link's address as it may stand in `href`, or null. */
  readonly linkAddress: (address: unknown) => string | null;
}

interface Tag {
  /** The range that it marks; null for the article's own inline formatting. */
  readonly range: MarkedRange | null;
  readonly open: string;
  readonly close: string;
}

const SIMPLE_TAGS: Readonly<Record<string, string>> = {
  strong: 'strong',
  em: 'em',
  strike: 's',
  underline: 'u',
  superscript: 'sup',
  subscript: 'sub',
  code: 'code',
};

/**
 * The content of a text block that begins at `from` in the plain text. Marked ranges are the outer tags, the one
 * that lasts longest the outermost; what is inserted stands between tags of ranges only, never inside a link.
 */
export function renderInline(block: Node, from: number, context: InlineContext): string {
  const end = from + block.content.size;
  const outer = rangeTags(context.marks, from, end);
  const cuts = cutsOf(outer, context.insertOffsets, from, end);
  const open: Tag[] = [];
  let html = '';
  let offset = from;
  for (const child of block.children) {
    const inner = child.marks.flatMap((mark) => inlineTag(mark, context.linkAddress));
    const start = offset;
    for (const stop of stopsWithin(cuts, start, start + child.nodeSize)) {
      const here = outer.filter(({ range }) => range.from <= offset && range.to >= stop);
      const inserted = context.inserts.get(offset);
      if (inserted !== undefined) html += closeDownTo(open, here) + inserted;
      html += closeDownTo(open, [...here, ...inner]) + openUpTo(open, [...here, ...inner]);
      html += child.isText ? escapeHtml(child.text!.slice(offset - start, stop - start)) : '<br>';
      offset = stop;
    }
  }
  return html + closeDownTo(open, []) + (context.inserts.get(end) ?? '');
}

/** What stands in one piece at `from` (an image), in the `<mark>`s of the ranges that cover it. */
export function markWhole(html: string, from: number, marks: readonly MarkedRange[]): string {
  const tags = rangeTags(marks, from, from + 1);
  return openUpTo([], tags) + html + closeDownTo([...tags], []);
}

function rangeTags(marks: readonly MarkedRange[], from: number, to: number) {
  return marks
    .filter((range) => range.from < to && range.to > from)
    .sort((one, other) => other.to - one.to || one.from - other.from)
    .map((range) => ({ range, open: `<mark${attributesOf(range)}>`, close: '</mark>' }));
}

function attributesOf(range: MarkedRange): string {
  return Object.entries(range.attributes)
    .map(([name, value]) => ` ${name}="${escapeHtml(value)}"`)
    .join('');
}

/** Offsets inside the block at which something begins, ends or is inserted; in order. */
function cutsOf(
  tags: readonly { readonly range: MarkedRange }[],
  insertOffsets: readonly number[],
  from: number,
  to: number,
): number[] {
  const inside = (offset: number) => offset > from && offset < to;
  const edges = tags.flatMap(({ range }) => [range.from, range.to]).filter(inside);
  const offsets = new Set([...numbersWithin(insertOffsets, from + 1, to - 1), ...edges]);
  return [...offsets].sort((one, other) => one - other);
}

/** The ends of the pieces into which the cuts part a node. */
function stopsWithin(cuts: readonly number[], from: number, to: number): number[] {
  return [...cuts.filter((cut) => cut > from && cut < to), to];
}

function inlineTag(mark: Mark, linkAddress: InlineContext['linkAddress']): Tag[] {
  const simple = SIMPLE_TAGS[mark.type.name];
  if (simple !== undefined) return [{ range: null, open: `<${simple}>`, close: `</${simple}>` }];
  const href = linkAddress(mark.attrs.href);
  if (href === null) return [];
  const title: unknown = mark.attrs.title;
  const titled = typeof title === 'string' && title !== '' ? ` title="${escapeHtml(title)}"` : '';
  const attributes = ` href="${escapeHtml(href)}"${titled} rel="noopener noreferrer nofollow"`;
  return [{ range: null, open: `<a${attributes}>`, close: '</a>' }];
}

/** Closes the open tags from the first on that isn't wanted in its place. */
function closeDownTo(open: Tag[], wanted: readonly Tag[]): string {
  const kept = open.findIndex((tag, depth) => !sameTag(tag, wanted[depth]));
  if (kept === -1) return '';
  return open
    .splice(kept)
    .reverse()
    .map((tag) => tag.close)
    .join('');
}

function openUpTo(open: Tag[], wanted: readonly Tag[]): string {
  const added = wanted.slice(open.length);
  open.push(...added);
  return added.map((tag) => tag.open).join('');
}

// Two ranges with the same attributes are still two; two runs of bold are one.
function sameTag(tag: Tag, other: Tag | undefined): boolean {
  return tag.range === other?.range && tag.open === other.open;
}
