/** What is in the journal and not yet in LMDB, and how it comes there: whole or not at all. */
import { DamagedEntryError } from '../damage.ts';
import { encodeKey } from '../keys.ts';
import type { FileCalls } from './file-calls.ts';
import { clearJournal, Journal, readJournal } from './journal.ts';
import type { JournalRecord } from './journal.ts';
import { encodeEntries, entriesIn, sizeOf } from './journal-entries.ts';
import type { JournalEntry } from './journal-entries.ts';
import type { LmdbFile } from './lmdb-file.ts';
import { UpdatePlan } from './update-plan.ts';

/** Key in the table `journal` of the number of the last record that LMDB holds. */
const TAKEN = 'taken';

/** Taken over when there is this much: each time costs the same pages of LMDB for one update of a room as for ten. */
const MUCH = { entries: 4096, bytes: 4 << 20 };
/** Where LMDB takes nothing, the journal doesn't take more than this on its own. */
const MAX_PENDING_BYTES = 16 << 20;

/** All that is pending, on its way into LMDB. */
export interface Transfer {
  /** Rooms whose updates LMDB doesn't take, since their heads are damaged. */
  readonly leftOut: readonly string[];
  /** Adds it to what is planned. To be called in the turn in which `during` is. */
  addTo(plan: UpdatePlan): void;
  /** `stored` is the storing of that plan; resolves when that has ended and the journal is cleared. Rejects as `stored` does. */
  during(stored: Promise<void>): Promise<void>;
}

const NOTHING: Transfer = { leftOut: [], addTo() {}, during: (stored) => stored };

/** Takes over what a crash left in the folder's journal, and gives the one for this process; `notice` hears what was damaged. */
export async function openTakeOver(
  folder: string,
  lmdb: LmdbFile,
  files: FileCalls,
  notice: (sentence: string) => void,
): Promise<TakeOver> {
  const left = await readJournal(folder, files);
  for (const sentence of left.notices) notice(sentence);
  const { last, leftOut } = await takeOverLeft(lmdb, left.records, notice);
  const kept = await clearJournal(folder, leftOut.length > 0 ? left.files : left.damaged, files);
  for (const room of leftOut) notice(leftOutNotice(room, kept));
  return new TakeOver(lmdb, new Journal(folder, last + 1, files), notice);
}

/** The journal, and what of it LMDB doesn't have yet. Transfers follow each other; appends go on meanwhile. */
export class TakeOver {
  readonly #lmdb: LmdbFile;
  readonly #journal: Journal;
  readonly #notice: (sentence: string) => void;
  #inTransfer: readonly JournalEntry[] = [];
  #pending: JournalEntry[] = [];
  #pendingBytes = 0;
  #transferred: Promise<void> = Promise.resolve();
  /** Rooms that LMDB didn't take, while the files that have their updates aren't set aside. */
  readonly #leftOut = new Set<string>();

  constructor(lmdb: LmdbFile, journal: Journal, notice: (sentence: string) => void) {
    this.#lmdb = lmdb;
    this.#journal = journal;
    this.#notice = notice;
  }

  /** Resolves once the entries are durable; rejects where they could not be written, and then there is nothing of them. */
  async append(entries: readonly JournalEntry[]): Promise<void> {
    await this.#journal.append(encodeEntries(entries));
    for (const entry of entries) {
      this.#pending.push(entry);
      this.#pendingBytes += sizeOf(entry);
    }
  }

  /** There is so much that it should be transferred now. */
  get isMuch(): boolean {
    return this.#pending.length >= MUCH.entries || this.#pendingBytes >= MUCH.bytes;
  }

  /** There is so much that nothing more should be appended before it was transferred. */
  get isTooMuch(): boolean {
    return this.#pendingBytes > MAX_PENDING_BYTES;
  }

  /** Whether LMDB lacks updates of the room. */
  lacks(room: string): boolean {
    const isOfRoom = (entry: JournalEntry): boolean => entry.do === 'append' && entry.room === room;
    return this.#inTransfer.some(isOfRoom) || this.#pending.some(isOfRoom);
  }

