/** The catalogue on lowdb, with an adapter that keeps what lowdb's own loses in a power failure. */
import { mkdir } from 'node:fs/promises';
import { Low } from 'lowdb';
import { DurableFile } from './durable-file.ts';
import { TableSet } from '../table-set.ts';
import { TransactionalCatalogue } from '../transactional-catalogue.ts';
import type { Catalogue } from '../catalogue.ts';
import type { FileCalls } from './durable-file.ts';
import type { StoredTables } from '../table-set.ts';

const NAME = 'catalogue';

export interface LowdbCatalogue extends Catalogue {
  /** Number of the file that it is kept in, 0 where nothing was ever kept. */
  readonly generation: () => number;
  /** Writes a copy into a folder that is made where it doesn't exist; it can be opened as a catalogue. */
  backup(folder: string): Promise<void>;
}

/**
 * Opens the catalogue in a folder; an empty one where there is none. `notice` hears, in a sentence, of a damaged
 * file in whose place an older one is used. Throws where there are files and none is good.
 */
export async function openLowdbCatalogue(
  folder: string,
  notice: (sentence: string) => void,
  files?: FileCalls,
): Promise<LowdbCatalogue> {
  const file = new DurableFile<StoredTables>(folder, NAME, notice, files);
  const low = new Low<StoredTables>(file, TableSet.from({}).toJson());
  await low.read();
  let kept = low.data;
  const catalogue = new TransactionalCatalogue(TableSet.from(kept), async (tables) => {
    low.data = tables.toJson();
    try {
      await low.write();
    } catch (cause) {
      low.data = kept;
      throw new Error('The catalogue could not be written; nothing was changed.', { cause });
    }
    kept = low.data;
  });
  return Object.assign(catalogue, {
    generation: () => file.generation,
    async backup(target: string): Promise<void> {
      await mkdir(target, { recursive: true, mode: 0o700 });
      await new DurableFile<StoredTables>(target, NAME, notice, files).write(kept);
    },
  });
}
