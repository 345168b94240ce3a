/** Does something once before the next frame, however often it is asked. */

/** Calls `work` once in the next frame, however often `ask` is called until then. `ask` may be handed on as a listener. */
export class NextFrame {
  readonly #work: () => void;
  #isAsked = false;

  constructor(work: () => void) {
    this.#work = work;
  }

  readonly ask = (): void => {
    if (this.#isAsked) return;
    this.#isAsked = true;
    requestAnimationFrame(() => {
      this.#isAsked = false;
      this.#work();
    });
  };
}
