/** What peers of a room have been shown, as bytes: enough to answer anybody who joins, without a Yjs document. */
import * as Y from 'yjs';
import { DamagedRoomError } from '../storage/damage.ts';
import type { StoredRoom, UpdateLog } from '../storage/update-log.ts';
import { Clocks } from './clocks.ts';
import { foldInThread } from './fold-thread.ts';
import { SnapshotAndTail } from './snapshot-and-tail.ts';

/** What a peer lacks: first updates, last the sync step 2, upon which its client counts as synced. */
export interface Missing {
  readonly updates: readonly Uint8Array[];
  readonly step2: Uint8Array;
}

/** What the log has of a room beyond a history. */
export type Missed =
  /** Updates that are not known here: the first has the sequence number `first` in the log, and the next one gets `next`. */
  | {
      readonly state: 'found';
      readonly updates: readonly Uint8Array[];
      readonly first: number;
      readonly next: number;
    }
  /** The room was deleted, or another life of it has begun. */
  | { readonly state: 'deleted' | 'renewed' };

/** What others have stored. */
export type Found = Missed & { readonly state: 'found' };

/** A state vector that names this many clients more than the room has is no honest client's. */
const MAX_UNKNOWN_CLIENTS = 1000;

/** A room with more stored updates than this is compacted at once. */
const MAX_STORED = 2000;

/** The durable updates of a room, in the order in which they were published, and the log that keeps them. */
export class History {
  readonly room: string;
  /** Which life of the room this is: a restored backup begins another. */
  readonly epoch: number;
  readonly #log: UpdateLog;
  readonly #bytes: SnapshotAndTail;
  readonly #clocks = new Clocks();
  /** The sequence numbers of the first update that the log has of the room, as far as is known here, and of the next one. */
  #first: number;
  #next: number;
  #version = 0;
  #isCompacting = false;
  #isClosed = false;
  #stateVector: Uint8Array | null = null;
  #mergedTail: Uint8Array | null = null;
  #snapshotVector: Uint8Array | null = null;
  #deletions: Uint8Array | null = null;

  /** Loads a room, null where there is none; rejects with a `DamagedRoomError` where it can't be read or has a gap. */
  static async load(log: UpdateLog, room: string): Promise<History | null> {
    const stored = await log.load(room);
    return stored === null ? null : new History(log, room, stored);
  }

