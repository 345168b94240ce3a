/** The words of one block as they are collected, with the places in it that comments and changes name. */
import type { Mark, Node } from 'prosemirror-model';
import { articleSchema } from '../../../../shared/article/schema.ts';

/** A place in a line, in UTF-16 units from its beginning, before blanks are taken from its ends. */
export interface Spot {
  readonly line: Line;
  readonly at: number;
}

/** Words with their marks; a line feed is a break. */
export interface Words {
  readonly text: string;
  readonly marks: readonly Mark[];
}

/** What somebody has changed in a line while changes were tracked: deleted words are still in it, inserted ones are not. */
export interface Change {
  readonly author: string;
  /** As the file says it; the empty string where it doesn't. */
  readonly date: string;
  readonly from: number;
  readonly to: number;
  readonly inserted: readonly Words[];
}

/** Where the words of a line have come to: in which block, and behind how many characters of others. */
interface Home {
  readonly node: Node;
  readonly before: number;
}

const EDGE_START = /^[ \n\t\u00A0]+/;
const EDGE_END = /[ \n\t\u00A0]+$/;

/** Takes words until it is put into a block. */
export class Line {
  readonly changes: Change[] = [];
  readonly #words: Words[] = [];
  readonly #keepsBlanks: boolean;
  #length = 0;
  /** All words, once they are put into a block. */
  #all = '';
  #trimmed = 0;
  #size = 0;
  #home: Home | null = null;

  /** `keepsBlanks`: a line of code, of which nothing is taken. */
  constructor(keepsBlanks: boolean) {
    this.#keepsBlanks = keepsBlanks;
  }

  get length(): number {
    return this.#length;
  }

  get here(): Spot {
    return { line: this, at: this.#length };
  }

  get isBlank(): boolean {
    return this.#words.every(({ text }) => text.trim() === '');
  }

  /** Whether something of it was not deleted while changes were tracked. */
  get hasKept(): boolean {
    return this.changes.reduce((sum, { from, to }) => sum + to - from, 0) < this.#length;
  }

  /** Tabs are blanks, but in code. */
  add({ text, marks }: Words): void {
    const kept = this.#keepsBlanks ? text : text.replaceAll('\t', ' ');
    if (kept === '') return;
    this.#words.push({ text: kept, marks });
    this.#length += kept.length;
  }

  /** What was inserted stands in the line after all, since nothing else does. Gives whether anything has. */
  acceptInsertions(): boolean {
    const inserted = this.changes.flatMap((change) => change.inserted);
    if (!this.isBlank || inserted.every(({ text }) => text.trim() === '')) return false;
    this.changes.length = 0;
    for (const words of inserted) this.add(words);
    return true;
  }

  /** The line as it may stand in a block, without the blanks and breaks at its ends. */
  content(): Node[] {
    const all = this.#words.map(({ text }) => text).join('');
    this.#all = all;
    const trimmed = this.#keepsBlanks ? 0 : (EDGE_START.exec(all)?.[0].length ?? 0);
    const end = this.#keepsBlanks ? all.length : all.length - (EDGE_END.exec(all)?.[0].length ?? 0);
    [this.#trimmed, this.#size] = [trimmed, Math.max(0, end - trimmed)];
    const nodes: Node[] = [];
    let at = 0;
    for (const { text, marks } of this.#words) {
      const kept = text.slice(Math.max(0, trimmed - at), Math.max(0, end - at));
      at += text.length;
      for (const [index, words] of kept.split('\n').entries()) {
        if (index > 0) nodes.push(articleSchema.nodes.hard_break.create(null, null, marks));
        if (words !== '') nodes.push(articleSchema.text(words, marks));
      }
    }
    return nodes;
  }

  /** All words without marks, as code has them. */
  text(): string {
    this.content();
    return this.#all;
  }

  /** Of the blanks that were taken from its ends, those before and after a place that is among them. */
  blanksAt(at: number): { readonly before: string; readonly after: string } {
    return {
      before: this.#all.slice(this.#trimmed + this.#size, at),
      after: this.#all.slice(at, Math.max(at, this.#trimmed)),
    };
  }

  /** Says in which block it stands, and behind how many characters; once, after its content was asked for. */
  settle(node: Node, before = 0): void {
    this.#home = { node, before };
  }

  /** The offset of a place in the plain text of an article; null where the line is in none of its blocks. */
  offsetOf(at: number, starts: ReadonlyMap<Node, number>): number | null {
    const start = this.#home === null ? undefined : starts.get(this.#home.node);
    if (start === undefined || this.#home === null) return null;
    return start + this.#home.before + Math.min(Math.max(at - this.#trimmed, 0), this.#size);
  }
}
