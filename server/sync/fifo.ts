/** A queue that stays fast however many wait in it. */

/** First in, first out. An array's own `shift` moves all that stay. */
export class Fifo<T> {
  #items: T[] = [];
  #first = 0;

  /** How many are in it. */
  get length(): number {
    return this.#items.length - this.#first;
  }

  /** All that are in it, in their order. */
  get items(): readonly T[] {
    return this.#items.slice(this.#first);
  }

  /** The one that came last, null where it is empty. */
  get last(): T | null {
    return this.length === 0 ? null : (this.#items.at(-1) ?? null);
  }

  push(item: T): void {
    this.#items.push(item);
  }

  /** Removes the one that came first and returns it, null where it is empty. */
  shift(): T | null {
    if (this.length === 0) return null;
    const item = this.#items[this.#first] ?? null;
    this.#first += 1;
    if (this.#first * 2 >= this.#items.length) {
      this.#items = this.#items.slice(this.#first);
      this.#first = 0;
    }
    return item;
  }

  clear(): void {
    this.#items = [];
    this.#first = 0;
  }
}
