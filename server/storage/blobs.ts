/** The interface of the blobs: bytes by key, such as pictures, kept whole. */

/** One blob holds at most 10 MiB. */
export const MAX_BLOB_BYTES = 10 << 20;

/** Bytes that were kept, and of what kind they are. */
export interface Blob {
  readonly bytes: Uint8Array;
  /** As it was given, such as `image/png`; null where none was. */
  readonly mediaType: string | null;
}

/** Which keys are listed: those with the prefix only, after `after`, in the order of code points. */
export interface BlobListing {
  readonly prefix?: string;
  readonly after?: string;
  readonly limit?: number;
}

/** Reads of blobs. A key is as long and as free as a record's. */
export interface Blobs {
  /** Null where there is none; throws a `DamagedBlobError` where its bytes aren't those that were put. */
  get(key: string): Promise<Blob | null>;
  /** Whether there is one, damaged or not. */
  has(key: string): Promise<boolean>;
  /** Keys in the order of code points. */
  list(listing?: BlobListing): Promise<string[]>;
}

/** Reads and writes of blobs within a transaction. */
export interface BlobChange extends Blobs {
  /** Keeps a copy of the bytes; a blob that has the key is replaced. Throws where there are more than `MAX_BLOB_BYTES`. */
  put(key: string, bytes: Uint8Array, facts?: { readonly mediaType?: string }): void;
  /** Removes it; nothing happens where there is none. */
  delete(key: string): void;
}
