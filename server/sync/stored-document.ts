/** Makes Yjs documents of what is stored. */
import * as Y from 'yjs';

/** A document with all of the updates, in order. The caller destroys it. */
export function documentOf(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  applyAll(doc, updates);
  return doc;
}

/** Applies updates in one transaction. */
export function applyAll(doc: Y.Doc, updates: readonly Uint8Array[]): void {
  Y.transact(doc, (transaction) => {
    for (const update of updates) Y.applyUpdate(doc, update);
    leaveFormats(transaction);
  });
}

/** Whether a document holds parts that wait for a piece which it doesn't have. */
export function hasPending(doc: Y.Doc): boolean {
  return doc.store.pendingStructs !== null || doc.store.pendingDs !== null;
}

/**
 * Keeps Yjs from tidying up formats after a transaction with changes from outside; to be called at the end of it. Yjs would walk
 * through all that was ever in each text, and delete what others still have: the server's copy holds what is stored, no more and
 * no less. The editors tidy up and send what they did.
 *
 * Yjs holds the changes for its own then, and would keep what it has noted of where each index is: that goes, too.
 */
export function leaveFormats(transaction: Y.Transaction): void {
  transaction.local = true;
  for (const { _searchMarker: notes } of transaction.changed.keys()) if (notes) notes.length = 0;
}
