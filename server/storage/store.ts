/** The interface of the store: all that must outlive the process, read at any time and changed in transactions. */
import type { BlobChange, Blobs } from './blobs.ts';
import type { Catalogue, CatalogueChange } from './catalogue.ts';
import type { LogChange, UpdateLog } from './update-log.ts';

/**
 * One transaction over everything that is stored. Reads see one state of the store, with the writes that the transaction has
 * made so far; nobody else sees those before the transaction is durable. Use it only while the work runs.
 */
export interface Transaction {
  readonly catalogue: CatalogueChange;
  readonly log: LogChange;
  readonly blobs: BlobChange;
}

/** A store of any kind; `open.ts` says which there are. */
export interface Store {
  /** What is durable now. Several reads may see several states: where they must agree, read in a transaction. */
  readonly catalogue: Catalogue;
  readonly log: UpdateLog;
  readonly blobs: Blobs;
  /**
   * Runs `work` as if nothing else happened meanwhile (serializable), and resolves with its result once all that it wrote is
   * durable. Where it rejects, or the store does, nothing was written. Where something that it has read was changed by others
   * before it ended, it is run again: so it may have no effects but by `tx`, and begins no other transaction.
   * Rejects with a `WriteFailedError` where the disk takes nothing.
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** Ends after what was begun is durable; then all calls reject. */
  close(): Promise<void>;
}
