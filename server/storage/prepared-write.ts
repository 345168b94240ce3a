/** A write as it is taken over from the caller: checked, with the bytes of its key, and copied. */
import { unreachable } from '../../shared/unreachable.ts';
import { MAX_BLOB_BYTES } from './blobs.ts';
import { encodeKey } from './keys.ts';
import { SPACES } from './update-log.ts';
import type { TableName, Tables } from './catalogue.ts';
import type { Space, Write } from './update-log.ts';

/** A change of one room. */
export type RoomWrite =
  | {
      readonly do: 'append';
      readonly room: string;
      readonly update: Uint8Array;
      /** The number that the update must get; null where any will do. */
      readonly sequence: number | null;
    }
  | {
      readonly do: 'compact';
      readonly room: string;
      readonly snapshot: Uint8Array;
      readonly through: number;
    }
  | { readonly do: 'renew'; readonly room: string; readonly epoch: number }
  | { readonly do: 'drop'; readonly room: string };

/** A change of one record; its value is JSON text. */
export type RecordWrite =
  | { readonly do: 'put'; readonly space: Space; readonly key: Buffer; readonly text: string }
  | { readonly do: 'remove'; readonly space: Space; readonly key: Buffer };

/** A change of one row of the catalogue; null deletes it. */
export interface RowWrite {
  readonly do: 'set row';
  readonly table: TableName;
  readonly id: string;
  readonly row: Tables[TableName] | null;
}

/** A change of one blob; null deletes it. */
export interface BlobWrite {
  readonly do: 'set blob';
  readonly key: Buffer;
  readonly blob: { readonly bytes: Uint8Array; readonly mediaType: string | null } | null;
}

/** Any change of the store, which the caller can't alter any more. */
export type PreparedWrite = RoomWrite | RecordWrite | RowWrite | BlobWrite;

/**
 * The write as it is now: it is stored later, when the caller may have used its buffer or object again.
 * Throws where no store could ever take it: a key that `encodeKey` refuses, a count, number or epoch that is none, no JSON.
 */
export function prepareWrite(write: Write): RoomWrite | RecordWrite | BlobWrite {
  switch (write.do) {
    case 'append':
      encodeKey(write.room);
      if (write.sequence !== undefined) checkCount(write.sequence, 'A sequence number');
      return {
        do: 'append',
        room: write.room,
        update: new Uint8Array(write.update),
        sequence: write.sequence ?? null,
      };
    case 'compact':
      encodeKey(write.room);
      checkCount(write.through, 'The number of the last update that a compaction replaces');
      return {
        do: 'compact',
        room: write.room,
        snapshot: new Uint8Array(write.snapshot),
        through: write.through,
      };
    case 'renew':
      encodeKey(write.room);
      checkCount(write.epoch, 'An epoch');
      return { do: 'renew', room: write.room, epoch: write.epoch };
    case 'drop':
      encodeKey(write.room);
      return { do: 'drop', room: write.room };
    case 'put':
      return {
        do: 'put',
        space: checkSpace(write.space),
        key: encodeKey(write.key),
        text: JSON.stringify(write.value),
      };
    case 'remove':
      return { do: 'remove', space: checkSpace(write.space), key: encodeKey(write.key) };
    case 'put blob':
      return prepareBlob(write.key, write.bytes, null);
    default:
      return unreachable(write);
  }
}

/** A copy of the row, as JSON keeps it, so that all stores give back the same; frozen, since readers share it. */
export function prepareRow<T extends TableName>(table: T, row: Tables[T]): RowWrite {
  return { do: 'set row', table, id: row.id, row: freezeRow(row) };
}

/** The row as JSON keeps it, frozen to its depths. */
export function freezeRow<R extends Tables[TableName]>(row: R): R {
  return frozen(JSON.parse(JSON.stringify(row)) as R); // of what is plain JSON, the same again
}

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  Object.values(value).forEach(frozen);
  return Object.freeze(value);
}

/** A copy of the bytes under the key. Throws where there are too many. */
export function prepareBlob(key: string, bytes: Uint8Array, mediaType: string | null): BlobWrite {
  if (bytes.byteLength > MAX_BLOB_BYTES)
    throw new Error(`A blob has at most ${MAX_BLOB_BYTES} bytes, not ${bytes.byteLength}.`);
  return { do: 'set blob', key: encodeKey(key), blob: { bytes: new Uint8Array(bytes), mediaType } };
}

/** The space, where it is one. Throws otherwise. */
export function checkSpace(space: Space): Space {
  if (!SPACES.includes(space)) throw new Error(`There is no space "${String(space)}".`);
  return space;
}

function checkCount(count: number, what: string): void {
  if (!Number.isSafeInteger(count) || count < 1)
    throw new Error(`${what} is a whole number from 1 on, not ${count}.`);
}
