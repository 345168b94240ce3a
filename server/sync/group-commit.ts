/** The one way of staged changes into the log, and from there to the peers: what comes while others are stored is stored together. */
import type { CommitOutcome, UpdateLog, Write } from '../storage/update-log.ts';
import type { Watch } from '../watch/watch.ts';
import { nextTurn } from '../cooperative-task.ts';
import { writersIn } from './clocks.ts';
import type { DurableDocument } from './durable-document.ts';
import type { Missed } from './history.ts';
import { Rate } from './rate.ts';
import { restingOn } from './resting-on.ts';
import type { Resting } from './resting-on.ts';

/** An update that was staged on a room's document in this turn. */
export interface StagedUpdate {
  readonly document: DurableDocument;
  readonly update: Uint8Array;
  /** The session that submitted it; it isn't sent back there. */
  readonly origin?: unknown;
}

/** Changes of one or several rooms and the records that follow from them: stored all or nothing. */
export interface Change<T> {
  readonly updates: readonly StagedUpdate[];
  readonly writes: readonly Write[];
  /** What the commit comes to once all is stored. */
  readonly result: T;
  /**
   * Does it anew where another server has written under the same Yjs client ids, and gives what that comes to: reads the rooms,
   * which then hold what that server has stored, stages and commits.
   */
  readonly again: () => Promise<T>;
}

interface PendingChange {
  readonly updates: readonly StagedUpdate[];
  readonly writes: readonly Write[];
  readonly stored: () => void;
  readonly again: () => void;
  readonly reject: (error: Error) => void;
}

/** A document of a room in which others have stored something. */
interface Behind {
  readonly document: DurableDocument;
  /** Called when that has been taken in, or can't be. */
  readonly ended: () => void;
}

/**
 * How long the next flush waits after one, by the changes in a second: a flush costs the same for one change as for fifty. Where
 * few come each is stored at once.
 */
const WINDOWS = [
  { perSecond: 500, ms: 15 },
  { perSecond: 100, ms: 10 },
];

/** Of two servers that both store much each is first now and then, so a store that says this so often in a row is broken. */
const MAX_CONFLICTS = 100;

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
  /** More of a room is durable than before; called once for all that was stored of it together. */
  readonly stored?: (document: DurableDocument) => void;
  /** The room is gone from the store, or has begun another life there; to be destroyed at once. */
  readonly lost?: (document: DurableDocument, state: 'deleted' | 'renewed') => void;
}

/**
 * Stores changes in the order in which they come, and publishes each when it is durable. Takes in what other servers have stored
 * in between: a commit names the sequence numbers that its updates must get, so none is stored that was staged without that.
 */
