/** Whether the person does anything on this page. */

/** After so long without a key, a click, a scroll or a move of the pointer one counts as idle. */
const IDLE_AFTER_MS = 2 * 60_000;
/** How often that is looked at: each move of the pointer only notes the time. */
const LOOK_EVERY_MS = 10_000;

const SIGNS = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'touchmove'] as const;

/** Calls back where somebody becomes idle, and where they are back. */
export class Idleness {
  readonly #changed: (isIdle: boolean) => void;
  #isIdle = false;
  #seen = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(changed: (isIdle: boolean) => void) {
    this.#changed = changed;
  }

  /** Watches the window, until `stop`; one begins as somebody who is there. */
  watch(): void {
    this.#sign();
    for (const sign of SIGNS)
      window.addEventListener(sign, this.#sign, { capture: true, passive: true });
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS);
  }

  /** Ends it; nothing is called any more. */
  stop(): void {
    for (const sign of SIGNS) window.removeEventListener(sign, this.#sign, { capture: true });
    clearInterval(this.#timer);
  }

  readonly #sign = (): void => {
    this.#seen = performance.now();
    if (this.#isIdle) this.#set(false);
  };

  #look(): void {
    if (!this.#isIdle && performance.now() - this.#seen >= IDLE_AFTER_MS) this.#set(true);
  }

  #set(isIdle: boolean): void {
    this.#isIdle = isIdle;
    this.#changed(isIdle);
  }
}
