/** A file that keeps room on the disk for when others have filled it: thrown off, it lets people in who can put that right. */
import { statfsSync, statSync, unlinkSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RESERVE_BYTES } from './free-space.ts';

/** Its name in the folder of a store. */
export const BALLAST_FILE = 'ballast';

/** As much as what is stored last of all needs, and as much again to be written there. */
const BYTES = 2 * RESERVE_BYTES.log;

/** It is taken on only where the disk has this many times as much left. */
const ROOM_TIMES = 4;

/** After a start without it, and after it was thrown off, it is taken on when there has been room for so long. */
const LATER_MS = 5000;

/** A disk that can't be asked, or takes nothing, has none: then nothing is told, and it is tried again. */
export class Ballast {
  readonly #path: string;
  readonly #folder: string;
  #isThere = false;
  #timer: NodeJS.Timeout | null = null;

  constructor(folder: string) {
    this.#folder = folder;
    this.#path = join(folder, BALLAST_FILE);
    // Of a server before this one: on a full disk it couldn't be taken on again. What a crash has cut short is made anew.
    this.#isThere = statSync(this.#path, { throwIfNoEntry: false })?.size === BYTES;
    if (!this.#isThere) this.#later();
  }

  /** Makes its room free; false where it was free already. */
  throwOff(): boolean {
    if (!this.#isThere) return false;
    this.#isThere = false;
    try {
      unlinkSync(this.#path);
    } catch {
      return false; // taken away by somebody else
    }
    this.#later();
    return true;
  }

  /** Nothing is taken on any more; what there is stays for the next start. */
  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #later(): void {
    this.#timer = setTimeout(() => void this.#takeOn(), LATER_MS);
    this.#timer.unref();
  }

  async #takeOn(): Promise<void> {
    try {
      const { bavail, bsize } = statfsSync(this.#folder);
      if (bavail * bsize < ROOM_TIMES * BYTES) throw new Error('There is no room to spare.');
      await writeFile(this.#path, incompressible(), { mode: 0o600 });
      this.#isThere = true;
    } catch {
      await rm(this.#path, { force: true }).catch(() => null);
      if (this.#timer !== null) this.#later();
    }
  }
}

/** A file system may keep what is all alike in no room at all: this is the sequence of a 32-bit xorshift (Marsaglia 2003). */
function incompressible(): Uint32Array {
  const words = new Uint32Array(BYTES / Uint32Array.BYTES_PER_ELEMENT);
  let word = 1;
  for (let at = 0; at < words.length; at += 1) {
    word ^= word << 13;
    word ^= word >>> 17;
    word ^= word << 5;
    words[at] = word;
  }
  return words;
}
