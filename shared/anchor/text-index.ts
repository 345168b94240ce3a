/** The plain text of a Yjs article with the way between its offsets and Yjs relative positions. */
import * as Y from 'yjs';
import type { TextRange } from './anchor.ts';
import type { Block, Leaf } from './block.ts';
import { Blocks } from './blocks.ts';
import { joinRuns, runOfElement, runsInText } from '../moves/item-runs.ts';
import type { Run } from '../moves/item-runs.ts';
import { MoveIndex } from '../moves/move-index.ts';
import type { Living } from '../moves/move-index.ts';

/** Offsets count UTF-16 units of the plain text. Whether it follows the document depends on which function made it. */
export interface TextIndex {
  /** The string that offsets and quotes refer to; equals `plainText` of the same article. */
  readonly text: string;
  /** Its length, without putting the text together. */
  readonly length: number;
  /** The words of a range, without putting the whole text together. */
  slice(range: TextRange): string;
  /** Offset of a relative position, or null where what it is tied to is gone. */
  offsetOf(position: Y.RelativePosition): number | null;
  /** The characters of a range by their ids, in order; breaks between blocks have none. */
  runsIn(range: TextRange): Run[];
  /**
   * Where the characters of a run are, as they are or moved, in the run's order; several of the same offset where they came
   * back twice.
   */
  placesOf(run: Run): Placed[];
  /** Whether some character of a range was somewhere else before, by a move from characters other than these. */
  holdsMoved(range: TextRange, but: readonly Run[]): boolean;
  /** A position tied to the character after `offset` (`start`) or before it (`end`), so that typing at the edge stays out. */
  positionAt(offset: number, edge: 'start' | 'end'): Y.RelativePosition;
  /** The pieces of Yjs text that a range runs through, in order; images, rules and breaks are left out. */
  piecesIn(range: TextRange): TextPiece[];
  /** The blocks that a range touches, in order; the one that an empty range is in. They are as they were read. */
  blocksIn(range: TextRange): Block[];
}

/** Some characters of a run: the one that is `offset` characters from its start stands at the offset `at` of the plain text. */
export interface Placed {
  readonly offset: number;
  readonly at: number;
  readonly length: number;
  /** How many moves lead here; 0 where these are the very characters. */
  readonly hops: number;
}

/** A part of one Yjs text: `length` UTF-16 units from its index `index` on. */
export interface TextPiece {
  readonly text: Y.XmlText;
  readonly index: number;
  readonly length: number;
}

/** The index of an article as it is: it doesn't follow the document, and after a change another one is to be made. */
export function textIndex(fragment: Y.XmlFragment): TextIndex {
  return indexOfBlocks(new Blocks(fragment), movesOfFragment(fragment));
}

/** The moves of the document that a text is in; null where it is in none. */
export function movesOfFragment({ doc }: Y.XmlFragment): MoveIndex | null {
  return doc === null ? null : MoveIndex.of(doc);
}

/** The index of blocks and moves that somebody refreshes: it follows them. */
export function indexOfBlocks(blocks: Blocks, moves: MoveIndex | null): TextIndex {
  return {
    get text() {
      return blocks.text;
    },
    get length() {
      return blocks.length;
    },
    slice: (range) => blocks.slice(range),
    offsetOf: (position) => offsetOf(blocks, position),
    runsIn: (range) => runsIn(blocks, range),
    placesOf: (run) => placesOf(blocks, moves?.follow(run) ?? []),
    holdsMoved: (range, but) =>
      moves !== null && runsIn(blocks, range).some((run) => moves.isFromElsewhere(run, but)),
    positionAt: (offset, edge) => positionAt(blocks, offset, edge),
    piecesIn: (range) => piecesIn(blocks, range),
    blocksIn: (range) => blocksIn(blocks, range),
  };
}

