/** All terms, each with its number, found whole or by their beginning. */

/** So many new ones are looked through one by one before they are sorted in among the others. */
const MAX_FRESH = 2048;

/** Numbers rise from 0 on in the order in which terms came, and are never given again. */
export class Vocabulary {
  readonly #numbers = new Map<string, number>();
  /** In the order of UTF-16 units. */
  #sorted: string[] = [];
  #fresh: string[] = [];

  /** The number of a term, null where there is none. */
  find(term: string): number | null {
    return this.#numbers.get(term) ?? null;
  }

  /** Gives a new term its number. */
  add(term: string, number: number): void {
    this.#numbers.set(term, number);
    this.#fresh.push(term);
  }

  /** The numbers of all terms that begin so, the term itself among them. */
  *beginning(prefix: string): Generator<number, void, undefined> {
    if (this.#fresh.length > MAX_FRESH) this.#sort();
    for (const term of this.#fresh) if (term.startsWith(prefix)) yield this.#numberOf(term);
    for (let place = this.#placeOf(prefix); place < this.#sorted.length; place += 1) {
      const term = this.#sorted[place] ?? '';
      if (!term.startsWith(prefix)) return;
      yield this.#numberOf(term);
    }
  }

  #numberOf(term: string): number {
    const number = this.#numbers.get(term);
    if (number === undefined) throw new Error('A term of the vocabulary has no number.');
    return number;
  }

  #sort(): void {
    // Without a comparison of ours the order is that of UTF-16 units, in which terms of one beginning lie together.
    this.#sorted = this.#sorted.concat(this.#fresh).sort();
    this.#fresh = [];
  }

  /** Where the first term is that isn't before this one. */
  #placeOf(term: string): number {
    let [from, to] = [0, this.#sorted.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((this.#sorted[middle] ?? '') < term) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}
