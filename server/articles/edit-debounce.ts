/** Waits until the words of an article have been left alone for a moment, then brings up to date what follows from them. */
import type { TextRoom } from '../sync/text-room.ts';

const QUIET_MS = 1000;

/**
 * An article that is never quiet is followed up after this many quiet times. A follow-up costs as much as some hundred edits,
 * which a busy server would feel if it came more often.
 */
const MAX_ROUNDS = 300;

type FollowUp = (article: string, room: TextRoom) => Promise<void>;

interface Waiting {
  readonly timer: NodeJS.Timeout;
  readonly room: TextRoom;
  /** Whether nothing has changed since the timer began. */
  isQuiet: boolean;
}

/**
 * Calls `followUp` for an article a second after its last change, and every five minutes while changes never pause. What it
 * throws goes to `failed`, and the next change starts a new wait.
 */
export class EditDebounce {
  readonly #followUp: FollowUp;
  readonly #failed: (error: unknown) => void;
  readonly #waiting = new Map<string, Waiting>();

  constructor(followUp: FollowUp, failed: (error: unknown) => void) {
    this.#followUp = followUp;
    this.#failed = failed;
  }

  /** Called for every change, so it only notes it: one timer serves until the article is quiet. */
  changed(article: string, room: TextRoom): void {
    const waiting = this.#waiting.get(article);
    if (waiting) waiting.isQuiet = false;
    else this.#wait(article, room, MAX_ROUNDS);
  }

  /** Resolves once what waited for this article is followed up, without waiting for quiet. */
  async flush(article: string): Promise<void> {
    const waiting = this.#waiting.get(article);
    if (waiting === undefined) return;
    clearTimeout(waiting.timer);
    await this.#run(article, waiting.room);
  }

  /** Resolves once everything that still waited is followed up, without waiting for quiet. */
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
      await this.#followUp(article, room);
    } catch (error) {
      this.#failed(error);
    }
  }
}
