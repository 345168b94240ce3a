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
  /** For each rate and subject, when the bucket will be empty. */
  readonly #emptyAt = new Map<string, number>();
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
    const key = keyOf(rate, actor, network);
    const emptyAt = Math.max(this.#emptyAt.get(key) ?? now, now);
    this.#emptyAt.set(key, emptyAt + (MINUTE_MS / mostFor(rate, actor)) * times);
    return 0;
  }

  /** After how many milliseconds they may do it once more, 0 for at once. Nothing is counted. */
  waitFor(rate: Rate, actor: Actor, network: string): number {
    const now = this.#clock();
    const each = MINUTE_MS / mostFor(rate, actor); // infinite where none is allowed
    const emptyAt = Math.max(this.#emptyAt.get(keyOf(rate, actor, network)) ?? now, now);
    return Math.min(Math.max(0, emptyAt + each - MINUTE_MS - now), MINUTE_MS);
  }

  /** How many buckets it keeps. */
  get size(): number {
    return this.#emptyAt.size;
  }

  /** Anybody may be counted under ever new addresses. */
  #sweep(now: number): void {
    if (now - this.#sweptAt < MINUTE_MS) return;
    this.#sweptAt = now;
    for (const [key, emptyAt] of this.#emptyAt) if (emptyAt <= now) this.#emptyAt.delete(key);
  }
}

function keyOf({ what }: Rate, actor: Actor, network: string): string {
  return `${what}/${isPerson(actor) ? actor.id : network}`;
}