function offsetOf(blocks: Blocks, position: Y.RelativePosition): number | null {
  const { item: id, assoc } = position;
  const { doc } = blocks.fragment;
  if (doc === null) return null;
  const item = id === null ? null : itemAt(doc, id);
  if (id === null || item === null || !(item.parent instanceof Y.XmlText))
    return elementOffset(blocks, doc, position);
  const block = blocks.of(item.parent.parent);
  const leaf = block?.leaf(item.parent);
  if (!block || !leaf) return null;
  const isThere = !item.deleted && item.countable;
  const within = isThere ? id.clock - item.id.clock + (assoc < 0 ? 1 : 0) : 0;
  return block.from + Math.min(block.before(item, leaf) + within, leaf.to);
}

/** The Yjs item that holds an id, null where this copy has none or has collected it. */
function itemAt(doc: Y.Doc, id: Y.ID): Y.Item | null {
  if (Y.getState(doc.store, id.client) <= id.clock) return null;
  const struct: unknown = Y.getItem(doc.store, id); // typed as an item, but may have been collected
  return struct instanceof Y.Item ? struct : null;
}

/** Of a position that is tied to an element or a whole text: few are, so the library's own way is good enough. */
function elementOffset(blocks: Blocks, doc: Y.Doc, position: Y.RelativePosition): number | null {
  const absolute = absolutePosition(position, doc);
  if (absolute === null) return null;
  const { type, index, assoc } = absolute;
  if (type instanceof Y.XmlText) {
    const block = blocks.of(type.parent);
    const leaf = block?.leaf(type);
    return block && leaf ? block.from + Math.min(leaf.from + index, leaf.to) : null;
  }
  const isElement = type instanceof Y.XmlFragment && isWithin(type, blocks.fragment);
  return isElement ? childEdge(blocks, type, index, assoc) : null;
}

function absolutePosition(position: Y.RelativePosition, doc: Y.Doc): Y.AbsolutePosition | null {
  // A document gets each root that it is asked for, and keeps it.
  if (position.tname !== null && !doc.share.has(position.tname)) return null;
  try {
    // Undone deletions are not followed: which item was brought back for which is known to the undoing peer alone,
    // and server and clients must find the same place.
    return Y.createAbsolutePositionFromRelativePosition(position, doc, false);
  } catch {
    return null; // the position names an item that this copy has never seen
  }
}

/** The edge between two children of an element: the next one's start, or for an end the last one's end. */
function childEdge(
  blocks: Blocks,
  parent: Y.XmlFragment,
  index: number,
  assoc: number,
): number | null {
  const neighbour = assoc < 0 ? parent.get(index - 1) : parent.get(index);
  const beside = neighbour && rangeOf(blocks, neighbour);
  if (beside) return assoc < 0 ? beside.to : beside.from;
  const whole = rangeOf(blocks, parent);
  return whole && (index === 0 ? whole.from : whole.to);
}

/** What an element or a text covers, null where it has no block in it. */
function rangeOf(blocks: Blocks, node: Y.XmlFragment | Y.XmlText | Y.XmlHook): TextRange | null {
  if (node === blocks.fragment) return { from: 0, to: blocks.length };
  const block = blocks.of(node);
  if (block !== null) return { from: block.from, to: block.to };
  const around = blocks.of(node.parent);
  const leaf = around?.leaves.find((candidate) => candidate.node === node);
  if (around && leaf) return { from: around.from + leaf.from, to: around.from + leaf.to };
  if (!(node instanceof Y.XmlFragment) || node.length === 0) return null;
  const first = rangeOf(blocks, node.get(0));
  const last = rangeOf(blocks, node.get(node.length - 1));
  return first && last && { from: first.from, to: last.to };
}

function isWithin(type: Y.XmlFragment, root: Y.XmlFragment): boolean {
  for (let at: unknown = type; at instanceof Y.XmlFragment; at = at.parent) {
    if (at === root) return true;
    if (at._item?.deleted) return false;
  }
  return false;
}

