/** What is in the journal comes into LMDB whole, or stays where it is; what can't come in is kept and told. */
import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { DamagedRoomError, WriteFailedError } from '../../../server/storage/damage.ts';
import { Journal } from '../../../server/storage/embedded/journal.ts';
import { openTables } from '../../../server/storage/embedded/lmdb-tables.ts';
import { LmdbFile } from '../../../server/storage/embedded/lmdb-file.ts';
import { openEmbeddedStore } from '../../../server/storage/embedded/embedded-store.ts';
import { openLog } from '../../support/embedded-log.ts';
import {
  append,
  begun,
  flip,
  journalIn,
  killed,
  opened,
  textsOf,
} from '../../support/journalled-store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** Flips a bit of what is stored under the key. */
async function flipStored(folder: string, table: 'rooms' | 'journal', key: string): Promise<void> {
  const tables = openTables(folder);
  const stored = tables.of.get(table);
  const value = Buffer.from(stored?.get(Buffer.from(key)) ?? '');
  await stored?.put(Buffer.from(key), flip(value, -1));
  await tables.root.close();
}

for (const left of [['2'], []]) {
  test(`S16 where it is damaged how much of the journal is stored, the ${left.length} records that are left are stored again, and it is told once`, async () => {
    const folder = await temporaryFolder();
    const store = await begun(folder);
    await store.log.commit([append('a', '0')]);
    await store.log.commit([append('a', '1')]);
    expect(await textsOf(store, 'a')).toEqual(['0', '1']);
    for (const text of left) await store.log.commit([append('a', text)]);
    const copy = await killed(folder);
    await flipStored(copy, 'journal', 'taken');

    const again = await opened(copy);
    expect(again.notices.at(-1)).toContain('all that is left of it is stored again');
    expect(await textsOf(again, 'a')).toEqual(['0', '1', ...left]);
    await again.close();
    expect((await opened(copy)).notices).toEqual([]);
  });
}

test('S16 what was typed into a room with a damaged head is kept at the start, told, and holds up no other', async () => {
  const folder = await temporaryFolder();
  const store = await begun(folder);
  await store.log.commit([append('a', '0'), append('b', '0')]);
  await store.log.commit([append('a', 'lost words'), append('b', '1')]);
  const copy = await killed(folder);
  const [name = ''] = await journalIn(copy);
  await flipStored(copy, 'rooms', 'a');
  // As where the process ends between storing and setting aside.
  const stopped = await killed(copy);

  for (const start of ['first', 'second']) {
    const again = await opened(stopped);
    const file = join(stopped, `${name}.damaged${start === 'first' ? '' : '-2'}`);
    expect(again.notices.at(-1), start).toBe(
      `The room "a" is damaged, and what was written to it last can't be stored; it is kept in ${file}.`,
    );
    expect((await readFile(file)).includes('lost words')).toBe(true);
    expect(await textsOf(again, 'b')).toEqual(['0', '1']);
    await again.close();
    await copyFile(join(copy, name), join(stopped, name));
  }
});

test('S16 what was typed into a room whose head is damaged later is kept and told, and no more is taken', async () => {
  const folder = await temporaryFolder();
  const notices: string[] = [];
  const under = new LmdbFile(folder);
  const log = await openLog(folder, under, (sentence) => notices.push(sentence));
  onTestFinished(() => log.close());
  await log.commit([append('a', '0'), append('b', '0')]);
  await log.commit([append('a', 'lost words'), append('b', '1')]);
  under.isDamaged = (room) => room === 'a';
  expect((await log.load('b'))?.updates).toHaveLength(2);
  const [name = ''] = await journalIn(folder);
  expect(name).toMatch(/\.damaged$/);
  expect(notices).toEqual([expect.stringContaining(`The room "a" is damaged`)]);
  expect(notices[0]).toContain(`${join(folder, name)}.`);
  expect((await readFile(join(folder, name))).includes('lost words')).toBe(true);
  under.head = () => {
    throw new DamagedRoomError('a', 'it is');
  };
  await expect(log.commit([append('a', '2')])).rejects.toThrow(DamagedRoomError);
});

for (const looks of [0, 1]) {
  test(`S27 a journal is taken over whole or not at all, where a room can be looked at ${looks} times`, async () => {
    const folder = await temporaryFolder();
    const store = await begun(folder);
    await store.log.commit([append('a', '0'), append('b', '0')]);
    await store.log.commit([append('b', '1'), append('a', '1')]);
    const copy = await killed(folder);
    const lmdb = new LmdbFile(copy);
    const head = lmdb.head.bind(lmdb);
    let left = looks;
    lmdb.head = (room) => {
      if (room === 'a' && left === 0) throw new Error('The page is not found.');
      if (room === 'a') left -= 1;
      return head(room);
    };
    await expect(openLog(copy, lmdb)).rejects.toThrow('The page is not found.');
    await lmdb.close();
    const again = await opened(copy);
    expect(await textsOf(again, 'a')).toEqual(['0', '1']);
    expect(await textsOf(again, 'b')).toEqual(['0', '1']);
  });
}

test('W23 where the journal can not be ended whoever asks hears of it, and the next is served', async () => {
  const folder = await temporaryFolder();
  const store = await begun(folder);
  await store.log.commit([append('a', '0')]);
  await store.log.commit([append('a', '1')]);
  const rotate = vi.spyOn(Journal.prototype, 'rotate');
  onTestFinished(() => rotate.mockRestore());
  rotate.mockRejectedValueOnce(new Error('EIO'));
  await expect(store.log.load('a')).rejects.toThrow(WriteFailedError);
  rotate.mockRejectedValueOnce(new Error('EIO'));
  await expect(store.log.commit([{ do: 'drop', room: 'a' }])).rejects.toThrow(WriteFailedError);
  await store.log.commit([append('a', '2')]);
  expect(await textsOf(store, 'a')).toEqual(['0', '1', '2']);
});

test('S27 what builds on the journal is not stored where the journal can not be taken over', async () => {
  const folder = await temporaryFolder();
  const under = new LmdbFile(folder);
  const log = await openLog(folder, under);
  onTestFinished(() => log.close());
  await log.commit([append('a', '0')]);
  await log.commit([append('a', '1')]);
  const isDamaged = under.isDamaged.bind(under);
  under.isDamaged = () => {
    throw new Error('EIO');
  };
  await expect(log.commit([{ do: 'drop', room: 'a' }])).rejects.toThrow(WriteFailedError);
  under.isDamaged = isDamaged;
  expect((await log.load('a'))?.updates).toHaveLength(2);
});

test('S28 a journal that can not be taken over stays for the next start, in a sentence and with the log closed', async () => {
  const folder = await temporaryFolder();
  const store = await begun(folder);
  await store.log.commit([append('a', '0')]);
  await store.log.commit([append('a', '1')]);
  const copy = await killed(folder);
  const [name = ''] = await journalIn(copy);
  let opens = 0;
  const openFailing = () => {
    const tables = openTables(copy);
    const close = tables.root.close.bind(tables.root);
    tables.root.batch = () => Promise.reject(new Error('The disk is full.'));
    opens += 1;
    tables.root.close = () => close().finally(() => (opens -= 1));
    return tables;
  };
  await expect(openEmbeddedStore(copy, { openTables: openFailing })).rejects.toThrow(
    /journal in .* can't be taken over \(The disk is full\.\)\. It stays/,
  );
  expect([await journalIn(copy), opens]).toEqual([[name], 0]);
  expect(await textsOf(await opened(copy), 'a')).toEqual(['0', '1']);
});
