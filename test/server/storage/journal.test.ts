/** What people type goes into a journal first: it must be there after a crash, and never get in the way of the rest. */
import { closeSync } from 'node:fs';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FILE_CALLS } from '../../../server/storage/embedded/file-calls.ts';
import { clearJournal, Journal, readJournal } from '../../../server/storage/embedded/journal.ts';
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

test('S27 what is only in the journal is there after a crash, once and in order', async () => {
  const folder = await temporaryFolder();
  const store = await begun(folder);
  await store.log.commit([append('a', 'a0'), append('b', 'b0')]);
  for (let n = 1; n < 20; n += 1) await store.log.commit([append('a', `a${n}`)]);
  await store.log.commit([append('a', 'a20'), append('b', 'b1')]);
  const journal = await journalIn(folder);
  expect(journal).toHaveLength(1);

  const copy = await killed(folder);
  const again = await opened(copy);
  expect(again.notices).toEqual([]);
  expect(await textsOf(again, 'a')).toEqual(Array.from({ length: 21 }, (_, n) => `a${n}`));
  expect(await textsOf(again, 'b')).toEqual(['b0', 'b1']);
  expect(await journalIn(copy)).toEqual([]);
  // A crash before the file was removed leaves it, and what it holds is in LMDB already.
  await again.close();
  await copyFile(join(folder, journal[0] ?? ''), join(copy, journal[0] ?? ''));
  const third = await opened(copy);
  expect(await textsOf(third, 'b')).toEqual(['b0', 'b1']);
});

test('S27 what other commits build on is in LMDB before them', async () => {
  const folder = await temporaryFolder();
  const store = await begun(folder);
  await store.log.commit([append('a', '0')]);
  await Promise.all([
    store.log.commit([append('a', '1')]),
    store.log.commit([append('a', '2')]),
    store.log.commit([{ do: 'compact', room: 'a', snapshot: Buffer.from('012'), through: 3 }]),
    store.log.commit([append('a', '3')]),
    store.log.commit([append('a', '4'), { do: 'put', space: 'queue', key: 'k', value: 4 }]),
    store.log.commit([append('a', '5')]),
  ]);
  const again = await opened(await killed(folder));
  expect(await textsOf(again, 'a')).toEqual(['012', '3', '4', '5']);
  expect(await again.log.get('queue', 'k')).toBe(4);
  expect(await textsOf(store, 'a')).toEqual(['012', '3', '4', '5']);
});

test('S27 a room that was dropped does not come back out of the journal', async () => {
  const folder = await temporaryFolder();
  const store = await begun(folder);
  await store.log.commit([append('a', '0'), append('b', '0')]);
  await store.log.commit([append('a', '1')]);
  await Promise.all([
    store.log.commit([append('a', '2')]),
    store.log.commit([{ do: 'drop', room: 'a' }]),
    store.log.commit([append('b', '1')]),
  ]);
  const again = await opened(await killed(folder));
  expect(await again.log.rooms()).toEqual(['b']);
  expect(await textsOf(again, 'b')).toEqual(['0', '1']);
});

test('S27 the journal is empty in a backup and in a store that was closed', async () => {
  const folder = await temporaryFolder();
  const store = await begun(folder);
  await store.log.commit([append('a', '0')]);
  await store.log.commit([append('a', '1')]);
  const backup = join(await temporaryFolder(), 'backup');
  await store.backup(backup);
  expect(await journalIn(backup)).toEqual([]);
  await store.log.commit([append('a', '2')]);
  await store.close();
  expect(await journalIn(folder)).toEqual([]);
  expect(await textsOf(await opened(folder), 'a')).toEqual(['0', '1', '2']);
});

const DAMAGES: { what: string; change: (bytes: Buffer) => Buffer; kept: string[] }[] = [
  { what: 'torn', change: (bytes) => bytes.subarray(0, -3), kept: ['0', '1', '2', '3'] },
  { what: 'flipped at its end', change: (bytes) => flip(bytes, -1), kept: ['0', '1', '2', '3'] },
  {
    what: 'flipped in its middle',
    change: (bytes) => flip(bytes, bytes.length >> 1),
    kept: ['0', '1', '2', '4'],
  },
  { what: 'flipped in a length', change: (bytes) => flip(bytes, 7), kept: ['0', '2', '3', '4'] },
  {
    what: 'longer',
    change: (bytes) => Buffer.concat([bytes, Buffer.alloc(9)]),
    kept: ['0', '1', '2', '3', '4'],
  },
];

