/** Walks all of a log's LMDB file and says what of it is damaged; copies what can be read into a new one. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeKey, isKey, isUpdateKey, sequenceOf, updateRange } from '../keys.ts';
import {
  LOG_FILE,
  LOG_TABLES,
  openTables,
  openTablesForReading,
  RETIRED_TABLES,
  tableNames,
} from './lmdb-tables.ts';
import type { BytesTable, LogTables } from './lmdb-tables.ts';
import { unseal } from './stored-bytes.ts';
import type { RoomHead } from './update-plan.ts';

/** Name of the copy in the folder. */
export const COPY_FILE = `${LOG_FILE}.copy`;

/** Entries that a copy writes at once. */
const BATCH = 1000;

/** What reading the file from end to end came to. */
export interface FileFindings {
  /** Sentences on what is damaged or lost; none where all is whole. */
  readonly findings: readonly string[];
  /** Whether anything is damaged that no copy has dealt with yet: such a file must not be written to again. */
  readonly isTorn: boolean;
}

/**
 * Reads the log's file from end to end. Throws where the file can't be read on, and ends the
 * process where LMDB runs into a page that isn't there: run it in one of its own.
 *
 * LMDB's pages have no checksums. Values have (see `seal.ts`); that no entry is missing shows in LMDB's own counts, in
 * the order of the keys, and in the numbers that a room's head has.
 */
export async function examineFile(folder: string): Promise<FileFindings> {
  const tables = openTablesForReading(folder);
  try {
    const lost = findLost(tables);
    const damaged = findDamaged(tables);
    const findings = [...lost, ...damaged.findings, ...findIncomplete(tables)];
    return { findings, isTorn: lost.length > 0 || damaged.isFresh };
  } finally {
    await tables.root.close();
  }
}

/** What stands in a copy for a value that was damaged. It has no checksum, so whoever reads it finds out. */
const NO_VALUE = Buffer.alloc(0);

/** Copies every entry that can be read. Keys that are damaged so that they are none are left out. */
export async function copyFile(folder: string): Promise<void> {
  await rm(join(folder, COPY_FILE), { force: true });
  const from = openTablesForReading(folder);
  const to = openTables(folder, COPY_FILE);
  try {
    for (const [name, table] of from.of) {
      let waiting: (readonly [Uint8Array, Uint8Array])[] = [];
      for (const { key, value } of inOrder(table)) {
        if (!(name === 'updates' ? isUpdateKey(key) : isKey(key))) continue;
        // Copies of our own, since LMDB uses its buffers again.
        const whole = unseal(key, value) === null ? NO_VALUE : Uint8Array.from(value);
        waiting.push([Uint8Array.from(key), whole]);
        if (waiting.length < BATCH) continue;
        // One batch at a time bounds the memory.
        await putAll(to, name, waiting);
        waiting = [];
      }
      await putAll(to, name, waiting);
    }
    await to.root.flushed;
  } finally {
    await Promise.all([from.root.close(), to.root.close()]);
  }
}

async function putAll(
  to: LogTables,
  name: Parameters<LogTables['of']['get']>[0],
  entries: readonly (readonly [Uint8Array, Uint8Array])[],
): Promise<void> {
  await to.root.batch(() => {
    for (const [key, value] of entries) void to.of.get(name)?.put(key, value);
  });
}

/** Entries while their keys rise: in a tree whose pages lead back to each other a walk would never end. */
function* inOrder(table: BytesTable): Generator<{ key: Uint8Array; value: Uint8Array }> {
  let last: Buffer | null = null;
  for (const { key, value } of table.getRange()) {
    if (last !== null && Buffer.compare(last, key) >= 0) return;
    last = Buffer.from(key);
    yield { key, value };
  }
}

function findLost({ root, of }: LogTables): string[] {
  const known: readonly string[] = [...LOG_TABLES, ...RETIRED_TABLES];
  const strange = tableNames(root).filter((name) => !known.includes(name));
  const lost = [...of].flatMap(([name, table]) => {
    const [count, expected] = [countOf(table), entriesOf(table)];
    return count === expected
      ? []
      : [`Of the ${expected} entries of “${name}” ${count} can be read.`];
  });
  return [
    ...strange.map((name) => `There is a strange table ${JSON.stringify(name)}.`),
    ...(of.has('rooms') && of.has('updates')
      ? []
      : ['The table of the rooms or of their updates is missing.']),
    ...lost,
  ];
}

function findDamaged({ of }: LogTables): { findings: string[]; isFresh: boolean } {
  let isFresh = false;
  const findings = [...of].flatMap(([name, table]) => {
    let damaged = 0;
    for (const { key, value } of inOrder(table)) {
      if (unseal(key, value) !== null) continue;
      damaged += 1;
      if (value.length > NO_VALUE.length) isFresh = true;
    }
    return damaged === 0 ? [] : [`Of the entries of “${name}” ${damaged} are damaged.`];
  });
  return { findings, isFresh };
}

/** Rooms that lack updates, and updates that lack their room. */
function findIncomplete({ of }: LogTables): string[] {
  const [rooms, updates] = [of.get('rooms'), of.get('updates')];
  if (rooms === undefined || updates === undefined) return [];
  const findings: string[] = [];
  let known = 0;
  for (const { key, value } of inOrder(rooms)) {
    const bytes = unseal(key, value);
    if (bytes === null) continue;
    const { first, next } = JSON.parse(decodeKey(bytes)) as RoomHead; // its checksum is right
    const numbers = [...updates.getKeys(updateRange(Buffer.from(key)))].map(sequenceOf);
    known += numbers.length;
    const isWhole =
      numbers.length === next - first && numbers.every((number, at) => number === first + at);
    if (!isWhole) findings.push(`The room ${JSON.stringify(decodeKey(key))} lacks updates.`);
  }
  const stored = entriesOf(updates);
  if (known !== stored) findings.push(`${stored - known} updates belong to no room.`);
  return findings;
}

/** Those alone that are found by their key too: a damaged branch of the tree hides them from all but a walk. */
function countOf(table: BytesTable): number {
  let count = 0;
  for (const { key } of inOrder(table)) if (table.doesExist(key)) count += 1;
  return count;
}

/** As LMDB has counted them itself. */
function entriesOf(table: BytesTable): number {
  return (table.getStats() as { entryCount: number }).entryCount;
}
