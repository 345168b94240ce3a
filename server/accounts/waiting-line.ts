/** Runs costly work few at a time; a few more wait, and the rest are sent away at once. */
import { done, failed } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';

export interface WaitingLineOptions {
  readonly atOnce: number;
  readonly mostWaiting: number;
  /** When who is sent away is asked to come back. */
  readonly retryMs: number;
}

export class WaitingLine {
  readonly #options: WaitingLineOptions;
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(options: WaitingLineOptions) {
    this.#options = options;
  }

  /** What the work gives, in its turn; `too-many-requests` where the line is full. Rejects where the work does. */
  async run<T>(work: () => Promise<T>): Promise<Result<T>> {
    const { atOnce, mostWaiting, retryMs } = this.#options;
    if (this.#running >= atOnce) {
      if (this.#waiting.length >= mostWaiting)
        return failed('too-many-requests', undefined, { retryAfterMs: retryMs });
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else {
      this.#running += 1;
    }
    try {
      return done(await work());
    } finally {
      // Who waits takes over the place, so that nobody slips in between.
      const next = this.#waiting.shift();
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }
}
