/** The interface of the update log: rooms' Yjs updates, and the records that follow from them. */

/** A plain JSON value. */
export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * Groups of records beside the rooms: `sessions` by hashed secret, `passwords` by member, `identities` (members by what
 * OpenID Connect calls them) by `ISSUER SUBJECT`, `confirmations` (what an address is confirmed by) by member, `passkeys` by `MEMBER/HASHED ID`, `challenges` (what a passkey is asked
 * to sign) by hashed challenge, `places` (where one has signed in from) by member, `uses` (count and last time) by token or share, `audit` by time,
 * `receipts` by hashed receipt, `limits` by limit and actor, `queue` (a projection) by `SHELF/ARTICLE/LAYER/ANNOTATION`,
 * `search` (a projection) by `text/ARTICLE` and `thread/ARTICLE/LAYER/ANNOTATION`,
 * `writers` (members and guests) by `ROOM/CLIENT ID`, `moves` (how far they go back) by article, `erasures` (that have begun) by person, `pictures` (which articles
 * have which) by `of/HASH/ARTICLE` and `in/ARTICLE/HASH`, `earlier` (what texts were before most of their words went) by `ARTICLE/ID`, `notices` (what is to be mailed)
 * by member, `visits` (what was seen) by `PERSON/ARTICLE`, `probe` (one entry, written to find out whether anything can be).
 */
export const SPACES = [
  'sessions',
  'passwords',
  'identities',
  'confirmations',
  'passkeys',
  'challenges',
  'places',
  'uses',
  'audit',
  'receipts',
  'limits',
  'queue',
  'search',
  'writers',
  'moves',
  'pictures',
  'erasures',
  'earlier',
  'notices',
  'visits',
  'probe',
] as const;
/** Name of a group of records. */
export type Space = (typeof SPACES)[number];

/** One change of a room or of a record. */
export type Write =
  /**
   * Appends to a room; makes the room, in its first epoch, where there is none. Where `sequence` is given the update must get
   * that number: another writer may have come first, and then nothing of the commit is stored.
   */
  | {
      readonly do: 'append';
      readonly room: string;
      readonly update: Uint8Array;
      readonly sequence?: number;
    }
  /**
   * Replaces the room's updates up to the sequence number `through` by one that holds them all and gets that number; those after
   * it stay. Nothing is done where a compaction has gone further already.
   */
  | {
      readonly do: 'compact';
      readonly room: string;
      readonly snapshot: Uint8Array;
      readonly through: number;
    }
  /**
   * Begins another life of a room, with the history that it has: its epoch becomes `epoch`, or the next one where that
   * isn't higher. Whoever has the room open must load it again.
   */
  | { readonly do: 'renew'; readonly room: string; readonly epoch: number }
  /** Removes the room. Its name must not be used again: a room made under it would begin in epoch 1, which old copies may have. */
  | { readonly do: 'drop'; readonly room: string }
  | { readonly do: 'put'; readonly space: Space; readonly key: string; readonly value: Json }
  | { readonly do: 'remove'; readonly space: Space; readonly key: string }
  /** Keeps a blob, as `BlobChange.put` does, of no media type. */
  | { readonly do: 'put blob'; readonly key: string; readonly bytes: Uint8Array };

/** A change of a record. */
export type RecordWrite = Write & { readonly do: 'put' | 'remove' };

/** All that is needed to open a room: its updates in order are its document. */
export interface StoredRoom {
  /** Which life of the room this is; raised by what takes history back. */
  readonly epoch: number;
  /** In the order in which they were appended; the last one has the sequence number before `next`. */
  readonly updates: readonly Uint8Array[];
  /** The sequence number that the next update gets. Numbers begin with 1, rise by one and are never given twice. */
  readonly next: number;
}

/** A record with its key. */
export interface Entry {
  readonly key: string;
  readonly value: Json;
}

/** Which records are listed: those with the prefix only, after `after`, in the order of code points. */
export interface Listing {
  readonly prefix?: string;
  readonly after?: string;
  readonly limit?: number;
}

/** Reads of rooms and records. */
export interface LogReads {
  /**
   * The room with its updates, or null where there is none. Where `from` is given only those are needed from that sequence number
   * on; there are more where what was before it was compacted together with it. Throws a `DamagedRoomError`.
   */
  load(room: string, from?: number): Promise<StoredRoom | null>;
  /** The names of all rooms, those that are damaged too, in the order of code points. */
  rooms(): Promise<string[]>;
  /** The record's value, or null where there is none. Throws a `DamagedEntryError`. */
  get(space: Space, key: string): Promise<Json | null>;
  /** Records in the order of their keys. Throws a `DamagedEntryError` where one of them is damaged. */
  list(space: Space, listing?: Listing): Promise<Entry[]>;
}

/** What became of a commit that the store could take. */
export type CommitOutcome = { readonly state: 'stored' } | SequenceConflict;

/** Nothing was stored, since an update of this room would have got another number: load the room and do it again. */
export interface SequenceConflict {
  readonly state: 'conflict';
  readonly room: string;
}

/** Reads of rooms and records, and changes that rest on no read. */
export interface UpdateLog extends LogReads {
  /**
   * Writes all or nothing, in the order of the calls. Resolves once it is durable, or with a conflict, which only a write that
   * names its `sequence` can have. Rejects with a `WriteFailedError` where it could not be stored.
   */
  commit(writes: readonly Write[]): Promise<CommitOutcome>;
  /**
   * Calls `heard` with each record of a space that is put (its value) or removed (null), whoever does it, as soon as it can be
   * read and before whoever wrote it hears of that. Returns what ends that.
   */
  watch(space: Space, heard: Heard): () => void;
}

/** Hears of a record that was written. It must not throw, and costs the writer its time. */
export type Heard = (key: string, value: Json | null) => void;

/** Reads and writes of rooms and records within a transaction. */
export interface LogChange extends LogReads {
  /** Adds to what the transaction writes. A conflict of sequence numbers runs the transaction again. */
  write(writes: readonly Write[]): void;
}
