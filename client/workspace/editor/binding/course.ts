/** What becomes of characters in the course of a change of several steps: what each keeps, and what comes back of what went. */
import type { Node } from 'prosemirror-model';
import { ReplaceStep } from 'prosemirror-transform';
import type { Step } from 'prosemirror-transform';
import { piecesIn, piecesKeptBy } from './kept-pieces.ts';
import type { KeptPiece } from './kept-pieces.ts';
import type { WrittenStep } from './write-steps.ts';

/** A step of a person's change, all of which are followed to the end. */
export interface DoneStep extends WrittenStep {
  readonly step: Step;
}

/** A part of some characters, `offset` from the first one, and its position in the end. */
export interface End {
  readonly offset: number;
  readonly length: number;
  readonly at: number;
}

/** Deleted characters that came back: `from` and `to` before the step that deleted them, `at` after the step that brought them. */
interface Return {
  readonly step: number;
  readonly from: number;
  readonly to: number;
  readonly bornStep: number;
  readonly at: number;
}

/** What becomes of characters from any step on to the end. */
export class Course {
  readonly #steps: readonly DoneStep[];
  readonly #kept: readonly (readonly KeptPiece[])[];
  #returns: readonly Return[] | null = null;

  constructor(steps: readonly DoneStep[]) {
    this.#steps = steps;
    this.#kept = steps.map(({ map, before }) => piecesKeptBy(map, before.content.size));
  }

  endsOf(step: number, position: number, length: number): End[] {
    return this.#follow(step, position, length, 0);
  }

  /** Where the characters that the change inserted are, in order, if they read exactly so; else none. */
  endsOfInserted(words: string): End[] {
    const inserted = this.#steps.flatMap(insertedBy);
    if (wordsOf(inserted) !== words) return [];
    let offset = 0;
    return inserted.flatMap(({ node, step, at }) => {
      const ends = this.#follow(step + 1, at, node.nodeSize, offset);
      offset += node.nodeSize;
      return ends;
    });
  }

  #follow(step: number, position: number, length: number, offset: number): End[] {
    const kept = this.#kept[step];
    if (kept === undefined) return [{ offset, length, at: position }];
    const ends: End[] = [];
    let at = position;
    const returned = (to: number): void => {
      if (at < to) ends.push(...this.#returned(step, at, to, offset + at - position));
    };
    for (const { from, to, shift } of piecesIn(kept, position, position + length)) {
      returned(from);
      ends.push(...this.#follow(step + 1, from + shift, to - from, offset + from - position));
      at = to;
    }
    returned(position + length);
    return ends;
  }

  #returned(step: number, from: number, to: number, offset: number): End[] {
    this.#returns ??= returnsIn(this.#steps);
    return this.#returns.flatMap((found) => {
      const [start, end] = [Math.max(from, found.from), Math.min(to, found.to)];
      if (found.step !== step || start >= end) return [];
      const at = found.at + start - found.from;
      return this.#follow(found.bornStep + 1, at, end - start, offset + start - from);
    });
  }
}

/** Text, or an element that counts as a character, in the slice of a step or deleted by one. */
interface Part {
  readonly step: number;
  readonly node: Node;
  readonly at: number;
}

/** Whole dropped slices first, then nodes that are the very same objects. */
function returnsIn(steps: readonly DoneStep[]): Return[] {
  const inserted = steps.map(insertedBy);
  if (inserted.every(({ length }) => length === 0)) return [];
  const returns: Return[] = [];
  const taken = new Set<Part>();
  for (const [number, step] of steps.entries()) {
    const deleted = deletedBy(step);
    if (deleted.length === 0) continue;
    const whole = inserted.find(
      (parts, other) =>
        other !== number && !parts.some((part) => taken.has(part)) && isSame(parts, deleted),
    );
    if (whole !== undefined) {
      for (const part of whole) taken.add(part);
      returns.push(...aligned(deleted, whole));
      continue;
    }
    for (const part of deleted) {
      const other = inserted.flat().find((made) => made.node === part.node && !taken.has(made));
      if (other === undefined) continue;
      taken.add(other);
      returns.push(...aligned([part], [other]));
    }
  }
  return returns;
}

function insertedBy({ step, number }: DoneStep): Part[] {
  if (!(step instanceof ReplaceStep)) return [];
  const parts: Part[] = [];
  const { content, openStart } = step.slice;
  content.descendants((node, offset) => {
    if (node.isLeaf) parts.push({ step: number, node, at: step.from + offset - openStart });
  });
  return parts;
}

function deletedBy({ map, before, number }: DoneStep): Part[] {
  const parts: Part[] = [];
  map.forEach((from, to) => {
    before.nodesBetween(from, to, (node, at) => {
      if (!node.isLeaf) return;
      const [start, end] = [Math.max(from, at), Math.min(to, at + node.nodeSize)];
      if (start >= end) return;
      const isWhole = end - start === node.nodeSize;
      const part = isWhole ? node : node.cut(start - at, end - at);
      parts.push({ step: number, node: part, at: start });
    });
  });
  return parts;
}

function isSame(inserted: readonly Part[], deleted: readonly Part[]): boolean {
  return inserted.length > 0 && wordsOf(inserted) === wordsOf(deleted);
}

/** Both read the same, though in other pieces. */
function aligned(deleted: readonly Part[], inserted: readonly Part[]): Return[] {
  const returns: Return[] = [];
  let [at, within] = [0, 0];
  for (const { node, at: from, step } of deleted) {
    for (let done = 0; done < node.nodeSize;) {
      const part = inserted[at];
      if (part === undefined) return returns;
      const length = Math.min(node.nodeSize - done, part.node.nodeSize - within);
      const start = from + done;
      returns.push({
        step,
        from: start,
        to: start + length,
        bornStep: part.step,
        at: part.at + within,
      });
      done += length;
      within += length;
      if (within === part.node.nodeSize) [at, within] = [at + 1, 0];
    }
  }
  return returns;
}

/** The text of leaves; one that has none counts as one character, named by its type so that no other stands for it. */
function wordsOf(parts: readonly Part[]): string {
  return parts.map(({ node }) => leafWords(node)).join('');
}

/** What a leaf reads when cut words are compared: a private character for each type of element. */
export function leafWords({ text, type }: Node): string {
  return text ?? String.fromCharCode(0xe000 + Object.keys(type.schema.nodes).indexOf(type.name));
}
