/** Opens the store; the only file that names an implementation. */
import { access, constants, mkdir, readdir } from 'node:fs/promises';
import { openLmdbUpdateLog } from './lmdb-update-log.ts';
import { openLowdbCatalogue } from './lowdb-catalogue.ts';
import { memoryCatalogue } from './memory-catalogue.ts';
import { MemoryUpdateLog } from './memory-update-log.ts';
import { readLock, takeLock } from './process-lock.ts';
import type { Catalogue } from './catalogue.ts';
import type { LockFacts } from './process-lock.ts';
import type { UpdateLog } from './update-log.ts';

export interface Store {
  readonly catalogue: Catalogue;
  readonly log: UpdateLog;
  /** Sentences for the operator on what was found damaged, and what is used in its place. */
  readonly notices: readonly string[];
  /** Says how to reach this process; `readRunning` gives it to the command line. */
  describe(facts: { readonly url: string; readonly secret: string }): void;
  /** Writes a copy of both into an empty folder, which can be opened as a store, while all else goes on. */
  backup(folder: string): Promise<void>;
  /** Closes both and gives the process lock back. */
  close(): Promise<void>;
}

/**
 * Opens the store in a folder, which is made, readable by its owner alone, where it doesn't exist. Throws an Error
 * whose message is a sentence for the operator where the folder can't be used or another process has it.
 */
export async function openStore(folder: string): Promise<Store> {
  await makeFolder(folder);
  const lock = await takeLock(folder);
  const notices: string[] = [];
  try {
    const catalogue = await openLowdbCatalogue(folder, (sentence) => notices.push(sentence));
    const log = openLmdbUpdateLog(folder);
    return {
      catalogue,
      log,
      notices,
      describe: lock.describe,
      async backup(target) {
        await makeFolder(target);
        if ((await readdir(target)).length > 0)
          throw new Error(`The folder ${target} isn't empty; a backup needs one of its own.`);
        // In this order the copy's rooms are never older than the rows that refer to them.
        await catalogue.backup(target);
        await log.backup(target);
      },
      async close() {
        try {
          await catalogue.close();
          await log.close();
        } finally {
          lock.release();
        }
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** An empty store that forgets everything when its process ends. */
export function memoryStore(): Store & { readonly log: MemoryUpdateLog } {
  const [catalogue, log] = [memoryCatalogue(), new MemoryUpdateLog()];
  return {
    catalogue,
    log,
    notices: [],
    describe() {},
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

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new Error(`The folder ${folder} can't be used: ${reasonOf(error)}.`, { cause: error });
  }
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
