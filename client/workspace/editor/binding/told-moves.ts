/** Which characters that a person's change made in Yjs are which that it deleted: by ProseMirror's steps, never by likeness. */
import type { Node } from 'prosemirror-model';
import type * as Y from 'yjs';
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
import { Course, leafWords } from './course.ts';
import type { DoneStep } from './course.ts';
import { sliceRuns } from './mirror.ts';
import type { Mirror } from './mirror.ts';
import type { Gone } from './write-steps.ts';

/** Characters in a row that were cut somewhere: their ids, and what they read. */
export interface CutWords {
  readonly runs: readonly Run[];
  readonly words: string;
}

/**
 * Tells what a change has moved: each character that the document still has, though its id in Yjs is another, and what it got
 * back of `pasted`. Call it within the transaction of Yjs, when the mirror shows the end.
 */
export function tellChange(
  transaction: Y.Transaction,
  steps: readonly DoneStep[],
  gone: readonly Gone[],
  mirror: Mirror,
  pasted: CutWords | null,
): void {
  const course = new Course(steps);
  const moves: Move[] = [];
  const returned: Move[] = [];
  const add = (to: Move[], old: readonly Run[], position: number, length: number): void => {
    const now = mirror.runsIn(position, position + length);
    if (lengthOf(now) === length) to.push(...movesBetween(old, now));
  };
  for (const { step, position, run } of gone) {
    for (const { offset, length, at } of course.endsOf(step, position, run.length))
      add(moves, sliceRuns([run], offset, offset + length), at, length);
  }
  if (pasted !== null) {
    for (const { offset, length, at } of course.endsOfInserted(pasted.words))
      add(returned, sliceRuns(pasted.runs, offset, offset + length), at, length);
  }
  tellMoved(transaction, moves);
  tellPasted(transaction, returned);
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

/** Tells moves of what lived until this transaction; others lead from characters that nobody has ever seen. */
export function tellMoved({ doc, beforeState }: Y.Transaction, moves: readonly Move[]): void {
  const known = moves.filter(([client, clock]) => clock < (beforeState.get(client) ?? 0));
  tellMoves(doc, joinMoves(known).slice(0, MAX_MOVES_AT_ONCE));
}

/**
 * Tells moves to what an undo or redo brought back. What others have put elsewhere meanwhile is there twice then, until the server
 * takes one away.
 */
export function tellUndone(transaction: Y.Transaction, moves: readonly Move[]): void {
  tellMoved(
    transaction,
    moves.filter((move) => isFresh(transaction, move)),
  );
}

/** Tells moves to what was cut and is pasted, as long as nobody has put it anywhere: what is pasted again is a copy. */
function tellPasted(transaction: Y.Transaction, moves: readonly Move[]): void {
  if (moves.length === 0) return;
  const { doc } = transaction;
  const index = MoveIndex.of(doc);
  const news = moves.flatMap((move) => {
    const [client, clock, length, newClient, newClock] = move;
    if (!isFresh(transaction, move)) return [];
    return deadIn(index, doc, { client, clock, length }).map((run): Move => {
      return [client, run.clock, run.length, newClient, newClock + run.clock - clock];
    });
  });
  tellMoved(transaction, news);
}

function isFresh({ doc, beforeState }: Y.Transaction, [, , , client, clock]: Move): boolean {
  return client === doc.clientID && clock >= (beforeState.get(client) ?? 0);
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

function lengthOf(runs: readonly Run[]): number {
  return runs.reduce((sum, { length }) => sum + length, 0);
}
