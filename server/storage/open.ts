/** Opens the store; the only file that names an implementation. */
import { access, constants, mkdir, readdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { takeFingerprint } from './embedded/fingerprint.ts';
import { openJournalledLog } from './embedded/lmdb-with-journal.ts';
import { copyFile, COPY_FILE, examineFile } from './embedded/lmdb-examination.ts';
import { LOG_FILE } from './embedded/lmdb-tables.ts';
import { openLmdbUpdateLog } from './embedded/lmdb-update-log.ts';
import { openLowdbCatalogue } from './embedded/lowdb-catalogue.ts';
import { memoryCatalogue } from './memory/memory-catalogue.ts';
import { MemoryUpdateLog } from './memory/memory-update-log.ts';
import { readLock, takeLock } from './embedded/process-lock.ts';
import { makeSound } from './embedded/sound-file.ts';
import type { Catalogue } from './catalogue.ts';
import type { LowdbCatalogue } from './embedded/lowdb-catalogue.ts';
import type { LockFacts } from './embedded/process-lock.ts';
import type { Examine } from './embedded/sound-file.ts';
import type { UpdateLog } from './update-log.ts';

/** How what a restore puts beside the folder begins, behind its name and a dot: its copy, and the store that was there. */
export const BESIDE = { copy: 'restoring', kept: 'before-' } as const;

export interface Store {
  readonly catalogue: Catalogue;
  readonly log: UpdateLog;
  /** Sentences for the operator on what was found damaged, and what is used in its place. */
  readonly notices: readonly string[];
  /** Says how to reach this process; `readRunning` gives it to the command line. */
  describe(facts: { readonly url: string; readonly secret: string }): void;
  /** Number of the catalogue's file, which rises with each change; 0 where there is none. */
  generation(): number;
  /** Bytes on disk. */
  size(): Promise<number>;
  /** Writes a copy of both into an empty folder, which can be opened as a store, while all else goes on. */
  backup(folder: string): Promise<void>;
  /** Closes both and gives the process lock back. */
  close(): Promise<void>;
}

/**
 * Opens the store in a folder, which is made, readable by its owner alone, where it doesn't exist. Throws an Error
 * whose message is a sentence for the operator where the folder can't be used, another process has it, or what is in it
 * can't be read any more. `examine` reads a log that wasn't closed in order; in this process unless another is given. `noticed`
 * hears each notice at once, also those that come up while the store is open.
 */
export async function openStore(
  folder: string,
  examine: Examine = examineLog,
  noticed: (sentence: string) => void = () => {},
): Promise<Store> {
  await refuseHalfRestored(folder);
  await makeFolder(folder);
  const lock = await takeLock(folder);
  const notices: string[] = [];
  const notice = (sentence: string): void => {
    notices.push(sentence);
    noticed(sentence);
  };
  try {
    const catalogue = await openLowdbCatalogue(folder, notice);
    const isOld = catalogue.generation() > 0;
    await makeSound(folder, join(folder, LOG_FILE), isOld, examine, notice);
    const log = await openJournalledLog(folder, openLmdbUpdateLog(folder), notice);
    if (!isOld && (await log.rooms()).length > 0) {
      await log.close();
      throw new Error(`The catalogue is missing in ${folder}, although there are rooms.`);
    }
    return { notices, describe: lock.describe, ...embeddedStore(folder, catalogue, log, lock) };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function embeddedStore(
  folder: string,
  catalogue: LowdbCatalogue,
  log: UpdateLog,
  lock: { release(): void },
): Omit<Store, 'notices' | 'describe'> {
  return {
    catalogue,
    log,
    generation: catalogue.generation,
    size: () => bytesIn(folder),
    async backup(target) {
      await makeFolder(target);
      if ((await readdir(target)).length > 0)
        throw new Error(`The folder ${target} isn't empty; a backup needs one of its own.`);
      // In this order the copy's rooms are never older than the rows that refer to them.
      await catalogue.backup(target);
      await log.backup(target);
      await takeFingerprint(join(target, LOG_FILE));
    },
    async close() {
      try {
        await catalogue.close();
        await log.close();
        await takeFingerprint(join(folder, LOG_FILE));
      } finally {
        lock.release();
      }
    },
  };
}

/** Reads a folder's log in this process, which damage may end: see `Examine`. */
export const examineLog: Examine = async (folder, altered) => {
  const { findings, isTorn } = await examineFile(folder);
  const isToCopy = altered || isTorn;
  if (isToCopy) await copyFile(folder);
  return { findings: [...findings], copy: isToCopy ? join(folder, COPY_FILE) : null };
};

/** An empty store that forgets everything when its process ends. */
export function memoryStore(): Store & { readonly log: MemoryUpdateLog } {
  const [catalogue, log] = [memoryCatalogue(), new MemoryUpdateLog()];
  return {
    catalogue,
    log,
    notices: [],
    describe() {},
    generation: () => 0,
    size: async () => 0,
    backup: () => log.backup(),
    async close() {
      await catalogue.close();
      await log.close();
    },
  };
}

/** What the process that has this store open says about itself; null where none has. */
export function readRunning(folder: string): LockFacts | null {
  return readLock(folder);
}

/**
 * A restore that was killed may have put the store aside and nothing in its place: a new store would hide that. Looked for
 * before the folder is made: `mv` would put what is to be renamed into it.
 */
async function refuseHalfRestored(folder: string): Promise<void> {
  const isOfStore = (name: string): boolean => name === LOG_FILE || name.startsWith('catalogue-');
  if ((await namesIn(folder)).some(isOfStore)) return;
  const whole = resolve(folder);
  const [copy, kept] = [`${whole}.${BESIDE.copy}`, `${whole}.${BESIDE.kept}`];
  const beside = (await namesIn(dirname(whole))).map((name) => join(dirname(whole), name)).sort();
  const newest = beside.findLast((path) => path.startsWith(kept));
  if (newest !== undefined)
    throw new Error(
      `There is no store in ${whole}, but a restore left ${newest}: rename that to ${whole} (if there is such a folder, remove it first) and restore again, or move it away to begin a new store.`,
    );
  if (beside.includes(copy))
    throw new Error(
      `There is no store in ${whole}, but a restore was cut short: restore again, or remove ${copy} to begin a new store.`,
    );
}

/** None where there is no such folder, or it can't be read. */
async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new Error(`The folder ${folder} can't be used: ${reasonOf(error)}.`, { cause: error });
  }
}

async function bytesIn(folder: string): Promise<number> {
  const names = await readdir(folder);
  const sizes = names.map((name) => stat(join(folder, name)).then(({ size }) => size, missing));
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** An old generation may go while they are counted. */
function missing(error: NodeJS.ErrnoException): number {
  if (error.code === 'ENOENT') return 0;
  throw error;
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'EEXIST':
    case 'ENOTDIR':
      return 'there is a file in its place';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'this user may not write there';
    default:
      return message;
  }
}
