/** Reads the entries of a space although some of them are damaged. */
import { DamagedEntryError } from './damage.ts';
import type { Entry, LogReads, Space } from './update-log.ts';

/** The entries of a space, those apart that can't be read. */
export interface ReadEntries {
  readonly entries: readonly Entry[];
  /** Keys of those that can't be read. */
  readonly damaged: readonly string[];
}

/** How many are read at once, where all is well. */
const PAGE = 1000;

/**
 * All entries of a space whose keys begin with `prefix`. A list that has a damaged entry in it is refused as a whole, so there the
 * pages become smaller until that one is alone.
 */
export async function readEntries(
  log: Pick<LogReads, 'list'>,
  space: Space,
  prefix = '',
): Promise<ReadEntries> {
  const [entries, damaged]: [Entry[], string[]] = [[], []];
  let limit = PAGE;
  for (let after = ''; ;) {
    try {
      const page = await log.list(space, { prefix, after, limit });
      for (const entry of page) entries.push(entry);
      if (page.length < limit) return { entries, damaged };
      after = page.at(-1)?.key ?? after;
      limit = Math.min(2 * limit, PAGE);
    } catch (error) {
      if (!(error instanceof DamagedEntryError)) throw error;
      if (limit > 1) {
        limit = Math.ceil(limit / 4);
        continue;
      }
      // What a key has become may lie before the key that it was.
      if (damaged.at(-1) === error.key) throw error;
      damaged.push(error.key);
      after = error.key;
    }
  }
}
