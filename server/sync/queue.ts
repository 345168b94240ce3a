/** First in, first out, where many may wait: an array's own `shift` moves all that stay. */
export class Queue<T> {
  #items: T[] = [];
  #first = 0;

  get length(): number {
    return this.#items.length - this.#first;
  }

  /** All that wait, in their order. */
  get waiting(): readonly T[] {
    return this.#items.slice(this.#first);
  }

  /** The one behind all others, null where none waits. */
  get last(): T | null {
    return this.#items.at(-1) ?? null;
  }

  push(item: T): void {
    this.#items.push(item);
  }

  /** Lets the first one go, where there is one. */
  shift(): void {
    if (this.length > 0) this.#first += 1;
    if (this.#first * 2 < this.#items.length) return;
    this.#items = this.#items.slice(this.#first);
    this.#first = 0;
  }

  clear(): void {
    this.#items = [];
    this.#first = 0;
  }
}
