/** All tables of the catalogue as one unchanging value, and the writes that make the next one. */
import { freezeRow } from './prepared-write.ts';
import { isMatch } from './catalogue.ts';
import type { TableName, Tables } from './catalogue.ts';
import type { PreparedWrite, RowWrite } from './prepared-write.ts';

/** The rows of each table in a JSON value, ordered by id. */
export type StoredTables = { readonly [T in TableName]: readonly Tables[T][] };

type Row = Tables[TableName];
type Rows = ReadonlyMap<string, Row>;

/** The rows of tables by id, as far as somebody has asked for them. */
const ORDERED = new WeakMap<Rows, readonly Row[]>();

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
  trash: 'trash',
  settings: 'settings',
};
/** In the order in which a checkpoint has them. */
export const TABLE_NAMES = Object.values(TABLES);

/** Tables that never change: writes make a new set, which shares the tables that they haven't touched. */
export class TableSet {
  readonly #tables: ReadonlyMap<TableName, Rows>;

  private constructor(tables: ReadonlyMap<TableName, Rows>) {
    this.#tables = tables;
  }

  /** A table that isn't in the JSON value, as in one of an older release, is empty. */
  static from(stored: Partial<StoredTables>): TableSet {
    const rowsOf = (name: TableName): readonly Row[] => stored[name] ?? [];
    const tables = TABLE_NAMES.map(
      (name) => [name, new Map(rowsOf(name).map((row) => [row.id, freezeRow(row)]))] as const,
    );
    return new TableSet(new Map(tables));
  }

  /** What `from` makes the same set of. */
  toJson(): StoredTables {
    const tables = TABLE_NAMES.map((name) => [name, this.find(name)]);
    // `find` gives each table's own rows; `fromEntries` forgets which.
    return Object.fromEntries(tables) as StoredTables;
  }

  /** The row, or null. */
  get<T extends TableName>(table: T, id: string): Tables[T] | null {
    // The rows of table T are of its type: `set row` is made of no others.
    return (this.#rows(table).get(id) as Tables[T] | undefined) ?? null;
  }

  /** The rows whose fields equal those of `where`, ordered by id. */
  find<T extends TableName>(table: T, where: Partial<Tables[T]> = {}): Tables[T][] {
    return this.#ordered(table).filter((row) => isMatch(row, where));
  }

  /** All rows of a table, by id. They are put in order once, since no set ever changes. */
  #ordered<T extends TableName>(table: T): readonly Tables[T][] {
    const rows = this.#rows(table);
    const known = ORDERED.get(rows) as readonly Tables[T][] | undefined; // as in `get`
    if (known !== undefined) return known;
    const ordered = [...rows.values()] as Tables[T][]; // as in `get`
    ordered.sort((a, b) => (a.id < b.id ? -1 : 1));
    ORDERED.set(rows, ordered);
    return ordered;
  }

  /** The set after those of the writes that are of rows; the same one where none is. */
  after(writes: readonly PreparedWrite[]): TableSet {
    const ofRows = writes.filter((write) => write.do === 'set row');
    if (ofRows.length === 0) return this;
    const tables = new Map(this.#tables);
    for (const table of new Set(ofRows.map((write) => write.table)))
      tables.set(table, changed(this.#rows(table), ofRows, table));
    return new TableSet(tables);
  }

  #rows(table: TableName): Rows {
    const rows = this.#tables.get(table);
    if (rows === undefined) throw new Error(`There is no table "${table}".`);
    return rows;
  }
}

function changed(rows: Rows, writes: readonly RowWrite[], table: TableName): Rows {
  const next = new Map(rows);
  for (const { table: of, id, row } of writes) {
    if (of !== table) continue;
    if (row === null) next.delete(id);
    else next.set(id, row);
  }
  return next;
}
