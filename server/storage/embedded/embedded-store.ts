/** The store in a folder of this machine, and what only such a store has: files, copies, a lock, and damage. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { EngineStore } from '../engine-store.ts';
import type { Examine } from '../examine.ts';
import { Readers } from '../reads.ts';
import type { Store } from '../store.ts';
import type { StoreUpkeep } from '../upkeep.ts';
import { Checkpoints } from './checkpoint.ts';
import { Checkpointer } from './checkpointer.ts';
import { CommitQueue } from './commit-queue.ts';
import { FILE_CALLS } from './file-calls.ts';
import type { FileCalls } from './file-calls.ts';
import { takeFingerprint } from './fingerprint.ts';
import { copyFile, COPY_FILE, examineFile } from './lmdb-examination.ts';
import { LmdbFile } from './lmdb-file.ts';
import { LOG_FILE } from './lmdb-tables.ts';
import type { LogTables } from './lmdb-tables.ts';
import { takeLock } from './process-lock.ts';
import { replayCatalogue } from './replay.ts';
import { makeSound } from './sound-file.ts';
import { bytesIn, makeFolder, refuseHalfRestored } from './store-folder.ts';
import { openTakeOver } from './take-over.ts';

/** A store in a folder. Closing it gives the folder to other processes. */
export interface EmbeddedStore extends Store, StoreUpkeep {}

/** What the embedded store takes from outside; `files` and `openTables` are there for tests of failures. */
export interface EmbeddedOptions {
  /** Reads a log that wasn't closed in order; in this process unless another is given. */
  readonly examine?: Examine;
  /** Hears each notice at once, also those that come up while the store is open. */
  readonly noticed?: (sentence: string) => void;
  /** The operator says that nobody else opens the store where its lock isn't seen: see `takeLock`. */
  readonly unlocked?: boolean;
  /** A test gives calls that fail, or says where the process is killed. */
  readonly files?: FileCalls;
  /** How LMDB's file is opened; the same. */
  readonly openTables?: () => LogTables;
}

/**
 * Opens the store in a folder, which is made, readable by its owner alone, where it doesn't exist. Throws an Error
 * whose message is a sentence for the operator where the folder can't be used, another process has it, or what is in it
 * can't be read any more.
 */
export async function openEmbeddedStore(
  folder: string,
  options: EmbeddedOptions = {},
): Promise<EmbeddedStore> {
  const { files = FILE_CALLS, examine = examineHere, noticed } = options;
  await refuseHalfRestored(folder);
  await makeFolder(folder);
  const lock = await takeLock(folder, options);
  const notices: string[] = [];
  const notice = (sentence: string): void => {
    notices.push(sentence);
    noticed?.(sentence);
  };
  try {
    if (lock.warning !== null) notice(lock.warning);
    const checkpoints = new Checkpoints(folder, notice, files);
    const checkpoint = await checkpoints.read();
    await makeSound(folder, join(folder, LOG_FILE), checkpoint !== null, examine, notice);
    const lmdb = new LmdbFile(folder, options.openTables);
    const facts = { folder, lmdb, checkpoints, checkpoint, notice, files };
    const { store, queue, checkpointer } = await openOver(facts).catch(async (error: unknown) => {
      await lmdb.close();
      throw error;
    });
    return {
      catalogue: store.catalogue,
      log: store.log,
      blobs: store.blobs,
      transaction: (work) => store.transaction(work),
      notices,
      accept: (take) => lock.accept(take),
      generation: () => queue.catalogue.number,
      size: () => bytesIn(folder),
      backup: (target) => backUp(queue, target, files),
      async close() {
        try {
          await store.close();
          await checkpointer.close();
          await takeFingerprint(join(folder, LOG_FILE));
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

/** Reads a folder's log in this process, which damage may end: see `Examine`. */
export const examineHere: Examine = async (folder, altered) => {
  const { findings, isTorn } = await examineFile(folder);
  const isToCopy = altered || isTorn;
  if (isToCopy) await copyFile(folder);
  return { findings: [...findings], copy: isToCopy ? join(folder, COPY_FILE) : null };
};

interface OpenFacts {
  readonly folder: string;
  readonly lmdb: LmdbFile;
  readonly checkpoints: Checkpoints;
  readonly checkpoint: Awaited<ReturnType<Checkpoints['read']>>;
  readonly notice: (sentence: string) => void;
  readonly files: FileCalls;
}

/** Brings together what the journal, LMDB and the checkpoint have. */
async function openOver({ folder, lmdb, checkpoints, checkpoint, notice, files }: OpenFacts) {
  const takeOver = await openTakeOver(folder, lmdb, files, notice).catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `What was written last before the stop is in the journal in ${folder} and can't be taken over (${why}). It stays there for the next start.`,
      { cause },
    );
  });
  const catalogue = replayCatalogue(folder, lmdb, checkpoint, notice);
  const readers = new Readers();
  const queue: CommitQueue = new CommitQueue({
    folder,
    lmdb,
    takeOver,
    readers,
    catalogue,
    catalogueChanged: () => checkpointer.changed(),
  });
  const checkpointer: Checkpointer = new Checkpointer(checkpoint?.number ?? null, {
    checkpoints,
    catalogue: () => queue.catalogue,
    forget: (through) => queue.forgetChanges(through),
    notice,
  });
  queue.forgetChanges(await checkpoints.oldest());
  // A folder without one, but with rooms, has lost its catalogue: see `replayCatalogue`.
  if (checkpoint === null) await checkpointer.write();
  else if (catalogue.number !== checkpoint.number) checkpointer.changed();
  return { store: new EngineStore(queue, readers), queue, checkpointer };
}

async function backUp(queue: CommitQueue, target: string, files: FileCalls): Promise<void> {
  await makeFolder(target);
  if ((await readdir(target)).length > 0)
    throw new Error(`The folder ${target} isn't empty; a backup needs one of its own.`);
  await queue.backup(target, async (catalogue) => {
    await new Checkpoints(target, () => {}, files).write(catalogue);
  });
  await takeFingerprint(join(target, LOG_FILE));
}
