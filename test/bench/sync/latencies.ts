/** Counts latencies in steps of 50 µs, since a busy run delivers too many to keep each. */

const STEP = 50;
/** What takes longer than ten seconds counts as ten. */
const STEPS = 200_000;

export class Latencies {
  readonly #counts = new Uint32Array(STEPS);
  #total = 0;

  add(microseconds: number): void {
    const step = Math.min(STEPS - 1, Math.floor(microseconds / STEP));
    this.#counts[step] = (this.#counts[step] ?? 0) + 1;
    this.#total += 1;
  }

  get total(): number {
    return this.#total;
  }

  /** The latency in milliseconds that so large a part of all keeps within; 0 where there are none. */
  quantile(part: number): number {
    let seen = 0;
    for (let step = 0; step < STEPS; step += 1) {
      seen += this.#counts[step] ?? 0;
      if (seen >= this.#total * part) return ((step + 1) * STEP) / 1000;
    }
    return 0;
  }
}
