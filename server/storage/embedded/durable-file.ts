/** A lowdb adapter that writes each state as a file of its own: whole and flushed, or not at all. */
import { createHash } from 'node:crypto';
import { open, readdir, readFile, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Adapter } from 'lowdb';

/** The calls into the file system; a test gives others that fail. */
export interface FileCalls {
  readonly open: typeof open;
  readonly readdir: (folder: string) => Promise<string[]>;
  readonly readFile: (file: string, encoding: 'utf8') => Promise<string>;
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly unlink: (file: string) => Promise<void>;
}

const FILE_CALLS: FileCalls = { open, readdir, readFile, rename, unlink };
const KEPT_GENERATIONS = 3;
const Header = z.object({ format: z.literal(1), sha256: z.string() });

/**
 * Generations `NAME-1.jsonl`, `NAME-2.jsonl`, …, of which the last three are kept. Each has two lines: a header
 * with the checksum of the second, and the data. The owner has the folder to itself (see `process-lock.ts`) and
 * doesn't begin a write before the last one has ended.
 */
export class DurableFile<T> implements Adapter<T> {
  readonly #folder: string;
  readonly #name: string;
  readonly #notice: (sentence: string) => void;
  readonly #files: FileCalls;
  #generation = 0;

  constructor(
    folder: string,
    name: string,
    notice: (sentence: string) => void,
    files: FileCalls = FILE_CALLS,
  ) {
    this.#folder = folder;
    this.#name = name;
    this.#notice = notice;
    this.#files = files;
  }

  /** Number of the generation that was last read or written; 0 before the first. */
  get generation(): number {
    return this.#generation;
  }

  /** The newest good generation, or null where none was ever written. Throws where all there are are damaged. */
  async read(): Promise<T | null> {
    const generations = await this.#generations();
    this.#generation = generations[0] ?? 0;
    for (const [newer, generation] of generations.entries()) {
      const data = readGeneration<T>(await this.#textOf(generation));
      if (data === null) continue;
      // Not before a good one is found: with none left, the next start would take the catalogue for a new one.
      for (const damaged of generations.slice(0, newer)) await this.#setAside(damaged, generation);
      return data.value;
    }
    if (generations.length === 0) return null;
    throw new Error(`No file of the ${this.#name} in ${this.#folder} can be read any more.`);
  }

  async write(data: T): Promise<void> {
    const generation = this.#generation + 1;
    const temporary = join(this.#folder, `${this.#name}.tmp`);
    try {
      await this.#writeFlushed(temporary, writeGeneration(data));
      await this.#files.rename(temporary, this.#path(generation));
      await this.#flushFolder();
    } catch (error) {
      // The caller hears that nothing was kept, so the next start must not find it.
      await this.#files.unlink(this.#path(generation)).catch(ignoreMissing);
      throw error;
    }
    this.#generation = generation;
    await this.#removeOld();
  }

  /** Those that there are, newest first. */
  async #generations(): Promise<number[]> {
    const names = await this.#files.readdir(this.#folder);
    const pattern = new RegExp(`^${this.#name}-(\\d+)\\.jsonl$`);
    return names
      .flatMap((name) => pattern.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => b - a);
  }

  /** Empty where the disk can't read it; what else fails may succeed another time, and isn't damage. */
  async #textOf(generation: number): Promise<string> {
    return this.#files
      .readFile(this.#path(generation), 'utf8')
      .catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'EIO') return '';
        throw error;
      });
  }

  async #setAside(generation: number, used: number): Promise<void> {
    const file = this.#path(generation);
    await this.#files.rename(file, `${file}.damaged`);
    this.#notice(`${file} is damaged and was set aside; ${this.#path(used)} is used in its place.`);
  }

  async #writeFlushed(file: string, text: string): Promise<void> {
    const handle = await this.#files.open(file, 'w', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
  }

  /** Without it the new name itself may be gone after a power failure. Windows can't, and needn't. */
  async #flushFolder(): Promise<void> {
    if (process.platform === 'win32') return;
    const handle = await this.#files.open(this.#folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  }

  /** The data is safe by now: a file too many is no reason to call the write failed. */
  async #removeOld(): Promise<void> {
    try {
      const old = (await this.#generations()).slice(KEPT_GENERATIONS);
      for (const generation of old) await this.#files.unlink(this.#path(generation));
    } catch (error) {
      this.#notice(`An old file of the ${this.#name} could not be removed: ${String(error)}.`);
    }
  }

  #path(generation: number): string {
    return join(this.#folder, `${this.#name}-${generation}.jsonl`);
  }
}

function writeGeneration(data: unknown): string {
  const body = JSON.stringify(data);
  return `${JSON.stringify({ format: 1, sha256: sha256(body) })}\n${body}\n`;
}

/** Null where the text isn't what was written. */
function readGeneration<T>(text: string): { value: T } | null {
  const [head = '', body = '', rest, ...more] = text.split('\n');
  if (rest !== '' || more.length > 0) return null;
  try {
    const header = Header.safeParse(JSON.parse(head));
    if (!header.success || header.data.sha256 !== sha256(body)) return null;
    // The checksum says that it is what `write` was given.
    return { value: JSON.parse(body) as T };
  } catch {
    return null;
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
