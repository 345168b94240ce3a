/** What of the log goes through the journal, and how it is written into a record and read out of it. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { unreachable } from '../../../shared/unreachable.ts';
import type { TableName, Tables } from '../catalogue.ts';
import { freezeRow } from '../prepared-write.ts';
import type { RoomWrite, RowWrite } from '../prepared-write.ts';
import type { Json } from '../update-log.ts';
import type { JournalRecord } from './journal.ts';

/** An update of a room. */
export type Append = RoomWrite & { readonly do: 'append' };

/** All that one commit changes in the catalogue. */
export interface CatalogueRows {
  readonly do: 'change rows';
  /** Rises by one with each commit that changes rows. */
  readonly number: number;
  /** What `encodeRows` made. */
  readonly text: string;
}

/** What the journal can take, since nobody has to find it in LMDB at once. */
export type JournalEntry = Append | CatalogueRows;

const KIND = { append: 0, 'change rows': 1 } as const;

/** The payload of a record with these entries. */
export function encodeEntries(entries: readonly JournalEntry[]): Uint8Array {
  return encoding.encode((encoder) => {
    for (const entry of entries) {
      encoding.writeVarUint(encoder, KIND[entry.do]);
      switch (entry.do) {
        case 'append':
          encoding.writeVarString(encoder, entry.room);
          encoding.writeVarUint8Array(encoder, entry.update);
          break;
        case 'change rows':
          encoding.writeVarUint(encoder, entry.number);
          encoding.writeVarString(encoder, entry.text);
          break;
        default:
          unreachable(entry);
      }
    }
  });
}

/** The entries of a record, in their order; the first format has appends alone. Throws where the payload ends too soon. */
export function entriesIn({ payload, format }: JournalRecord): JournalEntry[] {
  const decoder = decoding.createDecoder(payload);
  const entries: JournalEntry[] = [];
  while (decoding.hasContent(decoder)) {
    // The first format has nothing but appends.
    const kind = format === 1 ? KIND.append : decoding.readVarUint(decoder);
    entries.push(kind === KIND.append ? readAppend(decoder) : readChange(decoder));
  }
  return entries;
}

/** The bytes that an entry brings along, about. */
export function sizeOf(entry: JournalEntry): number {
  return entry.do === 'append' ? entry.update.byteLength : entry.text.length;
}

/** The rows as JSON text. */
export function encodeRows(rows: readonly RowWrite[]): string {
  return JSON.stringify(rows.map(({ table, id, row }) => [table, id, row]));
}

/** The rows of which `encodeRows` made the text, as a JSON value. */
export function decodeRows(value: Json): RowWrite[] {
  // A checksum has said that they are what was written.
  const rows = value as unknown as readonly (readonly [TableName, string, Tables[TableName]])[];
  return rows.map(([table, id, row]) => ({ do: 'set row', table, id, row: row && freezeRow(row) }));
}

function readAppend(decoder: decoding.Decoder): Append {
  const room = decoding.readVarString(decoder);
  // A copy, since it would keep the whole record in memory.
  const update = decoding.readVarUint8Array(decoder).slice();
  return { do: 'append', room, update, sequence: null };
}

function readChange(decoder: decoding.Decoder): CatalogueRows {
  const number = decoding.readVarUint(decoder);
  return { do: 'change rows', number, text: decoding.readVarString(decoder) };
}
