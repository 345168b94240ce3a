/** The update log on LMDB: commits are stored in groups, one transaction and one flush to disk for each group. */
import { access, chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DamagedEntryError, DamagedRoomError, WriteFailedError } from '../damage.ts';
import { checkFree, RESERVE_BYTES } from './free-space.ts';
import { flush } from './flush.ts';
import { decodeKey, encodeKey, listRange, sequenceOf, updateKey, updateRange } from '../keys.ts';
import { LOG_FILE, openTables } from './lmdb-tables.ts';
import { checkSpace, prepareWrite } from '../prepared-write.ts';
import { unseal } from './seal.ts';
import { inflateSnapshot } from './snapshot.ts';
import { UpdatePlan } from './update-plan.ts';
import type { BytesTable, LogTables } from './lmdb-tables.ts';
import type { Entry, Json, Space, StoredRoom, UpdateLog, Write } from '../update-log.ts';
import type { PreparedWrite } from '../prepared-write.ts';
import type { Operation, RoomHead } from './update-plan.ts';

interface Waiting {
  readonly writes: readonly PreparedWrite[];
  resolve(): void;
  reject(reason: Error): void;
}

/** How many heads are kept at the most. */
const MAX_HEADS = 10_000;

/** Opens the log in a folder that is there; makes an empty one where there is none. */
export function openLmdbUpdateLog(folder: string): LmdbUpdateLog {
  return new LmdbUpdateLog(folder, () => openTables(folder));
}

export class LmdbUpdateLog implements UpdateLog {
  readonly #folder: string;
  readonly #open: () => LogTables;
  /** Null from a failure of the disk on until it is opened again. */
  #tables: LogTables | null;
  #isClosing = false;
  /** Heads as they are stored, of rooms that were written to lately. */
  readonly #heads = new Map<string, RoomHead>();
  #waiting: Waiting[] = [];
  #storing: Promise<void> | null = null;
  /** Settles with the backups that were begun. */
  #copied: Promise<unknown> = Promise.resolve();
  #closed: Promise<void> | null = null;

  /** `open` is called at once, and again behind a failure of the disk. */
  constructor(folder: string, open: () => LogTables) {
    this.#folder = folder;
    this.#open = open;
    this.#tables = open();
  }

  async commit(writes: readonly Write[]): Promise<void> {
    await this.commitPrepared(writes.map(prepareWrite));
  }

  /** As `commit`, for writes that nobody else will change. All that are committed in one turn share a transaction. */
  async commitPrepared(prepared: readonly PreparedWrite[]): Promise<void> {
    this.#checkOpen();
    await new Promise<void>((resolve, reject) => {
      this.#waiting.push({ writes: prepared, resolve, reject });
      // Begins behind this turn, so that what is committed within it shares a flush.
      this.#storing ??= Promise.resolve().then(() => this.#storeWaiting());
    });
  }