for (const { what, change, kept } of DAMAGES) {
  test(`S28 of a journal that is ${what} all is kept that can be read, and it is told`, async () => {
    const folder = await temporaryFolder();
    const store = await begun(folder);
    await store.log.commit([append('a', '0')]);
    for (const text of ['1', '2', '3', '4']) await store.log.commit([append('a', text)]);
    const copy = await killed(folder);
    const [name = ''] = await journalIn(copy);
    await writeFile(join(copy, name), change(await readFile(join(copy, name))));

    const again = await opened(copy);
    expect(again.notices).toEqual([expect.stringContaining(`${name} can't be read`)]);
    expect(await textsOf(again, 'a')).toEqual(kept);
    expect(await journalIn(copy)).toEqual([`${name}.damaged`]);
  });
}

test('S28 a damaged journal stays where it is until LMDB has what could be read of it', async () => {
  const folder = await temporaryFolder();
  const journal = new Journal(folder, 1, FILE_CALLS);
  await journal.append(Buffer.from('one'));
  await journal.append(Buffer.from('two'));
  await journal.close();
  const file = join(folder, 'journal-1');
  await writeFile(file, flip(await readFile(file), -1));
  for (const start of ['first', 'second']) {
    const { records, damaged } = await readJournal(folder, FILE_CALLS);
    expect([records.length, damaged], start).toEqual([1, ['journal-1']]);
  }
  await clearJournal(folder, ['journal-1'], FILE_CALLS);
  expect(await journalIn(folder)).toEqual(['journal-1.damaged']);
});

test('S28 a record that could not be written leaves nothing behind, and the next one is whole', async () => {
  const folder = await temporaryFolder();
  const journal = new Journal(folder, 1, FILE_CALLS);
  await journal.append(Buffer.from('one'));
  await expect(journal.append(null as never)).rejects.toThrow(TypeError);
  await journal.append(Buffer.from('two'));
  const clear = await journal.rotate();
  await journal.append(Buffer.from('three'));
  expect(journal.last).toBe(3);
  const { records, notices } = await readJournal(folder, FILE_CALLS);
  expect(notices).toEqual([]);
  expect(
    records.map(({ sequence, payload }) => [sequence, Buffer.from(payload).toString()]),
  ).toEqual([
    [1, 'one'],
    [2, 'two'],
    [3, 'three'],
  ]);
  await clear(false);
  expect((await readJournal(folder, FILE_CALLS)).records).toHaveLength(1);
  await journal.close();
});

test('S7 a file whose record was refused gives its name to the next, which is not removed with those before', async () => {
  const folder = await temporaryFolder();
  const journal = new Journal(folder, 1, FILE_CALLS);
  await journal.append(Buffer.from('one'));
  await journal.rotate();
  await expect(journal.append(null as never)).rejects.toThrow(TypeError);
  const clear = await journal.rotate();
  await journal.append(Buffer.from('two'));
  await clear(false);
  const { records, files } = await readJournal(folder, FILE_CALLS);
  expect([records.map(({ sequence }) => sequence), files]).toEqual([[2], ['journal-2']]);
  await journal.close();
});

test('S8 a journal that can not be begun leaves no descriptor open, and one that can not be closed is ended', async () => {
  const folder = await temporaryFolder();
  const [failing, closed] = [{ now: true }, [] as number[]];
  const journal = new Journal(folder, 1, {
    ...FILE_CALLS,
    flush: () => (failing.now ? Promise.reject(new Error('EMFILE')) : Promise.resolve()),
    async close(descriptor) {
      closeSync(descriptor);
      closed.push(descriptor);
      if (!failing.now) throw new Error('EIO');
    },
  });
  await expect(journal.append(Buffer.from('one'))).rejects.toThrow('EMFILE');
  expect(closed).toHaveLength(1);
  failing.now = false;
  await journal.append(Buffer.from('one'));
  await (
    await journal.rotate()
  )(false);
  expect(closed).toHaveLength(2);
  expect(await journalIn(folder)).toEqual([]);
});
