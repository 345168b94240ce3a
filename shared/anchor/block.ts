/** One text block of a live article (or an image or rule): its plain text, and where its Yjs items lie in it. */
import * as Y from 'yjs';
import { articleSchema, OBJECT_CHARACTER } from '../article/schema.ts';

/** A piece of text, or an element within the line or without any text, with its offsets within the block. */
export interface Leaf {
  readonly node: Y.XmlText | Y.XmlElement;
  readonly from: number;
  readonly to: number;
}

/** A block as it was read; it is read again after a change. Only its place in the article follows the document. */
export class Block {
  readonly element: Y.XmlElement;
  readonly text: string;
  /** In order; never empty. */
  readonly leaves: readonly Leaf[];
  /** Offset of its first character in the plain text of the article. */
  from = 0;
  /** Which block of the article it is. */
  number = 0;
  #offsets: Map<Y.Item, number> | null = null;

  constructor(element: Y.XmlElement) {
    this.element = element;
    this.leaves = readLeaves(element);
    this.text = this.leaves.map(({ node }) => leafText(node)).join('');
  }

  /** Offset after its last character; a line break stands there unless it is the last block. */
  get to(): number {
    return this.from + this.text.length;
  }

  /** The leaf that a Yjs text is, null where it isn't in this block (any more). */
  leaf(text: Y.XmlText): Leaf | null {
    return this.leaves.find(({ node }) => node === text) ?? null;
  }

  /** How many characters of the block are before an item of one of its texts, which may be a deleted one. */
  before(item: Y.Item, leaf: Leaf): number {
    this.#offsets ??= itemOffsets(this.leaves);
    return this.#offsets.get(item) ?? leaf.from + lengthBefore(item);
  }
}

/** What an element is to the plain text: text of its own, one character, or nothing but its children. */
export function blockKind(element: Y.XmlElement): 'text' | 'leaf' | 'container' {
  const type = articleSchema.nodes[element.nodeName];
  if (type?.isTextblock) return 'text';
  return type?.isLeaf ? 'leaf' : 'container';
}

function readLeaves(element: Y.XmlElement): Leaf[] {
  if (blockKind(element) === 'leaf') return [{ node: element, from: 0, to: 1 }];
  const leaves: Leaf[] = [];
  let length = 0;
  for (const node of element.toArray()) {
    if (!(node instanceof Y.XmlText || node instanceof Y.XmlElement)) continue;
    const to = length + leafText(node).length;
    leaves.push({ node, from: length, to });
    length = to;
  }
  return leaves.length > 0 ? leaves : [{ node: element, from: 0, to: 0 }];
}

function leafText(node: Y.XmlText | Y.XmlElement): string {
  if (node instanceof Y.XmlText) return textOf(node);
  if (blockKind(node) === 'text') return ''; // an empty block
  return node.nodeName === 'hard_break' ? '\n' : OBJECT_CHARACTER;
}

/** The characters of a text, without its formats. Read item by item, since `toString` writes formats as tags. */
function textOf(text: Y.XmlText): string {
  let string = '';
  for (let item = text._start; item !== null; item = item.right) {
    if (!item.deleted && item.content instanceof Y.ContentString) string += item.content.str;
  }
  return string;
}

function itemOffsets(leaves: readonly Leaf[]): Map<Y.Item, number> {
  const offsets = new Map<Y.Item, number>();
  for (const { node, from } of leaves) {
    if (!(node instanceof Y.XmlText)) continue;
    let offset = from;
    for (let item = node._start; item !== null; item = item.right) {
      offsets.set(item, offset);
      if (!item.deleted && item.countable) offset += item.length;
    }
  }
  return offsets;
}

/** For an item that came by splitting another one after the block was read. */
function lengthBefore(item: Y.Item): number {
  let length = 0;
  for (let left = item.left; left !== null; left = left.left) {
    if (!left.deleted && left.countable) length += left.length;
  }
  return length;
}
