/** Counts how often each does what has a rate: one number a person or network, in memory, by a clock that is never put back. */
import { isPerson } from '../../shared/policy/actor.ts';
import type { Actor } from '../../shared/policy/actor.ts';
import { mostFor } from './rates.ts';
import type { Rate } from './rates.ts';

const MINUTE_MS = 60_000;

/** Milliseconds since some moment; never less than before. */
export type Clock = () => number;

/**
 * A bucket of a minute's worth that runs out evenly (GCRA): who has been quiet for a minute may do a minute's worth at once. A
 * minute isn't worth being kept over a restart, and of several servers each counts by itself.
 */
export class RateCounter {
  readonly #clock: Clock;
  /** By what is counted: for each subject, when the bucket will be empty. Asked for each keystroke, so nothing is put together for it. */
  readonly #emptyAt = new Map<string, Map<string, number>>();
  #sweptAt: number;

  constructor(clock: Clock = () => performance.now()) {
    this.#clock = clock;
    this.#sweptAt = clock();
  }

  /**
   * Counts one time for a person, or for the network of somebody who is none. Returns 0 where that is within the rate, else after
   * how many milliseconds the next one is; then nothing was counted. What is done `times` at once is let in where once would be: the
   * next has to wait for all of it.
   */
  count(rate: Rate, actor: Actor, network: string, times = 1): number {
    this.#sweep(this.#clock());
    const wait = this.waitFor(rate, actor, network);
    if (wait > 0) return wait;
    const now = this.#clock();
    const subjects = this.#emptyAt.get(rate.what) ?? new Map<string, number>();
    const subject = subjectOf(actor, network);
    const emptyAt = Math.max(subjects.get(subject) ?? now, now);
    subjects.set(subject, emptyAt + (MINUTE_MS / mostFor(rate, actor)) * times);
    this.#emptyAt.set(rate.what, subjects);
    return 0;
  }

  /** After how many milliseconds they may do it once more, 0 for at once. Nothing is counted. */
  waitFor(rate: Rate, actor: Actor, network: string): number {
    const most = mostFor(rate, actor);
    if (most === 0) return MINUTE_MS;
    const emptyAt = this.#emptyAt.get(rate.what)?.get(subjectOf(actor, network));
    if (emptyAt === undefined) return 0;
    const wait = emptyAt + MINUTE_MS / most - MINUTE_MS - this.#clock();
    return Math.min(Math.max(0, wait), MINUTE_MS);
  }

  /** How many buckets it keeps. */
  get size(): number {
    return [...this.#emptyAt.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** Anybody may be counted under ever new addresses. */
  #sweep(now: number): void {
    if (now - this.#sweptAt < MINUTE_MS) return;
    this.#sweptAt = now;
    for (const subjects of this.#emptyAt.values())
      for (const [subject, emptyAt] of subjects) if (emptyAt <= now) subjects.delete(subject);
  }
}

function subjectOf(actor: Actor, network: string): string {
  return isPerson(actor) ? actor.id : network;
}
