/**
 * The one way of writes onto the disk, and what is read of it. What people type, and rows of the catalogue, is first appended to a
 * journal, which costs a fraction of an LMDB transaction, and taken over into LMDB seconds later, much of it in one.
 */
import type { Blob } from '../blobs.ts';
import { WriteFailedError } from '../damage.ts';
import type { Engine, Submitted } from '../engine.ts';
import type { KeyRange } from '../keys.ts';
import { listRange } from '../keys.ts';
import type { PreparedWrite } from '../prepared-write.ts';
import { isTouched } from '../reads.ts';
import type { Read, Readers } from '../reads.ts';
import { SequenceConflictError } from '../room-errors.ts';
import type { TableSet } from '../table-set.ts';
import type { Entry, Json, Space, StoredRoom } from '../update-log.ts';
import { Ballast } from './ballast.ts';
import type { Checkpoint } from './checkpoint.ts';
import { areSmall, bytesOf, FreeSpace, RESERVE_BYTES } from './free-space.ts';
import { JournalPlan } from './journal-plan.ts';
import type { LmdbFile } from './lmdb-file.ts';
import type { TakeOver } from './take-over.ts';
import { changeKey, UpdatePlan } from './update-plan.ts';

/** Somebody who waits for all that is pending to be in LMDB. */
interface TransferRequest {
  resolve(): void;
  reject(reason: Error): void;
}

/** Writes that were submitted, and who hears what became of them. */
interface Submission {
  readonly writes: readonly PreparedWrite[];
  readonly isStale: () => boolean;
  resolve(outcome: Submitted): void;
  reject(reason: unknown): void;
}

/** What is being stored in LMDB, where parts of it can be read before all of it can. */
interface Storing {
  readonly writes: readonly PreparedWrite[];
  readonly ended: Promise<void>;
}

/** What is pending is taken over after this long, or when there is much of it. */
const TAKE_OVER_MS = 5000;

/** How many rooms' next numbers are known at the most. */
const MAX_KNOWN = 100_000;

/** `readers` hears of each change when it is planned, and again when it can be read. */
export interface CommitQueueOptions {
  readonly folder: string;
  readonly lmdb: LmdbFile;
  readonly takeOver: TakeOver;
  readonly readers: Readers;
  /** The catalogue as it is stored. */
  readonly catalogue: Checkpoint;
  /** Called when the catalogue has changed. */
  readonly catalogueChanged: () => void;
}

/**
 * The engine of the embedded store. Stores in the order of the calls; what is submitted in one turn shares a flush where it
 * can.
 */
export class CommitQueue implements Engine {
  readonly #options: CommitQueueOptions;
  readonly #space: FreeSpace;
  readonly #spaceForSmall: FreeSpace;
  readonly #ballast: Ballast;
  /** The next sequence numbers of rooms that LMDB has; others must be made there first. */
  readonly #next = new Map<string, number>();
  #waiting: Submission[] = [];
  #transferRequests: TransferRequest[] = [];
  #working: Promise<void> | null = null;
  #storing: Storing | null = null;
  #catalogue: Checkpoint;
  /** LMDB may forget the changes of the catalogue up to this number, and has forgotten those up to that. */
  #forgettable = 0;
  #forgotten = 0;
  /** Backups that are being made, which need all that LMDB has. */
  readonly #backups = new Set<Promise<void>>();
  #timer: NodeJS.Timeout | null = null;

  constructor(options: CommitQueueOptions) {
    this.#options = options;
    this.#catalogue = options.catalogue;
    this.#space = new FreeSpace(options.folder, RESERVE_BYTES.changes);
    this.#spaceForSmall = new FreeSpace(options.folder, RESERVE_BYTES.log);
    this.#ballast = new Ballast(options.folder);
  }

  get tables(): TableSet {
    return this.#catalogue.tables;
  }

  /** The catalogue with the number of its last change. */
  get catalogue(): Checkpoint {
    return this.#catalogue;
  }

  async load(room: string, from?: number): Promise<StoredRoom | null> {
    const { lmdb, takeOver } = this.#options;
    while (takeOver.lacks(room)) await this.#transfer();
    return lmdb.load(room, from);
  }

  rooms(): string[] {
    return this.#options.lmdb.rooms();
  }

  record(space: Space, key: Buffer): Json | null {
    return this.#options.lmdb.record(space, key);
  }

  records(space: Space, range: KeyRange, limit: number): Entry[] {
    return this.#options.lmdb.records(space, range, limit);
  }

  blob(key: Buffer): Blob | null {
    return this.#options.lmdb.blob(key);
  }

  hasBlob(key: Buffer): boolean {
    return this.#options.lmdb.hasBlob(key);
  }

