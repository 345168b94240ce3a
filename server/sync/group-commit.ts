/** The one way of staged changes into the log: what comes while others are being stored is stored together. */
import type { UpdateLog, Write } from '../storage/update-log.ts';
import type { DurableDocument } from './durable-document.ts';

/** Changes of one or several rooms and the records that follow from them: stored all or nothing. */
export interface Change {
  readonly updates: readonly { readonly document: DurableDocument; readonly update: Uint8Array }[];
  /** Who submitted it; the author is not told what it sent. */
  readonly origin: unknown;
  readonly writes: readonly Write[];
}

interface Waiting {
  readonly change: Change;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/**
 * After a flush that carried several changes the next one waits this long, since more will come: a commit costs the same for
 * one change as for fifty. A change that comes alone waits for nothing.
 */
const WINDOW_MS = 6;

export class GroupCommit {
  readonly #log: UpdateLog;
  readonly #flushed: (changes: number) => void;
  #waiting: Waiting[] = [];
  #flushing: Promise<void> | null = null;

  /** `flushed` hears of how many changes each flush carried. */
  constructor(log: UpdateLog, flushed: (changes: number) => void = () => undefined) {
    this.#log = log;
    this.#flushed = flushed;
  }

  /** Resolves once the change is durable and has been told; rejects where it could not be stored, and then nothing has changed. */
  commit(change: Change): Promise<void> {
    return new Promise((resolve, reject) => {
      for (const { document, update } of change.updates) document.expect(update);
      this.#waiting.push({ change, resolve, reject });
      this.#flushing ??= this.#flush();
    });
  }

  /** Resolves when nothing waits any more. */
  async drained(): Promise<void> {
    while (this.#flushing !== null) await this.#flushing;
  }

  async #flush(): Promise<void> {
    await nextTurn(); // what else came in this turn goes along
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      // oxlint-disable-next-line no-await-in-loop -- a flush must end before the next begins
      await this.#store(batch);
      // oxlint-disable-next-line no-await-in-loop -- the same
      if (batch.length > 1) await pause(WINDOW_MS);
    }
    this.#flushing = null;
  }

  async #store(batch: readonly Waiting[]): Promise<void> {
    try {
      await this.#log.commit(batch.flatMap(({ change }) => writesOf(change)));
    } catch (error) {
      // What came meanwhile may be built on what fell, so it falls too.
      const fallen = [...batch, ...this.#waiting];
      this.#waiting = [];
      fail(fallen, error);
      return;
    }
    this.#flushed(batch.length);
    for (const { change, resolve } of batch) {
      for (const { document, update } of change.updates) document.tell(update, change.origin);
      resolve();
    }
  }
}

function fail(fallen: readonly Waiting[], error: unknown): void {
  const reason = error instanceof Error ? error : new Error(String(error));
  for (const { change, reject } of fallen) {
    for (const { document } of change.updates) document.fail();
    reject(reason);
  }
}

function writesOf({ updates, writes }: Change): Write[] {
  return [
    ...updates.map(({ document, update }): Write => ({
      do: 'append',
      room: document.room,
      update,
    })),
    ...writes,
  ];
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
