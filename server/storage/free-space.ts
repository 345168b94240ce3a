/** How much room a disk must have left for anything to be stored. */
import { statfsSync } from 'node:fs';

/** Changes are refused first, so that the log can still take over what the journal has. */
export const RESERVE_BYTES = { changes: 16 << 20, log: 8 << 20 } as const;

/** Throws where the folder's disk has less room than that. */
export function checkFree(folder: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < bytes) throw new Error('The disk is full.');
}

/** Asking the system costs as much as storing what somebody types, so it is asked again after this long or so many bytes. */
const ASK_AGAIN = { ms: 100, bytes: 1 << 20 };

/** Watches the folder's disk for one who writes there all the time. */
export class FreeSpace {
  readonly #folder: string;
  readonly #reserveBytes: number;
  #askedAt = -Infinity;
  #writtenBytes = 0;

  constructor(folder: string, reserveBytes: number) {
    this.#folder = folder;
    this.#reserveBytes = reserveBytes;
  }

  /** Throws where the reserve is used up; `bytes` are about to be written. */
  check(bytes: number): void {
    this.#writtenBytes += bytes;
    const isKnown = performance.now() - this.#askedAt < ASK_AGAIN.ms;
    if (isKnown && this.#writtenBytes < ASK_AGAIN.bytes) return;
    checkFree(this.#folder, this.#reserveBytes);
    this.#askedAt = performance.now();
    this.#writtenBytes = 0;
  }
}
