/** Runs transactions over an engine: each on what is durable, and again where others have changed what it has read. */
import { Draft, StaleTransactionError } from './draft.ts';
import type { Engine } from './engine.ts';
import type { Readers } from './reads.ts';
import { SequenceConflictError } from './room-errors.ts';
import type { Transaction } from './store.ts';

type Work<T> = (tx: Transaction) => Promise<T>;

type Attempt<T> = { readonly state: 'done'; readonly value: T } | { readonly state: 'lost' };

/** So often one is run at the most. Who loses that often doesn't lose to others, but to itself. */
const MAX_ATTEMPTS = 100;

/** Optimistic: nothing is locked, so work that conflicts with others' is run again, up to 100 times, after which it rejects. */
export class Transactions {
  readonly #engine: Engine;
  readonly #readers: Readers;
  /** Ends with the last of those that have lost. */
  #losers: Promise<unknown> = Promise.resolve();

  constructor(engine: Engine, readers: Readers) {
    this.#engine = engine;
    this.#readers = readers;
  }

  /** See `Store.transaction`. */
  async run<T>(work: Work<T>): Promise<T> {
    const first = await this.#attempt(work);
    return first.state === 'done' ? first.value : this.#again(work);
  }

  /** Those that have lost go one after the other: all at once they would lose to each other again. */
  #again<T>(work: Work<T>): Promise<T> {
    const won = this.#losers.then(() => this.#repeat(work));
    this.#losers = won.catch(() => {}); // its caller hears of the failure
    return won;
  }

  async #repeat<T>(work: Work<T>): Promise<T> {
    for (let attempts = 1; attempts < MAX_ATTEMPTS; attempts += 1) {
      const attempt = await this.#attempt(work);
      if (attempt.state === 'done') return attempt.value;
    }
    throw new Error(`A transaction was run ${MAX_ATTEMPTS} times and lost each time.`);
  }

  async #attempt<T>(work: Work<T>): Promise<Attempt<T>> {
    const draft = new Draft(this.#engine);
    const leave = this.#readers.add(draft);
    try {
      const value = await work(draft).finally(() => draft.end());
      if (draft.isStale) return { state: 'lost' };
      if (draft.writes.length === 0) return { state: 'done', value };
      const { state } = await this.#engine.submit(draft.writes, () => draft.isStale);
      return state === 'stored' ? { state: 'done', value } : { state: 'lost' };
    } catch (error) {
      if (draft.isStale || isLost(error)) return { state: 'lost' };
      throw error;
    } finally {
      leave();
    }
  }
}

function isLost(error: unknown): boolean {
  return error instanceof StaleTransactionError || error instanceof SequenceConflictError;
}
