/** The one way of staged changes into the log: what waits while a flush is under way goes into the next one together. */
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

export class GroupCommit {
  readonly #log: UpdateLog;
  #waiting: Waiting[] = [];
  #flushing: Promise<void> | null = null;

  constructor(log: UpdateLog) {
    this.#log = log;
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
    await this.#flushing;
  }

  async #flush(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        // oxlint-disable-next-line no-await-in-loop -- a flush must end before the next begins
        await this.#log.commit(batch.flatMap(({ change }) => writesOf(change)));
      } catch (error) {
        this.#fail([...batch, ...this.#waiting], error);
        this.#waiting = [];
        continue;
      }
      for (const { change, resolve } of batch) {
        for (const { document, update } of change.updates) document.tell(update, change.origin);
        resolve();
      }
    }
    this.#flushing = null;
  }

  /** What waits may be built on what fell, so it falls too. */
  #fail(fallen: readonly Waiting[], error: unknown): void {
    const reason = error instanceof Error ? error : new Error(String(error));
    for (const { change, reject } of fallen) {
      for (const { document } of change.updates) document.fail();
      reject(reason);
    }
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
