/** A room's text or annotations, of which peers see only what is in the log. */
import * as Y from 'yjs';
import type { UpdateLog } from '../storage/update-log.ts';
import { foldApart } from './fold-thread.ts';
import { History } from './history.ts';
import type { Missing } from './history.ts';
import { Queue } from './queue.ts';
import { applyAll, documentOf } from './stored-document.ts';

/** Told after a change is durable: the integrated update, and who submitted it. */
export type Teller = (update: Uint8Array, origin: unknown) => void;

/** So many updates wait for somebody who needs the document, and are applied then in one go. */
const MAX_STAGED = 500;

/** A room with more stored updates than this is compacted at once. */
const LONG = 2000;

/**
 * `history` is what peers have been shown, all of it durable, as bytes. A Yjs document stands only while somebody writes or
 * reads: it is `ahead` by what has been staged and waits for the log, or is still to be judged.
 */
export class DurableDocument {
  readonly room: string;
  /** Which life of the room this is. */
  readonly epoch: number;
  readonly history: History;
  readonly #log: UpdateLog;
  readonly #serverClient: number | null;
  readonly #tellers = new Set<Teller>();
  #ahead: Y.Doc | null = null;
  #isLent = false;
  #isOver = false;
  #version = 0;
  /** Let in, and not yet applied to the copy ahead, where there is one. */
  #staged: Uint8Array[] = [];
  /** Committed, but not yet durable. */
  readonly #untold = new Queue<Uint8Array>();
  /** Who asked when that will be durable. */
  #askers: { readonly update: Uint8Array; resolve(): void; reject(error: Error): void }[] = [];
  #stored: number;
  #isCompacting = false;

  /**
   * Loads a room, null where there is none; rejects where it is damaged. `serverClient` is the Yjs client id for a room that
   * the server alone writes: one writer keeps its state vector small.
   */
  static async open(
    log: UpdateLog,
    room: string,
    serverClient: number | null,
  ): Promise<DurableDocument | null> {
    const stored = await log.load(room);
    if (stored === null) return null;
    const document = new DurableDocument(log, room, stored.epoch, stored.updates, serverClient);
    if (document.history.isLong) {
      await document.#foldAll();
      document.rest(); // most who open a text only read it
    }
    return document;
  }

  private constructor(
    log: UpdateLog,
    room: string,
    epoch: number,
    updates: readonly Uint8Array[],
    serverClient: number | null,
  ) {
    this.#log = log;
    this.room = room;
    this.epoch = epoch;
    this.history = new History(room, updates);
    this.#stored = updates.length;
    this.#serverClient = serverClient;
  }

