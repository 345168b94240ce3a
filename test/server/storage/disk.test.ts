/** What the store asks of its disk: room enough for what comes, and that a backup is on it when it is said to be. */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openStore } from '../../../server/storage/open.ts';
import { WriteFailedError } from '../../../server/storage/damage.ts';
import { LmdbFile } from '../../../server/storage/embedded/lmdb-file.ts';
import { openTables } from '../../../server/storage/embedded/lmdb-tables.ts';
import { UpdatePlan } from '../../../server/storage/embedded/update-plan.ts';
import { prepareWrite } from '../../../server/storage/prepared-write.ts';
import type { Write } from '../../../server/storage/update-log.ts';
import { openLog } from '../../support/embedded-log.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const MIB = 1 << 20;
const WAIT = { timeout: 30_000 };

/** The disk has this much room left until the test has ended. */
function leaveFree(bytes: number | (() => number)): void {
  const left = typeof bytes === 'number' ? () => bytes : bytes;
  const asked = vi
    .spyOn(fs, 'statfsSync')
    // All that is asked of it.
    .mockImplementation(() => ({ bavail: left(), bsize: 1 }) as fs.StatsFs);
  syncBuiltinESMExports();
  onTestFinished(() => {
    asked.mockRestore();
    syncBuiltinESMExports();
  });
}

const LARGE: { what: string; write: Write }[] = [
  { what: 'update', write: { do: 'append', room: 'a', update: randomBytes(6 * MIB) } },
  {
    what: 'snapshot',
    write: { do: 'compact', room: 'a', snapshot: randomBytes(6 * MIB), through: 1 },
  },
  { what: 'value', write: { do: 'put', space: 'queue', key: 'k', value: 'x'.repeat(6 * MIB) } },
];
for (const { what, write } of LARGE) {
  test(`S8 ${what === 'update' ? 'an' : 'a'} ${what} is refused that the disk has no room for, and a small one is taken`, async () => {
    const folder = await temporaryFolder();
    const lmdb = new LmdbFile(folder);
    const log = await openLog(folder, lmdb);
    onTestFinished(() => log.close());
    const small: Write = { do: 'append', room: 'a', update: Uint8Array.of(1) };
    await log.commit([small]);
    leaveFree(26 * MIB);
    await expect(log.commit([write])).rejects.toThrow(WriteFailedError);
    await log.commit([small]);
    expect((await log.load('a'))?.updates.map(({ length }) => length)).toEqual([1, 1]);
    // What is in the journal is taken over while there is half of that reserve.
    leaveFree(18 * MIB);
    const plan = new UpdatePlan(lmdb, 0);
    plan.add([prepareWrite(write)]);
    await expect(lmdb.write(plan)).rejects.toThrow('The disk is full.');
  });
}

test('S8 on a full disk members are removed and sessions ended longer than anything is written', async () => {
  const folder = await temporaryFolder();
  const store = await openStore(folder);
  onTestFinished(() => store.close());
  const member = { id: 'm', name: 'Ada', email: null, role: 'owner', created: '' } as const;
  const words: Write = { do: 'append', room: 'a', update: randomBytes(MIB) };
  const remove = (id: string) =>
    store.transaction(async ({ catalogue }) => catalogue.delete('members', id));
  await store.transaction(async ({ catalogue }) => {
    catalogue.put('members', member);
    catalogue.put('members', { ...member, id: 'n' });
  });
  await store.log.commit([words, { do: 'put', space: 'sessions', key: 's', value: 1 }]);
  leaveFree(15 * MIB);
  // Also where both wait together.
  const [refused] = await Promise.allSettled([store.log.commit([words]), remove('m')]);
  expect(refused).toMatchObject({ status: 'rejected', reason: expect.any(WriteFailedError) });
  await store.log.commit([{ do: 'remove', space: 'sessions', key: 's' }]);
  expect(await store.catalogue.find('members')).toMatchObject([{ id: 'n' }]);
  expect(await store.log.get('sessions', 's')).toBeNull();
  leaveFree(7 * MIB);
  // The disk is asked again only after a moment.
  const later = performance.now() + 1000;
  const clock = vi.spyOn(performance, 'now').mockReturnValue(later);
  onTestFinished(() => clock.mockRestore());
  await expect(remove('n')).rejects.toThrow(WriteFailedError);
});

