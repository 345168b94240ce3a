/** Turns a tree of foreign HTML, once all other rules have mended it, into blocks of the article schema. */
import type { Mark, Node } from 'prosemirror-model';
import { numberKind } from '../article/number-kinds.ts';
import { articleSchema } from '../article/schema.ts';
import { marksIn } from './inline.ts';
import { LineCollector } from './line-collector.ts';
import type { MakeLine } from './line-collector.ts';
import { codeLanguage, textOfCode } from './code.ts';
import { keepsLines } from './style-rules.ts';
import { GAP, attributeOf, isElement, isWordless, withChildren } from './tree.ts';
import { elementsIn } from '../tree.ts';
import type { ForeignElement, ForeignNode } from './tree.ts';

/** What the head of an article is made of. */
export type HeadLine = 'title' | 'standfirst' | 'byline';

/** Which elements are lines of the head. */
export type HeadLines = ReadonlyMap<ForeignElement, HeadLine>;

/** What holds for the words that come next. */
interface Place {
  readonly lines: HeadLines;
  readonly marks: readonly Mark[];
  readonly keepsLines: boolean;
  /** All is bold here anyway. */
  readonly isBold: boolean;
}

/** On lines of their own, whatever they are in. */
const BLOCK = new Set(
  (
    'address article aside body caption center dd details dialog dir div dl dt fieldset figcaption ' +
    'figure footer form header hgroup html legend li main menu noscript optgroup option p search ' +
    'section summary table tbody td tfoot th thead tr'
  ).split(' '),
);
const BLOCK_DISPLAY = /^(?:block|flex|grid|table|table-row|list-item|flow-root)$/;
/** As many columns as an editor can lay out. */
const MAX_SPAN = 100;

const { nodes } = articleSchema;

/** Reads a mended tree; empty lines make no block, and `lines` become the head's own kinds of line. */
export function blocksIn(root: ForeignElement, lines: HeadLines = new Map()): Node[] {
  const place = { lines, marks: [], keepsLines: false, isBold: false };
  return collected(root.children, place);
}

function collected(children: readonly ForeignNode[], place: Place, makeLine?: MakeLine): Node[] {
  const collector = new LineCollector(makeLine);
  for (const child of children) collect(child, place, collector);
  return collector.blocks();
}

function collect(node: ForeignNode, outer: Place, to: LineCollector): void {
  if (!isElement(node)) {
    to.addText(node, outer.marks, outer.keepsLines);
    return;
  }
  const place = placeIn(node, outer);
  const head = outer.lines.get(node);
  if (head !== undefined) addLine(node, place, to, (content) => nodes[head].create(null, content));
  else if (/^h[1-6]$/.test(node.tag)) {
    const level = Number(node.tag[1]);
    addLine(node, { ...place, isBold: true }, to, (content) =>
      nodes.heading.create({ level }, content),
    );
  } else collectOther(node, place, to);
}

function collectOther(node: ForeignElement, place: Place, to: LineCollector): void {
  switch (node.tag) {
    case 'br':
      return to.addBreak(place.marks);
    case GAP:
      return to.addGap();
    case 'hr':
      return to.addBlock(nodes.rule.create());
    case 'img':
      return to.addPicture(imageOf(node));
    case 'pre':
    case 'listing':
    case 'xmp':
      return addCode(node, to);
    case 'blockquote':
      return addAround(collected(node.children, place), to, (blocks) =>
        nodes.blockquote.create(null, blocks),
      );
    case 'ul':
    case 'ol':
    case 'menu':
    case 'dir':
      return addLists(node, place, to);
    case 'table':
      return addTable(node, place, to);
    case 'figure':
      return addFigure(node, place, to);
    default: {
      const isBlock = BLOCK.has(node.tag) || BLOCK_DISPLAY.test(node.style.get('display') ?? '');
      if (isBlock) to.endLine();
      collectAll(node.children, place, to);
      if (isBlock) to.endLine();
    }
  }
}

