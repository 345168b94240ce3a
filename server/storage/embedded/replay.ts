/** The catalogue as it is stored: its checkpoint, and on top of it the changes that the log has. */
import { DamagedEntryError } from '../damage.ts';
import { encodeKey, listRange } from '../keys.ts';
import type { PreparedWrite } from '../prepared-write.ts';
import { TableSet } from '../table-set.ts';
import type { Checkpoint } from './checkpoint.ts';
import { decodeRows } from './journal-entries.ts';
import type { LmdbFile } from './lmdb-file.ts';
import { changeKey } from './update-plan.ts';

const NOTHING: Checkpoint = { number: 0, tables: TableSet.from({}) };

/**
 * The catalogue after all changes; `notice` hears which are missing. Throws where there is no checkpoint and the log doesn't have
 * the changes from the first on either, although there is something that they were about.
 */
export function replayCatalogue(
  folder: string,
  lmdb: LmdbFile,
  checkpoint: Checkpoint | null,
  notice: (sentence: string) => void,
): Checkpoint {
  const { number: start, tables } = checkpoint ?? NOTHING;
  const numbers = lmdb.keys('catalogue', { ...listRange({ after: changeKey(start) }) }).map(Number);
  const isFromFirst = numbers[0] === 1;
  const isEmpty = numbers.length === 0 && lmdb.rooms().length === 0;
  if (checkpoint === null && !isFromFirst && !isEmpty)
    throw new Error(`The catalogue is missing in ${folder}, although there are rooms.`);
  const changes = numbers.map((number) => readChange(lmdb, number));
  const last = numbers.at(-1) ?? start;
  const lost = last - start - changes.filter((change) => change !== null).length;
  if (lost > 0)
    notice(
      `Of the changes ${start + 1} to ${last} of the catalogue ${lost} are missing or damaged in the store; what they changed is as it was before.`,
    );
  return { number: last, tables: tables.after(changes.flatMap((change) => change ?? [])) };
}

/** Null where it is damaged. */
function readChange(lmdb: LmdbFile, number: number): readonly PreparedWrite[] | null {
  try {
    const rows = lmdb.record('catalogue', encodeKey(changeKey(number)));
    return rows === null ? null : decodeRows(rows);
  } catch (error) {
    if (error instanceof DamagedEntryError) return null;
    throw error;
  }
}