  /** Ends the journal's file, so that all that is pending can be transferred; nothing may be appended before `during` is called. */
  async prepare(): Promise<Transfer> {
    await this.#transferred;
    if (this.#pending.length === 0) return NOTHING;
    const clear = await this.#journal.rotate();
    // What is to be stored with it must not be stored without it, so nothing may fail from here on.
    const leftOut = damagedIn(this.#lmdb, this.#pending);
    const sound = soundOf(this.#pending, leftOut);
    const { last } = this.#journal;
    return {
      leftOut,
      addTo: (plan) => addEntries(plan, sound, last),
      during: (stored) => this.#transfer(stored, () => this.#clear(clear, leftOut)),
    };
  }

  /** Ends the journal, which keeps what wasn't transferred for the next start. */
  async close(): Promise<void> {
    await this.#transferred;
    await this.#journal.close();
  }

  /** What is appended from now on is not part of it. */
  #transfer(stored: Promise<void>, clear: () => Promise<void>): Promise<void> {
    const entries = this.#pending;
    this.#inTransfer = entries;
    this.#setPending([]);
    const transferred = stored.then(clear, (error: unknown) => {
      this.#setPending([...entries, ...this.#pending]);
      throw error;
    });
    this.#transferred = transferred
      .catch(() => null) // the caller hears of it
      .then(() => void (this.#inTransfer = []));
    return transferred;
  }

  async #clear(
    clear: (areKept: boolean) => Promise<string[]>,
    leftOut: readonly string[],
  ): Promise<void> {
    for (const room of leftOut) this.#leftOut.add(room);
    const kept = await clear(this.#leftOut.size > 0);
    for (const room of this.#leftOut) this.#notice(leftOutNotice(room, kept));
    this.#leftOut.clear();
  }

  #setPending(entries: JournalEntry[]): void {
    this.#pending = entries;
    this.#pendingBytes = entries.reduce((sum, entry) => sum + sizeOf(entry), 0);
  }
}

/** `notice` hears where it can't be told how much of it LMDB has already. */
async function takeOverLeft(
  lmdb: LmdbFile,
  records: readonly JournalRecord[],
  notice: (sentence: string) => void,
): Promise<{ readonly last: number; readonly leftOut: readonly string[] }> {
  const taken = readTaken(lmdb, notice);
  const had = taken ?? 0;
  const left = records.filter(({ sequence }) => sequence > had);
  const last = left.at(-1)?.sequence ?? had;
  const all = records.flatMap(entriesIn);
  // Of all that is there: the process may have ended before a file was set aside.
  const leftOut = damagedIn(lmdb, all);
  if (left.length > 0 || taken === null) {
    const plan = new UpdatePlan(lmdb, 0);
    addEntries(plan, soundOf(left.flatMap(entriesIn), leftOut), last);
    await lmdb.write(plan);
  }
  return { last, leftOut };
}

/** 0 where nothing was ever taken over, null where it is damaged. */
function readTaken(lmdb: LmdbFile, notice: (sentence: string) => void): number | null {
  try {
    const taken = lmdb.record('journal', encodeKey(TAKEN));
    return typeof taken === 'number' ? taken : 0;
  } catch (error) {
    if (!(error instanceof DamagedEntryError)) throw error;
    notice(
      'How much of the journal is stored already is damaged in the store; all that is left of it is stored again, which changes no text.',
    );
    return null;
  }
}

function addEntries(plan: UpdatePlan, entries: readonly JournalEntry[], last: number): void {
  plan.addEntries(entries);
  plan.putOwn('journal', TAKEN, JSON.stringify(last));
}

/** A room whose head is damaged, and which is given to nobody, holds up none of the others: it is left out. */
function damagedIn(lmdb: LmdbFile, entries: readonly JournalEntry[]): string[] {
  const rooms = new Set(entries.flatMap((entry) => (entry.do === 'append' ? entry.room : [])));
  return [...rooms].filter((room) => lmdb.isDamaged(room));
}

function soundOf(entries: readonly JournalEntry[], leftOut: readonly string[]): JournalEntry[] {
  return entries.filter((entry) => entry.do !== 'append' || !leftOut.includes(entry.room));
}

/** The sentence for the operator on a room that was left out. */
function leftOutNotice(room: string, files: readonly string[]): string {
  return `The room ${JSON.stringify(room)} is damaged, and what was written to it last can't be stored; it is kept in ${files.join(', ')}.`;
}
