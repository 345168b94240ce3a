/** The interface of the update log: rooms' Yjs updates, and the records that follow from them, in one transaction. */

/** A plain JSON value. */
export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * Groups of records beside the rooms: `sessions` by hashed secret, `passwords` by member, `identities` (members by what
 * OpenID Connect calls them) by `ISSUER SUBJECT`, `uses` (count and last time) by token or share, `audit` by time,
 * `receipts` by hashed receipt, `limits` by limit and actor, `queue` (a projection) by `ARTICLE/ANNOTATION`, `counts` (a
 * projection) by article, `writers` (members and guests) by `ROOM/CLIENT ID`, `probe` (one entry, written to find out
 * whether anything can be), `journal` (one entry: how far the journal was taken over).
 */
export const SPACES = [
  'sessions',
  'passwords',
  'identities',
  'uses',
  'audit',
  'receipts',
  'limits',
  'queue',
  'counts',
  'probe',
  'writers',
  'journal',
] as const;
export type Space = (typeof SPACES)[number];

export type Write =
  /** Appends to a room; makes the room, in its first epoch, where there is none. */
  | { readonly do: 'append'; readonly room: string; readonly update: Uint8Array }
  /** Puts one update in the place of the room's first `count` stored ones; what came later stays behind it. */
  | {
      readonly do: 'compact';
      readonly room: string;
      readonly snapshot: Uint8Array;
      readonly count: number;
    }
  /**
   * Begins another life of a room, with the history that it has: its epoch becomes `epoch`, or the next one where that
   * isn't higher. Whoever has the room open must load it anew.
   */
  | { readonly do: 'renew'; readonly room: string; readonly epoch: number }
  /** Takes the room away. Its name must not be used again: a room made anew begins in epoch 1, as old copies of it may have. */
  | { readonly do: 'drop'; readonly room: string }
  | { readonly do: 'put'; readonly space: Space; readonly key: string; readonly value: Json }
  | { readonly do: 'remove'; readonly space: Space; readonly key: string };

export interface StoredRoom {
  /** Which life of the room this is; raised by what takes history back. */
  readonly epoch: number;
  /** In the order in which they were appended. */
  readonly updates: readonly Uint8Array[];
}

export interface Entry {
  readonly key: string;
  readonly value: Json;
}

export interface UpdateLog {
  /** Writes all or nothing, in the order of the calls; resolves once it is durable, rejects where it could not be stored. */
  commit(writes: readonly Write[]): Promise<void>;
  /** The room with its updates, or null where there is none. */
  load(room: string): Promise<StoredRoom | null>;
  /** The names of all rooms, those that are damaged too, in the order of code points. */
  rooms(): Promise<string[]>;
  get(space: Space, key: string): Promise<Json | null>;
  /** Entries in the order of their keys, those with the prefix only, from behind `after` on. */
  list(
    space: Space,
    options?: { prefix?: string; after?: string; limit?: number },
  ): Promise<Entry[]>;
  /** Writes a consistent copy into a folder that is made where it doesn't exist, while all else goes on. */
  backup(folder: string): Promise<void>;
  /** Ends after what was committed is durable. */
  close(): Promise<void>;
}