  async load(room: string): Promise<StoredRoom | null> {
    this.#checkOpen();
    const roomKey = encodeKey(room);
    const head = this.head(room);
    if (head === null) return null;
    const updates: Uint8Array[] = [];
    for (let sequence = head.first; sequence < head.next; sequence += 1) {
      const key = updateKey(roomKey, sequence);
      const update = unseal(key, this.#table('updates').get(key));
      if (update === null) throw new DamagedRoomError(room, `update ${sequence} can't be read`);
      const isDeflated = sequence === head.first && head.deflated === true;
      updates.push(isDeflated ? inflateSnapshot(update) : update);
    }
    return { epoch: head.epoch, updates };
  }

  async rooms(): Promise<string[]> {
    this.#checkOpen();
    return [...this.#table('rooms').getKeys()].map(decodeKey);
  }

  async get(space: Space, key: string): Promise<Json | null> {
    this.#checkOpen();
    const bytes = encodeKey(key);
    const stored = this.#table(checkSpace(space)).get(bytes);
    return stored === undefined ? null : readEntry(space, bytes, stored).value;
  }

  async list(
    space: Space,
    options: { prefix?: string; after?: string; limit?: number } = {},
  ): Promise<Entry[]> {
    this.#checkOpen();
    const range = listRange(options.prefix ?? '', options.after ?? '');
    const entries: Entry[] = [];
    // LMDB walks on to the end of the table where the start lies behind the end.
    if (Buffer.compare(range.start, range.end) >= 0) return entries;
    for (const { key, value } of this.#table(checkSpace(space)).getRange(range)) {
      if (entries.length >= (options.limit ?? Infinity)) break;
      entries.push(readEntry(space, key, value));
    }
    return entries;
  }

  async backup(folder: string): Promise<void> {
    this.#checkOpen();
    const copied = this.#copyTo(folder);
    this.#copied = Promise.allSettled([this.#copied, copied]);
    await copied;
  }

  /** Behind all that was begun: a copy in another thread reads the file that is mapped. */
  close(): Promise<void> {
    this.#closed ??= Promise.allSettled([this.#storing, this.#copied]).then(() =>
      this.#tables?.root.close(),
    );
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

  /** Whether the room takes no update, since its head can't be read. */
  isDamaged(room: string): boolean {
    this.#checkOpen();
    try {
      this.#newestHead(room);
      return false;
    } catch (error) {
      if (error instanceof DamagedRoomError) return true;
      throw error;
    }
  }

  head(room: string): RoomHead | null {
    const key = encodeKey(room);
    const stored = this.#table('rooms').get(key);
    if (stored === undefined) {
      // Else a room that has lost its head would be begun anew over its own updates.
      if (this.sequences(room).length > 0) throw new DamagedRoomError(room, 'its head is missing');
      return null;
    }
    const bytes = unseal(key, stored);
    if (bytes === null) throw new DamagedRoomError(room, "its head can't be read");
    // The checksum says that it is what `UpdatePlan` wrote.
    return JSON.parse(decodeKey(bytes)) as RoomHead;
  }

  sequences(room: string): number[] {
    return [...this.#table('updates').getKeys(updateRange(encodeKey(room)))].map(sequenceOf);
  }

  #newestHead(room: string): RoomHead | null {
    return this.#heads.get(room) ?? this.head(room);
  }

  /** Who writes to a room will soon write to it again. */
  #keepHeads(heads: ReadonlyMap<string, RoomHead | null>): void {
    if (this.#heads.size > MAX_HEADS) this.#heads.clear();
    for (const [room, head] of heads) {
      if (head === null) this.#heads.delete(room);
      else this.#heads.set(room, head);
    }
  }

  /** Stores group after group until none waits; never rejects. */
  async #storeWaiting(): Promise<void> {
    while (this.#waiting.length > 0) await this.#storeGroup(this.#waiting.splice(0));
    this.#storing = null;
  }

  async #storeGroup(group: readonly Waiting[]): Promise<void> {
    let planned = group;
    try {
      this.#opened();
      const plan = new UpdatePlan({
        head: (room) => this.#newestHead(room),
        sequences: (room) => this.sequences(room),
      });
      planned = group.filter((one) => {
        try {
          plan.add(one.writes);
          return true;
        } catch (error) {
          one.reject(error as Error);
          return false;
        }
      });
      const { operations } = plan;
      if (operations.length > 0) await this.#store(operations);
      this.#keepHeads(plan.heads);
      for (const one of planned) one.resolve();
    } catch (cause) {
      const error = new WriteFailedError(cause);
      for (const one of planned) one.reject(error);
    }
  }

  /**
   * A batch, since it is written off this thread and as one transaction. (`transaction` and `childTransaction` with
   * a callback never resolved here: lmdb 3.5.6, Node 20.20.)
   */
  async #store(operations: readonly Operation[]): Promise<void> {
    // LMDB must not find out by itself: commits that fail for want of space spoil the memory of the process (lmdb 3.5.6).
    const bytes = operations.reduce((sum, { value }) => sum + (value?.byteLength ?? 0), 0);
    checkFree(this.#folder, RESERVE_BYTES.log, bytes);
    const { root } = this.#opened();
    try {
      await root.batch(() => {
        for (const { table, key, value } of operations) {
          if (value === null) void this.#table(table).remove(key);
          else void this.#table(table).put(key, value);
        }
      });
    } catch (error) {
      // The cause comes as a promise beside the error; unheard it would end the process.
      const cause = (error as { commitError?: Promise<never> }).commitError;
      cause?.catch(() => {});
      await this.#giveUp(root);
      throw error;
    }
  }

  /**
   * To be opened again by whoever needs it next: once LMDB could not write its first page it takes and reads nothing more, and a
   * batch never settles (lmdb 3.5.6).
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
    if (this.#isClosing) throw new Error('The file of the update log is about to be opened again.');
    return (this.#tables ??= this.#open());
  }

  #table(name: Operation['table']): BytesTable {
    const table = this.#opened().of.get(name);
    if (table === undefined) throw new Error(`There is no table "${name}".`);
    return table;
  }

  #checkOpen(): void {
    if (this.#closed !== null) throw new Error('The update log is closed.');
  }
}

function readEntry(space: Space, key: Uint8Array, stored: Uint8Array): Entry {
  const bytes = unseal(key, stored);
  if (bytes === null) throw new DamagedEntryError(space, decodeKey(key));
  return { key: decodeKey(key), value: JSON.parse(decodeKey(bytes)) as Json };
}
