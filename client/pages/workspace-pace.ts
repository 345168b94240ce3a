/** Does heavy work after changes, but never so often that people feel it while they type. */

/** Work that takes no longer than this is done in each frame. */
const LIGHT_MS = 40;
/** Otherwise it rests this many times as long as it took. */
const REST = 4;

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
    else setTimeout(() => requestAnimationFrame(this.#run), this.#tookMs * REST);
  }

  readonly #run = (): void => {
    this.#isAsked = false;
    const start = performance.now();
    this.#work();
    // Up to the next frame, since drawing what the work changed is the greater part of it.
    requestAnimationFrame(() => (this.#tookMs = performance.now() - start));
  };
}
