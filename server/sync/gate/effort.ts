/** Ends the application of an update that takes far more work than any honest one. */
import type * as Y from 'yjs';

/** What an update may take. As many structs as it may have are applied in a tenth of it. */
const UPDATE_MS = 1000;

/** What is added to that with each slice of deletions: a large text is deleted in hundreds, none of which takes half of this. */
const DELETIONS_MS = 10;

/**
 * The work that an update takes. Yjs looks for the place of an item among all that were put in the same one, so a small update
 * can be made that takes it minutes. It names each item that it has placed in `changed`; from there the rest is called off, by
 * throwing. What was applied until then must be thrown away.
 *
 * Time passes on the clock and on the processor. Where other programs have the machine, the first runs ahead; where other threads
 * of ours work beside, the second. An honest update is not to be refused for either, so the lesser counts.
 */
export class Effort {
  #leftMs: number;
  #clock = performance.now();
  #processor = processorMs();

  /** Of what begins now and may take so many milliseconds. */
  constructor(mostMs = UPDATE_MS) {
    this.#leftMs = mostMs;
  }

  /** Watches the transaction of a slice, which has just begun. */
  watch(transaction: Y.Transaction): void {
    [this.#clock, this.#processor] = [performance.now(), processorMs()];
    transaction.changed = new WatchedChanges(this);
  }

  /** The slice was applied. Returns the milliseconds that it took. */
  applied(deletes: boolean): number {
    const took = Math.min(this.#onClock(), processorMs() - this.#processor);
    this.#leftMs += (deletes ? DELETIONS_MS : 0) - took;
    return took;
  }

  /** To be called now and then where nothing is put in its place for a while. Throws where it was too much. */
  check(): void {
    if (this.isTooMuch) throw new TooMuchError('The update takes too long to apply.');
  }

  /** Whether the present slice, with those before it, has taken more than an update may. */
  get isTooMuch(): boolean {
    return this.#onClock() > this.#leftMs && processorMs() - this.#processor > this.#leftMs;
  }

  #onClock(): number {
    return performance.now() - this.#clock;
  }
}

/** What has called work off. */
export class TooMuchError extends Error {}

type Changes = Y.Transaction['changed'];
type Changed = Parameters<Changes['get']>[0];

class WatchedChanges extends Map<Changed, Set<string | null>> {
  readonly #effort: Effort;

  constructor(effort: Effort) {
    super();
    this.#effort = effort;
  }

  override get(type: Changed): Set<string | null> | undefined {
    this.#effort.check();
    return super.get(type);
  }
}

function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
