/** What all catalogues have in common: changes one after the other, each kept before it is seen. */
import { TableChange } from './table-set.ts';
import type { Catalogue, CatalogueChange, TableName, Tables } from './catalogue.ts';
import type { TableSet } from './table-set.ts';

/** A catalogue over tables in memory that hands each new state to `keep` and shows it once that has resolved. */
export class TransactionalCatalogue implements Catalogue {
  #tables: TableSet;
  readonly #keep: (tables: TableSet) => Promise<void>;
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(tables: TableSet, keep: (tables: TableSet) => Promise<void>) {
    this.#tables = tables;
    this.#keep = keep;
  }

  async get<T extends TableName>(table: T, id: string): Promise<Tables[T] | null> {
    this.#checkOpen();
    return this.#tables.get(table, id);
  }

  async find<T extends TableName>(table: T, where?: Partial<Tables[T]>): Promise<Tables[T][]> {
    this.#checkOpen();
    return this.#tables.find(table, where);
  }

  async change<R>(work: (change: CatalogueChange) => R): Promise<R> {
    this.#checkOpen();
    const result = this.#last.then(() => this.#run(work));
    // The next change goes on whatever becomes of this one; its caller hears of the failure.
    this.#last = result.catch(() => {});
    return result;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#last;
  }

  async #run<R>(work: (change: CatalogueChange) => R): Promise<R> {
    const change = new TableChange(this.#tables);
    let result: R;
    let tables: TableSet | null;
    try {
      result = work(change);
    } finally {
      tables = change.end();
    }
    // What it writes after its first `await` would come too late, so none of it is kept.
    if (result instanceof Promise) {
      result.catch(() => {});
      throw new Error('A change of the catalogue must not be asynchronous.');
    }
    if (tables !== null) {
      await this.#keep(tables);
      this.#tables = tables;
    }
    return result;
  }

  #checkOpen(): void {
    if (this.#closed) throw new Error('The catalogue is closed.');
  }
}
