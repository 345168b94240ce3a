/** Writes to Yjs what a step did, at the very places: what it kept stays, and nothing is found by comparing words. */
import type { Node } from 'prosemirror-model';
import * as Y from 'yjs';
import type { Run } from '../../../../shared/moves/item-runs.ts';
import type { KeptPiece } from './kept-pieces.ts';
import { elementOf, formatsBetween, setAttributes } from './make-elements.ts';
import { runsOf, ShownBlock } from './mirror.ts';
import type { Mirror, Shown } from './mirror.ts';
import { linePieces, pairChildren } from './pair-blocks.ts';
import type { PlacedNode } from './pair-blocks.ts';
import { readNode } from './read-nodes.ts';
import { deleteInLine, formatLine, insertInLine } from './write-line.ts';

/** Characters that a step took out of Yjs; the document may still have them, as when a block became another. */
export interface Gone {
  /** The number of the step before which they stood at `position`. */
  readonly step: number;
  readonly position: number;
  readonly run: Run;
}

/** A step, or many of them in one, with the documents before and after. */
export interface WrittenStep {
  readonly number: number;
  readonly before: Node;
  readonly after: Node;
  /** What of `before` is in `after`. */
  readonly kept: readonly KeptPiece[];
}

/** Writes the steps of one transaction after another. The mirror shows what is before each of them, and afterwards what is after it. */
export class StepWriter {
  /** What all steps took out so far. */
  readonly gone: Gone[] = [];
  /** The lines that may read otherwise in Yjs than what was done: it has no formats of breaks, for one. */
  readonly doubtful = new Set<ShownBlock>();
  readonly #mirror: Mirror;
  #step = 0;
  #kept: readonly KeptPiece[] = [];

  constructor(mirror: Mirror) {
    this.#mirror = mirror;
  }

  /** To be called within a transaction of Yjs. Throws where the document before isn't what the mirror shows. */
  write({ number, before, after, kept }: WrittenStep): void {
    const { root } = this.#mirror;
    if (root.innerSize !== before.content.size) throw new Error('Something else is shown.');
    if (root.isFilled) this.#writeFiller(root, before);
    this.#step = number;
    this.#kept = kept;
    this.#writeInside(root, { node: before, start: 0 }, { node: after, start: 0 });
  }

