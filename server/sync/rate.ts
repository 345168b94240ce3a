/** How much comes in a second, by what came in the last tenths of one. */

/** What came this long ago counts a third. */
const RATE_MS = 150;

/** A rate that follows what comes. */
export class Rate {
  #perSecond = 0;
  #at = 0;

  /** The rate in a second once `count` more have come. */
  with(count: number): number {
    const now = performance.now();
    this.#perSecond =
      this.#perSecond * Math.exp((this.#at - now) / RATE_MS) + (count * 1000) / RATE_MS;
    this.#at = now;
    return this.#perSecond;
  }
}
