/** When people act: each at their own pace, irregularly as hands are, and the same in every run. */

interface Act {
  readonly do: () => void;
  readonly periodMs: number;
  due: number;
}

export class Schedule {
  readonly #acts: Act[] = [];
  #timer: NodeJS.Timeout | null = null;
  #random = 1;
  #pace = 1;

  /** Has it done about once in the period, from half of it to one and a half apart. */
  every(periodMs: number, act: () => void): void {
    this.#acts.push({ do: act, periodMs, due: performance.now() + periodMs * this.#chance() });
  }

  /** So many times as fast as they were told, until `slowDown`. */
  start(pace = 1): void {
    this.#pace = pace;
    this.#timer = setInterval(() => this.#run(), 1);
  }

  slowDown(): void {
    this.#pace = 1;
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  #run(): void {
    const now = performance.now();
    for (const act of this.#acts) {
      if (act.due > now) continue;
      act.do();
      // From when it was due, so that a late timer doesn't slow the pace.
      act.due += (act.periodMs * (0.5 + this.#chance())) / this.#pace;
    }
  }

  /** The minimal standard generator of Park and Miller, as a number from 0 to 1. */
  #chance(): number {
    this.#random = (this.#random * 48_271) % 2_147_483_647;
    return this.#random / 2_147_483_647;
  }
}
