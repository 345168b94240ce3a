/** Puts a backup in the place of the store; what the store was stays beside it. */
import { cp, lstat, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DamagedRoomError } from '../damage.ts';
import type { Examine } from '../examine.ts';
import { readEntries } from '../read-entries.ts';
import type { Entry, UpdateLog, Write } from '../update-log.ts';
import { CHECKPOINT_PREFIX } from './checkpoint.ts';
import type { EmbeddedOptions, EmbeddedStore } from './embedded-store.ts';
import { flush } from './file-calls.ts';
import { takeLock } from './process-lock.ts';
import { BESIDE, namesIn } from './store-folder.ts';

/** What is restored, and where. */
export interface RestoreOptions {
  readonly backup: string;
  /** The store's folder. */
  readonly folder: string;
  /** For the name of the folder in which the store that was there is kept. */
  readonly suffix: string;
  /** What the epochs of all rooms are raised to; higher than in any life of the store before. */
  readonly epoch: number;
  readonly examine: Examine;
  /** See `EmbeddedOptions`. */
  readonly unlocked?: boolean;
  /** A test gives another, which fails. */
  readonly rename?: (from: string, to: string) => Promise<void>;
}

/** What a restore has done. */
export interface Restored {
  readonly rooms: number;
  /** Where the store that was there is kept now; null where there was none. */
  readonly kept: string | null;
  /** What was found damaged in the backup, or could not be taken over from the store that was there. */
  readonly notices: readonly string[];
}

/** `openEmbeddedStore`, for the copy and for the store that is there. */
type Open = (folder: string, options: EmbeddedOptions) => Promise<EmbeddedStore>;

/** How many rooms are renewed, or entries taken over, in one commit. */
const BATCH = 1000;

/**
 * Makes a copy of the backup, begins another epoch in each of its rooms, and renames it into the store's place. Throws,
 * with everything as it was, where a server has the store, or where the backup can't be read.
 *
 * The audit log goes on: what was added to it since the backup stays. Rooms begin a new epoch, since tabs that are open hold what was rolled back, and would offer it again.
 */
export async function restoreFolder(options: RestoreOptions, open: Open): Promise<Restored> {
  const { backup, folder, suffix, epoch, examine, unlocked = false } = options;
  const move = (from: string, to: string) =>
    (options.rename ?? rename)(from, to).catch(refuseFolder(folder));
  if (!(await namesIn(backup)).some((name) => name.startsWith(CHECKPOINT_PREFIX)))
    throw new Error(`There is no backup in ${backup}.`);
  const copy = `${folder}.${BESIDE.copy}`;
  const isFilled = (await namesIn(folder)).length > 0;
  // A start knows it by this name.
  const kept = isFilled ? `${folder}.${BESIDE.kept}${suffix}` : null;
  const since = kept === null ? null : await auditOf(folder, { examine, unlocked }, open);
  const lock = kept === null ? null : await takeLock(folder, { unlocked });
  try {
    await rm(copy, { recursive: true, force: true });
    await mkdir(copy, { recursive: true, mode: 0o700 }).catch(refuseFolder(folder));
    await cp(backup, copy, { recursive: true, filter: isNoSocket });
    for (const name of await readdir(copy)) await flush(join(copy, name));
    const store = await open(copy, { examine, unlocked });
    const notices = [...store.notices, ...(since?.notices ?? [])];
    let rooms: number;
    try {
      rooms = await renewAll(store.log, epoch);
      await putAll(store.log, since?.entries ?? []);
    } finally {
      await store.close();
    }
    if (kept !== null) {
      await move(folder, kept);
      lock?.moved(kept);
    }
    await move(copy, folder).catch(async (error: unknown) => {
      if (kept !== null) await move(kept, folder).then(() => lock?.moved(folder));
      throw error;
    });
    await flush(dirname(folder));
    return { rooms, kept, notices };
  } catch (error) {
    // A copy that is left would keep a full disk full. Where it can't be removed the first error says more.
    await rm(copy, { recursive: true, force: true }).catch(() => {});
    throw error;
  } finally {
    lock?.release();
  }
}

/**
 * The audit log of the store that is there: restoring a backup doesn't undo the record of what was done since. Nothing where it
 * can't be read, as after the damage for which a backup is restored.
 */
async function auditOf(folder: string, options: EmbeddedOptions, open: Open) {
  try {
    const store = await open(folder, options);
    try {
      const { entries, damaged } = await readEntries(store.log, 'audit');
      const lost = `${damaged.length} entries of the audit log since the backup could not be read.`;
      return { entries, notices: damaged.length === 0 ? [] : [lost] };
    } finally {
      await store.close();
    }
  } catch {
    // Where another process has it, the lock says so next.
    return { entries: [], notices: ['The audit log since the backup could not be read.'] };
  }
}

/** Says what to do where the folder can't be put aside, or nothing be made beside it. */
function refuseFolder(folder: string) {
  return (cause: NodeJS.ErrnoException): never => {
    if (!['EBUSY', 'EXDEV', 'EACCES', 'EPERM', 'EROFS'].includes(cause.code ?? '')) throw cause;
    const below = join(folder, 'store');
    throw new Error(
      `The folder ${folder} can't be replaced, being a mount or in a folder where this user may not write (${cause.code}): move what is in it to ${below}, set GALLEY_DATA to that, and restore again.`,
      { cause },
    );
  };
}

/** What is in the backup as well is written as it is there. */
async function putAll(log: UpdateLog, entries: readonly Entry[]): Promise<void> {
  for (let at = 0; at < entries.length; at += BATCH) {
    const batch = entries.slice(at, at + BATCH);
    // One batch at a time bounds the memory.
    await log.commit(
      batch.map(({ key, value }): Write => ({ do: 'put', space: 'audit', key, value })),
    );
  }
}

/** Gives how many were renewed. A room whose head is damaged has no epoch any more, and is given out to nobody. */
async function renewAll(log: UpdateLog, epoch: number): Promise<number> {
  let left = await log.rooms();
  let renewed = 0;
  while (left.length > 0) {
    const batch = left.slice(0, BATCH);
    try {
      // One batch at a time bounds the memory.
      await log.commit(batch.map((room): Write => ({ do: 'renew', room, epoch })));
      renewed += batch.length;
      left = left.slice(BATCH);
    } catch (error) {
      if (!(error instanceof DamagedRoomError)) throw error;
      left = left.filter((room) => room !== error.room);
    }
  }
  return renewed;
}

/** A folder of a killed server, copied file by file, is a backup too; it has a dead socket, which can't be copied. */
async function isNoSocket(path: string): Promise<boolean> {
  return !(await lstat(path)).isSocket();
}
