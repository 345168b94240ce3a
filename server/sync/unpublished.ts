/** What was staged in a room and is not durable yet, in its order, and those who wait until it is. */
import { Fifo } from './fifo.ts';

/** Somebody who waits until an update is durable. */
interface DurabilityWaiter {
  readonly update: Uint8Array;
  resolve(isDurable: boolean): void;
  reject(error: Error): void;
}

/** The updates between a room's history and its staged copy. */
export class Unpublished {
  readonly #updates = new Fifo<Uint8Array>();
  #waiters: DurabilityWaiter[] = [];

  /** Whether all that was staged is durable. */
  get isEmpty(): boolean {
    return this.#updates.length === 0;
  }

  /** All of them, in order. */
  get updates(): readonly Uint8Array[] {
    return this.#updates.items;
  }

  /** Takes an update that was staged; the same object is named again when it is durable. */
  add(update: Uint8Array): void {
    this.#updates.push(update);
  }

  /** The update is durable, and leaves together with all that came before it. */
  published(update: Uint8Array): void {
    while (!this.isEmpty && this.#updates.shift() !== update);
    if (this.#waiters.length === 0) return;
    const answered = this.#waiters.filter((waiter) => waiter.update === update);
    this.#waiters = this.#waiters.filter((waiter) => waiter.update !== update);
    for (const { resolve } of answered) resolve(true);
  }

  /** They were staged on a state that is not the last one any more, and are to be staged again. */
  retract(): void {
    this.#updates.clear();
    for (const { resolve } of this.#waiters.splice(0)) resolve(false);
  }

  /** None of them could be stored. */
  fail(error: Error): void {
    this.#updates.clear();
    for (const { reject } of this.#waiters.splice(0)) reject(error);
  }

  /**
   * Resolves once all that is in it now is durable, at once where nothing is; with false where it was retracted. Rejects where it
   * could not be stored.
   */
  whenDurable(): Promise<boolean> {
    const update = this.#updates.last;
    if (update === null) return Promise.resolve(true);
    return new Promise((resolve, reject) => this.#waiters.push({ update, resolve, reject }));
  }
}
