/** The LMDB file as the store reads and writes it: sealed values, one transaction and one flush to disk for each write. */
import { access, chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Blob } from '../blobs.ts';
import { DamagedBlobError, DamagedEntryError, DamagedRoomError } from '../damage.ts';
import { decodeKey, encodeKey, sequenceOf, updateKey, updateRange } from '../keys.ts';
import type { KeyRange } from '../keys.ts';
import type { Entry, Json, Space, StoredRoom } from '../update-log.ts';
import { flush } from './file-calls.ts';
import { checkFree, RESERVE_BYTES } from './free-space.ts';
import { LOG_FILE, openTables } from './lmdb-tables.ts';
import type { BytesTable, LogTable, LogTables, OwnTable } from './lmdb-tables.ts';
import { decodeBlob, inflateSnapshot, unseal } from './stored-bytes.ts';
import type { Operation, RoomHead, StoredRooms, UpdatePlan } from './update-plan.ts';

/** How many heads are kept at the most. */
const MAX_HEADS = 10_000;

/** The file of a folder. Whoever writes doesn't begin before the last write has ended; reads see what was written last. */
export class LmdbFile implements StoredRooms {
  readonly #folder: string;
  readonly #open: () => LogTables;
  /** Null from a failure of the disk on until it is opened again. */
  #tables: LogTables | null;
  #isClosing = false;
  /** Heads as they are stored, of rooms that were written to lately. */
  readonly #heads = new Map<string, RoomHead>();
  /** Resolves once the backups that were started have ended, well or not. */
  #copied: Promise<unknown> = Promise.resolve();
  #closed: Promise<void> | null = null;

  /** `open` is called at once, and again after a failure of the disk; by default it opens the folder's file, or makes an empty one. */
  constructor(folder: string, open: () => LogTables = () => openTables(folder)) {
    this.#folder = folder;
    this.#open = open;
    this.#tables = open();
  }

  /** Opens the file again where a failure of the disk has closed it. Throws where that can't be done. */
  reopen(): void {
    this.#opened();
  }

