/**
 * What the editor shows of the article: which Yjs types, in what order, and of each text which characters, by their ids. It
 * leads from positions of the document to Yjs and back, whatever Yjs has become in the meantime.
 */
import * as Y from 'yjs';
import { joinRuns, runOfElement, runsInText } from '../../../../shared/moves/item-runs.ts';
import type { Run } from '../../../../shared/moves/item-runs.ts';
import { typeOf } from './read-nodes.ts';

/** What an article is made of in Yjs. */
export type ArticleType = Y.XmlFragment | Y.XmlElement | Y.XmlText;

/** A text that is shown, with its characters; several may stand side by side. */
export class ShownText {
  readonly type: Y.XmlText;
  readonly parent: ShownBlock;
  #runs: readonly Run[];
  #size: number;

  constructor(type: Y.XmlText, parent: ShownBlock, runs = runsInText(type, 0, type.length)) {
    this.type = type;
    this.parent = parent;
    this.#runs = runs;
    this.#size = sizeOf(runs);
  }

  get runs(): readonly Run[] {
    return this.#runs;
  }

  get size(): number {
    return this.#size;
  }

  /** The ids of the characters in a range of this text. */
  runsIn(from: number, to: number): Run[] {
    return sliceRuns(this.#runs, from, to);
  }

  /** Shows other characters instead of some. */
  splice(from: number, to: number, runs: readonly Run[]): void {
    this.#runs = joinRuns([...this.runsIn(0, from), ...runs, ...this.runsIn(to, this.#size)]);
    this.#size = sizeOf(this.#runs);
    this.parent.resized();
  }
}

/** What stands in a block; hidden ones among it have the size 0. */
export type Shown = ShownText | ShownBlock;

/** An element that is shown, or the article itself. One within a line, such as a break, is one too. */
export class ShownBlock {
  readonly type: Y.XmlElement | Y.XmlFragment;
  readonly parent: ShownBlock | null;
  #children: Shown[] = [];
  #inner: number | null = null;
  /** A document is never empty: where the article is, the editor shows a paragraph that Yjs knows nothing of. */
  isFilled = false;

  constructor(type: Y.XmlElement | Y.XmlFragment, parent: ShownBlock | null) {
    this.type = type;
    this.parent = parent;
    this.read();
  }

  /** In the order of Yjs, and as many as it has. */
  get children(): readonly Shown[] {
    return this.#children;
  }

  /** As ProseMirror counts it. */
  get size(): number {
    const type = typeOf(this.type);
    if (type === null) return 0;
    return type.isLeaf ? 1 : this.innerSize + 2;
  }