  /** The paragraph that is shown where there is nothing becomes real with the first change. */
  #writeFiller(root: ShownBlock, before: Node): void {
    root.type.insert(root.type.length, before.children.map(elementOf));
    root.read();
  }

  #writeInside(block: ShownBlock, before: PlacedNode, after: PlacedNode): void {
    if (before.node.inlineContent) this.#writeLine(block, before, after);
    else if (!before.node.isLeaf) this.#writeChildren(block, before, after);
  }

  #writeChildren(block: ShownBlock, before: PlacedNode, after: PlacedNode): void {
    const { first, firstSize, last, pairs } = pairChildren(before, after, this.#kept);
    const [ends, endsAfter] = [before.node.childCount - last, after.node.childCount - last];
    if (first === ends && first === endsAfter) return;
    const base = Math.max(0, first - 1);
    const shown = block.visible(base, ends);
    let [old, now] = [first, first];
    let [at, atAfter] = [before.start + firstSize, after.start + firstSize];
    for (const pair of [...pairs, { old: ends, now: endsAfter }]) {
      const nodes = after.node.children.slice(now, pair.now);
      const gone = shown.slice(old - base, pair.old - base);
      this.#replace(block, old === 0 ? null : (shown[old - 1 - base] ?? null), gone, at, nodes);
      at += sizeOf(before.node.children.slice(old, pair.old));
      atAfter += sizeOf(nodes);
      if (pair.old === ends) return;
      const child = shown[pair.old - base];
      const [node, next] = [before.node.child(pair.old), after.node.child(pair.now)];
      if (!(child instanceof ShownBlock)) throw new Error('Something else is shown.');
      this.#writeNode(child, { node, start: at + 1 }, { node: next, start: atAfter + 1 });
      [at, atAfter] = [at + node.nodeSize, atAfter + next.nodeSize];
      [old, now] = [pair.old + 1, pair.now + 1];
    }
  }

  #writeNode(block: ShownBlock, before: PlacedNode, after: PlacedNode): void {
    if (before.node === after.node) return;
    if (block.type instanceof Y.XmlElement) setAttributes(block.type, before.node, after.node);
    this.#writeInside(block, before, after);
  }

  /** Children that are side by side, at a position, by new nodes behind another child. */
  #replace(
    block: ShownBlock,
    behind: Shown | null,
    old: readonly Shown[],
    position: number,
    nodes: readonly Node[],
  ): void {
    let at = position;
    for (const child of old) {
      if (child instanceof ShownBlock) this.#take(child, at);
      at += child.size;
    }
    const elements = nodes.map(elementOf);
    const last = old.at(-1) ?? behind;
    // Behind what goes, so that what others put right behind the one before comes between.
    if (elements.length > 0)
      block.type.insert(last === null ? 0 : indexInYjs(block, last) + 1, elements);
    const shown = elements.map((element) => new ShownBlock(element, block));
    if (shown.length > 0) {
      block.splice(last === null ? 0 : block.children.indexOf(last) + 1, 0, shown);
    }
    removeChildren(block, old);
    for (const [index, element] of elements.entries()) {
      const [node, made] = [nodes[index], shown[index]];
      if (node && made && !readNode(element)?.eq(node)) this.#doubt(made);
    }
  }

  #doubt(block: ShownBlock): void {
    this.doubtful.add(block);
    for (const child of block.children) if (child instanceof ShownBlock) this.#doubt(child);
  }

  /** Notes all characters of an element that is about to go. */
  #take(block: ShownBlock, position: number): void {
    const step = this.#step;
    if (block.size === 1) {
      for (const run of runsOf(block)) this.gone.push({ step, position, run });
      return;
    }
    let at = position + 1;
    for (const child of block.children) {
      if (child instanceof ShownBlock) this.#take(child, at);
      else this.#noteRuns(child.runs, at);
      at += child.size;
    }
  }

  #noteRuns(runs: readonly Run[], position: number): void {
    let at = position;
    for (const run of runs) {
      this.gone.push({ step: this.#step, position: at, run });
      at += run.length;
    }
  }

  #writeLine(line: ShownBlock, before: PlacedNode, after: PlacedNode): void {
    const kept = linePieces(before, after, this.#kept);
    const [size, sizeAfter] = [before.node.content.size, after.node.content.size];
    let [end, endAfter] = [size, sizeAfter];
    // From the end, so that what comes before stands where it stood.
    for (const { from, to, shift } of [startPiece(before, after), ...kept].reverse()) {
      const [old, now] = [to - before.start, to + shift - after.start];
      this.#replaceInLine(line, before, after, [old, end], [now, endAfter]);
      [end, endAfter] = [from - before.start, from + shift - after.start];
    }
    for (const piece of kept) writeFormats(line, before, after, piece);
    this.doubtful.add(line);
  }

  #replaceInLine(
    line: ShownBlock,
    before: PlacedNode,
    after: PlacedNode,
    [from, to]: readonly [number, number],
    [fromAfter, toAfter]: readonly [number, number],
  ): void {
    for (const { offset, run } of deleteInLine(line, from, to))
      this.gone.push({ step: this.#step, position: before.start + offset, run });
    if (fromAfter === toAfter) return;
    const { content } = after.node;
    const moved = insertInLine(line, from, content.cut(fromAfter, toAfter), content.cut(toAfter));
    for (const { offset, run } of moved) {
      const position = after.start + fromAfter + offset - from;
      this.gone.push({ step: this.#step + 1, position, run });
    }
  }
}

/** All at once where they are side by side, since an article may have thousands. */
function removeChildren(block: ShownBlock, old: readonly Shown[]): void {
  const [first] = old;
  if (first === undefined) return;
  const [index, shownIndex] = [indexInYjs(block, first), block.children.indexOf(first)];
  const isSame = (types: readonly unknown[]): boolean =>
    old.every(({ type }, number) => types[number] === type);
  const end = index + old.length;
  const shown = block.children.slice(shownIndex, shownIndex + old.length).map(({ type }) => type);
  if (isSame(shown) && end <= block.type.length && isSame(block.type.slice(index, end))) {
    block.type.delete(index, old.length);
    block.splice(shownIndex, old.length, []);
    return;
  }
  for (const child of old) {
    if (!child.type._item?.deleted) block.type.delete(indexInYjs(block, child), 1);
    block.splice(block.children.indexOf(child), 1, []);
  }
}

/** Yjs may have got other children, which aren't shown yet; the end where this one is gone. */
function indexInYjs({ type, children }: ShownBlock, child: Shown): number {
  const index = children.indexOf(child);
  if (index < type.length && type.get(index) === child.type) return index;
  const now = type.toArray().findIndex((other) => other === child.type);
  return now === -1 ? type.length - 1 : now;
}

/** A piece of no length at the start of a line, before which there is nothing. */
function startPiece(before: PlacedNode, after: PlacedNode): KeptPiece {
  return { from: before.start, to: before.start, shift: after.start - before.start };
}

/** Gives kept words the formats that they have now. */
function writeFormats(
  line: ShownBlock,
  before: PlacedNode,
  after: PlacedNode,
  piece: KeptPiece,
): void {
  const { from, to, shift } = piece;
  for (let at = from; at < to;) {
    const [old, oldEnd] = nodeAt(before, at);
    const [now, nowEnd] = nodeAt(after, at + shift);
    const end = Math.min(to, oldEnd, nowEnd - shift);
    const formats = old === now || !now.isText ? null : formatsBetween(old.marks, now.marks);
    const offset = at + shift - after.start;
    if (formats !== null) formatLine(line, offset, offset + end - at, formats);
    at = end;
  }
}

/** The node of a line at a position, and the position of its end. */
function nodeAt({ node, start }: PlacedNode, position: number): [Node, number] {
  const { node: child, offset } = node.childAfter(position - start);
  if (child === null) throw new Error('There is nothing at this position.');
  return [child, start + offset + child.nodeSize];
}

function sizeOf(nodes: readonly Node[]): number {
  return nodes.reduce((size, { nodeSize }) => size + nodeSize, 0);
}
