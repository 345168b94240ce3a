/** The one way of staged changes into the log: what comes while others are being stored is stored together. */
import type { UpdateLog, Write } from '../storage/update-log.ts';
import type { Watch } from '../watch/watch.ts';
import type { DurableDocument } from './durable-document.ts';
import { nextTurn } from '../turns.ts';

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
 * A commit costs the same for one change as for fifty, so where many come the next one waits behind each flush: so many
 * milliseconds, by the changes in a second. Where few come each is stored at once.
 */
const WINDOWS = [
  { perSecond: 500, ms: 15 },
  { perSecond: 100, ms: 10 },
];

/** How often a store that failed is tried again. */
const RETRY_MS = 1000;

/** The store took nothing; nothing has changed. */
export class StoreUnavailableError extends Error {
  constructor(cause: unknown) {
    super('The store can not take changes at the moment.', { cause });
  }
}

export interface GroupCommitOptions {
  readonly log: UpdateLog;
  readonly watch: Watch;
  /** The store failed: nobody may write until it has recovered. */
  readonly failed?: (error: unknown) => void;
  readonly recovered?: () => void;
}

export class GroupCommit {
  readonly #options: GroupCommitOptions;
  #waiting: Waiting[] = [];
  #flushing: Promise<void> | null = null;
  #trouble: unknown = null;
  #troubles = 0;
  #retry: NodeJS.Timeout | null = null;
  readonly #rate = new Rate();

  constructor(options: GroupCommitOptions) {
    this.#options = options;
  }

  /** False from a failure of the store on until it has taken something again. */
  get isWell(): boolean {
    return this.#trouble === null;
  }

  /** How often the store has failed. */
  get troubles(): number {
    return this.#troubles;
  }

  /**
   * Resolves once the change is durable and has been told; rejects with a `StoreUnavailableError` where it could not be stored,
   * and then nothing has changed.
   */
  commit(change: Change): Promise<void> {
    return new Promise((resolve, reject) => {
      for (const { document, update } of change.updates) document.expect(update);
      const waiting = { change, resolve, reject };
      if (!this.isWell) {
        fall([waiting], this.#trouble);
        return;
      }
      this.#waiting.push(waiting);
      this.#flushing ??= this.#flush();
    });
  }

  /** Resolves when nothing waits any more. */
  async drained(): Promise<void> {
    while (this.#flushing !== null) await this.#flushing;
  }

  /** Stops trying a store that failed. */
  close(): void {
    if (this.#retry !== null) clearTimeout(this.#retry);
  }

  async #flush(): Promise<void> {
    await nextTurn(); // what else came in this turn goes along
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      // A flush must end before the next begins.
      await this.#store(batch);
      const perSecond = this.#rate.with(batch.length);
      const window = WINDOWS.find((one) => perSecond > one.perSecond);
      if (window !== undefined) await pause(window.ms);
    }
    this.#flushing = null;
  }

  async #store(batch: readonly Waiting[]): Promise<void> {
    const stored = this.#options.watch.flushing(batch.length);
    try {
      await this.#options.log.commit(batch.flatMap(({ change }) => writesOf(change)));
      stored('stored');
    } catch (error) {
      stored('failed');
      // What came meanwhile may be built on what fell, so it falls too.
      const fallen = [...batch, ...this.#waiting];
      this.#waiting = [];
      this.#trouble = error;
      this.#troubles += 1;
      this.#options.failed?.(error);
      fall(fallen, error);
      this.#tryAgain();
      return;
    }
    for (const { change, resolve } of batch) {
      for (const { document, update } of change.updates) document.tell(update, change.origin);
      resolve();
    }
  }

  /** A record that means nothing shows whether the store takes anything. */
  #tryAgain(): void {
    this.#retry = setTimeout(() => {
      this.#options.log.commit([{ do: 'put', space: 'limits', key: 'store', value: null }]).then(
        () => {
          this.#trouble = null;
          this.#options.recovered?.();
        },
        () => this.#tryAgain(),
      );
    }, RETRY_MS);
    this.#retry.unref();
  }
}

/** How much comes in a second, by what came in the last tenths of one. */
class Rate {
  #perSecond = 0;
  #at = 0;

  /** The rate once so many more have come. */
  with(count: number): number {
    const now = performance.now();
    this.#perSecond =
      this.#perSecond * Math.exp((this.#at - now) / RATE_MS) + (count * 1000) / RATE_MS;
    this.#at = now;
    return this.#perSecond;
  }
}

/** What came so long ago counts a third. */
const RATE_MS = 150;

function fall(fallen: readonly Waiting[], cause: unknown): void {
  const error = new StoreUnavailableError(cause);
  for (const { change, reject } of fallen) {
    for (const { document } of change.updates) document.fail(error);
    reject(error);
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

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