/** Items that stand in no list are one. */
function collectAll(children: readonly ForeignNode[], place: Place, to: LineCollector): void {
  for (let index = 0; index < children.length; index += 1) {
    const child = children[index] ?? '';
    if (!isElement(child) || child.tag !== 'li') {
      collect(child, place, to);
      continue;
    }
    let end = index;
    while (end < children.length && isItemOrBlank(children[end])) end += 1;
    const items = children
      .slice(index, end)
      .filter(isElement)
      .flatMap((item) => itemOf(item, place, false));
    if (items.length > 0) to.addBlock(nodes.bullet_list.create(null, items));
    index = end - 1;
  }
}

function isItemOrBlank(node: ForeignNode | undefined): boolean {
  return isElement(node) ? node.tag === 'li' : node?.trim() === '';
}

function placeIn(element: ForeignElement, outer: Place): Place {
  return {
    lines: outer.lines,
    marks: marksIn(element, outer.marks, outer.isBold || /^(?:h[1-6]|th)$/.test(element.tag)),
    keepsLines: keepsLines(element.style) ?? outer.keepsLines,
    isBold: outer.isBold || element.tag === 'th',
  };
}

/** A heading or the like: what has blocks in it is one line with breaks, and pictures stand beside it. */
function addLine(
  element: ForeignElement,
  place: Place,
  to: LineCollector,
  makeLine: MakeLine,
): void {
  const collector = new LineCollector(makeLine, true);
  collectAll(element.children, place, collector);
  for (const block of collector.blocks()) to.addBlock(block);
}

function addAround(
  blocks: readonly Node[],
  to: LineCollector,
  around: (blocks: readonly Node[]) => Node,
): void {
  if (blocks.length === 0) to.endLine();
  else to.addBlock(around(blocks));
}

function addCode(element: ForeignElement, to: LineCollector): void {
  const text = textOfCode(element);
  const language = codeLanguage(element);
  if (text.trim() === '') to.endLine();
  else to.addBlock(nodes.code_block.create({ language }, articleSchema.text(text)));
}

/** A number that an item has for itself begins a list of its own. */
function addLists(list: ForeignElement, place: Place, to: LineCollector): void {
  const isOrdered = list.tag === 'ol';
  const kind = numberKind(attributeOf(list, 'type'));
  let order = whole(attributeOf(list, 'start'), 1);
  let items: Node[] = [];
  const end = (): void => {
    if (items.length === 0) return;
    to.addBlock(
      isOrdered
        ? nodes.ordered_list.create({ order, kind }, items)
        : nodes.bullet_list.create(null, items),
    );
    order += items.length;
    items = [];
  };
  to.endLine();
  for (const child of itemNodes(list)) {
    const isNested = /^(?:ul|ol|menu|dir)$/.test(child.tag);
    const last = items.at(-1);
    if (isNested && last !== undefined) {
      items[items.length - 1] = last.copy(
        last.content.append(fragmentOf(collected([child], place))),
      );
      continue;
    }
    const value = child.tag === 'li' ? whole(attributeOf(child, 'value'), -1) : -1;
    if (isOrdered && value >= 0 && value !== order + items.length) {
      end();
      order = value;
    }
    items.push(...itemOf(child, place, isOrdered));
  }
  end();
}

function fragmentOf(blocks: readonly Node[]): Node['content'] {
  return nodes.list_item.create(null, blocks).content;
}

/** The items of a list, with what stands between them made items; what only groups items is looked through. */
function itemNodes(list: ForeignElement): ForeignElement[] {
  return list.children.flatMap((child): ForeignElement[] => {
    if (!isElement(child))
      return child.trim() === ''
        ? []
        : [{ ...list, tag: 'li', attributes: new Map(), children: [child] }];
    if (/^(?:li|ul|ol|menu|dir)$/.test(child.tag)) return [child];
    const isGroup = child.children.some((inner) => isElement(inner) && inner.tag === 'li');
    if (!isGroup) return [child];
    // A link or the like around items is one around what is in each.
    return itemNodes(child).map((item) =>
      item.tag === 'li' && !BLOCK.has(child.tag)
        ? withChildren(item, [withChildren(child, item.children)])
        : item,
    );
  });
}

