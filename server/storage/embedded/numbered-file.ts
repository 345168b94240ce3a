/** A lowdb adapter that writes each state as a file of its own: whole and flushed, or not at all. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import type { Adapter } from 'lowdb';
import { writeFlushed } from './file-calls.ts';
import type { FileCalls } from './file-calls.ts';

/** A state, and the number that its file has in its name; numbers rise. */
export interface Numbered<T> {
  readonly number: number;
  readonly data: T;
}

const KEPT_FILES = 3;
const Header = z.object({ format: z.literal(1), sha256: z.string() });

/**
 * Files `NAME-1.jsonl`, `NAME-7.jsonl`, …, of which the last three are kept. Each has two lines: a header with the checksum of
 * the second, and the data. The owner has the folder to itself (see `process-lock.ts`) and doesn't begin a write before the
 * last one has ended.
 */
export class NumberedFile<T> implements Adapter<Numbered<T>> {
  readonly #folder: string;
  readonly #name: string;
  readonly #notice: (sentence: string) => void;
  readonly #files: FileCalls;

  constructor(folder: string, name: string, notice: (sentence: string) => void, files: FileCalls) {
    this.#folder = folder;
    this.#name = name;
    this.#notice = notice;
    this.#files = files;
  }

  /**
   * The newest good state, or null where none was ever written; a damaged one is set aside, and a sentence says so. Throws where
   * all there are are damaged.
   */
  async read(): Promise<Numbered<T> | null> {
    const numbers = await this.numbers();
    for (const [newer, number] of numbers.entries()) {
      const read = readText<T>(await this.#textOf(number));
      if (read === null) continue;
      // Not before a good one is found: with none left, the next start would take the state for a new one.
      for (const damaged of numbers.slice(0, newer)) await this.#setAside(damaged, number);
      return { number, data: read.data };
    }
    if (numbers.length === 0) return null;
    throw new Error(`No file of the ${this.#name} in ${this.#folder} can be read any more.`);
  }

  /** Resolves once it is on the disk. Where it rejects, those before it are what they were. */
  async write({ number, data }: Numbered<T>): Promise<void> {
    const temporary = join(this.#folder, `${this.#name}.tmp`);
    await writeFlushed(this.#files, temporary, textOf(data));
    await this.#files.rename(temporary, this.#path(number));
    await this.#files.flush(this.#folder);
    await this.#removeOld();
  }

  /** The numbers of the files that there are, damaged or not, newest first. */
  async numbers(): Promise<number[]> {
    const names = await this.#files.readdir(this.#folder);
    const pattern = new RegExp(`^${this.#name}-(\\d+)\\.jsonl$`);
    return names
      .flatMap((name) => pattern.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => b - a);
  }

  /** Empty where the disk can't read it; what else fails may succeed another time, and isn't damage. */
  async #textOf(number: number): Promise<string> {
    try {
      return (await this.#files.readFile(this.#path(number))).toString('utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EIO') return '';
      throw error;
    }
  }

  async #setAside(number: number, used: number): Promise<void> {
    const file = this.#path(number);
    await this.#files.rename(file, `${file}.damaged`);
    this.#notice(`${file} is damaged and was set aside; ${this.#path(used)} is used instead.`);
  }

  /** The data is safe by now: a file too many is no reason to call the write failed. */
  async #removeOld(): Promise<void> {
    try {
      for (const old of (await this.numbers()).slice(KEPT_FILES))
        await this.#files.remove(this.#path(old));
    } catch (error) {
      this.#notice(`An old file of the ${this.#name} could not be removed: ${String(error)}.`);
    }
  }

  #path(number: number): string {
    return join(this.#folder, `${this.#name}-${number}.jsonl`);
  }
}

function textOf(data: unknown): string {
  const body = JSON.stringify(data);
  return `${JSON.stringify({ format: 1, sha256: sha256(body) })}\n${body}\n`;
}

/** Null where the text isn't what was written. */
function readText<T>(text: string): { data: T } | null {
  const [head = '', body = '', rest, ...more] = text.split('\n');
  if (rest !== '' || more.length > 0) return null;
  try {
    const header = Header.safeParse(JSON.parse(head));
    if (!header.success || header.data.sha256 !== sha256(body)) return null;
    // The checksum says that it is what `write` was given.
    return { data: JSON.parse(body) as T };
  } catch {
    return null;
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