  get innerSize(): number {
    if (this.#inner === null) {
      let inner = this.isFilled ? FILLER_SIZE : 0;
      for (const { size } of this.#children) inner += size;
      this.#inner = inner;
    }
    return this.#inner;
  }

  /** Takes over what Yjs has now. Elements that were shown before keep what is known of them. */
  read(): void {
    const type = typeOf(this.type);
    const known = new Map<unknown, Shown>(this.#children.map((child) => [child.type, child]));
    this.#children = [];
    if (type !== null && !type.isLeaf) {
      for (const child of this.type.toArray()) {
        if (child instanceof Y.XmlElement)
          this.#children.push(known.get(child) ?? new ShownBlock(child, this));
        else if (child instanceof Y.XmlText)
          this.#children.push(new ShownText(child, this, type.inlineContent ? undefined : []));
      }
    }
    const isArticle = !(this.type instanceof Y.XmlElement);
    this.isFilled = isArticle && this.#children.every(({ size }) => size === 0);
    this.resized();
  }

  /** Shows other children instead of some. */
  splice(from: number, count: number, children: readonly Shown[]): void {
    this.#children.splice(from, count, ...children);
    this.resized();
  }

  /** To be called where something in it has another size. */
  resized(): void {
    this.#inner = null;
    this.parent?.resized();
  }

  /** The position before the first thing in it. */
  get start(): number {
    if (this.parent === null) return 0;
    return this.parent.positionOf(this) + 1;
  }

  /** The position right before a child. */
  positionOf(child: Shown): number {
    let position = this.start;
    for (const other of this.#children) {
      if (other === child) return position;
      position += other.size;
    }
    throw new Error('This is not shown here.');
  }

  /** The children that have a place in the document, as they are now; the n-th is the n-th child node of a block of blocks. */
  visible(): Shown[] {
    return this.#children.filter(({ size }) => size > 0);
  }

  /** The ids of what stands in the line between two offsets, elements too; for blocks that hold text. */
  runsIn(from: number, to: number): Run[] {
    const runs: Run[] = [];
    let before = 0;
    for (const child of this.#children) {
      const [start, end] = [Math.max(from, before), Math.min(to, before + child.size)];
      if (start < end) {
        if (child instanceof ShownText) runs.push(...child.runsIn(start - before, end - before));
        else runs.push(...runsOf(child));
      }
      before += child.size;
    }
    return joinRuns(runs);
  }
}

/** An empty paragraph. */
const FILLER_SIZE = 2;

/** Where a position is: in a line, at an offset of it, or between the children of a block of blocks. */
export type Place =
  | { readonly kind: 'line'; readonly block: ShownBlock; readonly offset: number }
  | { readonly kind: 'between'; readonly block: ShownBlock; readonly index: number };

/** All that is shown, with a way from each Yjs type to where it is. */
export class Mirror {
  readonly root: ShownBlock;

  constructor(article: Y.XmlFragment) {
    this.root = new ShownBlock(article, null);
  }

  /** What is shown of a Yjs type; null where it isn't, as for what was deleted or has just come. */
  find(type: ArticleType): Shown | null {
    if (type === this.root.type) return this.root;
    if (type.parent === null) return null;
    const block = this.find(type.parent as ArticleType); // nothing else has one of these in it
    if (!(block instanceof ShownBlock)) return null;
    return block.children.find((child) => child.type === type) ?? null;
  }

  /** The place of a position of the document; positions outside are at its ends. */
  placeOf(position: number): Place {
    let block = this.root;
    let offset = Math.max(0, Math.min(position, block.innerSize));
    for (;;) {
      if (typeOf(block.type)?.inlineContent) return { kind: 'line', block, offset };
      const found = stepInto(block, offset);
      if (found.inside === null) return { kind: 'between', block, index: found.index };
      ({ inside: block, offset } = { ...found, inside: found.inside });
    }
  }

  /** Ids of the characters or elements in a range, where that lies within one line or is an element without text; else none. */
  runsIn(from: number, to: number): Run[] {
    const place = this.placeOf(from);
    if (place.kind === 'line') return place.block.runsIn(place.offset, place.offset + to - from);
    const child = place.block.children[place.index];
    return child instanceof ShownBlock && child.size === 1 ? runsOf(child) : [];
  }

  /** The position of a character or element of a line by its id; null where it isn't shown. */
  positionOf({ client, clock }: Pick<Run, 'client' | 'clock'>, item: Y.Item): number | null {
    const { parent, content } = item;
    if (content instanceof Y.ContentType) {
      const shown = this.find(content.type as ArticleType); // nothing else is in an article
      return shown?.parent?.positionOf(shown) ?? null;
    }
    const text = parent instanceof Y.XmlText ? this.find(parent) : null;
    if (!(text instanceof ShownText)) return null;
    let before = 0;
    for (const run of text.runs) {
      if (run.client === client && run.clock <= clock && clock < run.clock + run.length)
        return text.parent.positionOf(text) + before + clock - run.clock;
      before += run.length;
    }
    return null;
  }
}

/** The child that an offset is in, or the number of the one that it is before. */
function stepInto(block: ShownBlock, offset: number) {
  let before = 0;
  for (const [index, child] of block.children.entries()) {
    if (offset <= before && child.size > 0) return { inside: null, offset, index };
    const isWithin = before < offset && offset < before + child.size;
    if (isWithin && child instanceof ShownBlock)
      return { inside: child, offset: offset - before - 1, index };
    before += child.size;
  }
  return { inside: null, offset, index: block.children.length };
}

/** The ids of an element that counts as a character of a line. */
export function runsOf({ type }: ShownBlock): Run[] {
  const run = type instanceof Y.XmlElement ? runOfElement(type) : null;
  return run === null ? [] : [run];
}

/** The part of some runs between two offsets. */
export function sliceRuns(runs: readonly Run[], from: number, to: number): Run[] {
  const found: Run[] = [];
  let before = 0;
  for (const { client, clock, length } of runs) {
    const [start, end] = [Math.max(from, before), Math.min(to, before + length)];
    if (start < end) found.push({ client, clock: clock + start - before, length: end - start });
    before += length;
  }
  return found;
}

function sizeOf(runs: readonly Run[]): number {
  return runs.reduce((size, { length }) => size + length, 0);
}