  blobKeys(range: KeyRange, limit: number): string[] {
    return this.#options.lmdb.keys('blobs', range, limit);
  }

  submit(writes: readonly PreparedWrite[], isStale: () => boolean): Promise<Submitted> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ writes, isStale, resolve, reject });
      this.#work();
    });
  }

  writing(read: Read): Promise<void> | null {
    const storing = this.#storing;
    if (storing === null) return null;
    const { tables } = this;
    return storing.writes.some((write) => isTouched(read, write, tables)) ? storing.ended : null;
  }

  /** LMDB need not keep the changes of the catalogue up to this number any more; it forgets them with what it stores next. */
  forgetChanges(through: number): void {
    this.#forgettable = through;
  }

  /**
   * Writes a copy of LMDB's file, with all that is stored now, into the folder, after `before` has ended: it gets the catalogue,
   * and the copy has all changes of it that come after that.
   */
  async backup(folder: string, before: (catalogue: Checkpoint) => Promise<void>): Promise<void> {
    const backup = before(this.#catalogue)
      .then(() => this.#transfer())
      .then(() => this.#options.lmdb.backup(folder));
    this.#backups.add(backup);
    await backup.finally(() => this.#backups.delete(backup));
  }

  async close(): Promise<void> {
    const { lmdb, takeOver } = this.#options;
    this.#ballast.close();
    await Promise.allSettled(this.#backups);
    while (this.#working !== null) await this.#working;
    // Where LMDB has no room for it the journal keeps it for the next start.
    await this.#transfer().catch(() => null);
    if (this.#timer !== null) clearTimeout(this.#timer);
    await takeOver.close();
    await lmdb.close();
  }

  /** Resolves once all that is pending now is in LMDB. */
  #transfer(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#transferRequests.push({ resolve, reject });
      this.#work();
    });
  }

  #work(): void {
    // Begins after this turn, so that what is submitted within it shares a flush.
    this.#working ??= Promise.resolve().then(() => this.#workOff());
  }

  /** One thing after the other, in the order in which they came; never rejects. */
  async #workOff(): Promise<void> {
    while (this.#transferRequests.length > 0 || this.#waiting.length > 0) {
      if (this.#transferRequests.length > 0) await this.#answer(this.#transferRequests.splice(0));
      else await this.#storeNext();
    }
    this.#working = null;
  }

  /** Appends go on while it is stored. */
  async #answer(requests: readonly TransferRequest[]): Promise<void> {
    const transferred = await this.#startTransfer().catch((cause: unknown) => {
      this.#transferSoon();
      return { ended: Promise.reject(writeFailed(cause)) };
    });
    transferred.ended.then(
      () => requests.forEach(({ resolve }) => resolve()),
      (error: unknown) => requests.forEach(({ reject }) => reject(error as Error)),
    );
  }

  async #startTransfer(): Promise<{ readonly ended: Promise<void> }> {
    const transfer = await this.#options.takeOver.prepare();
    const plan = this.#newPlan();
    transfer.addTo(plan);
    const ended = this.#write(plan, transfer).catch((cause: unknown) => {
      throw writeFailed(cause);
    });
    return { ended };
  }

  /** Stores those that wait, up to the first that must be stored otherwise. */
  async #storeNext(): Promise<void> {
    const isJournalled = this.#takesJournal(this.#waiting[0]);
    const end = this.#waiting.findIndex((one) => this.#takesJournal(one) !== isJournalled);
    const group = this.#waiting.splice(0, end < 0 ? this.#waiting.length : end);
    await attempt(group, async () => {
      const fitting = this.#fitting(group);
      await (isJournalled ? this.#append(fitting) : this.#store(fitting));
    });
  }

  /** Those for which the disk has room; the others are told. Throws where it has room for none. */
  #fitting(group: readonly Submission[]): readonly Submission[] {
    const small = group.filter(({ writes }) => areSmall(writes));
    const others = small.length === 0 ? group : group.filter((one) => !small.includes(one));
    if (small.length > 0) this.#checkForSmall(bytesOf(writesOf(small)));
    try {
      if (others.length > 0) this.#space.check(bytesOf(writesOf(others)));
      return group;
    } catch (cause) {
      for (const { reject } of others) reject(new WriteFailedError(cause));
      return small;
    }
  }

  #checkForSmall(bytes: number): void {
    try {
      this.#spaceForSmall.check(bytes);
    } catch (error) {
      if (!this.#ballast.throwOff()) throw error;
      this.#spaceForSmall.check(bytes);
    }
  }

  /** Only what people type, and rows: records and blobs are read from LMDB, and must be there at once. */
  #takesJournal(submission: Submission | undefined): boolean {
    const isTaken = (write: PreparedWrite): boolean =>
      write.do === 'set row' || (write.do === 'append' && this.#next.has(write.room));
    return submission?.writes.every(isTaken) === true;
  }

  async #append(group: readonly Submission[]): Promise<void> {
    const { takeOver } = this.#options;
    if (takeOver.isTooMuch) await (await this.#startTransfer()).ended;
    const plan = new JournalPlan(this.#next, this.#catalogue.number);
    const accepted = this.#accept(group, (writes) => plan.add(writes));
    if (plan.entries.length > 0) await takeOver.append(plan.entries);
    for (const [room, next] of plan.next) this.#next.set(room, next);
    this.#show(accepted, plan.changeNumber);
    if (takeOver.isMuch)
      void this.#transfer().catch(() => null); // tried again by the timer
    else this.#transferSoon();
  }

  /** Into LMDB at once, after all that is pending and in one transaction with it. */
  async #store(group: readonly Submission[]): Promise<void> {
    this.#options.lmdb.reopen();
    const transfer = await this.#options.takeOver.prepare();
    const plan = this.#newPlan();
    transfer.addTo(plan);
    const accepted = this.#accept(group, (writes) => plan.add(writes));
    let end = (): void => {};
    const ended = new Promise<void>((resolve) => (end = resolve));
    this.#storing = { writes: writesOf(accepted), ended };
    try {
      await this.#write(plan, transfer);
      for (const [room, head] of plan.heads) this.#learn(room, head?.next ?? null);
      this.#options.readers.shown(writesOf(accepted)); // the journal has no records
      this.#show(accepted, plan.changeNumber);
    } finally {
      this.#storing = null;
      end();
    }
  }

  /** Those of the group that can be stored, each planned on those before it; the others are told why not. */
  #accept(
    group: readonly Submission[],
    plan: (writes: readonly PreparedWrite[]) => void,
  ): Submission[] {
    return group.filter((submission) => {
      const { writes, isStale, resolve, reject } = submission;
      try {
        if (isStale()) {
          resolve({ state: 'stale' });
          return false;
        }
        plan(writes);
        this.#options.readers.changed(writes, this.tables);
        return true;
      } catch (error) {
        if (error instanceof SequenceConflictError)
          resolve({ state: 'conflict', room: error.room });
        else reject(error);
        return false;
      }
    });
  }

  /** From now on what they wrote can be read. */
  #show(accepted: readonly Submission[], changeNumber: number): void {
    const { readers, catalogueChanged } = this.#options;
    const before = this.#catalogue;
    const isOfRows = changeNumber !== before.number;
    if (isOfRows || !readers.areNone) {
      const writes = writesOf(accepted);
      this.#catalogue = { number: changeNumber, tables: before.tables.after(writes) };
      readers.changed(writes, before.tables);
    }
    for (const { resolve } of accepted) resolve(STORED);
    if (isOfRows) catalogueChanged();
  }

  async #write(
    plan: UpdatePlan,
    transfer: Awaited<ReturnType<TakeOver['prepare']>>,
  ): Promise<void> {
    const forgettable = this.#backups.size > 0 ? this.#forgotten : this.#forgettable;
    this.#planForgetting(plan, forgettable);
    try {
      await transfer.during(this.#options.lmdb.write(plan));
    } catch (error) {
      this.#transferSoon();
      throw error;
    }
    this.#forgotten = Math.max(this.#forgotten, forgettable);
    for (const room of transfer.leftOut) this.#next.delete(room); // who writes to it next hears of it
  }

  #planForgetting(plan: UpdatePlan, through: number): void {
    if (through <= this.#forgotten || plan.isEmpty) return;
    const range = { ...listRange({}), end: Buffer.from(changeKey(through + 1)) };
    for (const key of this.#options.lmdb.keys('catalogue', range)) plan.removeOwn('catalogue', key);
  }

  #newPlan(): UpdatePlan {
    return new UpdatePlan(this.#options.lmdb, this.#catalogue.number);
  }

  #learn(room: string, next: number | null): void {
    if (this.#next.size > MAX_KNOWN) this.#next.clear();
    if (next === null) this.#next.delete(room);
    else this.#next.set(room, next);
  }

  #transferSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#transfer().catch(() => null); // the next one is set by then
    }, TAKE_OVER_MS);
    this.#timer.unref();
  }
}

const STORED: Submitted = { state: 'stored' };

function writesOf(group: readonly Submission[]): readonly PreparedWrite[] {
  return group.flatMap(({ writes }) => writes);
}

/** Rejects all of the group where the work fails; those that were answered before hear nothing of it. */
async function attempt(group: readonly Submission[], work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    const error = writeFailed(cause);
    for (const { reject } of group) reject(error);
  }
}

function writeFailed(cause: unknown): WriteFailedError {
  return cause instanceof WriteFailedError ? cause : new WriteFailedError(cause);
}
