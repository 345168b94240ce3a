/** What of the log goes through the journal: how appends are written as a record, and how they come into LMDB. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { DamagedRoomError } from './damage.ts';
import type { JournalRecord } from './journal.ts';
import type { LmdbUpdateLog } from './lmdb-update-log.ts';
import { prepareWrite } from './prepared-write.ts';
import type { PreparedWrite } from './prepared-write.ts';

export type Append = PreparedWrite & { readonly do: 'append' };

/** Key in the space `journal` of the number of the last record that LMDB holds. */
const TAKEN = 'taken';

/** Takes over what a crash left, and gives the number of the last record that LMDB has then. */
export async function takeOverLeft(
  log: LmdbUpdateLog,
  records: readonly JournalRecord[],
): Promise<number> {
  const taken = await log.get('journal', TAKEN);
  const last = typeof taken === 'number' ? taken : 0;
  const left = records.filter(({ sequence }) => sequence > last);
  const end = left.at(-1)?.sequence ?? last;
  if (left.length > 0) await takeOver(log, left.flatMap(appendsIn), end);
  return end;
}

/**
 * Each room by itself, so that one whose head is damaged, and which is given to nobody, holds up none of the others; all are
 * stored in one transaction, since they are committed in one turn.
 */
export async function takeOver(
  log: LmdbUpdateLog,
  appends: readonly Append[],
  last: number,
): Promise<void> {
  const rooms = new Map<string, Append[]>();
  for (const append of appends) {
    const others = rooms.get(append.room);
    if (others) others.push(append);
    else rooms.set(append.room, [append]);
  }
  const stored = [...rooms.values()].map((writes) =>
    log.commitPrepared(writes).catch((error: unknown) => {
      if (!(error instanceof DamagedRoomError)) throw error;
    }),
  );
  const taken = prepareWrite({ do: 'put', space: 'journal', key: TAKEN, value: last });
  await Promise.all([...stored, log.commitPrepared([taken])]);
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