test('S8 on a disk that others have filled people sign in and are shut out, as long as the ballast lasts', async () => {
  const folder = await temporaryFolder();
  const store = await openStore(folder);
  onTestFinished(() => store.close());
  const member = { id: 'm', name: 'Ada', email: null, role: 'owner', created: '' } as const;
  const words: Write = { do: 'append', room: 'a', update: randomBytes(MIB) };
  const session: Write = { do: 'put', space: 'sessions', key: 's', value: 1 };
  await store.transaction(async ({ catalogue }) => catalogue.put('members', member));
  await store.log.commit([words]);
  const ballast = join(folder, 'ballast');
  await expect.poll(() => fs.existsSync(ballast) && fs.statSync(ballast).size, WAIT).toBe(16 * MIB);
  expect(await store.size()).toBeLessThan(16 * MIB);
  // The other tests' way to fill it would not see that a file went.
  leaveFree(() => (fs.existsSync(ballast) ? 0 : 16 * MIB));
  const [refused] = await Promise.allSettled([store.log.commit([words])]);
  expect(refused).toMatchObject({ status: 'rejected', reason: expect.any(WriteFailedError) });
  await store.log.commit([session]);
  expect(await store.log.get('sessions', 's')).toBe(1);
  await store.transaction(async ({ catalogue }) => catalogue.delete('members', 'm'));
  expect(await store.catalogue.find('members')).toEqual([]);
  leaveFree(() => 100 * MIB);
  await expect.poll(() => fs.existsSync(ballast), WAIT).toBe(true);
});

test('S8 a server that starts on a disk that others have filled has the ballast of the one before', async () => {
  const folder = await temporaryFolder();
  const ballast = join(folder, 'ballast');
  const before = await openStore(folder);
  await expect.poll(() => fs.existsSync(ballast) && fs.statSync(ballast).size, WAIT).toBe(16 * MIB);
  await before.close();
  leaveFree(() => (fs.existsSync(ballast) ? 0 : 16 * MIB));
  const store = await openStore(folder);
  onTestFinished(() => store.close());
  expect(fs.existsSync(ballast)).toBe(true);
  await store.log.commit([{ do: 'put', space: 'sessions', key: 's', value: 1 }]);
  expect(await store.log.get('sessions', 's')).toBe(1);
});

test('S25 a log is not closed before the backup of it has ended', async () => {
  const folder = await temporaryFolder();
  const log = await openLog(folder);
  await log.commit([{ do: 'append', room: 'a', update: randomBytes(MIB) }]);
  const target = join(folder, 'backup');
  const ended: string[] = [];
  const backup = log.backup(target).then(() => ended.push('backup'));
  await log.close();
  expect(ended).toEqual(['backup']);
  await backup;
  const copy = await openLog(target);
  expect((await copy.load('a'))?.updates[0]).toHaveLength(MIB);
  await copy.close();
});

test.skipIf(process.platform === 'win32')(
  'S25 a backup is on the disk when it is said to be made',
  async () => {
    const folder = await temporaryFolder();
    const log = await openLog(folder);
    onTestFinished(() => log.close());
    await log.commit([{ do: 'append', room: 'a', update: Uint8Array.of(1) }]);
    const flushed: string[] = [];
    const { open } = fs.promises;
    const opened = vi.spyOn(fs.promises, 'open').mockImplementation(async (path, ...how) => {
      const handle = await open(path, ...how);
      const sync = handle.sync.bind(handle);
      handle.sync = async () => {
        await sync();
        flushed.push(String(path));
      };
      return handle;
    });
    syncBuiltinESMExports();
    onTestFinished(() => {
      opened.mockRestore();
      syncBuiltinESMExports();
    });
    const target = join(folder, 'backup');
    await log.backup(target);
    expect(flushed).toEqual([join(target, 'updates.mdb'), target]);
  },
);

test('W23 a log whose batch failed is opened anew before the next, with what was stored before', async () => {
  const folder = await temporaryFolder();
  const failing = { batch: false, open: false };
  const closed: string[] = [];
  const lmdb = new LmdbFile(folder, () => {
    if (failing.open) throw new Error('EIO');
    const tables = openTables(folder);
    const [batch, close] = [
      tables.root.batch.bind(tables.root),
      tables.root.close.bind(tables.root),
    ];
    let isBroken = false;
    tables.root.batch = (...what) => {
      if (isBroken) return new Promise(() => {});
      isBroken = failing.batch;
      return isBroken ? Promise.reject(new Error('EIO')) : batch(...what);
    };
    tables.root.close = () => close().finally(() => closed.push('closed'));
    return tables;
  });
  const log = await openLog(folder, lmdb);
  onTestFinished(() => log.close());
  // With a record, since an update alone comes into LMDB later.
  const append = (byte: number): Write[] => [
    { do: 'append', room: 'a', update: Uint8Array.of(byte) },
    { do: 'put', space: 'uses', key: 'last', value: byte },
  ];
  const bytes = async () => (await log.load('a'))?.updates.map(([byte]) => byte);
  await log.commit(append(1));
  failing.batch = true;
  await expect(log.commit(append(2))).rejects.toThrow(WriteFailedError);
  expect([closed, await bytes()]).toEqual([['closed'], [1]]);
  failing.open = true;
  await expect(log.commit(append(2))).rejects.toThrow(WriteFailedError);
  await expect(log.load('a')).rejects.toThrow('EIO');
  await expect(log.commit(append(2))).rejects.toThrow(WriteFailedError);
  Object.assign(failing, { batch: false, open: false });
  expect(await bytes()).toEqual([1]);
  await log.commit(append(3));
  expect(await bytes()).toEqual([1, 3]);
});
