/** The store in memory, for tests and for what needs no disk. */
import type { Blob } from '../blobs.ts';
import { WriteFailedError } from '../damage.ts';
import type { Engine, Submitted } from '../engine.ts';
import { decodeKey, encodeKey, isInRange } from '../keys.ts';
import type { KeyRange } from '../keys.ts';
import type { PreparedWrite } from '../prepared-write.ts';
import type { Readers } from '../reads.ts';
import { SequenceConflictError } from '../room-errors.ts';
import { applyToRoom, updatesFrom } from '../room-writes.ts';
import { TableSet } from '../table-set.ts';
import type { Entry, Json, Space, StoredRoom } from '../update-log.ts';

/**
 * Stands for the disk: called with what is about to be stored. What it rejects with is why nothing is; while it hasn't resolved
 * nothing is either.
 */
export type Disk = (writes: readonly PreparedWrite[]) => Promise<void>;

/** Never changed in place: a commit makes a new one. */
interface State {
  readonly tables: TableSet;
  readonly rooms: ReadonlyMap<string, StoredRoom>;
  /** JSON by space and hexadecimal key, whose order is that of the bytes. */
  readonly records: ReadonlyMap<string, string>;
  /** By hexadecimal key. */
  readonly blobs: ReadonlyMap<string, Blob>;
}

const EMPTY: State = {
  tables: TableSet.from({}),
  rooms: new Map(),
  records: new Map(),
  blobs: new Map(),
};

/** An engine without files: everything lasts as long as the process. */
export class MemoryEngine implements Engine {
  readonly #readers: Readers;
  readonly #disk: Disk;
  #state = EMPTY;
  #last: Promise<unknown> = Promise.resolve();

  constructor(readers: Readers, disk: Disk = async () => {}) {
    this.#readers = readers;
    this.#disk = disk;
  }

  get tables(): TableSet {
    return this.#state.tables;
  }

  async load(name: string, from = 1): Promise<StoredRoom | null> {
    const room = this.#state.rooms.get(name);
    if (room === undefined) return null;
    const { updates, ...facts } = updatesFrom(room, from);
    return { ...facts, updates: updates.map((update) => new Uint8Array(update)) };
  }

  rooms(): string[] {
    const compare = (a: string, b: string): number => Buffer.compare(encodeKey(a), encodeKey(b));
    return [...this.#state.rooms.keys()].sort(compare);
  }

  record(space: Space, key: Buffer): Json | null {
    const text = this.#state.records.get(place(space, key));
    return text === undefined ? null : (JSON.parse(text) as Json);
  }

  records(space: Space, range: KeyRange, limit: number): Entry[] {
    const texts = this.#state.records;
    const prefix = place(space, Buffer.of());
    const places = [...texts.keys()].filter((at) => at.startsWith(prefix));
    return keysIn(
      places.map((at) => at.slice(prefix.length)),
      range,
      limit,
    ).map((key) => ({
      key: decodeKey(key),
      value: JSON.parse(texts.get(place(space, key)) ?? '') as Json,
    }));
  }

  blob(key: Buffer): Blob | null {
    const blob = this.#state.blobs.get(key.toString('hex'));
    return blob === undefined ? null : { ...blob, bytes: new Uint8Array(blob.bytes) };
  }

  hasBlob(key: Buffer): boolean {
    return this.#state.blobs.has(key.toString('hex'));
  }

  blobKeys(range: KeyRange, limit: number): string[] {
    return keysIn([...this.#state.blobs.keys()], range, limit).map(decodeKey);
  }

  /** One after the other, and not within the caller's turn, as on a disk. */
  submit(writes: readonly PreparedWrite[], isStale: () => boolean): Promise<Submitted> {
    const submitted = this.#last.then(() => this.#store(writes, isStale));
    this.#last = submitted.catch(() => {}); // its caller hears of the failure
    return submitted;
  }

  /** Nothing can be read of a commit before all of it can. */
  writing(): null {
    return null;
  }

  async close(): Promise<void> {
    await this.#last;
  }

  async #store(writes: readonly PreparedWrite[], isStale: () => boolean): Promise<Submitted> {
    await this.#disk(writes).catch((cause: unknown) => {
      throw new WriteFailedError(cause);
    });
    if (isStale()) return { state: 'stale' };
    const before = this.#state;
    try {
      this.#state = applyWrites(before, writes);
    } catch (error) {
      if (!(error instanceof SequenceConflictError)) throw error;
      return { state: 'conflict', room: error.room };
    }
    this.#readers.changed(writes, before.tables);
    this.#readers.shown(writes);
    return { state: 'stored' };
  }
}

function applyWrites(state: State, writes: readonly PreparedWrite[]): State {
  const rooms = new Map(state.rooms);
  const records = new Map(state.records);
  const blobs = new Map(state.blobs);
  for (const write of writes) {
    switch (write.do) {
      case 'put':
        records.set(place(write.space, write.key), write.text);
        break;
      case 'remove':
        records.delete(place(write.space, write.key));
        break;
      case 'set row':
        break; // all at once below
      case 'set blob':
        setOrDelete(blobs, write.key.toString('hex'), write.blob);
        break;
      default:
        setOrDelete(rooms, write.room, applyToRoom(rooms.get(write.room) ?? null, write));
    }
  }
  return { tables: state.tables.after(writes), rooms, records, blobs };
}

function setOrDelete<T>(map: Map<string, T>, key: string, value: T | null): void {
  if (value === null) map.delete(key);
  else map.set(key, value);
}

function place(space: Space, key: Buffer): string {
  return `${space}/${key.toString('hex')}`;
}

/** Of hexadecimal keys those of the range, in order. */
function keysIn(keys: readonly string[], range: KeyRange, limit: number): Buffer[] {
  return keys
    .map((key) => Buffer.from(key, 'hex'))
    .filter((key) => isInRange(key, range))
    .sort((one, other) => Buffer.compare(one, other))
    .slice(0, limit);
}
