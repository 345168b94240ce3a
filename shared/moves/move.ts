/** The record that some new characters of a text are some deleted ones, and where such records are kept. */
import type * as Y from 'yjs';
import type { Run } from './item-runs.ts';

/** Name of the Yjs root of a text room that holds them, a `Y.Array`. */
export const MOVES_ROOT = 'moves';

/** As it is stored: the `length` characters from the old id on are those from the new id on, in this order. */
export type Move = readonly [
  oldClient: number,
  oldClock: number,
  length: number,
  newClient: number,
  newClock: number,
];

/** More in one transaction is not the doing of a person. */
export const MAX_MOVES_AT_ONCE = 20_000;

/** Whether a stored value is a move. */
export function isMove(value: unknown): value is Move {
  if (!Array.isArray(value) || value.length !== 5) return false;
  const [, , length] = value as unknown[];
  return value.every(isCount) && (length as number) > 0; // a number, since all five are
}

/** The moves of a text; writing to it is `tellMoves`. */
export function movesOf(doc: Y.Doc): Y.Array<unknown> {
  return doc.getArray(MOVES_ROOT);
}

/**
 * Pairs what was with what is: both name the same number of characters in the same order, a move for each two runs. Throws
 * where they don't.
 */
export function movesBetween(old: readonly Run[], now: readonly Run[]): Move[] {
  const moves: Move[] = [];
  let [at, taken] = [0, 0];
  for (const { client, clock, length } of now) {
    for (let done = 0; done < length;) {
      const run = old[at];
      if (run === undefined) throw new Error('There are fewer old characters than new ones.');
      const many = Math.min(run.length - taken, length - done);
      moves.push([run.client, run.clock + taken, many, client, clock + done]);
      done += many;
      taken += many;
      if (taken === run.length) [at, taken] = [at + 1, 0];
    }
  }
  if (at < old.length) throw new Error('There are more old characters than new ones.');
  return joinMoves(moves);
}

/** The same moves, with those that continue each other made one. */
export function joinMoves(moves: Iterable<Move>): Move[] {
  const joined: Move[] = [];
  for (const move of moves) {
    const last = joined.at(-1);
    if (last !== undefined && continues(last, move))
      joined[joined.length - 1] = [last[0], last[1], last[2] + move[2], last[3], last[4]];
    else joined.push(move);
  }
  return joined;
}

/** Writes moves into the text. Call it in the transaction that made the new characters, so that nobody gets one without the other. */
export function tellMoves(doc: Y.Doc, moves: readonly Move[]): void {
  if (moves.length > 0) movesOf(doc).push([...moves]);
}

function continues([oc, ok, length, nc, nk]: Move, next: Move): boolean {
  return oc === next[0] && ok + length === next[1] && nc === next[3] && nk + length === next[4];
}

function isCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
