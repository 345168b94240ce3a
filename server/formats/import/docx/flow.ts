/** Puts what stands one after the other together: items into lists, lines into code, quotes, and captions below their pictures. */
import type { Node } from 'prosemirror-model';
import type { NumberKind } from '../../../../shared/article/number-kinds.ts';
import { articleSchema } from '../../../../shared/article/schema.ts';
import type { Line } from './line.ts';

/** One paragraph, table or the like, as what it comes to the others. */
export type Piece =
  | { readonly kind: 'block'; readonly node: Node }
  | { readonly kind: 'quote'; readonly nodes: readonly Node[] }
  | { readonly kind: 'caption'; readonly line: Line }
  | { readonly kind: 'code'; readonly line: Line }
  | Item;

/** A paragraph of a list. */
export interface Item {
  readonly kind: 'item';
  /** 0 is the outermost. */
  readonly level: number;
  /** Null where bullets are drawn. */
  readonly number: { readonly kind: NumberKind; readonly value: number } | null;
  readonly nodes: readonly Node[];
}

const { nodes } = articleSchema;

/** The blocks of pieces. Lists are nested no deeper than `maxLevels`. */
export function gathered(pieces: readonly Piece[], maxLevels: number): Node[] {
  const blocks: Node[] = [];
  for (let at = 0; at < pieces.length;) {
    const { kind } = pieces[at] ?? { kind: 'block' };
    let end = at;
    while (end < pieces.length && pieces[end]?.kind === kind) end += 1;
    const run = pieces.slice(at, end);
    at = end;
    switch (kind) {
      case 'item':
        blocks.push(
          ...listsOf(
            run.filter((piece) => piece.kind === 'item'),
            maxLevels,
          ),
        );
        break;
      case 'quote':
        blocks.push(
          nodes.blockquote.create(
            null,
            run.flatMap((piece) => (piece.kind === 'quote' ? piece.nodes : [])),
          ),
        );
        break;
      case 'code':
        blocks.push(...codeOf(run.flatMap((piece) => (piece.kind === 'code' ? piece.line : []))));
        break;
      case 'caption':
        for (const piece of run) if (piece.kind === 'caption') addCaption(piece.line, blocks);
        break;
      default:
        for (const piece of run) if (piece.kind === 'block') blocks.push(piece.node);
    }
  }
  return blocks;
}

/** Lines of code that follow each other are one block, whose blank lines are at neither end. */
function codeOf(lines: readonly Line[]): Node[] {
  const first = lines.findIndex((line) => !line.isBlank);
  const last = lines.findLastIndex((line) => !line.isBlank);
  const kept = lines.slice(first, last + 1);
  if (first < 0) return [];
  const texts = kept.map((line) => line.text());
  const block = nodes.code_block.create(null, articleSchema.text(texts.join('\n')));
  let before = 0;
  for (const [index, line] of kept.entries()) {
    line.settle(block, before);
    before += (texts[index]?.length ?? 0) + 1;
  }
  return [block];
}

/** Below the picture right before it, where that has none yet; else a paragraph. */
function addCaption(line: Line, blocks: Node[]): void {
  const content = line.content();
  if (content.length === 0) return;
  const last = blocks.at(-1);
  const isFree =
    last?.type === nodes.figure && last.children.every(({ type }) => type !== nodes.caption);
  const node = (isFree ? nodes.caption : nodes.paragraph).create(null, content);
  line.settle(node);
  if (isFree) blocks[blocks.length - 1] = last.copy(last.content.addToEnd(node));
  else blocks.push(node);
}

interface OpenList {
  readonly level: number;
  readonly first: Item;
  value: number;
  readonly items: Node[][];
}

/** Nested by level; a number that doesn't go on from the one before begins a list of its own. */
function listsOf(items: readonly Item[], maxLevels: number): Node[] {
  const made: Node[] = [];
  const open: OpenList[] = [];
  const close = (): void => {
    const list = open.pop();
    if (list === undefined) return;
    const into = open.at(-1)?.items.at(-1) ?? made;
    into.push(listOf(list));
  };
  for (const item of items) {
    while ((open.at(-1)?.level ?? -1) > item.level) close();
    const top = open.at(-1);
    const isDeep = top !== undefined && top.level < item.level && open.length >= maxLevels;
    if (top !== undefined && (top.level === item.level || isDeep)) {
      if (isDeep || goesOn(top, item)) {
        top.items.push([...item.nodes]);
        top.value += 1;
        continue;
      }
      close();
    }
    const value = item.number?.value ?? 1;
    open.push({ level: item.level, first: item, value, items: [[...item.nodes]] });
  }
  while (open.length > 0) close();
  return made;
}

function goesOn({ first, value }: OpenList, { number }: Item): boolean {
  if (first.number === null || number === null) return first.number === number;
  return first.number.kind === number.kind && number.value === value + 1;
}

function listOf({ first: { number }, items }: OpenList): Node {
  const content = items.map((blocks) => nodes.list_item.create(null, blocks));
  return number === null
    ? nodes.bullet_list.create(null, content)
    : nodes.ordered_list.create({ order: number.value, kind: number.kind }, content);
}
