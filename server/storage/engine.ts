/** What an implementation gives that keeps its store in this process: reads of what is durable, and the taking of writes. */
import type { Blob } from './blobs.ts';
import type { KeyRange } from './keys.ts';
import type { PreparedWrite } from './prepared-write.ts';
import type { Read } from './reads.ts';
import type { TableSet } from './table-set.ts';
import type { CommitOutcome, Entry, Json, Space, StoredRoom } from './update-log.ts';

/** What became of writes that were submitted; `stale` where they rest on a read that isn't true any more. */
export type Submitted = CommitOutcome | { readonly state: 'stale' };

/** Writes that no read has to hold for. */
export const NEVER_STALE = (): boolean => false;

/** `EngineStore` makes a store of it; it checks keys and spaces, and asks nothing of an engine that was closed. */
export interface Engine {
  /** All rows as they are durable. */
  readonly tables: TableSet;
  /** See `LogReads` for these; keys are those that `encodeKey` makes. */
  load(room: string, from?: number): Promise<StoredRoom | null>;
  rooms(): string[];
  record(space: Space, key: Buffer): Json | null;
  records(space: Space, range: KeyRange, limit: number): Entry[];
  /** See `Blobs` for these. */
  blob(key: Buffer): Blob | null;
  hasBlob(key: Buffer): boolean;
  blobKeys(range: KeyRange, limit: number): string[];
  /**
   * Takes the writes all or nothing, in the order of the calls; resolves once they are durable and can be read. `isStale` is
   * asked when all that was submitted before them has been decided. `Readers` hear of them then, and again when they can be read.
   * Rejects with a `WriteFailedError`, or with what is wrong with a write.
   */
  submit(writes: readonly PreparedWrite[], isStale: () => boolean): Promise<Submitted>;
  /** Null unless something that the read would find is being written: then a promise that resolves when that can be read. */
  writing(read: Read): Promise<void> | null;
  /** Ends after what was submitted is durable. */
  close(): Promise<void>;
}