  /** The copy with what is staged. Judge on it; change it inside `stage` only. Throws while it is lent. */
  get ahead(): Y.Doc {
    if (this.#isLent) throw new Error(`The copy of ${this.room} is lent.`);
    if (this.#ahead === null) {
      this.#ahead = documentOf([...this.history.updates, ...this.#untold.waiting]);
      if (this.#serverClient !== null) this.#ahead.clientID = this.#serverClient;
    } else if (this.#staged.length > 0) {
      applyAll(this.#ahead, this.#staged);
    }
    this.#staged = [];
    return this.#ahead;
  }

  /** Changes whenever the document may have changed, ahead or as peers see it. */
  get version(): number {
    return this.#version;
  }

  /** Reads the document as peers see it. Keep nothing of it: it may be thrown away afterwards. */
  read<T>(reader: (told: Y.Doc) => T): T {
    if (this.idle) return reader(this.ahead);
    const told = documentOf(this.history.updates);
    try {
      return reader(told);
    } finally {
      told.destroy();
    }
  }

  /** What a peer lacks, or null where its state vector can't be read. */
  missing(stateVector: Uint8Array): Missing | null {
    if (this.history.isLong && !this.history.isLarge) this.#fold();
    return this.history.missing(stateVector, this.#isAtHand ? this.ahead : null);
  }

  /** Runs `work` on the copy ahead and gives what it integrated, null where nothing. Follow it by a commit or by `unstage`. */
  stage(work: (ahead: Y.Doc) => void): Uint8Array | null {
    const ahead = this.ahead;
    this.touched();
    const updates: Uint8Array[] = [];
    const collect = (update: Uint8Array): void => void updates.push(update);
    ahead.on('update', collect);
    try {
      work(ahead);
    } catch (error) {
      this.unstage();
      throw error;
    } finally {
      ahead.off('update', collect);
    }
    // One application can emit several events (the clean-up of formats is a second transaction): all are needed.
    return updates.length === 0 ? null : Y.mergeUpdates(updates);
  }

  /** Stages an update of which all is known without applying it: that waits until somebody needs the document. */
  stageLater(update: Uint8Array): void {
    this.touched();
    if (this.#ahead === null) return; // made of what is committed, it will have it
    this.#staged.push(update);
    if (this.#staged.length > MAX_STAGED) void this.ahead;
  }

  /** The copy ahead for the gate, which changes it over several turns: until it is given back nobody else may have it. */
  lend(): Y.Doc {
    const { ahead } = this;
    this.#isLent = true;
    return ahead;
  }

  /** False again once the copy was given back, and where it fell. */
  get isLent(): boolean {
    return this.#isLent;
  }

  giveBack(): void {
    this.#isLent = false;
  }

  /** For the gate, which changes the copy ahead by itself. */
  touched(): void {
    this.#version += 1;
  }

  /** Forgets what was staged and not committed; the copy ahead is made anew when it is needed. */
  unstage(): void {
    this.touched();
    this.#isLent = false;
    this.#ahead?.destroy();
    this.#ahead = null;
    this.#staged = [];
  }

  onTold(teller: Teller): () => void {
    this.#tellers.add(teller);
    return () => this.#tellers.delete(teller);
  }

  /** Nothing is being judged, and nothing waits for the log. */
  get idle(): boolean {
    return this.#untold.length === 0 && !this.#isLent;
  }

  /** Gives back the memory of the Yjs document, where nothing waits. */
  rest(): void {
    if (this.idle) this.unstage();
  }

  /** It was closed: whoever still has it must change nothing by it. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** So long that whoever opens it after a crash would wait for it, or so heavy that keeping it costs too much memory. */
  get isLong(): boolean {
    return (this.#stored > LONG || (this.history.isHeavy && this.#isAtHand)) && !this.#isCompacting;
  }

  /** A document stands that holds what is told and no more: to write it out costs as much as the text is long. */
  get #isAtHand(): boolean {
    return this.#ahead !== null && this.idle;
  }

  /** Puts one stored update in the place of many, where there are many; what waits for the log comes behind it. */
  async compact(): Promise<void> {
    if (!this.history.hasGrown || this.#stored === 1 || this.#isCompacting) return;
    this.#isCompacting = true;
    try {
      const count = this.#stored;
      const snapshot = await this.#foldAll();
      if (this.#isOver) return; // it may be gone from the store by now
      this.history.keptWhole();
      await this.#log.commit([{ do: 'compact', room: this.room, snapshot, count }]);
      this.#stored -= count - 1;
    } finally {
      this.#isCompacting = false;
    }
  }

  /** Resolves once all that is committed now is durable, at once where it is; rejects where it falls. */
  settled(): Promise<void> {
    const update = this.#untold.last;
    if (update === null) return Promise.resolve();
    return new Promise((resolve, reject) => this.#askers.push({ update, resolve, reject }));
  }

  destroy(): void {
    this.#isOver = true;
    this.#tellers.clear();
    this.unstage();
  }

  /** For the group commit: the update is on its way to the log. */
  expect(update: Uint8Array): void {
    this.#untold.push(update);
  }

  /** For the group commit: the first update that was expected is durable. */
  tell(update: Uint8Array, origin: unknown): void {
    this.touched();
    this.#untold.shift();
    this.#stored += 1;
    this.history.append(update);
    for (const teller of this.#tellers) teller(update, origin);
    const answered = this.#askers.filter((asker) => asker.update === update);
    if (answered.length === 0) return;
    this.#askers = this.#askers.filter((asker) => asker.update !== update);
    for (const { resolve } of answered) resolve();
  }

  /** For the group commit: what was expected could not be stored, and what was staged on top of it falls with it. */
  fail(error: Error): void {
    this.#untold.clear();
    this.unstage();
    for (const { reject } of this.#askers.splice(0)) reject(error);
  }

  /** What comes meanwhile stays behind the snapshot. */
  async #foldAll(): Promise<Uint8Array> {
    const isQuick = this.#isAtHand && !this.history.wasLarge;
    if (!this.history.isLarge || isQuick) return this.#fold();
    const { updates } = this.history;
    const snapshot = await foldApart(updates);
    this.history.fold(snapshot, updates.length);
    return snapshot;
  }

  /** Through a document, since `mergeUpdates` is superlinear and keeps what was deleted. */
  #fold(): Uint8Array {
    const snapshot = this.read((told) => Y.encodeStateAsUpdate(told));
    this.history.fold(snapshot);
    return snapshot;
  }
}
