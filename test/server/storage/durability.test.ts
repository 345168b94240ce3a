/** What was promised is there after the process was killed and after the disk was full. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openStore } from '../../../server/storage/open.ts';
import { openLog } from '../../support/embedded-log.ts';
import { startStoreProcess } from '../../support/store-process.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const ROUNDS = 4;

/** The highest number said behind `start`, or -1. */
function last(lines: readonly string[], start: string): number {
  const numbers = lines
    .filter((line) => line.startsWith(start))
    .map((line) => line.split(' ').pop());
  return Math.max(-1, ...numbers.map(Number));
}

test('S7 nothing whose promise resolved is lost when the process is killed', async () => {
  const folder = await temporaryFolder();
  for (let round = 0; round < ROUNDS; round += 1) {
    const writer = startStoreProcess('store-writer.ts', [folder]);
    await Promise.all([writer.line('log a '), writer.line('log a/b '), writer.line('catalogue ')]);
    await sleep(40 * (round + 1));
    writer.child.kill('SIGKILL');
    await writer.ended;

    const store = await openStore(folder);
    expect(store.notices).toEqual([]);
    for (const room of ['a', 'a/b']) {
      const updates = (await store.log.load(room))?.updates ?? [];
      expect(updates.length).toBeGreaterThan(last(writer.lines, `log ${room} `));
      expect(updates.map((update) => Buffer.from(update).toString())).toEqual(
        updates.map((_, index) => `${index}`),
      );
      expect(await store.log.get('uses', room)).toBe(updates.length - 1);
    }
    const members = await store.catalogue.find('members');
    expect(members.length).toBeGreaterThan(last(writer.lines, 'catalogue '));
    expect(await store.catalogue.find('tokens')).toHaveLength(members.length);
    await store.close();
  }
});

test.skipIf(process.platform === 'win32')(
  'S8 a commit that the disk has no room for rejects, and what was stored stays',
  async () => {
    const folder = await temporaryFolder();
    // A limit on the size of files answers a write as a full disk does.
    const filler = startStoreProcess('store-filler.ts', [folder], 'ulimit -f 2000');
    await filler.line('closed');
    const stored = filler.lines.filter((line) => line.startsWith('stored')).length;
    expect(stored).toBeGreaterThan(2);
    expect(await filler.line('refused')).toContain('The store could not write to its disk');
    expect(await filler.line('load')).toBe(`load ${stored}`);

    const log = await openLog(folder);
    expect((await log.load('r'))?.updates).toHaveLength(stored);
    expect(await log.list('uses', { prefix: 'b' })).toHaveLength(2 * stored);
    expect(await log.get('uses', 'small')).toBe(1);
    await log.close();
  },
);
