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
 * of ours work beside, the second. An honest update is not to be refused for either, so the lesser counts. Most updates are one
 * slice and done at once: of the first slice the processor's time is asked for when half of the whole is over on the clock,
 * which counts as worked.
 */
export class Effort {
  #leftMs = UPDATE_MS;
  #isFirst = true;
  #clock = 0;
  #processor: number | null = null;

  /** Watches the transaction of a slice, which has just begun. */
  watch(transaction: Y.Transaction): void {
    this.#clock = performance.now();
    this.#processor = this.#isFirst ? null : processorMs();
    transaction.changed = new WatchedChanges(this);
  }

  /** The slice was applied. Returns the milliseconds that it took. */
  applied(deletes: boolean): number {
    const processor = this.#processor === null ? Infinity : processorMs() - this.#processor;
    const took = Math.min(this.#onClock(), processor);
    this.#leftMs += (deletes ? DELETIONS_MS : 0) - took;
    this.#isFirst = false;
    return took;
  }

  /** Whether the present slice, with those before it, has taken more than an update may. */
  get isTooMuch(): boolean {
    const clock = this.#onClock();
    if (clock <= this.#leftMs / 2) return false;
    this.#processor ??= processorMs() - clock;
    return Math.min(clock, processorMs() - this.#processor) > this.#leftMs;
  }

  #onClock(): number {
    return performance.now() - this.#clock;
  }
}

type Changes = Y.Transaction['changed'];
type Changed = Parameters<Changes['get']>[0];

class WatchedChanges extends Map<Changed, Set<string | null>> {
  readonly #effort: Effort;

  constructor(effort: Effort) {
    super();
    this.#effort = effort;
  }

  override get(type: Changed): Set<string | null> | undefined {
    if (this.#effort.isTooMuch) throw new Error('The update takes too long to apply.');
    return super.get(type);
  }
}

function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
