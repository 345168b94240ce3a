/** Backups put back in the store's place. */
import { chmod, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { examineFolder, openStore, restoreStore } from '../../../server/storage/open.ts';
import type { RestoreOptions } from '../../../server/storage/embedded/restore.ts';
import type { Member } from '../../../server/storage/catalogue.ts';
import { contentOf } from '../../support/store-content.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

function member(id: string): Member {
  return { id, name: id, email: null, role: 'owner', created: '2026-01-01T00:00:00.000Z' };
}

function append(room: string, byte: number) {
  return { do: 'append', room, update: Uint8Array.of(byte, byte, byte) } as const;
}

/** A store with a backup of what it held before its last writes. */
async function storeWithBackup() {
  const place = await temporaryFolder();
  const [folder, backup] = [join(place, 'store'), join(place, 'backup')];
  const store = await openStore(folder);
  await store.transaction(async ({ catalogue }) => catalogue.put('members', member('then')));
  await store.log.commit([
    append('r', 1),
    append('r/l', 2),
    { do: 'put', space: 'queue', key: 'k', value: 'then' },
  ]);
  await store.backup(backup);
  await store.transaction(async ({ catalogue }) => catalogue.put('members', member('since')));
  await store.log.commit([append('r', 3), append('since', 4)]);
  const restore = (suffix: string, epoch: number, move?: RestoreOptions['rename']) =>
    restoreStore({
      backup,
      folder,
      suffix,
      epoch,
      examine: examineFolder,
      ...(move && { rename: move }),
    });
  return { place, folder, backup, store, restore };
}

test('V4 a restored store holds what the backup held, and every room begins another epoch', async () => {
  const { folder, backup, store, restore } = await storeWithBackup();
  await store.close();
  const original = await openStore(backup);
  const expected = await contentOf(original);
  await original.close();

  expect(await restore('old', 1000)).toMatchObject({
    rooms: 2,
    kept: `${folder}.before-old`,
    notices: [],
  });
  const restored = await openStore(folder);
  const content = await contentOf(restored);
  expect([...content.keys()]).toEqual([...expected.keys()]);
  for (const [name, value] of expected)
    if (!name.startsWith('room ')) expect(content.get(name)).toBe(value);
  for (const room of ['r', 'r/l']) {
    expect(await restored.log.load(room)).toMatchObject({ epoch: 1000 });
    expect((await restored.log.load(room))?.updates).toHaveLength(1);
  }
  await restored.close();

  // The lock went with the folder: a lock in its old place would by now be that of another process.
  expect(await readdir(`${folder}.before-old`)).not.toContain('lock.json');
  const kept = await openStore(`${folder}.before-old`);
  expect((await kept.log.load('r'))?.updates).toHaveLength(2);
  expect(await kept.catalogue.find('members')).toHaveLength(2);
  await kept.close();
});

test('V4 restoring twice begins two epochs, also when the clock stands still', async () => {
  const { folder, store, restore } = await storeWithBackup();
  await store.close();
  await restore('old', 1000);
  const first = await openStore(folder);
  const epoch = (await first.log.load('r'))?.epoch ?? 0;
  await first.backup(`${folder}-again`);
  await first.close();
  await restoreStore({
    backup: `${folder}-again`,
    folder,
    suffix: 'older',
    epoch: 1000,
    examine: examineFolder,
  });
  const second = await openStore(folder);
  expect((await second.log.load('r'))?.epoch).toBeGreaterThan(epoch);
  await second.close();
});

test('V5 nothing is restored while the store is open, nor from what is no backup', async () => {
  const { place, folder, store, restore } = await storeWithBackup();
  await expect(restore('old', 1000)).rejects.toThrow('is in use by');
  expect(await store.log.load('since')).not.toBeNull();
  await store.close();
  const wrong = { folder, suffix: 'old', epoch: 1000, examine: examineFolder };
  for (const backup of [place, join(place, 'none')])
    await expect(restoreStore({ ...wrong, backup })).rejects.toThrow('There is no backup in');
  expect((await readdir(place)).sort()).toEqual(['backup', 'store']);
});

test('V5 a backup that can not be read leaves the store as it is', async () => {
  const { place, folder, backup, store, restore } = await storeWithBackup();
  await store.close();
  const file = join(backup, 'catalogue-1.jsonl');
  await writeFile(file, (await readFile(file, 'utf8')).replace('then', 'them'));
  await expect(restore('old', 1000)).rejects.toThrow('can be read any more');
  const same = await openStore(folder);
  expect((await same.log.load('r'))?.updates).toHaveLength(2);
  await same.close();
  expect((await readdir(place)).sort()).toEqual(['backup', 'store']);
});

/** What the file system answers. */
function refusal(code: string): Error {
  return Object.assign(new Error(`${code}: refused`), { code });
}

for (const step of [1, 2])
  test(`V5 a mount in the folder's place is refused in a sentence at renaming ${step}, and all stays as it was`, async () => {
    const { place, folder, store, restore } = await storeWithBackup();
    await store.close();
    let left = step;
    const move = (from: string, to: string) => {
      left -= 1;
      return left === 0 ? Promise.reject(refusal('EBUSY')) : rename(from, to);
    };
    await expect(restore('1', 1000, move)).rejects.toThrow(
      `move what is in it to ${join(folder, 'store')}, set GALLEY_DATA to that`,
    );
    expect((await readdir(place)).sort()).toEqual(['backup', 'store']);
    const same = await openStore(folder);
    expect(await same.log.load('since')).not.toBeNull();
    await same.close();
  });

// Nothing is read-only for root.
test.skipIf(process.getuid?.() === 0)(
  'V5 a folder beside which nothing can be made is refused in a sentence',
  async () => {
    const { place, store, restore } = await storeWithBackup();
    await store.close();
    await chmod(place, 0o500);
    onTestFinished(() => chmod(place, 0o700));
    await expect(restore('1', 1000)).rejects.toThrow('set GALLEY_DATA to that');
  },
);

test('V8 where a restore was killed between its renamings no new store is begun', async () => {
  const { place, folder, store, restore } = await storeWithBackup();
  await store.close();
  const [copy, kept] = [`${folder}.restoring`, `${folder}.before-1`];
  await rename(folder, kept);
  await mkdir(copy);
  // Also in an empty folder, as what starts the server may make one.
  await expect(openStore(folder)).rejects.toThrow(`rename that to ${folder}`);
  expect((await readdir(place)).sort()).toEqual(['backup', 'store.before-1', 'store.restoring']);
  await mkdir(folder);
  await expect(openStore(folder)).rejects.toThrow(`a restore left ${kept}`);
  expect(await readdir(folder)).toEqual([]);
  await restore('2', 1000);
  const restored = await openStore(folder);
  expect(await restored.catalogue.find('members')).toEqual([member('then')]);
  await restored.close();
});

test('V8 where the first restore was killed no new store is begun', async () => {
  const folder = join(await temporaryFolder(), 'store');
  await mkdir(`${folder}.restoring`);
  await expect(openStore(folder)).rejects.toThrow(`remove ${folder}.restoring to begin`);
});

test('V4 a backup is restored where there is no store yet', async () => {
  const { place, backup, store } = await storeWithBackup();
  await store.close();
  const folder = join(place, 'deep', 'new');
  const restored = await restoreStore({
    backup,
    folder,
    suffix: 'old',
    epoch: 7,
    examine: examineFolder,
  });
  expect(restored).toMatchObject({ rooms: 2, kept: null });
  const opened = await openStore(folder);
  expect(await opened.catalogue.find('members')).toEqual([member('then')]);
  await opened.close();
});
