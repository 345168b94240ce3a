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
  /** The attributes for a link's address, with their leading blank; null where it leads nowhere safe. */
  readonly linkAddress: (address: unknown) => string | null;
}

interface Tag {
  /** The range that it marks; null for the article's own inline formatting. */
  readonly range: MarkedRange | null;
  readonly open: string;
  readonly close: string;
}

type RangeTag = Tag & { readonly range: MarkedRange };

const SIMPLE_TAGS: Readonly<Record<string, string>> = {
  strong: 'strong',
  em: 'em',
  strike: 's',
  underline: 'u',
  superscript: 'sup',
  subscript: 'sub',
  code: 'code',
};

/** A stretch under one link, in offsets of the plain text. */
interface LinkRun {
  readonly tag: Tag;
  readonly from: number;
  to: number;
  /** The formatting of all of it. */
  throughout: readonly Tag[];
}

/**
 * The content of a text block that begins at `from` in the plain text. Marked ranges are the outer tags, the one that lasts
 * longest the outermost, but no link is ever parted: what covers only some of it is within. What is inserted stands between tags
 * of ranges only, and behind a link in which it would be.
 */
export function renderInline(block: Node, from: number, context: InlineContext): string {
  const end = from + block.content.size;
  const outer = rangeTags(context.marks, from, end);
  const links = linksOf(block, from, context.linkAddress);
  const inserts = insertsOf(context, links, from, end);
  const cuts = cutsOf(outer, [...inserts.keys()], from, end);
  const open: Tag[] = [];
  let html = '';
  let offset = from;
  for (const [index, child] of block.children.entries()) {
    const inner = child.marks.flatMap(simpleTag);
    const link = links[index];
    const start = offset;
    for (const stop of stopsWithin(cuts, start, start + child.nodeSize)) {
      const here = outer.filter(({ range }) => range.from <= offset && range.to >= stop);
      const inserted = inserts.get(offset);
      if (inserted !== undefined) html += closeDownTo(open, here) + inserted;
      const wanted = link ? tagsAround(link, here, inner) : [...here, ...inner];
      html += closeDownTo(open, wanted) + openUpTo(open, wanted);
      // The line end is the break's character in the text; it shows as nothing.
      html += child.isText ? escapeHtml(child.text!.slice(offset - start, stop - start)) : '<br>\n';
      offset = stop;
    }
  }
  return html + closeDownTo(open, []) + (inserts.get(end) ?? '');
}

/** The tags in an order in which the link stays open from its first character to its last. */
function tagsAround(link: LinkRun, ranges: readonly RangeTag[], simple: readonly Tag[]): Tag[] {
  const covers = ({ range }: RangeTag) => range.from <= link.from && range.to >= link.to;
  return [
    ...ranges.filter(covers),
    ...link.throughout,
    link.tag,
    ...ranges.filter((tag) => !covers(tag)),
    ...simple.filter((tag) => !link.throughout.some((other) => sameTag(other, tag))),
  ];
}

/** For each child the link that it is in. */
function linksOf(
  block: Node,
  from: number,
  linkAddress: InlineContext['linkAddress'],
): (LinkRun | undefined)[] {
  let run: LinkRun | undefined;
  let offset = from;
  return block.children.map((child) => {
    const start = offset;
    offset += child.nodeSize;
    const simple = child.marks.flatMap(simpleTag);
    const tag = child.marks.flatMap((mark) => linkTag(mark, linkAddress))[0];
    if (tag === undefined) return (run = undefined);
    if (run !== undefined && sameTag(run.tag, tag)) {
      run.to = offset;
      run.throughout = run.throughout.filter((one) => simple.some((other) => sameTag(one, other)));
    } else run = { tag, from: start, to: offset, throughout: simple };
    return run;
  });
}

/** What is to be put in at which offset of the block. */
function insertsOf(
  { inserts, insertOffsets }: InlineContext,
  links: readonly (LinkRun | undefined)[],
  from: number,
  to: number,
): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  for (const offset of numbersWithin(insertOffsets, from, to)) {
    const place = links.find((run) => run && run.from < offset && run.to > offset)?.to ?? offset;
    found.set(place, (found.get(place) ?? '') + (inserts.get(offset) ?? ''));
  }
  return found;
}

/** What stands in one piece at `from` (an image), in the `<mark>`s of the ranges that cover it. */
export function markWhole(html: string, from: number, marks: readonly MarkedRange[]): string {
  const tags = rangeTags(marks, from, from + 1);
  return openUpTo([], tags) + html + closeDownTo([...tags], []);
}

function rangeTags(marks: readonly MarkedRange[], from: number, to: number): RangeTag[] {
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
  tags: readonly RangeTag[],
  insertOffsets: readonly number[],
  from: number,
  to: number,
): number[] {
  const inside = (offset: number) => offset > from && offset < to;
  const edges = tags.flatMap(({ range }) => [range.from, range.to]).filter(inside);
  const offsets = new Set([...insertOffsets.filter(inside), ...edges]);
  return [...offsets].sort((one, other) => one - other);
}

/** The ends of the pieces into which the cuts part a node. */
function stopsWithin(cuts: readonly number[], from: number, to: number): number[] {
  return [...cuts.filter((cut) => cut > from && cut < to), to];
}

function simpleTag(mark: Mark): Tag[] {
  const name = SIMPLE_TAGS[mark.type.name];
  return name === undefined ? [] : [{ range: null, open: `<${name}>`, close: `</${name}>` }];
}

/** None for a mark that is no link, or one that leads nowhere safe. */
function linkTag(mark: Mark, linkAddress: InlineContext['linkAddress']): Tag[] {
  const href = mark.type.name === 'link' ? linkAddress(mark.attrs.href) : null;
  if (href === null) return [];
  const title: unknown = mark.attrs.title;
  const titled = typeof title === 'string' && title !== '' ? ` title="${escapeHtml(title)}"` : '';
  const attributes = `${href}${titled} rel="noopener noreferrer nofollow"`;
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
