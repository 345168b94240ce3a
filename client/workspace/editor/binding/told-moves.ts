/** Which characters that a person's change made in Yjs are which that it deleted: by ProseMirror's steps, never by likeness. */
import type { Node } from 'prosemirror-model';
import { ReplaceStep } from 'prosemirror-transform';
import type { Step } from 'prosemirror-transform';
import * as Y from 'yjs';
import { itemsOf } from '../../../../shared/moves/item-runs.ts';
import type { Run } from '../../../../shared/moves/item-runs.ts';
import { MoveIndex } from '../../../../shared/moves/move-index.ts';
import {
  joinMoves,
  MAX_MOVES_AT_ONCE,
  movesBetween,
  tellMoves,
} from '../../../../shared/moves/move.ts';
import type { Move } from '../../../../shared/moves/move.ts';
import { piecesIn, piecesKeptBy } from './kept-pieces.ts';
import type { KeptPiece } from './kept-pieces.ts';
import { sliceRuns } from './mirror.ts';
import type { Mirror } from './mirror.ts';
import type { Gone, WrittenStep } from './write-steps.ts';

/** A step of a person's change, all of which are followed to the end. */
export interface DoneStep extends WrittenStep {
  readonly step: Step;
}

/** Characters in a row that were cut somewhere: their ids, and what they read. */
export interface CutWords {
  readonly runs: readonly Run[];
  readonly words: string;
}

/**
 * The moves of a change that is written: to each character that the document still has, though its id in Yjs is another, and
 * to what it got back of `pasted`. Call it within the transaction of Yjs, when the mirror shows the end.
 */
export function movesOfChange(
  steps: readonly DoneStep[],
  gone: readonly Gone[],
  mirror: Mirror,
  pasted: CutWords | null,
): Move[] {
  const course = new Course(steps);
  const moves: Move[] = [];
  const add = (old: readonly Run[], position: number, length: number): void => {
    const now = mirror.runsIn(position, position + length);
    if (lengthOf(now) === length) moves.push(...movesBetween(old, now));
  };
  for (const { step, position, run } of gone) {
    for (const { offset, length, at } of course.endsOf(step, position, run.length))
      add(sliceRuns([run], offset, offset + length), at, length);
  }
  if (pasted !== null) {
    for (const { offset, length, at } of course.endsOfInserted(pasted.words))
      add(sliceRuns(pasted.runs, offset, offset + length), at, length);
  }
  return moves;
}

/** The words and elements between two positions of a document that the mirror shows. */
export function cutWords(mirror: Mirror, doc: Node, from: number, to: number): CutWords {
  const runs: Run[] = [];
  let words = '';
  doc.nodesBetween(from, to, (node, at) => {
    if (!node.isLeaf) return;
    const [start, end] = [Math.max(from, at), Math.min(to, at + node.nodeSize)];
    if (start >= end) return;
    runs.push(...mirror.runsIn(start, end));
    words += leafWords(node.isText ? node.cut(start - at, end - at) : node);
  });
  return { runs, words };
}

/** Writes the moves that say something: of characters that were there before, are deleted and live nowhere else, to new ones. */
export function tellNews({ doc, beforeState }: Y.Transaction, moves: readonly Move[]): void {
  if (moves.length === 0) return;
  const index = new MoveIndex(doc);
  const news = moves.flatMap(([client, clock, length, newClient, newClock]) => {
    if (newClient !== doc.clientID || newClock < (beforeState.get(newClient) ?? 0)) return [];
    if (clock >= (beforeState.get(client) ?? 0)) return [];
    return deadIn(index, doc, { client, clock, length }).map((run): Move => {
      return [client, run.clock, run.length, newClient, newClock + run.clock - clock];
    });
  });
  tellMoves(doc, joinMoves(news).slice(0, MAX_MOVES_AT_ONCE));
}

/** The parts of a run that live nowhere, be it as they are or moved. */
function deadIn(index: MoveIndex, doc: Y.Doc, run: Run): Run[] {
  const lives = index.follow(run).map(({ offset, length }) => [offset, offset + length] as const);
  const edges = [...new Set([0, run.length, ...lives.flat()])].sort((one, other) => one - other);
  return edges.flatMap((from, at) => {
    const to = edges[at + 1];
    if (to === undefined || lives.some(([start, end]) => start <= from && to <= end)) return [];
    const part = { client: run.client, clock: run.clock + from, length: to - from };
    return itemsOf(doc, part).map(({ client, clock, length }) => ({ client, clock, length }));
  });
}

/** A part of some characters, `offset` from the first one, and its position in the end. */
interface End {
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
class Course {
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
      const isWhole = end - start === node.nodeSize;
      if (start >= end) return;
      const part = end - start === node.nodeSize ? node : node.cut(start - at, end - at);
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
function leafWords({ text, type }: Node): string {
  return text ?? String.fromCharCode(0xe000 + Object.keys(type.schema.nodes).indexOf(type.name));
}

function lengthOf(runs: readonly Run[]): number {
  return runs.reduce((sum, { length }) => sum + length, 0);
}
