/** The plain text of a Yjs article with the way between its offsets and Yjs relative positions. */
import * as Y from 'yjs';
import { articleSchema, OBJECT_CHARACTER } from '../article/schema.ts';
import type { TextRange } from './anchor.ts';

/** A piece of text (or an element without any) and where it lies in the plain text. */
type Node = Y.XmlText | Y.XmlElement;

/** Made anew where the text has changed; what is in it doesn't follow the document. */
export interface TextIndex {
  /** The string that offsets and quotes refer to; equals `plainText` of the same article. */
  readonly text: string;
  /** Offset of a relative position, or null where what it is tied to is gone. */
  offsetOf(position: Y.RelativePosition): number | null;
  /** A position tied to the character behind `offset` (`start`) or before it (`end`), so that typing at the edge stays out. */
  positionAt(offset: number, edge: 'start' | 'end'): Y.RelativePosition;
  /** The pieces of Yjs text that a range runs through, in order; images, rules and breaks are left out. */
  piecesIn(range: TextRange): TextPiece[];
}

/** A part of one Yjs text. */
export interface TextPiece {
  readonly text: Y.XmlText;
  readonly index: number;
  readonly length: number;
}

/** Walks the article once. */
export function textIndex(fragment: Y.XmlFragment): TextIndex {
  const places = new Map<object, TextRange>();
  const leaves: { readonly node: Node; readonly range: TextRange }[] = [];
  const parts: string[] = [];
  let length = 0;
  let blocks = 0;

  const add = (node: Node, text: string): void => {
    const range = { from: length, to: length + text.length };
    parts.push(text);
    length = range.to;
    leaves.push({ node, range });
    places.set(node, range);
  };
  const walkInline = (block: Y.XmlElement): void => {
    for (const child of block.toArray()) {
      if (child instanceof Y.XmlText) add(child, textOf(child));
      else if (child instanceof Y.XmlElement) add(child, inlineText(child));
    }
  };
  const walk = (parent: Y.XmlFragment): void => {
    for (const child of parent.toArray()) {
      if (!(child instanceof Y.XmlElement)) continue;
      const kind = blockKind(child);
      if (kind !== 'container') {
        if (blocks > 0) parts.push('\n');
        length += blocks > 0 ? 1 : 0;
        blocks += 1;
      }
      const from = length;
      if (kind === 'leaf' || (kind === 'text' && child.length === 0)) {
        add(child, kind === 'leaf' ? OBJECT_CHARACTER : '');
      } else if (kind === 'text') walkInline(child);
      else walk(child);
      places.set(child, {
        from: kind === 'container' ? firstOffset(child, places, from) : from,
        to: length,
      });
    }
  };
  walk(fragment);
  places.set(fragment, { from: 0, to: length });
  const text = parts.join('');
  return {
    text,
    offsetOf: (position) => offsetOf(position, fragment.doc, places),
    positionAt: (offset, edge) => positionAt(leaves, fragment, offset, edge),
    piecesIn: (range) => piecesIn(leaves, range),
  };
}

function offsetOf(
  position: Y.RelativePosition,
  doc: Y.Doc | null,
  places: ReadonlyMap<object, TextRange>,
): number | null {
  const absolute = doc && absolutePosition(position, doc);
  if (!absolute) return null;
  const { type, index, assoc } = absolute;
  const place = places.get(type);
  if (place === undefined) return null;
  if (type instanceof Y.XmlText) return Math.min(place.from + index, place.to);
  return childEdge(type as Y.XmlFragment, index, assoc, places, place);
}

function absolutePosition(position: Y.RelativePosition, doc: Y.Doc): Y.AbsolutePosition | null {
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
  parent: Y.XmlFragment,
  index: number,
  assoc: number,
  places: ReadonlyMap<object, TextRange>,
  place: TextRange,
): number {
  const neighbour = assoc < 0 ? parent.get(index - 1) : parent.get(index);
  const range = neighbour && places.get(neighbour);
  if (range) return assoc < 0 ? range.to : range.from;
  return index === 0 ? place.from : place.to;
}

function positionAt(
  leaves: readonly { readonly node: Node; readonly range: TextRange }[],
  fragment: Y.XmlFragment,
  offset: number,
  edge: 'start' | 'end',
): Y.RelativePosition {
  const assoc = edge === 'start' ? 0 : -1;
  const leaf = leafAt(leaves, offset, edge);
  if (leaf === null) return Y.createRelativePositionFromTypeIndex(fragment, 0, assoc);
  const { node, range } = leaf;
  if (node instanceof Y.XmlText) {
    const index = Math.max(0, Math.min(offset - range.from, range.to - range.from));
    return Y.createRelativePositionFromTypeIndex(node, index, assoc);
  }
  const parent = node.parent;
  if (!(parent instanceof Y.XmlFragment))
    return Y.createRelativePositionFromTypeIndex(fragment, 0, assoc);
  const index = parent.toArray().indexOf(node);
  return Y.createRelativePositionFromTypeIndex(parent, edge === 'start' ? index : index + 1, assoc);
}

function piecesIn(
  leaves: readonly { readonly node: Node; readonly range: TextRange }[],
  { from, to }: TextRange,
): TextPiece[] {
  const pieces: TextPiece[] = [];
  for (const { node, range } of leaves) {
    const start = Math.max(from, range.from);
    const length = Math.min(to, range.to) - start;
    if (node instanceof Y.XmlText && length > 0) {
      pieces.push({ text: node, index: start - range.from, length });
    }
  }
  return pieces;
}

/** The leaf that holds the character behind the offset (`start`) or before it (`end`), or else the nearest before. */
function leafAt<T extends { readonly range: TextRange }>(
  leaves: readonly T[],
  offset: number,
  edge: 'start' | 'end',
): T | null {
  let low = 0;
  let high = leaves.length - 1;
  let found: T | null = leaves[0] ?? null;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const leaf = leaves[middle];
    if (leaf === undefined) break;
    if (edge === 'start' ? leaf.range.from <= offset : leaf.range.from < offset) {
      found = leaf;
      low = middle + 1;
    } else {
      high = middle - 1;
    }
  }
  return found;
}

function firstOffset(
  container: Y.XmlElement,
  places: ReadonlyMap<object, TextRange>,
  otherwise: number,
): number {
  const first = container.length > 0 ? container.get(0) : null;
  return (first && places.get(first)?.from) ?? otherwise;
}

function blockKind(element: Y.XmlElement): 'text' | 'leaf' | 'container' {
  const type = articleSchema.nodes[element.nodeName];
  if (type?.isTextblock) return 'text';
  return type?.isLeaf ? 'leaf' : 'container';
}

function inlineText(element: Y.XmlElement): string {
  return element.nodeName === 'hard_break' ? '\n' : OBJECT_CHARACTER;
}

/** The characters of a text, without its formats. Read item by item, since `toString` writes formats as tags. */
function textOf(text: Y.XmlText): string {
  let string = '';
  for (let item = text._start; item !== null; item = item.right) {
    if (!item.deleted && item.content instanceof Y.ContentString) string += item.content.str;
  }
  return string;
}
