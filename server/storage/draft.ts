/** A transaction as its work sees it: remembers what was read, and keeps to itself what is written. */
import type { Blob, BlobChange, BlobListing } from './blobs.ts';
import type { CatalogueChange, TableName, Tables } from './catalogue.ts';
import type { Engine } from './engine.ts';
import { encodeKey, listRange, rangeUpTo } from './keys.ts';
import * as own from './own-writes.ts';
import { checkSpace, prepareBlob, prepareRow, prepareWrite } from './prepared-write.ts';
import type { PreparedWrite } from './prepared-write.ts';
import type { Read, Reader } from './reads.ts';
import { updatesFrom } from './room-writes.ts';
import type { Transaction } from './store.ts';
import type { Entry, Json, Listing, LogChange, Space, StoredRoom } from './update-log.ts';

/** Thrown out of a read of a transaction that has to be run again: nobody shall go on with reads that don't fit together. */
export class StaleTransactionError extends Error {
  override readonly name = 'StaleTransactionError';

  constructor() {
    super('What this transaction has read was changed meanwhile; it is run again.');
  }
}

/** One run of a transaction's work. */
export class Draft implements Transaction, Reader {
  readonly #engine: Engine;
  readonly #reads: Read[] = [];
  readonly #writes: PreparedWrite[] = [];
  #hasEnded = false;
  isStale = false;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Rows, records and ranges that the result rests on. */
  get reads(): readonly Read[] {
    return this.#reads;
  }

  /** In the order in which they were made, checked and copied. */
  get writes(): readonly PreparedWrite[] {
    return this.#writes;
  }

  /** The work has ended: what it does from now on comes too late, and throws. */
  end(): void {
    this.#hasEnded = true;
  }

  readonly catalogue: CatalogueChange = {
    get: <T extends TableName>(table: T, id: string): Promise<Tables[T] | null> =>
      this.#read({ of: 'row', table, id }, ({ tables }) =>
        own.rowAfter(tables.get(table, id), table, id, this.#writes),
      ),
    find: <T extends TableName>(table: T, where: Partial<Tables[T]> = {}): Promise<Tables[T][]> =>
      this.#read({ of: 'rows', table, where }, ({ tables }) =>
        own.rowsAfter(tables.find(table, where), table, where, this.#writes),
      ),
    put: (table, row) => this.#write(prepareRow(table, row)),
    delete: (table, id) => this.#write({ do: 'set row', table, id, row: null }),
  };

  readonly log: LogChange = {
    load: (room, from) => this.#load(room, from),
    rooms: () =>
      this.#read({ of: 'rooms' }, (engine) => own.roomsAfter(engine.rooms(), this.#writes)),
    get: async (space, name): Promise<Json | null> => {
      const key = encodeKey(name);
      const written = own.recordIn(checkSpace(space), key, this.#writes);
      if (written !== undefined) return written;
      return this.#read({ of: 'record', space, key }, (engine) => engine.record(space, key));
    },
    list: async (space, listing) => this.#list(checkSpace(space), listing),
    write: (writes) => writes.forEach((write) => this.#write(prepareWrite(write))),
  };

  readonly blobs: BlobChange = {
    get: async (name): Promise<Blob | null> => {
      const key = encodeKey(name);
      const written = own.blobIn(key, this.#writes);
      if (written !== undefined) return written;
      return this.#read({ of: 'blob', key }, (engine) => engine.blob(key));
    },
    has: async (name): Promise<boolean> => {
      const key = encodeKey(name);
      const written = own.blobIn(key, this.#writes);
      if (written !== undefined) return written !== null;
      return this.#read({ of: 'blob', key }, (engine) => engine.hasBlob(key));
    },
    list: (listing) => this.#listBlobs(listing),
    put: (key, bytes, { mediaType }: { readonly mediaType?: string } = {}) =>
      this.#write(prepareBlob(key, bytes, mediaType ?? null)),
    delete: (key) => this.#write({ do: 'set blob', key: encodeKey(key), blob: null }),
  };

  async #load(room: string, from?: number): Promise<StoredRoom | null> {
    encodeKey(room);
    const stored = await this.#read({ of: 'room', room }, (engine) => engine.load(room));
    this.#check(); // it may have been changed while it was loaded
    const after = own.roomAfter(stored, room, this.#writes);
    return after && updatesFrom(after, from ?? 1);
  }

  #list(space: Space, { limit = Infinity, ...listing }: Listing = {}): Promise<Entry[]> {
    const range = listRange(listing);
    const read: Read & { of: 'records' } = { of: 'records', space, range };
    return this.#read(read, (engine) => {
      const needed = limit + own.countRecords(space, this.#writes);
      const entries = engine.records(space, range, needed);
      const last = entries.length < needed ? undefined : entries.at(-1);
      if (last !== undefined) read.range = rangeUpTo(last.key, range);
      return own.entriesAfter(entries, space, { range, limit }, this.#writes);
    });
  }

  #listBlobs({ limit = Infinity, ...listing }: BlobListing = {}): Promise<string[]> {
    const range = listRange(listing);
    const read: Read & { of: 'blobs' } = { of: 'blobs', range };
    return this.#read(read, (engine) => {
      const needed = limit + own.countBlobs(this.#writes);
      const keys = engine.blobKeys(range, needed);
      const last = keys.length < needed ? undefined : keys.at(-1);
      if (last !== undefined) read.range = rangeUpTo(last, range);
      return own.blobKeysAfter(keys, { range, limit }, this.#writes);
    });
  }

  /**
   * Notes the read and makes it, in one turn. Not before what it would find is written: else it could see a part of what
   * another read, of something else, doesn't see yet.
   */
  async #read<T>(read: Read, make: (engine: Engine) => T | Promise<T>): Promise<T> {
    for (let end = this.#engine.writing(read); end !== null; end = this.#engine.writing(read))
      await end;
    this.#check();
    this.#reads.push(read);
    return make(this.#engine);
  }

  #write(write: PreparedWrite): void {
    this.#check();
    this.#writes.push(write);
  }

  #check(): void {
    if (this.#hasEnded) throw new Error('A transaction can only be used while its work runs.');
    if (this.isStale) throw new StaleTransactionError();
  }
}
