/** Finds the words of an article that the places of a Word file are: the range of a comment, or the words beside a point. */
import type { Node } from 'prosemirror-model';
import { plainText, textBlocks } from '../../../../shared/article/plain-text.ts';
import type { Line, Spot } from './line.ts';
import type { CommentPlace } from './reading.ts';

/** Words in the plain text, in UTF-16 units; there is one character at least. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

interface Block {
  readonly from: number;
  readonly to: number;
}

/** More are no word, but a sentence in a script without blanks. */
const WORD_BEFORE = /[\p{L}\p{N}\p{M}_'’\u2011-]{1,40}$/u;
const WORD_AFTER = /^[\p{L}\p{N}\p{M}_'’\u2011-]{1,40}/u;
/** In UTF-16 units. */
const NEAR = 100;
const NEAR_BEFORE = /\S{1,40}\s*$/u;
const NEAR_AFTER = /^\s*\S{1,40}/u;

/** The places of one article once its document is made. */
export class Places {
  readonly text: string;
  readonly #starts = new Map<Node, number>();
  readonly #blocks: readonly Block[];
  /** Those in which there is something to see, once they are asked for. */
  #seen: readonly Block[] | null = null;
  readonly #order = new Map<Line, number>();
  /** By the order of lines: the offset at which the next line that is in the article begins, and the last one ends. */
  readonly #next: (number | null)[] = [];
  readonly #last: (number | null)[] = [];

  constructor(doc: Node, lines: readonly Line[]) {
    this.text = plainText(doc);
    this.#blocks = textBlocks(doc);
    for (const { node, from } of textBlocks(doc)) this.#starts.set(node, from);
    let last: number | null = null;
    for (const [index, line] of lines.entries()) {
      this.#order.set(line, index);
      last = line.offsetOf(Number.MAX_SAFE_INTEGER, this.#starts) ?? last;
      this.#last.push(last);
    }
    let next: number | null = null;
    for (const line of lines.toReversed()) {
      next = line.offsetOf(0, this.#starts) ?? next;
      this.#next.push(next);
    }
    this.#next.reverse();
  }

  /** The words of a comment; null where the article has none. */
  rangeOf({ start, end, sign }: CommentPlace): Range | null {
    const first = start ?? sign ?? end;
    const last = end ?? sign ?? start;
    if (first === null || last === null) return null;
    const from = this.#offsetOf(first, 'start');
    const to = this.#offsetOf(last, 'end');
    if (from === null || to === null) return null;
    const range = this.#trimmed({ from: Math.min(from, to), to: Math.max(from, to) });
    return range ?? this.#beside(to);
  }

  /** The words between two places of a line; null where it is in none of the article's blocks. */
  within(line: Line, from: number, to: number): Range | null {
    const [first, last] = [from, to].map((at) => line.offsetOf(at, this.#starts));
    return typeof first === 'number' && typeof last === 'number' ? { from: first, to: last } : null;
  }

  /** Whether a point has characters of its block on both sides. */
  isWithin(at: number): boolean {
    const { before, after } = this.#around(at);
    return before !== '' && after !== '';
  }

  /** The words right before a line that is in no block, or else those right behind it; null where there are none at all. */
  beside(line: Line): (Range & { readonly isBefore: boolean }) | null {
    const index = this.#order.get(line) ?? 0;
    for (const [at, isBefore] of [
      [this.#last[index] ?? null, true],
      [this.#next[index] ?? null, false],
    ] as const) {
      const word = at === null ? null : this.wordAt(at);
      if (word !== null) return { ...word, isBefore };
    }
    return null;
  }

  /** The word that a point is at or in, else the one that stands nearest in the same block; null where that has none. */
  wordAt(at: number): Range | null {
    const { before, after } = this.#around(at);
    const [left, right] = [WORD_BEFORE.exec(before)?.[0] ?? '', WORD_AFTER.exec(after)?.[0] ?? ''];
    if (left !== '' || right !== '') return { from: at - left.length, to: at + right.length };
    const near = NEAR_BEFORE.exec(before)?.[0];
    if (near !== undefined) return { from: at - near.length, to: at };
    const next = NEAR_AFTER.exec(after)?.[0];
    return next === undefined ? null : { from: at, to: at + next.length };
  }

  /** What a comment without a range is on: the word before it, else the one behind it, else the nearest block that has any. */
  #beside(at: number): Range | null {
    const word = this.wordAt(at);
    if (word !== null) return this.#trimmed(word);
    this.#seen ??= this.#blocks.filter(({ from, to }) => this.text.slice(from, to).trim() !== '');
    const distance = ({ from, to }: Block): number =>
      at < from ? from - at : Math.max(0, at - to);
    const nearest = this.#seen.reduce<Block | null>(
      (best, one) => (best === null || distance(one) < distance(best) ? one : best),
      null,
    );
    return nearest && this.#trimmed(nearest);
  }

  #around(at: number): { readonly before: string; readonly after: string } {
    const block = this.#blocks[this.#blockAt(at)] ?? { from: 0, to: 0 };
    // No more than a word is sought in them, at each of very many points perhaps.
    return {
      before: this.text.slice(Math.max(block.from, at - NEAR), at),
      after: this.text.slice(at, Math.min(block.to, at + NEAR)),
    };
  }

  #blockAt(at: number): number {
    let [low, high] = [0, this.#blocks.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#blocks[middle]?.from ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #offsetOf({ line, at }: Spot, side: 'start' | 'end'): number | null {
    const found = line.offsetOf(at, this.#starts);
    const index = this.#order.get(line);
    if (found !== null || index === undefined) return found;
    const [next, last] = [this.#next[index] ?? null, this.#last[index] ?? null];
    return side === 'start' ? (next ?? last) : (last ?? next);
  }

  /** Without the blanks and line ends at its ends; null where nothing is left. */
  #trimmed({ from, to }: Range): Range | null {
    const words = this.text.slice(from, to);
    const start = words.length - words.trimStart().length;
    const length = words.trim().length;
    return length === 0 ? null : { from: from + start, to: from + start + length };
  }
}
