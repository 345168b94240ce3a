/** A room's text or annotations: its history, which peers have been shown, and the staged copy, which is ahead of it. */
import type * as Y from 'yjs';
import type { UpdateLog } from '../storage/update-log.ts';
import { History } from './history.ts';
import type { Found, Missed, Missing } from './history.ts';
import { StagedDocument } from './staged-document.ts';
import { documentOf } from './stored-document.ts';
import { Unpublished } from './unpublished.ts';

/** The origin of what another server has stored. */
export const ANOTHER_SERVER: unique symbol = Symbol('another server');

/** Called when an update is durable, with whoever submitted it. */
export type Subscriber = (update: Uint8Array, origin: unknown) => void;

/** An update is staged on the copy, stored by `GroupCommit`, and then published: nobody sees anything that may still fall. */
export class DurableDocument {
  readonly history: History;
  readonly staged: StagedDocument;
  readonly #unpublished = new Unpublished();
  readonly #subscribers = new Set<Subscriber>();
  readonly #preparers = new Set<(updates: readonly Uint8Array[]) => Promise<void>>();
  readonly #fallen = new Set<() => void>();
  #isDestroyed = false;

  /** Loads a room, null where there is none; rejects with a `DamagedRoomError` where it is damaged. */
  static async open(log: UpdateLog, room: string): Promise<DurableDocument | null> {
    const history = await History.load(log, room);
    if (history === null) return null;
    const document = new DurableDocument(history);
    if (history.isLong) {
      await document.#fold();
      document.releaseMemory(); // most who open a text only read it
    }
    return document;
  }

  private constructor(history: History) {
    this.history = history;
    this.staged = new StagedDocument(history, this.#unpublished);
  }

  /** The name of its room. */
  get room(): string {
    return this.history.room;
  }

  /** Which life of the room this is: a restored backup begins another. */
  get epoch(): number {
    return this.history.epoch;
  }

  /** Reads the document as peers see it. Keep nothing of it: it may be thrown away afterwards. */
  read<T>(reader: (published: Y.Doc) => T): T {
    if (this.idle) return reader(this.staged.doc);
    const published = documentOf(this.history.updates);
    try {
      return reader(published);
    } finally {
      published.destroy();
    }
  }

  /** Updates that are all that is staged, in order, whether it is durable already or not. */
  get stagedUpdates(): readonly Uint8Array[] {
    return [...this.history.updates, ...this.#unpublished.updates];
  }

  /** What a peer lacks, or null where its state vector can't be read. */
  missing(stateVector: Uint8Array): Missing | null {
    if (this.history.isLong && !this.history.isLarge) this.read((doc) => this.history.fold(doc));
    return this.history.missing(stateVector, this.#isAtHand ? this.staged.doc : null);
  }

  /** Calls `subscriber` with each update that is published from now on. Returns what ends that. */
  onPublished(subscriber: Subscriber): () => void {
    this.#subscribers.add(subscriber);
    return () => this.#subscribers.delete(subscriber);
  }

  /** Calls `prepare` with what others have stored, and waits for it, before that is taken in. */
  beforeReceiving(prepare: (updates: readonly Uint8Array[]) => Promise<void>): void {
    this.#preparers.add(prepare);
  }

  /** Calls `fallen` when what was staged has fallen, whether it is to be staged again or not. */
  onFallen(fallen: () => void): void {
    this.#fallen.add(fallen);
  }

  /** For the group commit: an update that was staged is durable, and peers may see it. */
  publish(update: Uint8Array, origin: unknown): void {
    this.#unpublished.published(update);
    this.history.append(update);
    this.#tell(update, origin);
  }

  /** For the group commit: what was staged could not be stored, and all that was staged on top of it falls with it. */
  fail(error: Error): void {
    this.#unpublished.fail(error);
    this.#fall();
  }

  /** For the group commit: all that was staged falls, to be staged again. */
  retract(): void {
    this.#unpublished.retract();
    this.#fall();
  }

  /** For the group commit: looks up what other servers have stored. Rejects where the log can't be read. */
  async lookUpMissed(): Promise<Missed> {
    const missed = await this.history.lookUpMissed();
    if (missed.state === 'found')
      await Promise.all([...this.#preparers].map((prepare) => prepare(missed.updates)));
    return missed;
  }

  /**
   * For the group commit: takes in and publishes what was looked up, where nothing was stored since and nothing is staged under
   * the same Yjs client ids: in which order such updates are applied makes no difference.
   */
  receive(found: Found): void {
    this.history.receive(found);
    this.staged.received(found.updates);
    for (const update of found.updates) this.#tell(update, ANOTHER_SERVER);
  }

  /**
   * Resolves once all that is staged now is durable, at once where it is; with false where it was retracted, and whoever rests on
   * it must look again. Rejects where it could not be stored.
   */
  whenDurable(): Promise<boolean> {
    return this.#unpublished.whenDurable();
  }

  /** Whether nothing is being judged and nothing waits for the log. */
  get idle(): boolean {
    return this.#unpublished.isEmpty && !this.staged.isLocked;
  }

  /** Gives back the memory of the Yjs document, where nothing waits. */
  releaseMemory(): void {
    if (this.idle) this.staged.drop();
  }

  /** Whether its log is so long or so heavy that it is to be compacted now. */
  get isDueForCompaction(): boolean {
    return this.history.isDue(this.#isAtHand);
  }

  /** Puts one stored update in the place of many, where there are many. Rejects where the log fails. */
  compact(): Promise<void> {
    return this.history.compact(() => this.#fold(), false);
  }

  /** The same where there are few, so that what was deleted leaves the store. */
  dropDeleted(): Promise<void> {
    return this.history.compact(() => this.#fold(), true);
  }

  /** Whether the room was closed; whoever still has the document must change nothing by it. */
  get isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  /** Frees memory and ends subscriptions. What was submitted before is still stored. */
  destroy(): void {
    this.#isDestroyed = true;
    this.#subscribers.clear();
    this.#preparers.clear();
    this.#fallen.clear();
    this.history.close();
    this.staged.drop();
  }

  #tell(update: Uint8Array, origin: unknown): void {
    for (const subscriber of this.#subscribers) subscriber(update, origin);
  }

  #fall(): void {
    this.staged.drop();
    for (const fallen of this.#fallen) fallen();
  }

  /** Whether a document stands that holds what is published and no more: writing it out costs as much as the text is long. */
  get #isAtHand(): boolean {
    return this.staged.isStanding && this.idle;
  }

  #fold(): Uint8Array | Promise<Uint8Array> {
    const isQuick = !this.history.isLarge || (this.#isAtHand && !this.history.wasLarge);
    return isQuick
      ? this.read((published) => this.history.fold(published))
      : this.history.foldInThread();
  }
}