  /** See `LogReads.load`. */
  load(room: string, from = 1): StoredRoom | null {
    const roomKey = encodeKey(room);
    const head = this.#readHead(room);
    if (head === null) return null;
    const updates: Uint8Array[] = [];
    for (let sequence = Math.max(head.first, from); sequence < head.next; sequence += 1) {
      const key = updateKey(roomKey, sequence);
      const update = unseal(key, this.#table('updates').get(key));
      if (update === null) throw new DamagedRoomError(room, `update ${sequence} can't be read`);
      const isDeflated = sequence === head.first && head.deflated === true;
      updates.push(isDeflated ? inflateSnapshot(update) : update);
    }
    return { epoch: head.epoch, updates, next: head.next };
  }

  /** The names of all rooms, in order. */
  rooms(): string[] {
    return [...this.#table('rooms').getKeys()].map(decodeKey);
  }

  /** The value, null where there is none. Throws a `DamagedEntryError`. */
  record(table: Space | OwnTable, key: Buffer): Json | null {
    const stored = this.#table(table).get(key);
    return stored === undefined ? null : readEntry(table, key, stored).value;
  }

  /** The entries in a range of keys, in order. Throws a `DamagedEntryError`. */
  records(table: Space | OwnTable, range: KeyRange, limit = Infinity): Entry[] {
    return [...this.#range(table, range, limit)].map(({ key, value }) =>
      readEntry(table, key, value),
    );
  }

  /** Null where there is none. Throws a `DamagedBlobError`. */
  blob(key: Buffer): Blob | null {
    const stored = this.#table('blobs').get(key);
    if (stored === undefined) return null;
    const bytes = unseal(key, stored);
    if (bytes === null) throw new DamagedBlobError(decodeKey(key));
    return decodeBlob(bytes);
  }

  /** Whether there is one, damaged or not. */
  hasBlob(key: Buffer): boolean {
    return this.#table('blobs').doesExist(key);
  }

  /** The keys in a range, in order; also those whose values are damaged. */
  keys(table: Space | OwnTable | 'blobs', range: KeyRange, limit = Infinity): string[] {
    if (isEmpty(range)) return [];
    const keys: string[] = [];
    for (const key of this.#table(table).getKeys(range)) {
      if (keys.length >= limit) break;
      keys.push(decodeKey(key));
    }
    return keys;
  }

  /** Whether the room takes no update, since its head can't be read. */
  isDamaged(room: string): boolean {
    try {
      this.head(room);
      return false;
    } catch (error) {
      if (error instanceof DamagedRoomError) return true;
      throw error;
    }
  }

  /** Where the room's next update goes; null where there is no such room. Throws a `DamagedRoomError` where it can't be read. */
  head(room: string): RoomHead | null {
    return this.#heads.get(room) ?? this.#readHead(room);
  }

  /** The numbers of the updates that are there, ascending. */
  sequences(room: string): number[] {
    return [...this.#table('updates').getKeys(updateRange(encodeKey(room)))].map(sequenceOf);
  }

  /**
   * Stores all that was planned, or nothing of it. As a batch, since that is written off this thread and as one transaction.
   * (`transaction` and `childTransaction` with a callback never resolved here: lmdb 3.5.6, Node 20.20.)
   */
  async write({ operations, heads }: Pick<UpdatePlan, 'operations' | 'heads'>): Promise<void> {
    if (operations.length === 0) return;
    // LMDB must not find out by itself: commits that fail for want of space spoil the memory of the process (lmdb 3.5.6).
    const bytes = operations.reduce((sum, { value }) => sum + (value?.byteLength ?? 0), 0);
    checkFree(this.#folder, RESERVE_BYTES.log, bytes);
    const { root } = this.#opened();
    try {
      await root.batch(() => this.#apply(operations));
    } catch (error) {
      // The cause comes as a promise beside the error; unheard it would end the process.
      const cause = (error as { commitError?: Promise<never> }).commitError;
      cause?.catch(() => {});
      await this.#giveUp(root);
      throw error;
    }
    this.#keepHeads(heads);
  }

  /** Writes a consistent copy into a folder, which is made where it doesn't exist, while all else goes on. */
  async backup(folder: string): Promise<void> {
    const copied = this.#copyTo(folder);
    this.#copied = Promise.allSettled([this.#copied, copied]);
    await copied;
  }

  /** To be called when nothing is being written. Waits for backups: a copy in another thread reads the file that is mapped. */
  close(): Promise<void> {
    this.#closed ??= Promise.resolve(this.#copied).then(() => this.#tables?.root.close());
    return this.#closed;
  }

  async #copyTo(folder: string): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const file = join(folder, LOG_FILE);
    const taken = await access(file).then(
      () => true,
      () => false,
    );
    if (taken) throw new Error(`There is a backup in ${folder} already; choose an empty folder.`);
    await this.#opened().root.backup(file, true);
    await chmod(file, 0o600);
    for (const path of [file, folder]) await flush(path);
  }

  #readHead(room: string): RoomHead | null {
    const key = encodeKey(room);
    const stored = this.#table('rooms').get(key);
    if (stored === undefined) {
      // Else a room that has lost its head would be started again over its own updates.
      if (this.sequences(room).length > 0) throw new DamagedRoomError(room, 'its head is missing');
      return null;
    }
    const bytes = unseal(key, stored);
    if (bytes === null) throw new DamagedRoomError(room, "its head can't be read");
    // The checksum says that it is what `UpdatePlan` wrote.
    return JSON.parse(decodeKey(bytes)) as RoomHead;
  }

  /** Who writes to a room will soon write to it again. */
  #keepHeads(heads: ReadonlyMap<string, RoomHead | null>): void {
    if (this.#heads.size > MAX_HEADS) this.#heads.clear();
    for (const [room, head] of heads) {
      if (head === null) this.#heads.delete(room);
      else this.#heads.set(room, head);
    }
  }

  #apply(operations: readonly Operation[]): void {
    for (const { table, key, value } of operations) {
      if (value === null) void this.#table(table).remove(key);
      else void this.#table(table).put(key, value);
    }
  }

  *#range(table: Space | OwnTable, range: KeyRange, limit: number) {
    if (isEmpty(range)) return;
    let left = limit;
    for (const entry of this.#table(table).getRange(range)) {
      if (left <= 0) return;
      left -= 1;
      yield entry;
    }
  }

  /**
   * To be opened again by whoever needs it next: once LMDB could not write its first page it takes and reads nothing more, and a
   * batch never resolves or rejects (lmdb 3.5.6).
   */
  async #giveUp(failed: LogTables['root']): Promise<void> {
    this.#tables = null;
    this.#heads.clear();
    this.#isClosing = true; // until then another one would be the same environment
    await this.#copied;
    await failed.close();
    this.#isClosing = false;
  }

  #opened(): LogTables {
    if (this.#closed !== null) throw new Error('The update log is closed.');
    if (this.#isClosing) throw new Error('The file of the update log is about to be opened again.');
    return (this.#tables ??= this.#open());
  }

  #table(name: LogTable): BytesTable {
    const table = this.#opened().of.get(name);
    if (table === undefined) throw new Error(`There is no table "${name}".`);
    return table;
  }
}

/** LMDB walks on to the end of the table where the start lies after the end. */
function isEmpty({ start, end }: KeyRange): boolean {
  return Buffer.compare(start, end) >= 0;
}

function readEntry(table: Space | OwnTable, key: Uint8Array, stored: Uint8Array): Entry {
  const bytes = unseal(key, stored);
  if (bytes === null) throw new DamagedEntryError(table, decodeKey(key));
  return { key: decodeKey(key), value: JSON.parse(decodeKey(bytes)) as Json };
}
