/** Reads the entries of a space although some of them are damaged. */
import { DamagedEntryError } from '../storage/damage.ts';
import type { Entry, Space, UpdateLog } from '../storage/update-log.ts';

export interface ReadEntries {
  readonly entries: readonly Entry[];
  /** Keys of those that can't be read. */
  readonly damaged: readonly string[];
}

/** All entries of a space whose keys begin with `prefix`. */
export async function readEntries(log: UpdateLog, space: Space, prefix = ''): Promise<ReadEntries> {
  try {
    return { entries: await log.list(space, { prefix }), damaged: [] };
  } catch (error) {
    if (!(error instanceof DamagedEntryError)) throw error;
    return readOneByOne(log, space, prefix);
  }
}

/** A list that has a damaged entry in it is refused as a whole. */
async function readOneByOne(log: UpdateLog, space: Space, prefix: string): Promise<ReadEntries> {
  const [entries, damaged]: [Entry[], string[]] = [[], []];
  for (let after = ''; ;) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- where to go on is known behind each
      const [entry] = await log.list(space, { prefix, after, limit: 1 });
      if (entry === undefined) return { entries, damaged };
      entries.push(entry);
      after = entry.key;
    } catch (error) {
      if (!(error instanceof DamagedEntryError)) throw error;
      damaged.push(error.key);
      after = error.key;
    }
  }
}
