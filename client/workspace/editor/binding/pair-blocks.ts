/** Which of a node's children before a step are which after it, so that each can keep its Yjs element. */
import type { Node } from 'prosemirror-model';
import { landingOf, piecesIn } from './kept-pieces.ts';
import type { KeptPiece } from './kept-pieces.ts';

/** A node with the position of its inside, before or after a step. */
export interface PlacedNode {
  readonly node: Node;
  readonly start: number;
}

/** Numbers of a child before and of the same one after. */
export interface Pair {
  readonly old: number;
  readonly now: number;
}

/** The children of a node that a step had nothing to do with, and pairs among the others. */
export interface Pairing {
  /** So many at the beginning are what they were. */
  readonly first: number;
  /** So many at the end are what they were. */
  readonly last: number;
  /** How long those at the beginning are together. */
  readonly firstSize: number;
  /** In order, none crossing another. */
  readonly pairs: readonly Pair[];
}

/**
 * Pairs each child with the one of its type that has most of its characters afterwards, at the same depth: those at another depth
 * must be made anew.
 */
export function pairChildren(
  before: PlacedNode,
  after: PlacedNode,
  kept: readonly KeptPiece[],
): Pairing {
  const { first, firstSize, last, middle } = scoredPairs(before, after, kept);
  return {
    first,
    firstSize,
    last,
    pairs: middle.map(({ old, now }) => ({ old: old.index, now: now.index })),
  };
}

interface Child {
  readonly index: number;
  readonly node: Node;
  /** Position before it. */
  readonly at: number;
}

interface Candidate {
  readonly old: Child;
  readonly now: Child;
  readonly score: number;
}

function scoredPairs(before: PlacedNode, after: PlacedNode, kept: readonly KeptPiece[]) {
  const most = Math.min(before.node.childCount, after.node.childCount);
  const first = untouchedAtStart(before, after, kept, most);
  const last = untouchedAtEnd(before, after, kept, most - first.count);
  const middle = candidates(
    childrenOf(before, first, last.count),
    childrenOf(after, first, last.count),
    kept,
  );
  return {
    first: first.count,
    firstSize: first.size,
    last: last.count,
    size: first.size + last.size,
    middle: best(middle),
  };
}

/** A number of children and how long they are together. */
interface Untouched {
  readonly count: number;
  readonly size: number;
}

const NONE: Untouched = { count: 0, size: 0 };

function untouchedAtStart(
  before: PlacedNode,
  after: PlacedNode,
  kept: readonly KeptPiece[],
  most: number,
): Untouched {
  const [piece] = piecesIn(kept, before.start, before.start + before.node.content.size);
  if (piece?.from !== before.start || before.start + piece.shift !== after.start) return NONE;
  let [count, size] = [0, 0];
  for (; count < most; count += 1) {
    const child = before.node.child(count);
    if (child !== after.node.child(count) || piece.from + size + child.nodeSize > piece.to) break;
    size += child.nodeSize;
  }
  return { count, size };
}

function untouchedAtEnd(
  before: PlacedNode,
  after: PlacedNode,
  kept: readonly KeptPiece[],
  most: number,
): Untouched {
  const end = before.start + before.node.content.size;
  const endAfter = after.start + after.node.content.size;
  const piece = piecesIn(kept, before.start, end).at(-1);
  if (piece?.to !== end || end + piece.shift !== endAfter) return NONE;
  let [count, size] = [0, 0];
  for (; count < most; count += 1) {
    const child = before.node.child(before.node.childCount - 1 - count);
    const other = after.node.child(after.node.childCount - 1 - count);
    if (child !== other || piece.to - size - child.nodeSize < piece.from) break;
    size += child.nodeSize;
  }
  return { count, size };
}

/** Without those that are untouched. */
function childrenOf({ node, start }: PlacedNode, first: Untouched, last: number): Child[] {
  const children: Child[] = [];
  let at = start + first.size;
  for (let index = first.count; index < node.childCount - last; index += 1) {
    const child = node.child(index);
    children.push({ index, node: child, at });
    at += child.nodeSize;
  }
  return children;
}

/** Those of one type of which something is kept; since a step keeps the order, neither index ever falls. */
function candidates(
  old: readonly Child[],
  now: readonly Child[],
  kept: readonly KeptPiece[],
): Candidate[] {
  const found: Candidate[] = [];
  let next = 0;
  for (const one of old) {
    const pieces = piecesIn(kept, one.at, one.at + one.node.nodeSize);
    const [firstPiece, lastPiece] = [pieces[0], pieces.at(-1)];
    if (firstPiece === undefined || lastPiece === undefined) continue;
    const from = firstPiece.from + firstPiece.shift;
    const to = lastPiece.to + lastPiece.shift;
    while (next < now.length && endOf(now[next]) <= from) next += 1;
    for (let at = next; at < now.length; at += 1) {
      const other = now[at];
      if (other === undefined || other.at >= to) break;
      const score = scoreOf(one, other, kept);
      if (score > 0) found.push({ old: one, now: other, score });
    }
  }
  return found;
}

function endOf(child: Child | undefined): number {
  return child === undefined ? 0 : child.at + child.node.nodeSize;
}

/** The highest scores first, each child once; then in order again. */
function best(found: readonly Candidate[]): Candidate[] {
  const [takenOld, takenNow] = [new Set<Child>(), new Set<Child>()];
  const pairs: Candidate[] = [];
  for (const pair of found.toSorted((one, other) => other.score - one.score)) {
    if (takenOld.has(pair.old) || takenNow.has(pair.now)) continue;
    takenOld.add(pair.old);
    takenNow.add(pair.now);
    pairs.push(pair);
  }
  return pairs.sort((one, other) => one.old.index - other.old.index);
}

/** A character that stays counts more than both edges of a node together. */
const CHARACTER = 4;

function scoreOf(old: Child, now: Child, kept: readonly KeptPiece[]): number {
  if (old.node.type !== now.node.type) return 0;
  const opens = landingOf(kept, old.at) === now.at;
  if (old.node.isLeaf) return opens ? CHARACTER : 0;
  const closes = landingOf(kept, endOf(old) - 1) === endOf(now) - 1;
  const edges = Number(opens) + Number(closes);
  const [before, after] = [placed(old), placed(now)];
  if (old.node === now.node && edges === 2) return edges + CHARACTER * old.node.content.size;
  if (old.node.inlineContent) return edges + CHARACTER * charactersKept(before, after, kept);
  const { size, middle } = scoredPairs(before, after, kept);
  return middle.reduce((sum, { score }) => sum + score, edges + CHARACTER * size);
}

function charactersKept(before: PlacedNode, after: PlacedNode, kept: readonly KeptPiece[]): number {
  return linePieces(before, after, kept).reduce((sum, { from, to }) => sum + to - from, 0);
}

/** Which pieces of one line are in another line after the change, in positions before it; `kept` is all that the change keeps. */
export function linePieces(
  before: PlacedNode,
  after: PlacedNode,
  kept: readonly KeptPiece[],
): KeptPiece[] {
  const end = before.start + before.node.content.size;
  const endAfter = after.start + after.node.content.size;
  return piecesIn(kept, before.start, end).flatMap(({ from, to, shift }) => {
    const start = Math.max(from, after.start - shift);
    const stop = Math.min(to, endAfter - shift);
    return start < stop ? [{ from: start, to: stop, shift }] : [];
  });
}

function placed({ node, at }: Child): PlacedNode {
  return { node, start: at + 1 };
}