function itemOf(item: ForeignElement, outer: Place, isKept: boolean): Node[] {
  const place = placeIn(item, outer);
  const blocks = collected(item.tag === 'li' ? item.children : [item], place);
  if (blocks.length > 0) return [nodes.list_item.create(null, blocks)];
  return isKept && item.tag === 'li'
    ? [nodes.list_item.create(null, nodes.paragraph.create())]
    : [];
}

/** A table of data; one that only lays out a page is what it has in it: by its own word, since it holds tables, or since it frames a picture. */
function addTable(table: ForeignElement, place: Place, to: LineCollector): void {
  to.endLine();
  const isLayout =
    /^(?:presentation|none)$/i.test(attributeOf(table, 'role')) ||
    [...elementsIn(table)].some(({ tag }) => tag === 'table') ||
    isFrame(table);
  const rows = isLayout ? [] : rowsOf(table).flatMap((row) => rowOf(row, place));
  const captions = table.children.filter(isElement).filter(({ tag }) => tag === 'caption');
  for (const caption of isLayout ? [] : captions) {
    collectAll(caption.children, placeIn(caption, place), to);
    to.endLine();
  }
  if (isLayout) collectAll(table.children, place, to);
  else if (rows.length > 0) to.addBlock(nodes.table.create(null, rows));
  to.endLine();
}

function rowsOf(element: ForeignElement): ForeignElement[] {
  return element.children
    .filter(isElement)
    .flatMap((child) =>
      child.tag === 'tr' ? [child] : child.tag === 'caption' ? [] : rowsOf(child),
    );
}

/** A picture, or nothing at all, in cells that only place it. */
function isFrame(table: ForeignElement): boolean {
  return isWordless(table) && [...elementsIn(table)].filter(({ tag }) => tag === 'img').length < 2;
}

function rowOf(row: ForeignElement, outer: Place): Node[] {
  const place = placeIn(row, outer);
  const cells = row.children.filter(isElement).filter(({ tag }) => /^t[dh]$/.test(tag));
  if (cells.length === 0) return [];
  return [
    nodes.table_row.create(
      null,
      cells.map((cell) => {
        const blocks = collected(cell.children, placeIn(cell, place));
        const type = cell.tag === 'th' ? nodes.table_header : nodes.table_cell;
        const attributes = { colspan: span(cell, 'colspan'), rowspan: span(cell, 'rowspan') };
        return type.create(attributes, blocks.length > 0 ? blocks : nodes.paragraph.create());
      }),
    ),
  ];
}

/** Pictures with their captions; where there is none, or more than that, what is in it. */
function addFigure(figure: ForeignElement, place: Place, to: LineCollector): void {
  const content = collected(figure.children, place, (line) => nodes.caption.create(null, line));
  const images = content.flatMap((block) => (block.type === nodes.figure ? block.children : []));
  const captions = content.filter(({ type }) => type === nodes.caption);
  const others = content.filter(({ type }) => type !== nodes.figure && type !== nodes.caption);
  if (images.some(({ type }) => type === nodes.image)) {
    to.addBlock(
      nodes.figure.create(
        null,
        isCaptionFirst(content) ? [...captions, ...images] : [...images, ...captions],
      ),
    );
    for (const block of others) to.addBlock(block);
    return;
  }
  for (const block of content)
    to.addBlock(block.type === nodes.caption ? nodes.paragraph.create(null, block.content) : block);
  to.endLine();
}

function isCaptionFirst([first]: readonly Node[]): boolean {
  return first?.type === nodes.caption;
}

function imageOf(image: ForeignElement): Node {
  const [src, alt, title] = ['src', 'alt', 'title'].map((name) => attributeOf(image, name));
  return nodes.image.create({ src, alt, title });
}

function span(cell: ForeignElement, name: string): number {
  return Math.min(Math.max(whole(attributeOf(cell, name), 1), 1), MAX_SPAN);
}

function whole(value: string, otherwise: number): number {
  return /^\d{1,6}$/.test(value) ? Number(value) : otherwise;
}