export class GroupCommit {
  readonly #options: GroupCommitOptions;
  #waiting: PendingChange[] = [];
  #behind: Behind[] = [];
  #flushing: Promise<void> | null = null;
  /** How often in a row another server was first. */
  #conflicts = 0;
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
   * Resolves once the change is durable and has been published, or was done anew; rejects with a `StoreUnavailableError` where it
   * could not be stored, and then nothing has changed.
   */
  commit<T>({ updates, writes, result, again }: Change<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const pending: PendingChange = {
        updates,
        writes,
        stored: () => resolve(result),
        again: () => resolve(again()),
        reject,
      };
      if (!this.isWell) {
        fail([pending], this.#failure);
        return;
      }
      this.#waiting.push(pending);
      this.#flushing ??= this.#flush();
    });
  }

  /** The same for what changes no room that is open. */
  write(writes: readonly Write[]): Promise<void> {
    const again = (): Promise<void> => this.write(writes);
    return this.commit({ updates: [], writes, result: undefined, again });
  }

  /** Others have stored something in the room: takes it in soon. Resolves when that is done or has failed. */
  catchUp(document: DurableDocument): Promise<void> {
    return new Promise((ended) => {
      this.#behind.push({ document, ended });
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
    while (this.#waiting.length > 0 || this.#behind.length > 0) {
      if (this.#behind.length > 0) await this.#takeInMissed();
      // A flush must end before the next begins.
      const stored = await this.#store();
      if (stored === 0) continue;
      const perSecond = this.#rate.with(stored);
      const window = WINDOWS.find((one) => perSecond > one.perSecond);
      if (window !== undefined) await pause(window.ms);
    }
    this.#flushing = null;
  }

  /** Stores what waits, and returns how many changes were stored. */
  async #store(): Promise<number> {
    const batch = this.#waiting;
    if (batch.length === 0) return 0;
    this.#waiting = [];
    const ended = this.#options.watch.flushing(batch.length);
    let outcome: CommitOutcome;
    try {
      outcome = await this.#options.log.commit(writesOf(batch));
    } catch (error) {
      ended('failed');
      this.#fail(batch, error);
      return 0;
    }
    ended(outcome.state);
    if (outcome.state === 'conflict') {
      this.#wasOvertaken(batch, outcome.room);
      return 0;
    }
    this.#conflicts = 0;
    this.#publish(batch);
    return batch.length;
  }

  #publish(batch: readonly PendingChange[]): void {
    const documents = new Set<DurableDocument>();
    for (const { updates, stored } of batch) {
      for (const { document, update, origin } of updates) {
        document.publish(update, origin ?? null);
        documents.add(document);
      }
      stored();
    }
    for (const document of documents) this.#options.stored?.(document);
  }

  /** Nothing was stored: another server was first in a room. All of it is tried again once that is taken in. */
  #wasOvertaken(batch: readonly PendingChange[], room: string): void {
    this.#conflicts += 1;
    const documents = batch.flatMap(({ updates }) => updates.map(({ document }) => document));
    const behind = documents.find((document) => document.room === room);
    if (behind === undefined || this.#conflicts > MAX_CONFLICTS) {
      this.#fail(batch, new Error(`Another writer was always first in ${JSON.stringify(room)}.`));
      return;
    }
    this.#waiting = [...batch, ...this.#waiting];
    this.#behind.push({ document: behind, ended() {} });
  }

  /** Nothing of the batch was stored. What came meanwhile may be built on it, so it fails too. */
  #fail(batch: readonly PendingChange[], error: unknown): void {
    const failed = [...batch, ...this.#waiting];
    this.#waiting = [];
    this.#failure = error;
    this.#failures += 1;
    this.#options.failed?.(error);
    fail(failed, error);
    this.#tryAgain();
  }

  /** Takes in what others have stored. Nothing is being stored meanwhile, so what is in the log and not here is theirs. */
  async #takeInMissed(): Promise<void> {
    const behind = this.#behind;
    this.#behind = [];
    const documents = [...new Set(behind.map(({ document }) => document))];
    await Promise.all(documents.map((document) => this.#takeInMissedOf(document)));
    for (const { ended } of behind) ended();
  }

  async #takeInMissedOf(document: DurableDocument): Promise<void> {
    try {
      const missed = await document.lookUpMissed();
      const isNothing = missed.state === 'found' && missed.updates.length === 0;
      if (!isNothing) await this.#whenUnlocked(document, () => this.#takeIn(document, missed));
    } catch (error) {
      this.#options.failed?.(error);
      fail(this.#takeOut(document).changes, error);
    }
  }

  /**
   * What others have written under ids of their own changes nothing of what is staged here, which names nothing of it: an accepted
   * change stands. Else all that is staged is staged again, in the same turn, so that nothing newer comes before it.
   */
  #takeIn(document: DurableDocument, missed: Missed): void {
    if (missed.state === 'found' && !this.#shareWriters(document, missed.updates)) {
      document.receive(missed);
      return;
    }
    const { changes, documents } = this.#takeOut(document);
    for (const one of documents) one.retract();
    if (missed.state === 'found') document.receive(missed);
    else this.#options.lost?.(document, missed.state);
    for (const { again } of changes) again();
  }

  /** Whether any of the updates was written under a Yjs client id under which something is staged. */
  #shareWriters(document: DurableDocument, updates: readonly Uint8Array[]): boolean {
    const staged = this.#waiting
      .flatMap((change) => change.updates)
      .filter((one) => one.document === document);
    if (staged.length === 0) return false;
    const writers = new Set(updates.flatMap((update) => [...writersIn(update)]));
    return staged.some(({ update }) => [...writersIn(update)].some((id) => writers.has(id)));
  }

  /** Calls `work` in a turn in which nobody is at work on a document that would fall with this one. */
  #whenUnlocked(document: DurableDocument, work: () => void, { staged } = document): Promise<void> {
    return staged.whenUnlocked(async () => {
      const { documents } = restingOn(document, this.#waiting);
      const locked = [...documents].find((one) => one.staged.isLocked);
      if (locked === undefined) work();
      else await this.#whenUnlocked(document, work, locked);
    });
  }

  #takeOut(document: DurableDocument): Resting<PendingChange> {
    const resting = restingOn(document, this.#waiting);
    this.#waiting = this.#waiting.filter((change) => !resting.changes.has(change));
    return resting;
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

function fail(failed: Iterable<PendingChange>, cause: unknown): void {
  const error = new StoreUnavailableError(cause);
  for (const { updates, reject } of failed) {
    for (const { document } of updates) document.fail(error);
    reject(error);
  }
}

/** What a batch writes, with the sequence numbers that its updates must get. */
function writesOf(batch: readonly PendingChange[]): Write[] {
  const next = new Map<DurableDocument, number>();
  return batch.flatMap(({ updates, writes }) => [
    ...updates.map(({ document, update }): Write => {
      const sequence = next.get(document) ?? document.history.next;
      next.set(document, sequence + 1);
      return { do: 'append', room: document.room, update, sequence };
    }),
    ...writes,
  ]);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
