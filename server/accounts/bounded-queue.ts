/** Limits how much costly work runs at once and how much waits; what comes beyond that is refused without waiting. */
import { done, failed } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';

/** How much runs, how much waits, and when what was refused may be tried again. */
export interface BoundedQueueOptions {
  readonly maxRunning: number;
  readonly maxWaiting: number;
  /** What a refusal says: how long to wait before the next try. */
  readonly retryAfterMs: number;
}

/** First come, first served; within one process alone, and lost with it. */
export class BoundedQueue {
  readonly #options: BoundedQueueOptions;
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(options: BoundedQueueOptions) {
    this.#options = options;
  }

  /** Does the work in its turn and gives what it gives; `too-many-requests` where the queue is full. Rejects where the work does. */
  async run<T>(work: () => Promise<T>): Promise<Result<T>> {
    const { maxRunning, maxWaiting, retryAfterMs } = this.#options;
    if (this.#running >= maxRunning) {
      if (this.#waiting.length >= maxWaiting)
        return failed('too-many-requests', undefined, { retryAfterMs });
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else {
      this.#running += 1;
    }
    try {
      return done(await work());
    } finally {
      // The place goes straight to the one that waited longest: if it were freed first, a newcomer could take it.
      const next = this.#waiting.shift();
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }
}
