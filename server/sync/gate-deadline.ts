/** Ends the application of an update that takes far longer than any honest one. */
import type * as Y from 'yjs';

/** How long a frame may take. The most structs that it may have are applied in a tenth of it. */
export const MAX_APPLY_MS = 1000;

/** What is added to that with each slice: a large text is deleted in hundreds, none of which takes half of this. */
export const SLICE_MS = 10;

/**
 * Yjs looks for the place of an item among all that were put in the same one, so a small frame can be made that takes it
 * minutes. It notes each item that it has placed in `changed`; from there the rest is called off, by throwing. Give it each
 * transaction that has just begun, and how long it may take. What was applied until then must be thrown away.
 */
export function endLongTransaction(transaction: Y.Transaction, leftMs: number): void {
  transaction.changed = new WatchedChanges(performance.now() + leftMs);
}

type Changes = Y.Transaction['changed'];
type Changed = Parameters<Changes['get']>[0];

class WatchedChanges extends Map<Changed, Set<string | null>> {
  readonly #end: number;

  constructor(end: number) {
    super();
    this.#end = end;
  }

  override get(type: Changed): Set<string | null> | undefined {
    if (performance.now() > this.#end) throw new Error('The update takes too long to apply.');
    return super.get(type);
  }
}
