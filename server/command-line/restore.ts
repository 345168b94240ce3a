/** The command that puts a backup in the store's place; the only one that needs the store to be closed. */
import { resolve } from 'node:path';
import type { Examine } from '../storage/examine.ts';
import type * as storage from '../storage/open.ts';
import type { Print } from './command.ts';

/** How the command is called, and what `galley help` says of it. */
export const RESTORE = {
  name: 'restore',
  usage: 'restore FOLDER',
  says: 'puts a backup in the place of the store, which is kept beside it; stop the server first',
} as const;

/** What is around the command. */
export interface RestoreSetting {
  /** Folder of the store. */
  readonly data: string;
  readonly now: Date;
  readonly examine: Examine;
  /** See `Config`. */
  readonly unlocked: boolean;
  readonly storage: Pick<typeof storage, 'findRunning' | 'restoreStore'>;
}

/** Restores the backup that `args` names. Throws, with everything as it was, where that can't be done. */
export async function restore(
  args: readonly string[],
  { data, now, examine, unlocked, storage: { findRunning, restoreStore } }: RestoreSetting,
  print: Print,
): Promise<void> {
  const [backup, ...more] = args;
  if (backup === undefined || more.length > 0) throw new Error('Usage: galley restore FOLDER');
  const folder = resolve(data);
  const holder = await findRunning(folder);
  if (holder !== null)
    throw new Error(`The store is in use by ${holder.name}; stop the server first, then restore.`);
  const { rooms, kept, notices } = await restoreStore({
    backup: resolve(backup),
    folder,
    suffix: now.toISOString().replace(/[:.]/g, '-'),
    // Seconds rise from one restoring to the next, also where the store that was there is lost.
    epoch: Math.floor(now.getTime() / 1000),
    examine,
    unlocked,
  });
  for (const notice of notices) print(notice);
  print(
    `${rooms} rooms were restored from ${resolve(backup)}, sessions and members as they were then.`,
  );
  if (kept !== null) print(`The store that was there is in ${kept}.`);
}
