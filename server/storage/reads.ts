/** What transactions have read, and which of them rest on something that was changed since. */
import { unreachable } from '../../shared/unreachable.ts';
import { decodeKey, isInRange } from './keys.ts';
import { isMatch } from './catalogue.ts';
import type { TableName, Tables } from './catalogue.ts';
import type { KeyRange } from './keys.ts';
import type { PreparedWrite, RecordWrite, RowWrite } from './prepared-write.ts';
import type { TableSet } from './table-set.ts';
import type { Heard, Json, Space } from './update-log.ts';

/** One thing that was read: by its name, or all of its kind that a question would find. */
export type Read =
  | { readonly of: 'row'; readonly table: TableName; readonly id: string }
  | {
      readonly of: 'rows';
      readonly table: TableName;
      readonly where: Partial<Tables[TableName]>;
    }
  | { readonly of: 'record'; readonly space: Space; readonly key: Buffer }
  /** The range is narrowed to where the listing ended. */
  | { readonly of: 'records'; readonly space: Space; range: KeyRange }
  | { readonly of: 'room'; readonly room: string }
  | { readonly of: 'rooms' }
  | { readonly of: 'blob'; readonly key: Buffer }
  | { readonly of: 'blobs'; range: KeyRange };

/** Whether the write changes what the read found; `tables` are those before the write. */
export function isTouched(read: Read, write: PreparedWrite, tables: TableSet): boolean {
  switch (read.of) {
    case 'row':
      return write.do === 'set row' && write.table === read.table && write.id === read.id;
    case 'rows':
      return write.do === 'set row' && isFound(read, write, tables);
    case 'record':
      return isOfRecord(write) && write.space === read.space && write.key.equals(read.key);
    case 'records':
      return isOfRecord(write) && write.space === read.space && isInRange(write.key, read.range);
    case 'room':
      return 'room' in write && write.room === read.room;
    case 'rooms':
      return 'room' in write;
    case 'blob':
      return write.do === 'set blob' && write.key.equals(read.key);
    case 'blobs':
      return write.do === 'set blob' && isInRange(write.key, read.range);
    default:
      return unreachable(read);
  }
}

/** Whether the row was found before the write, or is after it. */
function isFound(
  { table, where }: Read & { readonly of: 'rows' },
  write: RowWrite,
  tables: TableSet,
): boolean {
  if (write.table !== table) return false;
  const before = tables.get(table, write.id);
  return [before, write.row].some((row) => row !== null && isMatch(row, where));
}

function isOfRecord(write: PreparedWrite): write is RecordWrite {
  return write.do === 'put' || write.do === 'remove';
}

/** A transaction that is under way, as those see it who change the store. */
export interface Reader {
  readonly reads: readonly Read[];
  /** Something that it has read was changed since. */
  isStale: boolean;
}

/**
 * The transactions that are under way, and who watches records. An engine tells the first of each change when it is planned, and
 * both when it can be read.
 */
export class Readers {
  readonly #under = new Set<Reader>();
  readonly #watchers = new Map<Space, Set<Heard>>();

  /** From now on it hears of changes, until what this gives is called. */
  add(reader: Reader): () => void {
    this.#under.add(reader);
    return () => this.#under.delete(reader);
  }

  /** See `UpdateLog.watch`. */
  watch(space: Space, heard: Heard): () => void {
    const watchers = this.#watchers.get(space) ?? new Set();
    this.#watchers.set(space, watchers.add(heard));
    return () => void watchers.delete(heard);
  }

  /** To be called once these writes can be read: tells who watches their spaces. */
  shown(writes: readonly PreparedWrite[]): void {
    if (this.#watchers.size === 0) return;
    for (const write of writes) {
      if (!isOfRecord(write)) continue;
      for (const heard of this.#watchers.get(write.space) ?? [])
        heard(decodeKey(write.key), write.do === 'put' ? (JSON.parse(write.text) as Json) : null);
    }
  }

  /** Nothing has to be marked. */
  get areNone(): boolean {
    return this.#under.size === 0;
  }

  /** Marks as stale who has read what these writes change, in a store whose tables are these before them. */
  changed(writes: readonly PreparedWrite[], tables: TableSet): void {
    for (const reader of this.#under)
      if (!reader.isStale)
        reader.isStale = reader.reads.some((read) =>
          writes.some((write) => isTouched(read, write, tables)),
        );
  }
}
