/** How much of the server's time the sockets of one person may take with what they ask. */

/** A part of one processor that one person may have for long, and what they may take at once after a silence. */
const SHARE = 0.15;
const MAX_SAVED_MS = 100;

/** A socket that is read no further while its person has no time left. */
export interface Waiting {
  outOfTime(isOut: boolean): void;
}

/** One person's time. It may be overdrawn by what was begun; then none of their sockets is read until that is made up for. */
export class FrameTime {
  readonly #sockets = new Set<Waiting>();
  #savedMs = MAX_SAVED_MS;
  #at = performance.now();
  #isOut = false;

  add(socket: Waiting): void {
    this.#sockets.add(socket);
    if (this.#isOut) socket.outOfTime(true);
  }

  remove(socket: Waiting): void {
    this.#sockets.delete(socket);
  }

  /** Whether nothing is to be done for the person now. */
  get isOut(): boolean {
    return this.#isOut;
  }

  /** Whether it has no sockets. */
  get isIdle(): boolean {
    return this.#sockets.size === 0;
  }

  /** How long it takes until all is there again that may be saved. */
  get wholeInMs(): number {
    const saved = this.#savedMs + (performance.now() - this.#at) * SHARE;
    return Math.max(0, MAX_SAVED_MS - saved) / SHARE;
  }

  /** Does what a socket asked for. */
  spend(work: () => void): void {
    const since = performance.now();
    try {
      work();
    } finally {
      this.#spent(since);
    }
  }

  #spent(since: number): void {
    const now = performance.now();
    const earned = (since - this.#at) * SHARE;
    this.#savedMs = Math.min(MAX_SAVED_MS, this.#savedMs + earned) - (now - since);
    this.#at = now;
    if (this.#savedMs >= 0 || this.#isOut) return;
    this.#tell(true);
    setTimeout(() => this.#tell(false), -this.#savedMs / SHARE).unref();
  }

  #tell(isOut: boolean): void {
    this.#isOut = isOut;
    for (const socket of this.#sockets) socket.outOfTime(isOut);
  }
}
