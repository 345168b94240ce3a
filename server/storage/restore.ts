/** Puts a backup in the place of the store; what the store was stays beside it. */
import { cp, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DamagedRoomError } from './damage.ts';
import { openStore } from './open.ts';
import { takeLock } from './process-lock.ts';
import type { Examine } from './sound-file.ts';
import type { UpdateLog, Write } from './update-log.ts';

export interface RestoreOptions {
  readonly backup: string;
  /** The store's folder. */
  readonly folder: string;
  /** For the name of the folder in which the store that was there is kept. */
  readonly suffix: string;
  /** What the epochs of all rooms are raised to; higher than in any life of the store before. */
  readonly epoch: number;
  readonly examine: Examine;
}

export interface Restored {
  readonly rooms: number;
  /** Where the store that was there is kept now; null where there was none. */
  readonly kept: string | null;
  /** What was found damaged in the backup. */
  readonly notices: readonly string[];
}

/** Rooms that are renewed in one commit. */
const BATCH = 1000;

/**
 * Makes a copy of the backup, begins another epoch in each of its rooms, and renames it into the store's place. Throws,
 * with everything as it was, where a server has the store, or where the backup can't be read.
 *
 * A new epoch, since tabs that are open hold what was rolled back, and would offer it again.
 */
export async function restoreStore(options: RestoreOptions): Promise<Restored> {
  const { backup, folder, suffix, epoch, examine } = options;
  if (!(await readdir(backup).catch(() => [])).some((name) => name.startsWith('catalogue-')))
    throw new Error(`There is no backup in ${backup}.`);
  const copy = `${folder}.restoring`;
  const kept = (await isFilled(folder)) ? `${folder}.${suffix}` : null;
  const lock = kept === null ? null : await takeLock(folder);
  try {
    await rm(copy, { recursive: true, force: true });
    await cp(backup, copy, { recursive: true });
    for (const name of await readdir(copy)) await flush(join(copy, name));
    const store = await openStore(copy, examine);
    let rooms: number;
    try {
      rooms = await renewAll(store.log, epoch);
    } finally {
      await store.close();
    }
    if (kept !== null) {
      await rename(folder, kept);
      lock?.moved(kept);
    }
    await rename(copy, folder).catch(async (error: unknown) => {
      if (kept !== null) await rename(kept, folder).then(() => lock?.moved(folder));
      throw error;
    });
    await flush(dirname(folder));
    return { rooms, kept, notices: store.notices };
  } finally {
    lock?.release();
  }
}

async function isFilled(folder: string): Promise<boolean> {
  return (await readdir(folder).catch(() => [])).length > 0;
}

/** Gives how many were renewed. A room whose head is damaged has no epoch any more, and is given out to nobody. */
async function renewAll(log: UpdateLog, epoch: number): Promise<number> {
  let left = await log.rooms();
  let renewed = 0;
  while (left.length > 0) {
    const batch = left.slice(0, BATCH);
    try {
      // oxlint-disable-next-line no-await-in-loop -- one batch at a time bounds the memory
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

async function flush(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
