/** What of the log goes through the journal: how appends are written as a record, and how they come into LMDB. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { DamagedEntryError } from '../damage.ts';
import type { JournalRecord } from './journal.ts';
import type { LmdbUpdateLog } from './lmdb-update-log.ts';
import { prepareWrite } from '../prepared-write.ts';
import type { PreparedWrite } from '../prepared-write.ts';

export type Append = PreparedWrite & { readonly do: 'append' };

/** Key in the space `journal` of the number of the last record that LMDB holds. */
const TAKEN = 'taken';

export interface TakenOver {
  /** Number of the last record that LMDB has now. */
  readonly last: number;
  /** The rooms whose updates the journal has and LMDB doesn't take. */
  readonly leftOut: readonly string[];
}

/** Takes over what a crash left; `notice` hears where it can't be told how much of it LMDB has already. */
export async function takeOverLeft(
  log: LmdbUpdateLog,
  records: readonly JournalRecord[],
  notice: (sentence: string) => void,
): Promise<TakenOver> {
  const taken = await log.get('journal', TAKEN).catch((error: unknown) => {
    if (!(error instanceof DamagedEntryError)) throw error;
    notice(
      'How much of the journal is stored already is damaged in the store; all that is left of it is stored again, which changes no text.',
    );
    return 'damaged';
  });
  const had = typeof taken === 'number' ? taken : 0;
  const left = records.filter(({ sequence }) => sequence > had);
  const last = left.at(-1)?.sequence ?? had;
  if (left.length > 0 || taken === 'damaged')
    await prepareTakeOver(log, left.flatMap(appendsIn), last)();
  // Of all that is there: the process may have ended before a file was set aside.
  return { last, leftOut: damagedIn(log, records.flatMap(appendsIn)) };
}

/**
 * Call what it gives to store all or nothing, and that LMDB has up to the record `last`. A room whose head is damaged, and which is
 * given to nobody, holds up none of the others: it is left out. Throws where a head can't be looked at.
 */
export function prepareTakeOver(
  log: LmdbUpdateLog,
  appends: readonly Append[],
  last: number,
): () => Promise<TakenOver> {
  const leftOut = damagedIn(log, appends);
  const sound = appends.filter(({ room }) => !leftOut.includes(room));
  const taken = prepareWrite({ do: 'put', space: 'journal', key: TAKEN, value: last });
  return async () => {
    await log.commitPrepared([...sound, taken]);
    return { last, leftOut };
  };
}

/** The sentence for the operator on a room that was left out. */
export function leftOutNotice(room: string, files: readonly string[]): string {
  return `The room ${JSON.stringify(room)} is damaged, and what was written to it last can't be stored; it is kept in ${files.join(', ')}.`;
}

function damagedIn(log: LmdbUpdateLog, appends: readonly Append[]): string[] {
  return [...new Set(appends.map(({ room }) => room))].filter((room) => log.isDamaged(room));
}

export function encodeAppends(appends: readonly Append[]): Uint8Array {
  return encoding.encode((encoder) => {
    for (const { room, update } of appends) {
      encoding.writeVarString(encoder, room);
      encoding.writeVarUint8Array(encoder, update);
    }
  });
}

function appendsIn({ payload }: JournalRecord): Append[] {
  const decoder = decoding.createDecoder(payload);
  const appends: Append[] = [];
  while (decoding.hasContent(decoder)) {
    const room = decoding.readVarString(decoder);
    // A copy, since it would keep the whole record in memory.
    appends.push({ do: 'append', room, update: decoding.readVarUint8Array(decoder).slice() });
  }
  return appends;
}
