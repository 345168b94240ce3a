/** A disk of a few megabytes that can be filled and freed: mounted where we may, else a limit on the server's files. */
import { execFileSync } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** `limit` is no disk, but each file of the server may grow no further: what a disk's quota does. */
export type DiskKind = 'tmpfs' | 'ext4' | 'limit';

const MIB = 1 << 20;
const CHUNK = Buffer.alloc(MIB, 1);
const PAGE = 4096;

export class SmallDisk {
  readonly kind: DiskKind;
  /** For the server's store. */
  readonly folder: string;
  readonly #root: string;
  readonly #mount: string;
  readonly #filler: string;

  /** The first kind of those wanted that this machine and this user allow. */
  static open(kinds: readonly DiskKind[], megabytes: number): SmallDisk {
    const root = mkdtempSync(join(tmpdir(), 'galley-disk-'));
    const kind = kinds.find((wanted) => isMounted(wanted, root, megabytes));
    if (kind === undefined) throw new Error(`No ${kinds.join(' or ')} can be had here.`);
    return new SmallDisk(kind, root);
  }

  private constructor(kind: DiskKind, root: string) {
    this.kind = kind;
    this.#root = root;
    this.#mount = join(root, 'disk');
    this.folder = join(this.#mount, 'store');
    this.#filler = join(this.#mount, 'filler');
  }

  /** Leaves no more than `spareBytes`; `pid` is that of the server. */
  fill(pid: number, spareBytes: number): void {
    if (this.kind === 'limit') {
      const { size } = statSync(join(this.folder, 'updates.mdb'));
      execFileSync('prlimit', [`--pid=${pid}`, `--fsize=${size + spareBytes}:unlimited`]);
      return;
    }
    const file = openSync(this.#filler, 'w');
    let written = 0;
    for (const chunk of [CHUNK, CHUNK.subarray(0, PAGE)]) {
      try {
        for (;;) written += writeSync(file, chunk);
      } catch {
        continue; // no space left: that is the point
      }
    }
    closeSync(file);
    truncateSync(this.#filler, Math.max(0, written - spareBytes));
  }

  free(pid: number): void {
    if (this.kind === 'limit') execFileSync('prlimit', [`--pid=${pid}`, '--fsize=unlimited']);
    else rmSync(this.#filler, { force: true });
  }

  close(): void {
    if (this.kind !== 'limit') execFileSync('umount', [this.#mount]);
    rmSync(this.#root, { recursive: true, force: true });
  }
}

function isMounted(kind: DiskKind, root: string, megabytes: number): boolean {
  const mount = join(root, 'disk');
  mkdirSync(mount, { recursive: true });
  const run = (command: string, ...args: string[]): void =>
    void execFileSync(command, args, { stdio: 'ignore' });
  try {
    if (kind === 'tmpfs') run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', mount);
    if (kind === 'ext4') {
      const image = join(root, 'image');
      writeFileSync(image, '');
      truncateSync(image, megabytes * MIB);
      run('mkfs.ext4', '-q', '-F', image);
      run('mount', '-o', 'loop', image, mount);
    }
    return true;
  } catch {
    return false; // not allowed, or not there
  }
}
