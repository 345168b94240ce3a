/**
 * The update log as it is opened: what people type is first appended to a journal, which costs a fraction of an LMDB
 * transaction, and taken over into LMDB seconds later, many updates in one.
 */
import { WriteFailedError } from '../damage.ts';
import { bytesOf, FreeSpace, RESERVE_BYTES } from './free-space.ts';
import { clearJournal, Journal, readJournal } from './journal.ts';
import { encodeAppends, leftOutNotice, prepareTakeOver, takeOverLeft } from './lmdb-take-over.ts';
import type { Append } from './lmdb-take-over.ts';
import type { LmdbUpdateLog } from './lmdb-update-log.ts';
import { prepareWrite } from '../prepared-write.ts';
import type { PreparedWrite } from '../prepared-write.ts';
import type { Entry, Json, Space, StoredRoom, UpdateLog, Write } from '../update-log.ts';

interface Asker {
  resolve(): void;
  reject(reason: Error): void;
}

interface Waiting extends Asker {
  readonly writes: readonly PreparedWrite[];
}

/**
 * Updates are taken over after this long, or when there is much of them: each time costs the same pages of LMDB for one update of
 * a room as for ten.
 */
const TAKE_OVER_MS = 5000;
const MUCH = { updates: 4096, bytes: 4 << 20 };
/** Where LMDB takes nothing, the journal doesn't take more than this on its own. */
const MAX_PENDING_BYTES = 16 << 20;

/** How many rooms are known at the most. */
const MAX_KNOWN = 100_000;

/** Opens the log over an LMDB one in the same folder, and takes over what a crash left; `notice` hears what was damaged. */
export async function openJournalledLog(
  folder: string,
  log: LmdbUpdateLog,
  notice: (sentence: string) => void,
): Promise<UpdateLog> {
  try {
    const { records, files, damaged, notices } = await readJournal(folder);
    for (const sentence of notices) notice(sentence);
    const { last, leftOut } = await takeOverLeft(log, records, notice);
    const kept = await clearJournal(folder, leftOut.length > 0 ? files : damaged);
    for (const room of leftOut) notice(leftOutNotice(room, kept));
    return new JournalledUpdateLog(folder, log, new Journal(folder, last + 1), notice);
  } catch (cause) {
    await log.close();
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `What was written last before the stop is in the journal in ${folder} and can't be taken over (${why}). It stays there for the next start.`,
      { cause },
    );
  }
}

class JournalledUpdateLog implements UpdateLog {
  readonly #log: LmdbUpdateLog;
  readonly #journal: Journal;
  readonly #space: FreeSpace;
  readonly #notice: (sentence: string) => void;
  /** Rooms that LMDB has: others must be made there first. */
  readonly #known = new Set<string>();
  #waiting: Waiting[] = [];
  /** Who waits for what is pending to be in LMDB. */
  #askers: Asker[] = [];
  #working: Promise<void> | null = null;
  /** In the journal and not yet in LMDB: those on their way there, and those behind them. */
  #moving: readonly Append[] = [];
  #pending: Append[] = [];
  #pendingBytes = 0;
  #moved: Promise<void> = Promise.resolve();
  /** Rooms that LMDB didn't take, while the files that have their updates aren't set aside. */
  readonly #leftOut = new Set<string>();
  #timer: NodeJS.Timeout | null = null;
  #closed: Promise<void> | null = null;

  constructor(
    folder: string,
    log: LmdbUpdateLog,
    journal: Journal,
    notice: (sentence: string) => void,
  ) {
    this.#log = log;
    this.#journal = journal;
    this.#notice = notice;
    this.#space = new FreeSpace(folder, RESERVE_BYTES.changes);
  }

