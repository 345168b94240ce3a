/** The copy of a room's document that changes are made on before they are stored, and the lock that guards it. */
import * as Y from 'yjs';
import type { CooperativeTask } from '../cooperative-task.ts';
import type { History } from './history.ts';
import { applyAll, documentOf } from './stored-document.ts';
import type { Unpublished } from './unpublished.ts';
import { SERVER_WRITER } from './writers.ts';

/** When more updates than this wait for somebody who needs the document, they are applied. */
const MAX_UNAPPLIED = 500;

/** The staged copy in the hands of a task that has locked it. */
export interface LockedCopy {
  /** The document, which the task may change. */
  readonly doc: Y.Doc;
  /** Says that the task has changed the document by this update and no more; it is to be committed before the task ends. */
  stage(update: Uint8Array): void;
  /** Throws away what the task has changed and not staged. */
  discard(): void;
}

interface Lock {
  readonly released: Promise<void>;
  release(): void;
}

/**
 * A Yjs document of the history and all that is unpublished. It stands only while somebody writes or reads, and is made again
 * when it is needed.
 */
export class StagedDocument {
  readonly #history: History;
  readonly #unpublished: Unpublished;
  #doc: Y.Doc | null = null;
  /** Staged, and not yet applied to the document, where one stands. */
  #unapplied: Uint8Array[] = [];
  #lock: Lock | null = null;
  #madeInMs = 0;

  constructor(history: History, unpublished: Unpublished) {
    this.#history = history;
    this.#unpublished = unpublished;
  }

  /** The document. Read it; change it by `stage` alone, and keep nothing of it. Throws while it is locked. */
  get doc(): Y.Doc {
    if (this.#lock !== null) throw new Error(`The copy of ${this.#history.room} is locked.`);
    return this.#upToDate();
  }

  /** Whether a document stands, so that reading costs nothing more. */
  get isStanding(): boolean {
    return this.#doc !== null;
  }

  /** What it took to make the document when that was done last, in milliseconds: what who has it thrown away costs everybody. */
  get madeInMs(): number {
    return this.#madeInMs;
  }

  /** Whether a task is at work on it. */
  get isLocked(): boolean {
    return this.#lock !== null;
  }

  /** Runs `work` on the document and returns the update that came of it, which is to be committed; null where none did. */
  stage(work: (doc: Y.Doc) => void): Uint8Array | null {
    const { doc } = this;
    const updates: Uint8Array[] = [];
    const collect = (update: Uint8Array): void => void updates.push(update);
    doc.on('update', collect);
    try {
      work(doc);
    } catch (error) {
      this.drop();
      throw error;
    } finally {
      doc.off('update', collect);
    }
    if (updates.length === 0) return null;
    // One change can emit several events (the clean-up of formats is a second transaction): all are needed.
    const update = Y.mergeUpdates(updates);
    this.#unpublished.add(update);
    return update;
  }

  /** Stages an update of which all is known without applying it, which waits until somebody needs the document. */
  stageLater(update: Uint8Array): void {
    this.#unpublished.add(update);
    if (this.#doc === null) return; // made of what is unpublished, it will have it
    this.#unapplied.push(update);
    if (this.#unapplied.length > MAX_UNAPPLIED) this.#upToDate();
  }

  /** Takes in what another server has stored, while it isn't locked: it waits until somebody needs the document. */
  received(updates: readonly Uint8Array[]): void {
    if (this.#doc !== null) this.#unapplied.push(...updates);
  }

  /**
   * The task with the document locked from its first step to its last: nobody else reads or changes it meanwhile. Its value is
   * that of `task`, or null where what the document was made of could not be stored meanwhile. Throws what `task` throws, and
   * drops the document then.
   */
  *withLock<T>(task: (copy: LockedCopy) => CooperativeTask<T>): CooperativeTask<T | null> {
    const lock = this.#takeLock();
    const steps = task(this.#lockedCopy());
    try {
      for (;;) {
        const step = steps.next();
        if (step.done === true) return step.value;
        yield;
        if (this.#lock === lock) continue;
        steps.return(null as never); // nobody looks at its value
        return null;
      }
    } catch (error) {
      if (this.#lock === lock) this.drop();
      throw error;
    } finally {
      if (this.#lock === lock) this.#unlock();
    }
  }

  /**
   * Calls `work` when the document isn't locked: as a rule at once. `work` stages what it stages before it waits for anything,
   * and looks first whether the room still stands.
   */
  async whenUnlocked<T>(work: () => Promise<T>): Promise<T> {
    // In a loop, since somebody who has waited longer may have locked it again.
    while (this.#lock !== null) await this.#lock.released;
    return work();
  }

  /** Throws the document away, with all that isn't unpublished, and lets go of the lock. */
  drop(): void {
    this.#unlock();
    this.#discard();
  }

  #upToDate(): Y.Doc {
    if (this.#doc === null) {
      const begun = performance.now();
      this.#doc = documentOf([...this.#history.updates, ...this.#unpublished.updates]);
      this.#madeInMs = performance.now() - begun;
      this.#doc.clientID = SERVER_WRITER;
    } else if (this.#unapplied.length > 0) {
      applyAll(this.#doc, this.#unapplied);
    }
    this.#unapplied = [];
    return this.#doc;
  }

  #discard(): void {
    this.#doc?.destroy();
    this.#doc = null;
    this.#unapplied = [];
  }

  #takeLock(): Lock {
    if (this.#lock !== null) throw new Error(`The copy of ${this.#history.room} is locked.`);
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    this.#lock = { released, release };
    return this.#lock;
  }

  #unlock(): void {
    this.#lock?.release();
    this.#lock = null;
  }

  #lockedCopy(): LockedCopy {
    // Made no sooner than it is asked for: what is refused unread shouldn't cost a document.
    const upToDate = (): Y.Doc => this.#upToDate();
    return {
      get doc() {
        return upToDate();
      },
      stage: (update) => this.#unpublished.add(update),
      discard: () => this.#discard(),
    };
  }
}
