/** The catalogue's checkpoint on lowdb: all rows in one file, written now and then behind the log, which has each change first. */
import { Low } from 'lowdb';
import { TableSet } from '../table-set.ts';
import type { StoredTables } from '../table-set.ts';
import type { FileCalls } from './file-calls.ts';
import { NumberedFile } from './numbered-file.ts';
import type { Numbered } from './numbered-file.ts';

const NAME = 'catalogue';

/** What the names of checkpoint files begin with; a number follows. */
export const CHECKPOINT_PREFIX = `${NAME}-`;

/** The catalogue after the change with this number, and all those before it. */
export interface Checkpoint {
  /** 0 before the first change. */
  readonly number: number;
  readonly tables: TableSet;
}

/** Stands for no file. */
const NONE = -1;

/** A folder's checkpoints; one that is damaged is set aside, and `notice` hears of it in a sentence. */
export class Checkpoints {
  readonly #file: NumberedFile<StoredTables>;
  readonly #low: Low<Numbered<StoredTables>>;

  constructor(folder: string, notice: (sentence: string) => void, files: FileCalls) {
    this.#file = new NumberedFile(folder, NAME, notice, files);
    this.#low = new Low(this.#file, { number: NONE, data: TableSet.from({}).toJson() });
  }

  /** The newest that can be read, null where none was ever written. Throws where there are some and none is good. */
  async read(): Promise<Checkpoint | null> {
    await this.#low.read();
    const { number, data } = this.#low.data;
    return number === NONE ? null : { number, tables: TableSet.from(data) };
  }

  /** Resolves once it is on the disk. Where it rejects, those before it are what they were. */
  async write({ number, tables }: Checkpoint): Promise<void> {
    this.#low.data = { number, data: tables.toJson() };
    await this.#low.write();
  }

  /** Number of the oldest one that is kept, 0 where there is none: the log needs none of the changes up to it. */
  async oldest(): Promise<number> {
    return (await this.#file.numbers()).at(-1) ?? 0;
  }
}
