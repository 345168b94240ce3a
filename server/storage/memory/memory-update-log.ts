/** An update log alone, in memory, for tests of what needs no more of a store. */
import { EngineStore } from '../engine-store.ts';
import { Readers } from '../reads.ts';
import type {
  CommitOutcome,
  Entry,
  Heard,
  Json,
  Listing,
  Space,
  StoredRoom,
} from '../update-log.ts';
import type { UpdateLog, Write } from '../update-log.ts';
import { MemoryEngine } from './memory-engine.ts';

/** Loses everything with the process. Behaves as the log of a `MemoryEngine` store, but for `failNext`. */
export class MemoryUpdateLog implements UpdateLog {
  readonly #log: UpdateLog;
  #failure: Error | null = null;

  constructor() {
    const readers = new Readers();
    this.#log = new EngineStore(new MemoryEngine(readers), readers).log;
  }

  /** Makes the next commit reject with this error and store nothing, as a full disk would. */
  failNext(error: Error): void {
    this.#failure = error;
  }

  async commit(writes: readonly Write[]): Promise<CommitOutcome> {
    const failure = this.#failure;
    this.#failure = null;
    if (failure !== null) throw failure;
    return this.#log.commit(writes);
  }

  load(room: string, from?: number): Promise<StoredRoom | null> {
    return this.#log.load(room, from);
  }

  rooms(): Promise<string[]> {
    return this.#log.rooms();
  }

  get(space: Space, key: string): Promise<Json | null> {
    return this.#log.get(space, key);
  }

  list(space: Space, listing?: Listing): Promise<Entry[]> {
    return this.#log.list(space, listing);
  }

  watch(space: Space, heard: Heard): () => void {
    return this.#log.watch(space, heard);
  }
}
