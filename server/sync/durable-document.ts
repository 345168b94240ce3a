/** A room's Yjs document of which peers see only what is in the log. */
import * as Y from 'yjs';
import type { UpdateLog } from '../storage/update-log.ts';

/** Told after a change is durable and in the document: the integrated update, and who submitted it. */
export type Teller = (update: Uint8Array, origin: unknown) => void;

/** Compact when a room has more stored updates than this. */
const COMPACT_ABOVE = 500;

/**
 * Two copies: `told` is what peers have been shown, all of it durable; `ahead` has the staged changes too, which wait for
 * the log or are still to be judged.
 */
export class DurableDocument {
  readonly room: string;
  /** Which life of the room this is. */
  readonly epoch: number;
  /** What peers see. Read it, never write it. */
  readonly told = new Y.Doc();
  readonly #log: UpdateLog;
  readonly #serverClient: number | null;
  readonly #tellers = new Set<Teller>();
  #ahead: Y.Doc | null = null;
  /** Committed, but not yet durable. */
  #untold: Uint8Array[] = [];
  #stored = 0;

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
    const document = new DurableDocument(log, room, stored.epoch, serverClient);
    Y.transact(document.told, () => {
      for (const update of stored.updates) Y.applyUpdate(document.told, update);
    });
    document.#stored = stored.updates.length;
    if (hasPending(document.told))
      throw new Error(`The stored room ${room} has a gap in its history.`);
    return document;
  }

  private constructor(log: UpdateLog, room: string, epoch: number, serverClient: number | null) {
    this.#log = log;
    this.room = room;
    this.epoch = epoch;
    this.#serverClient = serverClient;
  }

  /** The copy with what is staged. Judge on it; change it inside `stage` only. */
  get ahead(): Y.Doc {
    if (this.#ahead === null) {
      this.#ahead = new Y.Doc();
      if (this.#serverClient !== null) this.#ahead.clientID = this.#serverClient;
      Y.applyUpdate(this.#ahead, Y.encodeStateAsUpdate(this.told));
      for (const update of this.#untold) Y.applyUpdate(this.#ahead, update);
    }
    return this.#ahead;
  }

  /** Runs `work` on the copy ahead and gives what it integrated, null where nothing. Follow it by a commit or by `unstage`. */
  stage(work: (ahead: Y.Doc) => void): Uint8Array | null {
    const ahead = this.ahead;
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

  /** Forgets what was staged and not committed. */
  unstage(): void {
    this.#ahead?.destroy();
    this.#ahead = null;
  }

  onTold(teller: Teller): () => void {
    this.#tellers.add(teller);
    return () => this.#tellers.delete(teller);
  }

  /** Nothing waits for the log. */
  get idle(): boolean {
    return this.#untold.length === 0;
  }

  /** Puts one update in the place of many, where there are many. */
  async compact(): Promise<void> {
    if (this.#stored <= COMPACT_ABOVE) return;
    const count = this.#stored;
    const snapshot = Y.encodeStateAsUpdate(this.told);
    await this.#log.commit([{ do: 'compact', room: this.room, snapshot, count }]);
    this.#stored -= count - 1;
  }

  destroy(): void {
    this.#tellers.clear();
    this.unstage();
    this.told.destroy();
  }

  /** For the group commit: the update is on its way to the log. */
  expect(update: Uint8Array): void {
    this.#untold.push(update);
  }

  /** For the group commit: the first update that was expected is durable. */
  tell(update: Uint8Array, origin: unknown): void {
    this.#untold.shift();
    this.#stored += 1;
    Y.applyUpdate(this.told, update);
    for (const teller of this.#tellers) teller(update, origin);
  }

  /** For the group commit: what was expected could not be stored, and what was staged on top of it falls with it. */
  fail(): void {
    this.#untold = [];
    this.unstage();
  }
}

/** Whether a document holds parts that wait for a piece it doesn't have. */
export function hasPending(doc: Y.Doc): boolean {
  return doc.store.pendingStructs !== null || doc.store.pendingDs !== null;
}
