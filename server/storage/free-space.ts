/** How much room a disk must have left for anything to be stored. */
import { statfsSync } from 'node:fs';

/** Changes are refused first, so that the log can still take over what the journal has. */
export const RESERVE_BYTES = { changes: 16 << 20, log: 8 << 20 } as const;

/** Throws where the folder's disk has less room than that. */
export function checkFree(folder: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < bytes) throw new Error('The disk is full.');
}
