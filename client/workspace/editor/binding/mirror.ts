/**
 * What the editor shows of the article: which Yjs types, in what order, and of each text which characters, by their ids. It
 * leads from positions of the document to Yjs and back, whatever Yjs has become in the meantime.
 */
import type { NodeType } from 'prosemirror-model';
import * as Y from 'yjs';
import { joinRuns, runOfElement, runsInText } from '../../../../shared/moves/item-runs.ts';
import type { Run } from '../../../../shared/moves/item-runs.ts';
import { typeOf } from './read-nodes.ts';

/** What an article is made of in Yjs: the fragment that is the whole, its elements, and the texts in these. */
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
  /** What it is shown as; null where this release doesn't know it, and shows nothing. */
  readonly nodeType: NodeType | null;
  readonly parent: ShownBlock | null;
  #children: Shown[] = [];
  /** Sums of the sizes before each child and after the last, since an article may have thousands; null to be made again. */
  #offsets: readonly number[] | null = null;
  #size: number | null = null;
  #hasHidden = false;
  /** A document is never empty: where the article is, the editor shows a paragraph that Yjs knows nothing of. */
  isFilled = false;

  constructor(type: Y.XmlElement | Y.XmlFragment, parent: ShownBlock | null) {
    this.type = type;
    this.nodeType = typeOf(type);
    this.parent = parent;
    this.read();
  }

  /** In the order of Yjs, and as many as it has. */
  get children(): readonly Shown[] {
    return this.#children;
  }

  /** As ProseMirror counts it. */
  get size(): number {
    return (this.#size ??= sizeAs(this.nodeType, this.innerSize));
  }

  get innerSize(): number {
    return this.isFilled ? FILLER_SIZE : (this.#measured().at(-1) ?? 0);
  }

  /** Takes over what Yjs has now. Elements that were shown before keep what is known of them. */
  read(): void {
    const { nodeType } = this;
    const known = new Map<unknown, Shown>(this.#children.map((child) => [child.type, child]));
    this.#children = [];
    if (nodeType !== null && !nodeType.isLeaf) {
      for (const child of this.type.toArray()) {
        if (child instanceof Y.XmlElement)
          this.#children.push(known.get(child) ?? new ShownBlock(child, this));
        else if (child instanceof Y.XmlText)
          this.#children.push(new ShownText(child, this, nodeType.inlineContent ? undefined : []));
      }
    }
    this.#hasHidden = this.#children.some(({ size }) => size === 0);
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
    this.#offsets = null;
    this.#size = null;
    this.parent?.resized();
  }

  /** The position before the first thing in it. */
  get start(): number {
    if (this.parent === null) return 0;
    return this.parent.positionOf(this) + 1;
  }

  /** The position right before a child. */
  positionOf(child: Shown): number {
    const offset = this.#measured()[this.#children.indexOf(child)];
    if (offset === undefined) throw new Error('This is not shown here.');
    return this.start + offset;
  }

  /** The child in which an offset is, `within` it, or right before which it is; the number of children at the end. */
  childAt(offset: number): { readonly index: number; readonly within: number } {
    const offsets = this.#measured();
    let [low, high] = [0, this.#children.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((offsets[middle + 1] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return { index: low, within: offset - (offsets[low] ?? 0) };
  }

  /** The children that have a place in the document, from a number to before another one, as they are now. */
  visible(from: number, to: number): Shown[] {
    const all = this.#hasHidden ? this.#children.filter(({ size }) => size > 0) : this.#children;
    return all.slice(from, to);
  }

  #measured(): readonly number[] {
    if (this.#offsets === null) {
      const offsets = [0];
      let sum = 0;
      for (const { size } of this.#children) offsets.push((sum += size));
      this.#offsets = offsets;
    }
    return this.#offsets;
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
      if (block.nodeType?.inlineContent) return { kind: 'line', block, offset };
      const { index, within } = block.childAt(offset);
      const child = block.children[index];
      if (within === 0 || !(child instanceof ShownBlock)) return { kind: 'between', block, index };
      [block, offset] = [child, within - 1];
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

function sizeAs(type: NodeType | null, innerSize: number): number {
  if (type === null) return 0;
  return type.isLeaf ? 1 : innerSize + 2;
}

function sizeOf(runs: readonly Run[]): number {
  return runs.reduce((size, { length }) => size + length, 0);
}
