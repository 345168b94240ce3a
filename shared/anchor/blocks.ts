/** The blocks of a live article in order, kept up with the document by reading again only those that changed. */
import * as Y from 'yjs';
import { Block, blockKind } from './block.ts';
import type { TextRange } from './anchor.ts';

/** Doesn't watch the document: somebody who does calls `refresh`. Offsets count UTF-16 units of the plain text. */
export class Blocks {
  readonly fragment: Y.XmlFragment;
  #list: Block[] = [];
  #byElement = new Map<Y.XmlElement, Block>();
  #text: string | null = null;

  constructor(fragment: Y.XmlFragment) {
    this.fragment = fragment;
    this.#walk(new Set());
  }

  /** In the order of the text; another list after each `refresh` that came upon a new or a deleted block. */
  get list(): readonly Block[] {
    return this.#list;
  }

  /** The plain text; put together when it is asked for. */
  get text(): string {
    this.#text ??= this.#list.map(({ text }) => text).join('\n');
    return this.#text;
  }

  /** Of the plain text, without putting it together. */
  get length(): number {
    return this.#list.at(-1)?.to ?? 0;
  }

  /** The block that an element is, null where it is none or has gone. */
  of(element: object | null): Block | null {
    return this.#byElement.get(element as Y.XmlElement) ?? null;
  }

  /** The last block that begins at or before an offset, null in an empty article. */
  at(offset: number): Block | null {
    let low = 0;
    let high = this.#list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const block = this.#list[middle];
      if (block !== undefined && block.from <= offset) low = middle + 1;
      else high = middle;
    }
    return this.#list[low - 1] ?? this.#list[0] ?? null;
  }

  /** The words of a range, without putting the whole text together. */
  slice({ from, to }: TextRange): string {
    if (this.#text !== null) return this.#text.slice(from, to);
    const first = this.at(from);
    if (first === null) return '';
    let words = '';
    for (let number = first.number; number < this.#list.length; number += 1) {
      const block = this.#list[number];
      if (block === undefined || block.from > to) break;
      if (number > first.number && block.from - 1 >= from && block.from - 1 < to) words += '\n';
      words += block.text.slice(Math.max(0, from - block.from), Math.max(0, to - block.from));
    }
    return words;
  }

  /**
   * Brings the list up to date after the types in `touched` have changed. Gives the elements of the blocks that were read
   * again, have come or have gone, and of those that got another neighbour.
   */
  refresh(touched: ReadonlySet<object>): ReadonlySet<Y.XmlElement> {
    const changed = new Set<Y.XmlElement>();
    let isRestructured = false;
    for (const type of touched) {
      const block = this.of(type) ?? (type instanceof Y.XmlText ? this.of(type.parent) : null);
      if (block !== null) changed.add(block.element);
      else isRestructured = true;
    }
    if (touched.size === 0) return changed;
    this.#text = null;
    if (isRestructured) return this.#walk(changed);
    for (const element of changed) {
      const old = this.of(element);
      if (old === null) continue;
      const block = new Block(element);
      this.#list[old.number] = block;
      this.#byElement.set(element, block);
    }
    this.#shift();
    return changed;
  }

  /** Goes through the elements again and keeps the blocks that haven't changed. */
  #walk(stale: ReadonlySet<Y.XmlElement>): ReadonlySet<Y.XmlElement> {
    const before = this.#list;
    const known = this.#byElement;
    this.#list = [];
    this.#byElement = new Map();
    const visit = (parent: Y.XmlFragment): void => {
      for (const child of parent.toArray()) {
        if (!(child instanceof Y.XmlElement)) continue;
        if (blockKind(child) === 'container') visit(child);
        else {
          const kept = stale.has(child) ? undefined : known.get(child);
          const block = kept ?? new Block(child);
          this.#byElement.set(child, block);
          this.#list.push(block);
        }
      }
    };
    visit(this.fragment);
    this.#shift();
    return new Set([
      ...stale,
      ...missingFrom(known, this.#list),
      ...missingFrom(this.#byElement, before),
    ]);
  }

  #shift(): void {
    let from = 0;
    for (const [number, block] of this.#list.entries()) {
      block.from = from;
      block.number = number;
      from += block.text.length + 1;
    }
  }
}

/** The blocks of a list that another one doesn't have, with their neighbours on both sides. */
function* missingFrom(
  other: ReadonlyMap<Y.XmlElement, Block>,
  list: readonly Block[],
): Iterable<Y.XmlElement> {
  for (const [number, { element }] of list.entries()) {
    if (other.has(element)) continue;
    for (const near of list.slice(Math.max(0, number - 1), number + 2)) yield near.element;
  }
}
