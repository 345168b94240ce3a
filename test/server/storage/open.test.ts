/** The store as a whole: its folder, its files and its copies. */
import { chmod, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../../../server/storage/open.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { WriteFailedError } from '../../../server/storage/damage.ts';
import type { Member } from '../../../server/storage/catalogue.ts';

const MEMBER: Member = {
  id: 'm',
  name: 'Ada',
  email: null,
  role: 'owner',
  created: '2026-01-01T00:00:00.000Z',
};
const APPEND = { do: 'append', room: 'r', update: Uint8Array.of(1) } as const;

async function modesIn(folder: string): Promise<Record<string, string>> {
  const names = await readdir(folder);
  const modes = names.map(
    async (name) => [name, ((await stat(join(folder, name))).mode & 0o777).toString(8)] as const,
  );
  return Object.fromEntries(await Promise.all(modes));
}

test.skipIf(process.platform === 'win32')('S23 only the owner can read the store', async () => {
  const folder = join(await temporaryFolder(), 'deep', 'store');
  const store = await openStore(folder);
  await store.transaction(async ({ catalogue }) => catalogue.put('members', MEMBER));
  await store.log.commit([APPEND]);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  const modes = await modesIn(folder);
  expect(Object.keys(modes)).toEqual(
    expect.arrayContaining(['catalogue-0.jsonl', 'lock.json', 'updates.mdb', 'updates.mdb-lock']),
  );
  expect(new Set(Object.values(modes))).toEqual(new Set(['600']));
  await store.close();
});

test('S24 a folder that can not be used is refused in a sentence', async () => {
  const folder = await temporaryFolder();
  const file = join(folder, 'file');
  await writeFile(file, '');
  for (const wrong of [file, join(file, 'below')])
    await expect(openStore(wrong)).rejects.toThrow(
      `The folder ${wrong} can't be used: there is a file in its place.`,
    );
});

// Nothing is read-only for root.
test.skipIf(process.getuid?.() === 0)(
  'S24 a read-only folder is refused in a sentence',
  async () => {
    const folder = await temporaryFolder();
    await chmod(folder, 0o500);
    await expect(openStore(folder)).rejects.toThrow(
      "can't be used: this user may not write there.",
    );
  },
);

test('S25 a backup is a store of its own, made while writing goes on', async () => {
  const folder = await temporaryFolder();
  const store = await openStore(folder);
  await store.transaction(async ({ catalogue }) => catalogue.put('members', MEMBER));
  await store.log.commit([APPEND, { do: 'put', space: 'queue', key: 'k', value: 1 }]);
  const target = join(folder, 'backups', '1');
  const backup = store.backup(target);
  const going = Array.from({ length: 50 }, () => store.log.commit([APPEND, APPEND]));
  await Promise.all([backup, ...going]);
  await expect(store.backup(target)).rejects.toThrow("isn't empty");
  await store.transaction(async ({ catalogue }) => catalogue.delete('members', 'm'));

  const copy = await openStore(target);
  expect(await copy.catalogue.find('members')).toEqual([MEMBER]);
  const updates = (await copy.log.load('r'))?.updates.length ?? 0;
  expect([updates >= 1, updates % 2]).toEqual([true, 1]);
  expect(await copy.log.get('queue', 'k')).toBe(1);
  if (process.platform !== 'win32')
    expect(new Set(Object.values(await modesIn(target)))).toEqual(new Set(['600']));
  await copy.close();
  expect((await store.log.load('r'))?.updates).toHaveLength(101);
  await store.close();
});

test('S26 a store in memory can be told to fail, and then stores nothing', async () => {
  const store = memoryStore();
  store.failNext(new Error('full'));
  await expect(store.log.commit([APPEND])).rejects.toThrow(WriteFailedError);
  expect(await store.log.load('r')).toBeNull();
  store.failNext(new Error('full'));
  const change = store.transaction(async ({ log }) => log.write([APPEND]));
  await expect(change).rejects.toThrow(WriteFailedError);
  await store.log.commit([APPEND]);
  expect((await store.log.load('r'))?.updates).toHaveLength(1);
  await store.close();
});
