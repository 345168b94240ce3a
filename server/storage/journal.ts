/** Files to which records are appended, each durable when its write has ended; read back after a crash. */
import { close, constants, fdatasync, ftruncate, open, write } from 'node:fs';
import { open as openFolder, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';

export interface JournalRecord {
  /** Rises by one with each record, over all files and restarts. */
  readonly sequence: number;
  readonly payload: Uint8Array;
}

/** What a crash left. */
export interface LeftJournal {
  readonly records: readonly JournalRecord[];
  /** Names of the files that could not be read to their end, and a sentence for each. */
  readonly damaged: readonly string[];
  readonly notices: readonly string[];
}

const NAME = /^journal-(\d{1,15})$/;

/** Magic number, length of the payload, sequence number, CRC-32 of the sequence number and the payload. */
const HEAD_BYTES = 4 + 4 + 6 + 4;
const MAGIC = 0x474a_5231;

/** Where it is known, the write itself is durable, which saves a second call. */
const DURABLE = (constants as { O_DSYNC?: number }).O_DSYNC ?? 0;
const FLAGS = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | DURABLE;

const [openFile, writeFile, sync, truncate, closeFile] = [
  promisify(open),
  promisify(write),
  promisify(fdatasync),
  promisify(ftruncate),
  promisify(close),
];

export class Journal {
  readonly #folder: string;
  #next: number;
  #file: { readonly descriptor: number; readonly path: string; length: number } | null = null;
  /** Files that were ended and are still needed. */
  #ended: string[] = [];

  /** `next` is the sequence number of the first record to be appended. */
  constructor(folder: string, next: number) {
    this.#folder = folder;
    this.#next = next;
  }

  /** Sequence number of the last record. */
  get last(): number {
    return this.#next - 1;
  }

  /** Resolves once the record is durable; rejects where it could not be written, and then there is nothing of it. */
  async append(payload: Uint8Array): Promise<void> {
    const file = (this.#file ??= await this.#begin());
    const record = encodeRecord(this.#next, payload);
    try {
      await writeWhole(file.descriptor, record, file.length);
    } catch (error) {
      await this.#takeBack(file);
      throw error;
    }
    file.length += record.length;
    this.#next += 1;
  }

  /** Ends the file; call what it gives once nothing of what was appended until now is needed any more. */
  async rotate(): Promise<() => Promise<void>> {
    await this.#end();
    const ended = [...this.#ended];
    return async () => {
      for (const path of ended) await rm(path, { force: true });
      this.#ended = this.#ended.filter((path) => !ended.includes(path));
    };
  }

  async close(): Promise<void> {
    await this.#end();
  }

  async #begin() {
    const path = join(this.#folder, `journal-${this.#next}`);
    await rm(path, { force: true }); // begun by a process that wrote nothing into it
    const descriptor = await openFile(path, FLAGS, 0o600);
    await flushFolder(this.#folder);
    return { descriptor, path, length: 0 };
  }

  async #end(): Promise<void> {
    if (this.#file === null) return;
    const { descriptor, path } = this.#file;
    this.#file = null;
    this.#ended.push(path);
    await closeFile(descriptor);
  }

  /** Cuts off what a failed write may have left; where even that fails the file is not written to again. */
  async #takeBack({ descriptor, length }: { descriptor: number; length: number }): Promise<void> {
    await truncate(descriptor, length).catch(() => this.#end());
  }
}

/** Reads what a crash left in the folder, in order. */
export async function readJournal(folder: string): Promise<LeftJournal> {
  const records: JournalRecord[] = [];
  const damaged: string[] = [];
  const notices: string[] = [];
  for (const name of await journalFiles(folder)) {
    const path = join(folder, name);
    const bytes = await readFile(path);
    const { found, lostBytes } = decodeRecords(bytes);
    records.push(...found);
    if (lostBytes === 0) continue;
    damaged.push(name);
    notices.push(
      `${lostBytes} bytes of ${path} can't be read; what was written in the last seconds before the stop may be missing.`,
    );
  }
  return { records, damaged, notices };
}

/**
 * Removes the files that `readJournal` reads, and sets the damaged ones aside as `.damaged`. Not before all that could be read is
 * stored: the next start doesn't look into either.
 */
export async function clearJournal(folder: string, damaged: readonly string[]): Promise<void> {
  for (const name of await journalFiles(folder)) {
    const path = join(folder, name);
    if (damaged.includes(name)) await rename(path, `${path}.damaged`);
    else await rm(path, { force: true });
  }
}

async function journalFiles(folder: string): Promise<string[]> {
  const numberOf = (name: string): number => Number(NAME.exec(name)?.[1]);
  const names = (await readdir(folder)).filter((name) => NAME.test(name));
  return names.sort((one, other) => numberOf(one) - numberOf(other));
}

function encodeRecord(sequence: number, payload: Uint8Array): Buffer {
  const record = Buffer.allocUnsafe(HEAD_BYTES + payload.length);
  record.writeUInt32BE(MAGIC, 0);
  record.writeUInt32BE(payload.length, 4);
  record.writeUIntBE(sequence, 8, 6);
  record.set(payload, HEAD_BYTES);
  record.writeUInt32BE(checksum(record), 14);
  return record;
}

/** All records that are whole; behind a damaged one the next whole one is looked for. */
function decodeRecords(bytes: Buffer): { found: JournalRecord[]; lostBytes: number } {
  const found: JournalRecord[] = [];
  let lostBytes = 0;
  let at = 0;
  while (at < bytes.length) {
    const record = recordAt(bytes, at);
    if (record === null) {
      const next = nextRecord(bytes, at + 1);
      lostBytes += next - at;
      at = next;
    } else {
      found.push(record);
      at += HEAD_BYTES + record.payload.length;
    }
  }
  return { found, lostBytes };
}

function recordAt(bytes: Buffer, at: number): JournalRecord | null {
  if (bytes.length - at < HEAD_BYTES || bytes.readUInt32BE(at) !== MAGIC) return null;
  const end = at + HEAD_BYTES + bytes.readUInt32BE(at + 4);
  if (end > bytes.length) return null;
  const record = bytes.subarray(at, end);
  if (record.readUInt32BE(14) !== checksum(record)) return null;
  return {
    sequence: record.readUIntBE(8, 6),
    payload: new Uint8Array(record.subarray(HEAD_BYTES)),
  };
}

function nextRecord(bytes: Buffer, from: number): number {
  const magic = Buffer.alloc(4);
  magic.writeUInt32BE(MAGIC);
  for (let at = bytes.indexOf(magic, from); at >= 0; at = bytes.indexOf(magic, at + 1))
    if (recordAt(bytes, at) !== null) return at;
  return bytes.length;
}

function checksum(record: Buffer): number {
  const head = crc32(record.subarray(4, 14));
  return record.length === HEAD_BYTES ? head : crc32(record.subarray(HEAD_BYTES), head);
}

async function writeWhole(descriptor: number, bytes: Buffer, position: number): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    // oxlint-disable-next-line no-await-in-loop -- a full disk takes a part at first
    const { bytesWritten } = await writeFile(
      descriptor,
      bytes,
      at,
      bytes.length - at,
      position + at,
    );
    at += bytesWritten;
  }
  if (DURABLE === 0) await sync(descriptor);
}

/** Without it the new file itself may be gone after a power failure. Windows can't, and needn't. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await openFolder(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
