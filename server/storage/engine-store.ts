/** The store over an engine: what memory and disk have in common. */
import type { Blob, BlobListing, Blobs } from './blobs.ts';
import type { Catalogue, TableName, Tables } from './catalogue.ts';
import { NEVER_STALE } from './engine.ts';
import type { Engine } from './engine.ts';
import { encodeKey, listRange } from './keys.ts';
import { checkSpace, prepareWrite } from './prepared-write.ts';
import type { Readers } from './reads.ts';
import type { Store, Transaction } from './store.ts';
import { Transactions } from './transactions.ts';
import type { CommitOutcome, Heard, Json, Listing, Space, UpdateLog, Write } from './update-log.ts';

/** Makes a store of an engine; `readers` are those that the engine tells of changes. */
export class EngineStore implements Store {
  readonly catalogue: Catalogue;
  readonly log: UpdateLog;
  readonly blobs: Blobs;
  readonly #transactions: Transactions;
  readonly #closer: Closer;

  constructor(engine: Engine, readers: Readers) {
    this.#closer = new Closer(engine);
    this.catalogue = new EngineCatalogue(this.#closer);
    this.log = new EngineLog(this.#closer, readers);
    this.blobs = new EngineBlobs(this.#closer);
    this.#transactions = new Transactions(engine, readers);
  }

  async transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#closer.during(() => this.#transactions.run(work));
  }

  close(): Promise<void> {
    return this.#closer.close();
  }
}

/** Gives out the engine until it is closed, and closes it once the transactions that were begun have ended. */
class Closer {
  readonly #engine: Engine;
  readonly #running = new Set<Promise<unknown>>();
  #closed: Promise<void> | null = null;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Throws once closing has begun. */
  get engine(): Engine {
    if (this.#closed !== null) throw new Error('The store is closed.');
    return this.#engine;
  }

  /** Runs work that closing waits for. Throws once closing has begun. */
  during<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closed !== null) throw new Error('The store is closed.');
    const running = work();
    this.#running.add(running);
    const end = (): void => void this.#running.delete(running);
    running.then(end, end);
    return running;
  }

  close(): Promise<void> {
    this.#closed ??= Promise.allSettled(this.#running).then(() => this.#engine.close());
    return this.#closed;
  }
}

class EngineCatalogue implements Catalogue {
  readonly #closer: Closer;

  constructor(closer: Closer) {
    this.#closer = closer;
  }

  async get<T extends TableName>(table: T, id: string): Promise<Tables[T] | null> {
    return this.#closer.engine.tables.get(table, id);
  }

  async find<T extends TableName>(table: T, where?: Partial<Tables[T]>): Promise<Tables[T][]> {
    return this.#closer.engine.tables.find(table, where);
  }
}

class EngineLog implements UpdateLog {
  readonly #closer: Closer;
  readonly #readers: Readers;

  constructor(closer: Closer, readers: Readers) {
    this.#closer = closer;
    this.#readers = readers;
  }

  async commit(writes: readonly Write[]): Promise<CommitOutcome> {
    const outcome = await this.#closer.engine.submit(writes.map(prepareWrite), NEVER_STALE);
    if (outcome.state === 'stale') throw new Error('A commit without reads was called stale.');
    return outcome;
  }

  async load(room: string, from?: number) {
    encodeKey(room);
    return this.#closer.engine.load(room, from);
  }

  async rooms(): Promise<string[]> {
    return this.#closer.engine.rooms();
  }

  async get(space: Space, key: string): Promise<Json | null> {
    return this.#closer.engine.record(checkSpace(space), encodeKey(key));
  }

  async list(space: Space, { limit = Infinity, ...listing }: Listing = {}) {
    return this.#closer.engine.records(checkSpace(space), listRange(listing), limit);
  }

  watch(space: Space, heard: Heard): () => void {
    return this.#readers.watch(checkSpace(space), heard);
  }
}

class EngineBlobs implements Blobs {
  readonly #closer: Closer;

  constructor(closer: Closer) {
    this.#closer = closer;
  }

  async get(key: string): Promise<Blob | null> {
    return this.#closer.engine.blob(encodeKey(key));
  }

  async has(key: string): Promise<boolean> {
    return this.#closer.engine.hasBlob(encodeKey(key));
  }

  async list({ limit = Infinity, ...listing }: BlobListing = {}): Promise<string[]> {
    return this.#closer.engine.blobKeys(listRange(listing), limit);
  }
}
