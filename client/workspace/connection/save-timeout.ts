/** Notices that the server has stored nothing for long of what it was sent. */

/** Storing takes a fraction of a second, on a slow line two. */
const TIMEOUT_MS = 5000;

/** A timer that runs while something waits to be stored. */
export class SaveTimeout {
  readonly #timedOut: () => void;
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** `timedOut` is called once each time that something has waited too long. */
  constructor(timedOut: () => void) {
    this.#timedOut = timedOut;
  }

  /** Something waits; where it runs already it runs on. */
  start(): void {
    this.#timer ??= setTimeout(this.#timedOut, TIMEOUT_MS);
  }

  /** Something was stored, or there is nobody to store it. */
  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
