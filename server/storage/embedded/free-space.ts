/** How much room a disk must have left for anything to be stored. */
import { statfsSync } from 'node:fs';
import { unreachable } from '../../../shared/unreachable.ts';
import type { PreparedWrite } from '../prepared-write.ts';
import type { Space } from '../update-log.ts';

/** Changes are refused first, so that the log can still take over what the journal has. */
export const RESERVE_BYTES = { changes: 16 << 20, log: 8 << 20 } as const;

/** What is stored takes more of the disk than its bytes: pages of a tree are copied, and may be half empty. */
const PAGES_FOR_BYTES = 2;

/** Throws where the folder's disk hasn't room for the bytes that are about to be written, with the reserve left. */
export function checkFree(folder: string, reserveBytes: number, bytes: number): void {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < reserveBytes + PAGES_FOR_BYTES * bytes) throw new Error('The disk is full.');
}

/** Asking the system costs as much as storing what somebody types, so it is asked again after this long or so many bytes. */
const ASK_AGAIN = { ms: 100, bytes: 1 << 20 };

/** Watches the folder's disk for somebody who writes there all the time. */
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
    checkFree(this.#folder, this.#reserveBytes, bytes);
    this.#askedAt = performance.now();
    this.#writtenBytes = 0;
  }
}

/** What is written when somebody signs in. */
const OF_SIGNING_IN: ReadonlySet<Space> = new Set(['sessions', 'limits', 'uses', 'audit']);

/**
 * Whether the writes take so little that they may use up more of the reserve than others: rows of the catalogue, what is removed,
 * and what signing in takes. Who fills the disk must not keep the owner from shutting them out.
 */
export function areSmall(writes: readonly PreparedWrite[]): boolean {
  return writes.every(
    (write) =>
      write.do === 'set row' ||
      write.do === 'remove' ||
      (write.do === 'put' && OF_SIGNING_IN.has(write.space)),
  );
}

/** The bytes that the writes bring along, without their keys. */
export function bytesOf(writes: readonly PreparedWrite[]): number {
  return writes.reduce((sum, write) => sum + bytesIn(write), 0);
}

function bytesIn(write: PreparedWrite): number {
  switch (write.do) {
    case 'append':
      return write.update.byteLength;
    case 'compact':
      return write.snapshot.byteLength;
    case 'put':
      return Buffer.byteLength(write.text);
    case 'set row':
      return write.row === null ? 0 : JSON.stringify(write.row).length;
    case 'set blob':
      return write.blob?.bytes.byteLength ?? 0;
    case 'renew':
    case 'drop':
    case 'remove':
      return 0;
    default:
      return unreachable(write);
  }
}