function positionAt(blocks: Blocks, offset: number, edge: 'start' | 'end'): Y.RelativePosition {
  const assoc = edge === 'start' ? 0 : -1;
  const { fragment } = blocks;
  const place = leafAt(blocks, offset, edge);
  if (place === null) return Y.createRelativePositionFromTypeIndex(fragment, 0, assoc);
  const { block, leaf } = place;
  const { node } = leaf;
  if (node instanceof Y.XmlText) {
    const index = Math.max(0, Math.min(offset - block.from, leaf.to) - leaf.from);
    return Y.createRelativePositionFromTypeIndex(node, index, assoc);
  }
  const { parent } = node;
  if (!(parent instanceof Y.XmlFragment))
    return Y.createRelativePositionFromTypeIndex(fragment, 0, assoc);
  const index = parent.toArray().indexOf(node);
  return Y.createRelativePositionFromTypeIndex(parent, edge === 'start' ? index : index + 1, assoc);
}

/** The leaf that holds the character after the offset (`start`) or before it (`end`), or else the nearest before. */
function leafAt(
  blocks: Blocks,
  offset: number,
  edge: 'start' | 'end',
): { block: Block; leaf: Leaf } | null {
  // The character before an offset is in the block that begins before it.
  const block = blocks.at(edge === 'start' ? offset : offset - 1);
  const local = block === null ? 0 : offset - block.from;
  const leaf =
    block?.leaves.findLast(({ from }) => (edge === 'start' ? from <= local : from < local)) ??
    block?.leaves[0];
  return block && leaf ? { block, leaf } : null;
}

function piecesIn(blocks: Blocks, { from, to }: TextRange): TextPiece[] {
  const pieces: TextPiece[] = [];
  const first = blocks.at(from)?.number ?? 0;
  for (const block of blocks.list.slice(first)) {
    if (block.from >= to) break;
    for (const leaf of block.leaves) {
      const start = Math.max(from, block.from + leaf.from);
      const length = Math.min(to, block.from + leaf.to) - start;
      if (leaf.node instanceof Y.XmlText && length > 0) {
        pieces.push({ text: leaf.node, index: start - block.from - leaf.from, length });
      }
    }
  }
  return pieces;
}

function blocksIn(blocks: Blocks, { from, to }: TextRange): Block[] {
  const first = blocks.at(from)?.number ?? 0;
  return blocks.list.slice(first).filter((block, at) => at === 0 || block.from < to);
}

function runsIn(blocks: Blocks, { from, to }: TextRange): Run[] {
  const runs: Run[] = [];
  const first = blocks.at(from)?.number ?? 0;
  for (let number = first; number < blocks.list.length; number += 1) {
    const block = blocks.list[number];
    if (block === undefined || block.from >= to) break;
    for (const leaf of block.leaves) {
      const start = Math.max(from, block.from + leaf.from);
      const length = Math.min(to, block.from + leaf.to) - start;
      if (length > 0) runs.push(...runsOfLeaf(leaf, start - block.from - leaf.from, length));
    }
  }
  return joinRuns(runs);
}

function runsOfLeaf({ node }: Leaf, index: number, length: number): Run[] {
  if (node instanceof Y.XmlText) return runsInText(node, index, length);
  const run = runOfElement(node);
  return run === null ? [] : [run];
}

function placesOf(blocks: Blocks, living: readonly Living[]): Placed[] {
  const places: Placed[] = [];
  for (const one of living) {
    const place = placeOf(blocks, one);
    if (place !== null) places.push(place);
  }
  if (places.length <= 1) return places;
  return places.sort((one, other) => one.offset - other.offset || one.at - other.at);
}

/** Null for what has no place in the plain text, such as a format. */
function placeOf(blocks: Blocks, { item, offset, clock, length, hops }: Living): Placed | null {
  const { parent, content } = item;
  if (parent instanceof Y.XmlText) {
    const block = blocks.of(parent.parent);
    const leaf = block?.leaf(parent);
    if (!block || !leaf) return null;
    const at = block.from + block.before(item, leaf) + clock - item.id.clock;
    return { offset, at, length, hops };
  }
  const element = content instanceof Y.ContentType ? content.type : null;
  const range = element instanceof Y.XmlElement ? rangeOf(blocks, element) : null;
  return range && range.to - range.from === 1 ? { offset, at: range.from, length: 1, hops } : null;
}
