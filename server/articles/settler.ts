/** Waits until the words of an article have been left alone for a moment, then brings up to date what follows from them. */
import type { TextRoom } from '../sync/text-room.ts';

const QUIET_MS = 1000;

/**
 * An article that is never quiet is settled each time that so many of these have passed. Each time costs as much as some hundred
 * edits, which a busy server would feel if it came more often.
 */
const MOST_ROUNDS = 300;

type Settle = (article: string, room: TextRoom) => Promise<void>;

interface Waiting {
  readonly timer: NodeJS.Timeout;
  readonly room: TextRoom;
  /** Whether nothing has changed since the timer began. */
  isQuiet: boolean;
}

export class Settler {
  readonly #settle: Settle;
  readonly #failed: (error: unknown) => void;
  readonly #waiting = new Map<string, Waiting>();

  constructor(settle: Settle, failed: (error: unknown) => void) {
    this.#settle = settle;
    this.#failed = failed;
  }

  /** Called for every change, so it only notes it: one timer serves until the article is quiet. */
  changed(article: string, room: TextRoom): void {
    const waiting = this.#waiting.get(article);
    if (waiting) waiting.isQuiet = false;
    else this.#wait(article, room, MOST_ROUNDS);
  }

  /** Settles at once what still waits. */
  async close(): Promise<void> {
    const waiting = [...this.#waiting];
    for (const [, { timer }] of waiting) clearTimeout(timer);
    await Promise.all(waiting.map(([article, { room }]) => this.#run(article, room)));
  }

  #wait(article: string, room: TextRoom, rounds: number): void {
    const timer = setTimeout(() => {
      const isBusy = this.#waiting.get(article)?.isQuiet === false;
      if (isBusy && rounds > 1) this.#wait(article, room, rounds - 1);
      else void this.#run(article, room);
    }, QUIET_MS);
    this.#waiting.set(article, { timer, room, isQuiet: true });
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
