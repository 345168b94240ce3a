/** The LMDB file of the store: its name, its tables, and how it is opened. */
import { join } from 'node:path';
import { open } from 'lmdb';
import type { Database, RootDatabase } from 'lmdb';
import { SPACES } from '../update-log.ts';

/** Name of the file in the store's folder. */
export const LOG_FILE = 'updates.mdb';

/**
 * Tables of the implementation's own: `journal` says how far the journal was taken over, `catalogue` has the changes of rows that
 * a checkpoint may not have yet.
 */
export const OWN_TABLES = ['journal', 'catalogue'] as const;
/** Name of a table of the implementation's own. */
export type OwnTable = (typeof OWN_TABLES)[number];

/** Rooms' heads by name, their updates by name and number, blobs and each space's records by key. */
export const LOG_TABLES = ['rooms', 'updates', 'blobs', ...OWN_TABLES, ...SPACES] as const;
/** Name of a table. */
export type LogTable = (typeof LOG_TABLES)[number];

/** Tables that older releases made and this one neither reads nor writes. */
export const RETIRED_TABLES: readonly string[] = ['counts'];

/** A table whose keys and values are bytes. */
export type BytesTable = Database<Uint8Array, Uint8Array>;

/** An open file. */
export interface LogTables {
  readonly root: RootDatabase<Uint8Array, Uint8Array>;
  readonly of: ReadonlyMap<LogTable, BytesTable>;
}

const BINARY = { keyEncoding: 'binary', encoding: 'binary' } as const;

/** Opens a file with all tables, and makes what there isn't. */
export function openTables(folder: string, file: string = LOG_FILE): LogTables {
  const options = {
    ...BINARY,
    path: join(folder, file),
    maxDbs: LOG_TABLES.length,
    permissionsMode: 0o600,
    // Commits are awaited until they are on disk: with `overlappingSync` a promise resolves before that.
    overlappingSync: false,
    // One batch is one transaction here; batches made by the turn leave a rejection that no one can catch.
    eventTurnBatching: false,
  };
  const root = open<Uint8Array, Uint8Array>(options);
  return { root, of: new Map(LOG_TABLES.map((name) => [name, openTable(root, name)])) };
}

/** Opens a file to be read only; a table that an older release didn't have is left out. */
export function openTablesForReading(folder: string): LogTables {
  const path = join(folder, LOG_FILE);
  const options = { ...BINARY, path, maxDbs: LOG_TABLES.length, readOnly: true };
  const root = open<Uint8Array, Uint8Array>(options);
  const there = tableNames(root);
  const names = LOG_TABLES.filter((name) => there.includes(name));
  return { root, of: new Map(names.map((name) => [name, openTable(root, name)])) };
}

/** Names of all tables that the file has. */
export function tableNames(root: LogTables['root']): string[] {
  // LMDB ends them with NUL, as C does.
  return [...root.getKeys()].map((name) => Buffer.from(name).toString().replace(/\0$/, ''));
}

function openTable(root: RootDatabase<Uint8Array, Uint8Array>, name: LogTable): BytesTable {
  return root.openDB({ ...BINARY, name });
}
