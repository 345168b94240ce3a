/** Reading a space of which parts are damaged. */
import { expect, test } from 'vitest';
import { DamagedEntryError } from '../../../server/storage/damage.ts';
import { MemoryUpdateLog } from '../../../server/storage/memory/memory-update-log.ts';
import { readEntries } from '../../../server/storage/read-entries.ts';
import type { Entry, Space, UpdateLog, Write } from '../../../server/storage/update-log.ts';

const MANY = 5000;
const keyOf = (at: number): string => `a/${String(at).padStart(5, '0')}`;

/** Refuses each list in which one of these keys would be, as LMDB does. */
class DamagedLog extends MemoryUpdateLog {
  damaged = new Set<string>();
  lists = 0;
  /** What stands for a key that is itself damaged. */
  keyAs = (key: string): string => key;

  override async list(
    space: Space,
    options: Parameters<UpdateLog['list']>[1] = {},
  ): Promise<Entry[]> {
    this.lists += 1;
    const entries = await super.list(space, options);
    const bad = entries.find(({ key }) => this.damaged.has(key));
    if (bad !== undefined) throw new DamagedEntryError(space, this.keyAs(bad.key));
    return entries;
  }
}

async function filled(): Promise<DamagedLog> {
  const log = new DamagedLog();
  const put = (at: number): Write => ({ do: 'put', space: 'queue', key: keyOf(at), value: at });
  await log.commit([
    ...Array.from({ length: MANY }, (_none, at) => put(at)),
    { do: 'put', space: 'queue', key: 'b/1', value: null },
  ]);
  return log;
}

test.each([[[]], [[0]], [[MANY - 1]], [[7, 8, 9, 1000, 3999]]])(
  'S16 of many entries the damaged ones are found without reading each by itself: %j',
  async (damaged: number[]) => {
    const log = await filled();
    log.damaged = new Set(damaged.map(keyOf));
    const read = await readEntries(log, 'queue', 'a/');
    expect(read.damaged).toEqual(damaged.map(keyOf));
    expect(read.entries).toHaveLength(MANY - damaged.length);
    expect(read.entries.every(({ key, value }) => key === keyOf(Number(value)))).toBe(true);
    expect(log.lists).toBeLessThan(10 + 20 * damaged.length);
  },
);

test('S16 a key that is damaged itself is no endless list', async () => {
  const log = await filled();
  log.damaged = new Set([keyOf(3)]);
  log.keyAs = () => 'a/0';
  await expect(readEntries(log, 'queue', 'a/')).rejects.toThrow(DamagedEntryError);
});
