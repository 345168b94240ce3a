/** Waits until the words of an article have been left alone for a moment, then brings up to date what follows from them. */
import type { TextRoom } from '../sync/text-room.ts';

const QUIET_MS = 1000;

type Settle = (article: string, room: TextRoom) => Promise<void>;

export class Settler {
  readonly #settle: Settle;
  readonly #failed: (error: unknown) => void;
  readonly #waiting = new Map<
    string,
    { readonly timer: NodeJS.Timeout; readonly room: TextRoom }
  >();

  constructor(settle: Settle, failed: (error: unknown) => void) {
    this.#settle = settle;
    this.#failed = failed;
  }

  changed(article: string, room: TextRoom): void {
    clearTimeout(this.#waiting.get(article)?.timer);
    const timer = setTimeout(() => void this.#run(article, room), QUIET_MS);
    this.#waiting.set(article, { timer, room });
  }

  /** Settles at once what still waits. */
  async close(): Promise<void> {
    const waiting = [...this.#waiting];
    for (const [, { timer }] of waiting) clearTimeout(timer);
    await Promise.all(waiting.map(([article, { room }]) => this.#run(article, room)));
  }

  async #run(article: string, room: TextRoom): Promise<void> {
    this.#waiting.delete(article);
    try {
      await this.#settle(article, room);
    } catch (error) {
      this.#failed(error);
    }
  }
}
