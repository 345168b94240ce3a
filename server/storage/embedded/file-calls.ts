/** The calls by which the store touches the files of its folder, LMDB's own apart. */
import {
  close,
  constants,
  fdatasync,
  fsync,
  ftruncate,
  open as openDescriptor,
  write,
} from 'node:fs';
import { open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { promisify } from 'node:util';

/** What may fail, and between which a process may end; a test gives others. */
export interface FileCalls {
  /** Gives a descriptor; `flags` are those of `node:fs` constants. */
  readonly open: (path: string, flags: number, mode: number) => Promise<number>;
  readonly write: (
    descriptor: number,
    bytes: Buffer,
    offset: number,
    length: number,
    position: number,
  ) => Promise<{ readonly bytesWritten: number }>;
  /** Puts the file's bytes on the disk. */
  readonly syncData: (descriptor: number) => Promise<void>;
  /** Puts the file on the disk with all that is known of it. */
  readonly sync: (descriptor: number) => Promise<void>;
  readonly truncate: (descriptor: number, length: number) => Promise<void>;
  readonly close: (descriptor: number) => Promise<void>;
  readonly readdir: (folder: string) => Promise<string[]>;
  readonly readFile: (path: string) => Promise<Buffer>;
  readonly rename: (from: string, to: string) => Promise<void>;
  /** Removes a file; nothing happens where there is none. */
  readonly remove: (path: string) => Promise<void>;
  /** See `flush`. */
  readonly flush: (path: string) => Promise<void>;
}

/** The calls of this system. */
export const FILE_CALLS: FileCalls = {
  open: promisify(openDescriptor),
  write: promisify(write),
  syncData: promisify(fdatasync),
  sync: promisify(fsync),
  truncate: promisify(ftruncate),
  close: promisify(close),
  readdir: (folder) => readdir(folder),
  readFile: (path) => readFile(path),
  rename,
  remove: (path) => rm(path, { force: true }),
  flush,
};

/** Resolves once the file or folder is on the disk: without it a new name may be gone after a power failure. Windows can't, and needn't. */
export async function flush(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Writes all of the bytes from the position on: a disk that is nearly full takes a part at first. */
export async function writeWhole(
  files: FileCalls,
  descriptor: number,
  bytes: Buffer,
  position: number,
): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    const left = bytes.length - at;
    const { bytesWritten } = await files.write(descriptor, bytes, at, left, position + at);
    at += bytesWritten;
  }
}

/** Writes a file of its own, which others may not read, and puts its bytes on the disk; one that has the name is replaced. */
export async function writeFlushed(files: FileCalls, path: string, text: string): Promise<void> {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC;
  const descriptor = await files.open(path, flags, 0o600);
  try {
    await writeWhole(files, descriptor, Buffer.from(text, 'utf8'), 0);
    await files.sync(descriptor);
  } finally {
    await files.close(descriptor);
  }
}