  async commit(writes: readonly Write[]): Promise<void> {
    if (this.#closed !== null) throw new Error('The update log is closed.');
    const prepared = writes.map(prepareWrite);
    await new Promise<void>((resolve, reject) => {
      this.#waiting.push({ writes: prepared, resolve, reject });
      this.#work();
    });
  }

  async load(room: string): Promise<StoredRoom | null> {
    const isOnItsWay = (append: Append): boolean => append.room === room;
    while (this.#moving.some(isOnItsWay) || this.#pending.some(isOnItsWay)) await this.#takeOver();
    return this.#log.load(room);
  }

  rooms(): Promise<string[]> {
    return this.#log.rooms();
  }

  get(space: Space, key: string): Promise<Json | null> {
    return this.#log.get(space, key);
  }

  list(space: Space, options?: Parameters<UpdateLog['list']>[1]): Promise<Entry[]> {
    return this.#log.list(space, options);
  }

  async backup(folder: string): Promise<void> {
    await this.#takeOver();
    await this.#log.backup(folder);
  }

  close(): Promise<void> {
    this.#closed ??= this.#end();
    return this.#closed;
  }

  async #end(): Promise<void> {
    while (this.#working !== null) await this.#working;
    // Where LMDB has no room for it the journal keeps it for the next start.
    await this.#takeOver().catch(() => null);
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#journal.close();
    await this.#log.close();
  }

  /** Resolves once all that is pending now is in LMDB. */
  #takeOver(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#askers.push({ resolve, reject });
      this.#work();
    });
  }

  #work(): void {
    // Begins behind this turn, so that what is committed within it shares a flush.
    this.#working ??= Promise.resolve().then(() => this.#workOff());
  }

  /** One thing after the other, in the order in which they came; never rejects. */
  async #workOff(): Promise<void> {
    while (this.#askers.length > 0 || this.#waiting.length > 0) {
      // What comes later may build on it.
      await (this.#askers.length > 0 ? this.#answer(this.#askers.splice(0)) : this.#storeNext());
    }
    this.#working = null;
  }

  async #answer(askers: readonly Asker[]): Promise<void> {
    const move = await this.#prepareMove().catch((cause: unknown) => {
      this.#takeOverSoon();
      return () => Promise.reject(new WriteFailedError(cause));
    });
    move().then(
      () => askers.forEach(({ resolve }) => resolve()),
      (error: unknown) => askers.forEach(({ reject }) => reject(error as Error)),
    );
  }

  /** Stores those that wait, up to the first that must be stored otherwise. */
  async #storeNext(): Promise<void> {
    const isJournalled = this.#takesJournal(this.#waiting[0]);
    const end = this.#waiting.findIndex((one) => this.#takesJournal(one) !== isJournalled);
    const group = this.#waiting.splice(0, end < 0 ? this.#waiting.length : end);
    try {
      this.#space.check(bytesOf(group.flatMap(({ writes }) => writes)));
      if (isJournalled) {
        await this.#append(group);
        for (const { resolve } of group) resolve();
      } else {
        const move = await this.#prepareMove();
        await this.#store(group, move);
      }
    } catch (cause) {
      const error = new WriteFailedError(cause);
      for (const { reject } of group) reject(error);
    }
  }

  /** Only what people type: records are read from LMDB, and must be there at once. */
  #takesJournal(waiting: Waiting | undefined): boolean {
    const isKnown = (write: PreparedWrite): boolean =>
      write.do === 'append' && this.#known.has(write.room);
    return waiting?.writes.every(isKnown) === true;
  }

  async #append(group: readonly Waiting[]): Promise<void> {
    const appends = group.flatMap(({ writes }) => writes as readonly Append[]); // as `#takesJournal` found
    if (this.#pendingBytes > MAX_PENDING_BYTES) await (await this.#prepareMove())();
    await this.#journal.append(encodeAppends(appends));
    for (const append of appends) {
      this.#pending.push(append);
      this.#pendingBytes += append.update.byteLength;
    }
    const isMuch = this.#pending.length >= MUCH.updates || this.#pendingBytes >= MUCH.bytes;
    if (isMuch)
      void this.#takeOver().catch(() => null); // tried again by the timer
    else this.#takeOverSoon();
  }

  /** Into LMDB at once, behind all that is pending and in one transaction with it. */
  async #store(group: readonly Waiting[], move: () => Promise<void>): Promise<void> {
    const moved = move();
    const stored = group.map(async ({ writes, resolve, reject }) => {
      try {
        await this.#log.commitPrepared(writes);
        for (const write of writes) this.#learn(write);
        resolve();
      } catch (error) {
        reject(error as Error);
      }
    });
    await Promise.all([...stored, moved.catch(() => null)]); // what was to be moved stays pending
  }

  #learn(write: PreparedWrite): void {
    if (this.#known.size > MAX_KNOWN) this.#known.clear();
    if (write.do === 'append') this.#known.add(write.room);
    else if (write.do === 'drop') this.#known.delete(write.room);
  }

  /** Call what it gives to move all that is pending into LMDB; what is committed there in the same turn shares the transaction. */
  async #prepareMove(): Promise<() => Promise<void>> {
    await this.#moved;
    if (this.#pending.length === 0) return () => Promise.resolve();
    const clear = await this.#journal.rotate();
    // What is to be stored with it must not be stored without it.
    const store = prepareTakeOver(this.#log, this.#pending, this.#journal.last);
    return () => {
      const moving = this.#pending;
      this.#moving = moving;
      this.#pending = [];
      this.#pendingBytes = 0;
      const stored = store().then(
        ({ leftOut }) => this.#clear(clear, leftOut),
        (error) => {
          this.#pending = [...moving, ...this.#pending];
          this.#pendingBytes = this.#pending.reduce((sum, one) => sum + one.update.byteLength, 0);
          this.#takeOverSoon();
          throw error;
        },
      );
      this.#moved = stored
        .catch(() => null) // whoever asked hears of it
        .then(() => void (this.#moving = []));
      return stored;
    };
  }

  async #clear(
    clear: (areKept: boolean) => Promise<string[]>,
    leftOut: readonly string[],
  ): Promise<void> {
    for (const room of leftOut) {
      this.#leftOut.add(room);
      this.#known.delete(room); // who writes to it next hears of it
    }
    const kept = await clear(this.#leftOut.size > 0);
    for (const room of this.#leftOut) this.#notice(leftOutNotice(room, kept));
    this.#leftOut.clear();
  }

  #takeOverSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#takeOver().catch(() => null); // the next one is set by then
    }, TAKE_OVER_MS);
    this.#timer.unref();
  }
}
