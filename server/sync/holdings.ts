/** What the sockets of one person hold of the server together, so that nobody has it all. */

import { FrameTime } from './frame-time.ts';
import type { Waiting } from './frame-time.ts';

/** A page has a socket for its text and one for each layer that it shows, and some people keep many pages open. */
const MAX_SOCKETS_EACH = 200;
const MAX_SOCKETS = 20_000;

/** Bytes of answers to state vectors that were not sent yet. Each is made for its socket alone, and may be as long as a text. */
const MAX_UNSENT_EACH = 64 << 20;
const MAX_UNSENT = 512 << 20;

/** Answers that wait for a slow reader. */
export interface AnswerBudget {
  /** Whether so many more bytes may wait; then they count until they are given back. */
  take(bytes: number): boolean;
  give(bytes: number): void;
}

/** Counts sockets and unsent answers by person, and all of them. */
export class Holdings {
  readonly #sockets = new Counts(MAX_SOCKETS_EACH, MAX_SOCKETS);
  readonly #unsent = new Counts(MAX_UNSENT_EACH, MAX_UNSENT);
  readonly #times = new Map<string, FrameTime>();

  /** Whether the person may have one more socket; it counts until it leaves. */
  enter(person: string): boolean {
    return this.#sockets.add(person, 1);
  }

  leave(person: string): void {
    this.#sockets.remove(person, 1);
  }

  /** Counts a socket among those that share the person's time, until it is removed from that by `leaveTime`. */
  shareTime(person: string, socket: Waiting): FrameTime {
    const time = this.#times.get(person) ?? new FrameTime();
    this.#times.set(person, time);
    time.add(socket);
    return time;
  }

  /** What is spent stays so until it is made up for: nobody gets a new hundred milliseconds by coming again. */
  leaveTime(person: string, socket: Waiting): void {
    const time = this.#times.get(person);
    time?.remove(socket);
    if (time?.isIdle === true) this.#forgetWhole(person, time);
  }

  #forgetWhole(person: string, time: FrameTime): void {
    const forget = (): void => {
      if (time.isIdle && this.#times.get(person) === time) this.#forgetWhole(person, time);
    };
    if (time.wholeInMs === 0) this.#times.delete(person);
    else setTimeout(forget, Math.ceil(time.wholeInMs) + 1).unref();
  }

  /** For the answers of one of the person's sockets. */
  answersOf(person: string): AnswerBudget {
    const unsent = this.#unsent;
    return {
      take: (bytes) => unsent.add(person, bytes),
      give: (bytes) => unsent.remove(person, bytes),
    };
  }
}

/** Sums by name, with a bound on each and on their sum. */
class Counts {
  readonly #mostEach: number;
  readonly #most: number;
  readonly #each = new Map<string, number>();
  #sum = 0;

  constructor(mostEach: number, most: number) {
    this.#mostEach = mostEach;
    this.#most = most;
  }

  /**
   * Adds nothing where that would be too much, but for a name that has nothing yet: who reads what they get is never kept waiting
   * by those who don't, however many these are.
   */
  add(name: string, amount: number): boolean {
    const there = this.#each.get(name) ?? 0;
    const isTooMuch = there + amount > this.#mostEach || this.#sum + amount > this.#most;
    if (isTooMuch && there > 0) return false;
    this.#each.set(name, there + amount);
    this.#sum += amount;
    return true;
  }

  remove(name: string, amount: number): void {
    const left = (this.#each.get(name) ?? 0) - amount;
    if (left > 0) this.#each.set(name, left);
    else this.#each.delete(name);
    this.#sum -= amount;
  }
}
