/** Does heavy work after changes, but never so often that people feel it while they type. */

/** Work that takes no longer than this is done in each frame. */
const LIGHT_MS = 12;
/** Otherwise it rests at least so long, and this many times as long as it took. */
const REST_MS = 250;
const REST = 6;

/** Runs `work` once for all calls of `ask` since the last time. */
export class Pace {
  readonly #work: () => void;
  #isAsked = false;
  #tookMs = 0;

  constructor(work: () => void) {
    this.#work = work;
  }

  /** In the next frame, or later where the work was slow the last time. */
  ask(): void {
    if (this.#isAsked) return;
    this.#isAsked = true;
    if (this.#tookMs < LIGHT_MS) requestAnimationFrame(this.#run);
    else setTimeout(() => requestAnimationFrame(this.#run), Math.max(REST_MS, this.#tookMs * REST));
  }

  readonly #run = (): void => {
    this.#isAsked = false;
    const start = performance.now();
    this.#work();
    // Up to the next frame, since drawing what the work changed is the greater part of it.
    requestAnimationFrame(() => (this.#tookMs = performance.now() - start));
  };
}
