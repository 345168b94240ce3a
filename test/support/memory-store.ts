/** A store in memory whose disk a test fills, holds up and empties again. */
import { memoryStore as openMemoryStore } from '../../server/storage/open.ts';
import type { Store } from '../../server/storage/store.ts';

/** What is about to be stored. */
export type StoredWrite = Parameters<NonNullable<Parameters<typeof openMemoryStore>[0]>>[0][number];

export interface MemoryStore extends Store {
  /** Makes the next commit that writes something reject for this reason and store nothing, as a full disk would. */
  failNext(reason: Error): void;
  /** From now on only commits are stored all of whose writes are such ones. */
  takeOnly(isTaken: (write: StoredWrite) => boolean): void;
  /** From now on all are stored again. */
  takeAll(): void;
}

export function memoryStore(): MemoryStore {
  let failure: Error | null = null;
  let isTaken: ((write: StoredWrite) => boolean) | null = null;
  const store = openMemoryStore(async (writes) => {
    if (writes.length === 0) return;
    const reason = failure;
    failure = null;
    if (reason !== null) throw reason;
    if (isTaken !== null && !writes.every(isTaken)) throw new Error('No space left on device');
  });
  return {
    catalogue: store.catalogue,
    log: store.log,
    blobs: store.blobs,
    transaction: (work) => store.transaction(work),
    close: () => store.close(),
    failNext: (reason) => void (failure = reason),
    takeOnly: (isSuch) => void (isTaken = isSuch),
    takeAll: () => void (isTaken = null),
  };
}
