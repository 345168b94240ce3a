/** The names by which the formats know cooperative tasks. */
import { runInTurns, runToEnd } from './cooperative-task.ts';
import type { CooperativeTask } from './cooperative-task.ts';

/** Work that yields wherever the rest of it may wait. */
export type Steps<T> = CooperativeTask<T>;

/** See `runToEnd`. */
export const atOnce = runToEnd;

/** See `runInTurns`. */
export const inTurns = runInTurns;

/** What `work` makes of each, one at a step. */
export function* eachInTurn<T, R>(items: readonly T[], work: (item: T) => R): Steps<R[]> {
  const made: R[] = [];
  for (const item of items) {
    made.push(work(item));
    yield;
  }
  return made;
}
