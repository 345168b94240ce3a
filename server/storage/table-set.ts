/** All tables of the catalogue as one unchanging value, and the change that makes the next one. */
import type { CatalogueChange, TableName, Tables } from './catalogue.ts';

/** The rows of each table in a JSON value, ordered by id. */
export type StoredTables = { readonly [T in TableName]: readonly Tables[T][] };

type Row = Tables[TableName];
type Rows = ReadonlyMap<string, Row>;

/** Typed so that a new table doesn't compile before it is named here. */
const TABLES: { readonly [T in TableName]: T } = {
  members: 'members',
  tokens: 'tokens',
  articles: 'articles',
  layers: 'layers',
  invites: 'invites',
  grants: 'grants',
  shares: 'shares',
  guests: 'guests',
  settings: 'settings',
};
/** Names of all tables. */
export const TABLE_NAMES = Object.values(TABLES);

/** Tables that never change: a change makes a new set, which shares those that it hasn't touched. */
export class TableSet {
  readonly #tables: ReadonlyMap<TableName, Rows>;

  private constructor(tables: ReadonlyMap<TableName, Rows>) {
    this.#tables = tables;
  }

  /** A table that isn't in the JSON value, as in one of an older release, is empty. */
  static from(stored: Partial<StoredTables>): TableSet {
    const rowsOf = (name: TableName): readonly Row[] => stored[name] ?? [];
    const tables = TABLE_NAMES.map(
      (name) => [name, new Map(rowsOf(name).map((row) => [row.id, frozen(row)]))] as const,
    );
    return new TableSet(new Map(tables));
  }

  toJson(): StoredTables {
    const tables = TABLE_NAMES.map((name) => [name, this.find(name)]);
    // `find` gives each table's own rows; `fromEntries` forgets which.
    return Object.fromEntries(tables) as StoredTables;
  }

  get<T extends TableName>(table: T, id: string): Tables[T] | null {
    // The rows of table T are of its type: `put` takes no others.
    return (this.#rows(table).get(id) as Tables[T] | undefined) ?? null;
  }

  find<T extends TableName>(table: T, where: Partial<Tables[T]> = {}): Tables[T][] {
    const wanted = Object.entries(where);
    const rows = [...this.#rows(table).values()] as Tables[T][];
    return rows
      .filter((row) => wanted.every(([field, value]) => row[field as keyof Tables[T]] === value))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** The set with these rows in the place of the table's. */
  with(table: TableName, rows: Rows): TableSet {
    return new TableSet(new Map(this.#tables).set(table, rows));
  }

  #rows(table: TableName): Rows {
    const rows = this.#tables.get(table);
    if (rows === undefined) throw new Error(`There is no table "${table}".`);
    return rows;
  }

  /** A copy of the table's rows, to be changed. */
  copy(table: TableName): Map<string, Row> {
    return new Map(this.#rows(table));
  }
}

/** One change in the making; copies a table at its first write, and leaves the set it began from as it is. */
export class TableChange implements CatalogueChange {
  #tables: TableSet;
  readonly #copies = new Map<TableName, Map<string, Row>>();
  #ended = false;

  constructor(tables: TableSet) {
    this.#tables = tables;
  }

  get<T extends TableName>(table: T, id: string): Tables[T] | null {
    return this.#tables.get(table, id);
  }

  find<T extends TableName>(table: T, where?: Partial<Tables[T]>): Tables[T][] {
    return this.#tables.find(table, where);
  }

  put<T extends TableName>(table: T, row: Tables[T]): void {
    this.#copy(table).set(row.id, frozen(row));
  }

  delete(table: TableName, id: string): void {
    this.#copy(table).delete(id);
  }

  /** The tables as the change leaves them, or null where it has written nothing. No write is taken after this. */
  end(): TableSet | null {
    this.#ended = true;
    return this.#copies.size === 0 ? null : this.#tables;
  }

  #copy(table: TableName): Map<string, Row> {
    if (this.#ended) throw new Error('A change of the catalogue can only write while it runs.');
    let copy = this.#copies.get(table);
    if (copy === undefined) {
      copy = this.#tables.copy(table);
      this.#copies.set(table, copy);
      this.#tables = this.#tables.with(table, copy);
    }
    return copy;
  }
}

/** The row as JSON keeps it, so that all catalogues give back the same; frozen, since readers share it. */
function frozen<R extends Row>(row: R): R {
  return Object.freeze(JSON.parse(JSON.stringify(row)) as R);
}
