/** What is stored, as a transaction sees it that has written some of it itself. */
import { decodeKey, isInRange } from './keys.ts';
import type { Blob } from './blobs.ts';
import { isMatch } from './catalogue.ts';
import type { TableName, Tables } from './catalogue.ts';
import type { KeyRange } from './keys.ts';
import type { BlobWrite, PreparedWrite, RecordWrite, RowWrite } from './prepared-write.ts';
import { applyToRoom } from './room-writes.ts';
import type { Entry, Json, Space, StoredRoom } from './update-log.ts';

type Writes = readonly PreparedWrite[];

/** The row after the writes. */
export function rowAfter<T extends TableName>(
  row: Tables[T] | null,
  table: T,
  id: string,
  writes: Writes,
): Tables[T] | null {
  const last = rowsOf(table, writes).findLast((write) => write.id === id);
  return last === undefined ? row : (last.row as Tables[T] | null); // a row of that table
}

/** The rows that `where` finds after the writes, of those that it found before. */
export function rowsAfter<T extends TableName>(
  rows: Tables[T][],
  table: T,
  where: Partial<Tables[T]>,
  writes: Writes,
): Tables[T][] {
  const changes = rowsOf(table, writes);
  if (changes.length === 0) return rows;
  const all = new Map(rows.map((row) => [row.id, row]));
  for (const { id, row } of changes) {
    if (row === null) all.delete(id);
    else all.set(id, row as Tables[T]); // a row of that table
  }
  const found = [...all.values()].filter((row) => isMatch(row, where));
  return found.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The record's last value among the writes, null where they remove it, undefined where they don't touch it. */
export function recordIn(space: Space, key: Buffer, writes: Writes): Json | null | undefined {
  const last = recordsOf(space, writes).findLast((write) => write.key.equals(key));
  if (last === undefined) return undefined;
  return last.do === 'put' ? (JSON.parse(last.text) as Json) : null;
}

/** How many of the writes are of records of the space. */
export function countRecords(space: Space, writes: Writes): number {
  return recordsOf(space, writes).length;
}

/** The entries of the range after the writes, in order; `entries` are as many of those before them as could be needed. */
export function entriesAfter(
  entries: Entry[],
  space: Space,
  { range, limit }: { readonly range: KeyRange; readonly limit: number },
  writes: Writes,
): Entry[] {
  const changes = recordsOf(space, writes).filter(({ key }) => isInRange(key, range));
  if (changes.length === 0) return entries.slice(0, limit);
  const all = new Map(entries.map((entry) => [entry.key, entry]));
  for (const write of changes) {
    const key = decodeKey(write.key);
    if (write.do === 'put') all.set(key, { key, value: JSON.parse(write.text) as Json });
    else all.delete(key);
  }
  return [...all.values()].sort((a, b) => compareKeys(a.key, b.key)).slice(0, limit);
}

/** The room after the writes, null where there is none then. Throws where they can't be done, for instance a `SequenceConflictError`. */
export function roomAfter(
  room: StoredRoom | null,
  name: string,
  writes: Writes,
): StoredRoom | null {
  let after = room;
  for (const write of writes)
    if ('room' in write && write.room === name) after = applyToRoom(after, write);
  return after;
}

/** The names of the rooms after the writes, in order. */
export function roomsAfter(rooms: readonly string[], writes: Writes): string[] {
  const names = new Set(rooms);
  for (const write of writes) {
    if (write.do === 'append') names.add(write.room);
    else if (write.do === 'drop') names.delete(write.room);
  }
  return [...names].sort(compareKeys);
}

/** The blob's last bytes among the writes, null where they delete it, undefined where they don't touch it. */
export function blobIn(key: Buffer, writes: Writes): Blob | null | undefined {
  const last = blobsOf(writes).findLast((write) => write.key.equals(key));
  return last?.blob && { ...last.blob, bytes: new Uint8Array(last.blob.bytes) };
}

/** How many of the writes are of blobs. */
export function countBlobs(writes: Writes): number {
  return blobsOf(writes).length;
}

/** The keys of the range after the writes, in order; as `entriesAfter`. */
export function blobKeysAfter(
  keys: readonly string[],
  { range, limit }: { readonly range: KeyRange; readonly limit: number },
  writes: Writes,
): string[] {
  const all = new Set(keys);
  for (const { key, blob } of blobsOf(writes)) {
    if (!isInRange(key, range)) continue;
    if (blob === null) all.delete(decodeKey(key));
    else all.add(decodeKey(key));
  }
  return [...all].sort(compareKeys).slice(0, limit);
}

function rowsOf(table: TableName, writes: Writes): RowWrite[] {
  return writes.filter((write) => write.do === 'set row').filter((write) => write.table === table);
}

function recordsOf(space: Space, writes: Writes): RecordWrite[] {
  return writes
    .filter((write) => write.do === 'put' || write.do === 'remove')
    .filter((write) => write.space === space);
}

function blobsOf(writes: Writes): BlobWrite[] {
  return writes.filter((write) => write.do === 'set blob');
}

/** By UTF-8 bytes, which is the order of code points; JavaScript's own order is that of UTF-16 units. */
function compareKeys(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}
