/** Notices that the server has not said for long that it stored anything of what waits for it. */

/** Storing takes a fraction of a second, on a slow line two. */
const LATE_MS = 5000;

export class Lateness {
  readonly #late: () => void;
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** `late` is called once each time that something has waited too long. */
  constructor(late: () => void) {
    this.#late = late;
  }

  /** Something waits; what waits already goes on doing so. */
  wait(): void {
    this.#timer ??= setTimeout(this.#late, LATE_MS);
  }

  /** Something was stored, or there is nobody to store it. */
  rest(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
