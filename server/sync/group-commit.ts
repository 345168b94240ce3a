/** The one way of staged changes into the log, and from there to the peers: what comes while others are stored is stored together. */
import type { UpdateLog, Write } from '../storage/update-log.ts';
import type { Watch } from '../watch/watch.ts';
import { nextTurn } from '../cooperative-task.ts';
import type { DurableDocument } from './durable-document.ts';

/** Changes of one or several rooms and the records that follow from them: stored all or nothing. */
export interface Change {
  /** Each was staged on its document in this turn. */
  readonly updates: readonly { readonly document: DurableDocument; readonly update: Uint8Array }[];
  /** The session that submitted it, or null; it isn't sent back there. */
  readonly origin: unknown;
  readonly writes: readonly Write[];
}

interface PendingChange {
  readonly change: Change;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/**
 * How long the next flush waits after one, by the changes in a second: a flush costs the same for one change as for fifty. Where
 * few come each is stored at once.
 */
const WINDOWS = [
  { perSecond: 500, ms: 15 },
  { perSecond: 100, ms: 10 },
];

/** How often a store that failed is tried again. */
const RETRY_MS = 1000;

/** The store took nothing, and nothing has changed. */
export class StoreUnavailableError extends Error {
  constructor(cause: unknown) {
    super('The store can not take changes at the moment.', { cause });
  }
}

/** What a group commit stores in, and says when that fails and when it works again. */
export interface GroupCommitOptions {
  readonly log: UpdateLog;
  readonly watch: Watch;
  /** The store failed: nobody may write until it has recovered. */
  readonly failed?: (error: unknown) => void;
  readonly recovered?: () => void;
}

/** Stores changes in the order in which they come, and publishes each when it is durable. */
export class GroupCommit {
  readonly #options: GroupCommitOptions;
  #waiting: PendingChange[] = [];
  #flushing: Promise<void> | null = null;
  #failure: unknown = null;
  #failures = 0;
  #retry: NodeJS.Timeout | null = null;
  readonly #rate = new Rate();

  constructor(options: GroupCommitOptions) {
    this.#options = options;
  }

  /** Whether the store takes changes: false from a failure on until it has taken something again. */
  get isWell(): boolean {
    return this.#failure === null;
  }

  /** How often the store has failed. */
  get failures(): number {
    return this.#failures;
  }

  /**
   * Resolves once the change is durable and has been published; rejects with a `StoreUnavailableError` where it could not be stored,
   * and then nothing has changed.
   */
  commit(change: Change): Promise<void> {
    return new Promise((resolve, reject) => {
      const pending = { change, resolve, reject };
      if (!this.isWell) {
        fail([pending], this.#failure);
        return;
      }
      this.#waiting.push(pending);
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

  async #store(batch: readonly PendingChange[]): Promise<void> {
    const stored = this.#options.watch.flushing(batch.length);
    try {
      await this.#options.log.commit(batch.flatMap(({ change }) => writesOf(change)));
      stored('stored');
    } catch (error) {
      stored('failed');
      // What came meanwhile may be built on what failed, so it fails too.
      const failed = [...batch, ...this.#waiting];
      this.#waiting = [];
      this.#failure = error;
      this.#failures += 1;
      this.#options.failed?.(error);
      fail(failed, error);
      this.#tryAgain();
      return;
    }
    for (const { change, resolve } of batch) {
      for (const { document, update } of change.updates) document.publish(update, change.origin);
      resolve();
    }
  }

  /** A record that means nothing shows whether the store takes anything. */
  #tryAgain(): void {
    this.#retry = setTimeout(() => {
      this.#options.log.commit([{ do: 'put', space: 'limits', key: 'store', value: null }]).then(
        () => {
          this.#failure = null;
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

  /** The rate once `count` more have come. */
  with(count: number): number {
    const now = performance.now();
    this.#perSecond =
      this.#perSecond * Math.exp((this.#at - now) / RATE_MS) + (count * 1000) / RATE_MS;
    this.#at = now;
    return this.#perSecond;
  }
}

/** What came this long ago counts a third. */
const RATE_MS = 150;

function fail(failed: readonly PendingChange[], cause: unknown): void {
  const error = new StoreUnavailableError(cause);
  for (const { change, reject } of failed) {
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