  private constructor(log: UpdateLog, room: string, { epoch, updates, next }: StoredRoom) {
    this.#log = log;
    this.room = room;
    this.epoch = epoch;
    this.#first = next - updates.length;
    this.#next = next;
    this.#bytes = new SnapshotAndTail(updates);
    for (const update of this.#bytes.all) this.#clocks.add(update);
    // One update alone is what an import or a compaction made, and is read when somebody asks about clocks.
    if (updates.length > 1) this.#clocks.read();
    if (this.#clocks.hasGap) throw new DamagedRoomError(room, 'there is a gap in its history');
  }

  /** Takes an update that is durable now. */
  append(update: Uint8Array): void {
    this.#next += 1;
    this.#keep(update);
  }

  /** Looks up what others have stored in the room; nothing of it is taken in. Rejects where the log can't be read. */
  async lookUpMissed(): Promise<Missed> {
    const from = this.#next;
    const stored = await this.#log.load(this.room, from);
    if (stored === null) return { state: 'deleted' };
    const { epoch, next } = stored;
    if (epoch !== this.epoch || next < from) return { state: 'renewed' };
    const oldest = next - stored.updates.length;
    const updates = stored.updates.slice(Math.max(0, from - oldest));
    const [snapshot] = updates;
    // Somebody has compacted the room: the first holds all that came before it, too.
    if (oldest > from && snapshot) updates[0] = Y.diffUpdate(snapshot, this.stateVector);
    return { state: 'found', updates, first: Math.max(oldest, from), next };
  }

  /** Takes in what was looked up. Nothing may have been appended since. */
  receive({ updates, first, next }: Found): void {
    if (first > this.#next) this.#first = first; // compacted
    this.#next = next;
    for (const update of updates) this.#keep(update);
  }

  #keep(update: Uint8Array): void {
    this.#version += 1;
    this.#bytes.append(update);
    this.#clocks.add(update);
    this.#stateVector = null;
    this.#mergedTail = null;
    this.#deletions = null;
  }

  /** The sequence number that the log gives to the next update. */
  get next(): number {
    return this.#next;
  }

  /** Rises with each update: what was made of the room in one version is right until the next. */
  get version(): number {
    return this.#version;
  }

  /** Updates that are the whole history, in order; as few as it is kept in. */
  get updates(): readonly Uint8Array[] {
    return this.#bytes.all;
  }

  /** Of what is durable, encoded; the same bytes until the next update. */
  get stateVector(): Uint8Array {
    this.#stateVector ??= Y.encodeStateVector(this.#clocks.read());
    return this.#stateVector;
  }

  /** How far its clocks have gone, to be asked for what is durable beyond that. */
  get mark(): number {
    return this.#clocks.mark;
  }

  /** A state vector of the clients alone that have written since a mark; of all since 0. */
  stateVectorSince(mark: number): Uint8Array {
    return Y.encodeStateVector(this.#clocks.since(mark));
  }

  /** The clock after the last change of a Yjs client, 0 where it has written nothing. */
  clockOf(client: number): number {
    return this.#clocks.read().get(client) ?? 0;
  }

  /** Whether it is to be folded before somebody joins. */
  get isLong(): boolean {
    return this.#bytes.isLong;
  }

  /** Whether making a document of it would hold everybody up. */
  get isLarge(): boolean {
    return this.#bytes.isLarge;
  }

  /** Bytes of its updates in memory. */
  get byteLength(): number {
    return this.#bytes.byteLength;
  }

  /** Whether a document that holds it was as large as that when one was last written out. */
  get wasLarge(): boolean {
    return this.#bytes.wasLarge;
  }

  /**
   * What a peer with this state vector lacks; null where the vector can't be read. `published` is a document with all of the
   * history and no more, where one is at hand: it answers faster than the bytes do.
   */
  missing(stateVector: Uint8Array, published: Y.Doc | null): Missing | null {
    const known = readStateVector(stateVector);
    if (known?.size === 0) return this.#whole(published);
    if (known === null || known.size > this.#clocks.read().size + MAX_UNKNOWN_CLIENTS) return null;
    if (this.#isCoveredBy(known)) return { updates: [], step2: this.#allDeletions(published) };
    return { updates: [], step2: this.#since(stateVector, published) };
  }

  /**
   * Keeps it as one update, and returns that: what a document with all of the history and no more is written out as.
   * `mergeUpdates` would take more than linear time, and keep what was deleted.
   */
  fold(published: Y.Doc): Uint8Array {
    return this.#keepAsOne(Y.encodeStateAsUpdate(published), this.updates.length);
  }

  /** The same in a thread of its own; what comes meanwhile stays after it. */
  async foldInThread(): Promise<Uint8Array> {
    const { updates } = this;
    return this.#keepAsOne(await foldInThread(updates), updates.length);
  }

  /** Whether the log is to be compacted now: opening so long a room after a crash would take a while. */
  isDue(hasDocument: boolean): boolean {
    const isHeavy = hasDocument && this.#bytes.isHeavy;
    return (this.#stored > MAX_STORED || isHeavy) && !this.#isCompacting;
  }

  /**
   * Puts one stored update in the place of many, of few only where `isAsked`; `fold` is called to make it, by one of the two
   * above. What is appended meanwhile comes after it. Rejects where the log fails.
   */
  async compact(fold: () => Uint8Array | Promise<Uint8Array>, isAsked: boolean): Promise<void> {
    const isWorthIt = isAsked || this.#bytes.hasGrown;
    if (!isWorthIt || this.#stored === 1 || this.#isCompacting) return;
    this.#isCompacting = true;
    try {
      const through = this.#next - 1;
      const snapshot = await fold();
      if (this.#isClosed) return; // it may be gone from the store by now
      this.#bytes.compacted();
      await this.#log.commit([{ do: 'compact', room: this.room, snapshot, through }]);
      this.#first = through;
    } finally {
      this.#isCompacting = false;
    }
  }

  get #stored(): number {
    return this.#next - this.#first;
  }

  /** The room is closed: its log is not written to any more. */
  close(): void {
    this.#isClosed = true;
  }

  #keepAsOne(snapshot: Uint8Array, count: number): Uint8Array {
    this.#bytes.fold(snapshot, count);
    this.#snapshotVector = null;
    this.#mergedTail = null;
    this.#deletions = null;
    return snapshot;
  }

  #whole(published: Y.Doc | null): Missing {
    const { snapshot, tail } = this.#bytes;
    if (tail.length === 0) return { updates: [], step2: snapshot };
    this.#mergedTail ??=
      published === null || !this.isLong
        ? Y.mergeUpdates([...tail])
        : this.#since(this.#vectorOfSnapshot(), published);
    return { updates: [snapshot], step2: this.#mergedTail };
  }

  #vectorOfSnapshot(): Uint8Array {
    this.#snapshotVector ??= Y.encodeStateVectorFromUpdate(this.#bytes.snapshot);
    return this.#snapshotVector;
  }

  /** Equal state vectors don't mean equal deletions, so these are sent to everybody. */
  #allDeletions(published: Y.Doc | null): Uint8Array {
    this.#deletions ??= this.#since(this.stateVector, published);
    return this.#deletions;
  }

  #since(stateVector: Uint8Array, published: Y.Doc | null): Uint8Array {
    return published === null
      ? Y.diffUpdate(Y.mergeUpdates([...this.updates]), stateVector)
      : Y.encodeStateAsUpdate(published, stateVector);
  }

  #isCoveredBy(known: ReadonlyMap<number, number>): boolean {
    for (const [client, clock] of this.#clocks.read())
      if ((known.get(client) ?? 0) < clock) return false;
    return true;
  }
}

function readStateVector(bytes: Uint8Array): Map<number, number> | null {
  try {
    return Y.decodeStateVector(bytes);
  } catch {
    return null; // cut off
  }
}
