/** Files to which records are appended, each durable when its write has ended; read back after a crash. */
import { constants } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { writeWhole } from './file-calls.ts';
import type { FileCalls } from './file-calls.ts';

/** One record, as it was appended. */
export interface JournalRecord {
  /** Rises by one with each record, over all files and restarts. */
  readonly sequence: number;
  readonly payload: Uint8Array;
  /** How the payload is to be read: 1 in what releases before the second format wrote. */
  readonly format: 1 | 2;
}

/** What a crash left of a journal: the records that could be read, and which files could not be read to their end. */
export interface LeftJournal {
  readonly records: readonly JournalRecord[];
  /** Names of all files. */
  readonly files: readonly string[];
  /** Names of the files that could not be read to their end, and a sentence for each. */
  readonly damaged: readonly string[];
  readonly notices: readonly string[];
}

const NAME = /^journal-(\d{1,15})$/;

/** Magic number, length of the payload, sequence number, CRC-32 of the sequence number and the payload. */
const HEAD_BYTES = 4 + 4 + 6 + 4;
const MAGIC = { 1: 0x474a_5231, 2: 0x474a_5232 } as const;
/** What both begin with. */
const MAGIC_START = Buffer.from('GJR');

/** Where it is known, the write itself is durable, which saves a second call. On macOS it leaves out the drive's own memory. */
const DURABLE =
  process.platform === 'darwin' ? 0 : ((constants as { O_DSYNC?: number }).O_DSYNC ?? 0);
const FLAGS = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | DURABLE;

/** The files of one process, from its start on. */
export class Journal {
  readonly #folder: string;
  readonly #files: FileCalls;
  #next: number;
  #file: { readonly descriptor: number; readonly path: string; length: number } | null = null;
  /** Files that were ended and are still needed. */
  #ended: string[] = [];

  /** `next` is the sequence number of the first record to be appended. */
  constructor(folder: string, next: number, files: FileCalls) {
    this.#folder = folder;
    this.#files = files;
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
      await this.#write(file.descriptor, record, file.length);
    } catch (error) {
      await this.#cutOff(file);
      throw error;
    }
    file.length += record.length;
    this.#next += 1;
  }

  /**
   * Ends the file; call what it gives once nothing of what was appended until now is needed any more. The files are removed then,
   * or set aside where they are to be kept, and the paths of those are given.
   */
  async rotate(): Promise<(areKept: boolean) => Promise<string[]>> {
    await this.#end();
    const ended = [...this.#ended];
    return async (areKept) => {
      const kept: string[] = [];
      for (const path of ended) {
        // One after the other: where one fails those after it stay for the next time.
        kept.push(...(await clearFile(this.#files, path, areKept)));
        this.#ended = this.#ended.filter((other) => other !== path);
      }
      return kept;
    };
  }

  /** Ends the file; nothing may be appended any more. */
  async close(): Promise<void> {
    await this.#end();
  }

  async #write(descriptor: number, record: Buffer, position: number): Promise<void> {
    await writeWhole(this.#files, descriptor, record, position);
    if (DURABLE === 0) await this.#files.syncData(descriptor);
  }

  async #begin() {
    const path = join(this.#folder, `journal-${this.#next}`);
    await this.#files.remove(path); // begun by a process that wrote nothing into it
    const descriptor = await this.#files.open(path, FLAGS, 0o600);
    try {
      await this.#files.flush(this.#folder);
    } catch (error) {
      await this.#files.close(descriptor);
      throw error;
    }
    return { descriptor, path, length: 0 };
  }

  async #end(): Promise<void> {
    if (this.#file === null) return;
    const { descriptor, path, length } = this.#file;
    this.#file = null;
    // The name of one without a record is given to the next.
    if (length > 0) this.#ended.push(path);
    await this.#files.close(descriptor).catch(() => null); // each record was durable before
  }

  /** Cuts off what a failed write may have left; where even that fails the file is not written to again. */
  async #cutOff({ descriptor, length }: { descriptor: number; length: number }): Promise<void> {
    await this.#files.truncate(descriptor, length).catch(() => this.#end());
  }
}

/** Reads what a crash left in the folder, in order. */
export async function readJournal(folder: string, calls: FileCalls): Promise<LeftJournal> {
  const records: JournalRecord[] = [];
  const damaged: string[] = [];
  const notices: string[] = [];
  const files = await journalFiles(folder, calls);
  for (const name of files) {
    const path = join(folder, name);
    const bytes = await calls.readFile(path);
    const { found, lostBytes } = decodeRecords(bytes);
    records.push(...found);
    if (lostBytes === 0) continue;
    damaged.push(name);
    notices.push(
      `${lostBytes} bytes of ${path} can't be read; what was written in the last seconds before the stop may be missing.`,
    );
  }
  return { records, files, damaged, notices };
}

/**
 * Removes the files that `readJournal` reads, sets those with the names `kept` aside as `.damaged`, and gives their paths. Not before
 * all that could be read is stored: the next start doesn't look into either.
 */
export async function clearJournal(
  folder: string,
  kept: readonly string[],
  files: FileCalls,
): Promise<string[]> {
  const aside: string[] = [];
  for (const name of await journalFiles(folder, files))
    aside.push(...(await clearFile(files, join(folder, name), kept.includes(name))));
  return aside;
}

/** Gives the path under which the file is kept, if it is. */
async function clearFile(files: FileCalls, path: string, isKept: boolean): Promise<string[]> {
  if (!isKept) {
    await files.remove(path);
    return [];
  }
  const taken = new Set(await files.readdir(dirname(path)));
  let aside = `${path}.damaged`;
  // The same number is given again where nothing could be read of a file.
  for (let number = 2; taken.has(basename(aside)); number += 1) aside = `${path}.damaged-${number}`;
  await files.rename(path, aside);
  return [aside];
}

async function journalFiles(folder: string, files: FileCalls): Promise<string[]> {
  const numberOf = (name: string): number => Number(NAME.exec(name)?.[1]);
  const names = (await files.readdir(folder)).filter((name) => NAME.test(name));
  return names.sort((one, other) => numberOf(one) - numberOf(other));
}

function encodeRecord(sequence: number, payload: Uint8Array): Buffer {
  const record = Buffer.allocUnsafe(HEAD_BYTES + payload.length);
  record.writeUInt32BE(MAGIC[2], 0);
  record.writeUInt32BE(payload.length, 4);
  record.writeUIntBE(sequence, 8, 6);
  record.set(payload, HEAD_BYTES);
  record.writeUInt32BE(checksum(record), 14);
  return record;
}

/** All records that are whole; after a damaged one the next whole one is looked for. */
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
  if (bytes.length - at < HEAD_BYTES) return null;
  const format = ([1, 2] as const).find((known) => bytes.readUInt32BE(at) === MAGIC[known]);
  if (format === undefined) return null;
  const end = at + HEAD_BYTES + bytes.readUInt32BE(at + 4);
  if (end > bytes.length) return null;
  const record = bytes.subarray(at, end);
  if (record.readUInt32BE(14) !== checksum(record)) return null;
  return {
    sequence: record.readUIntBE(8, 6),
    payload: new Uint8Array(record.subarray(HEAD_BYTES)),
    format,
  };
}

function nextRecord(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(MAGIC_START, from); at >= 0; at = bytes.indexOf(MAGIC_START, at + 1))
    if (recordAt(bytes, at) !== null) return at;
  return bytes.length;
}

function checksum(record: Buffer): number {
  const head = crc32(record.subarray(4, 14));
  return record.length === HEAD_BYTES ? head : crc32(record.subarray(HEAD_BYTES), head);
}
