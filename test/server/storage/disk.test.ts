/** What the store asks of its disk: room enough for what comes, and that a backup is on it when it is said to be. */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { WriteFailedError } from '../../../server/storage/damage.ts';
import { openTables } from '../../../server/storage/embedded/lmdb-tables.ts';
import {
  LmdbUpdateLog,
  openLmdbUpdateLog,
} from '../../../server/storage/embedded/lmdb-update-log.ts';
import { openJournalledLog } from '../../../server/storage/embedded/lmdb-with-journal.ts';
import type { Write } from '../../../server/storage/update-log.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const MIB = 1 << 20;

/** The disk has this much room left until the test has ended. */
function leaveFree(bytes: number): void {
  // All that is asked of it.
  const facts = { bavail: bytes, bsize: 1 } as fs.StatsFs;
  const asked = vi.spyOn(fs, 'statfsSync').mockReturnValue(facts);
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
    write: { do: 'compact', room: 'a', snapshot: randomBytes(6 * MIB), count: 1 },
  },
  { what: 'value', write: { do: 'put', space: 'queue', key: 'k', value: 'x'.repeat(6 * MIB) } },
];
for (const { what, write } of LARGE) {
  test(`S8 ${what === 'update' ? 'an' : 'a'} ${what} is refused that the disk has no room for, and a small one is taken`, async () => {
    for (const reserve of [8, 16]) {
      const folder = await temporaryFolder();
      const under = openLmdbUpdateLog(folder);
      const log = reserve === 8 ? under : await openJournalledLog(folder, under, () => {});
      onTestFinished(() => log.close());
      const small: Write = { do: 'append', room: 'a', update: Uint8Array.of(1) };
      await log.commit([small]);
      leaveFree((reserve + 10) * MIB);
      await expect(log.commit([write]), `reserve of ${reserve} MiB`).rejects.toThrow(
        WriteFailedError,
      );
      await log.commit([small]);
      expect((await log.load('a'))?.updates.map(({ length }) => length)).toEqual([1, 1]);
    }
  });
}

test('S25 a log is not closed before the backup of it has ended', async () => {
  const folder = await temporaryFolder();
  const log = openLmdbUpdateLog(folder);
  await log.commit([{ do: 'append', room: 'a', update: randomBytes(MIB) }]);
  const target = join(folder, 'backup');
  const ended: string[] = [];
  const backup = log.backup(target).then(() => ended.push('backup'));
  await log.close();
  expect(ended).toEqual(['backup']);
  await backup;
  const copy = openLmdbUpdateLog(target);
  expect((await copy.load('a'))?.updates[0]).toHaveLength(MIB);
  await copy.close();
});

test.skipIf(process.platform === 'win32')(
  'S25 a backup is on the disk when it is said to be made',
  async () => {
    const folder = await temporaryFolder();
    const log = openLmdbUpdateLog(folder);
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
  const log = new LmdbUpdateLog(folder, () => {
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
  onTestFinished(() => log.close());
  const append = (byte: number): Write => ({
    do: 'append',
    room: 'a',
    update: Uint8Array.of(byte),
  });
  const bytes = async () => (await log.load('a'))?.updates.map(([byte]) => byte);
  await log.commit([append(1)]);
  failing.batch = true;
  await expect(log.commit([append(2)])).rejects.toThrow(WriteFailedError);
  expect([closed, await bytes()]).toEqual([['closed'], [1]]);
  failing.open = true;
  await expect(log.commit([append(2)])).rejects.toThrow(WriteFailedError);
  await expect(log.load('a')).rejects.toThrow('EIO');
  await expect(log.commit([append(2)])).rejects.toThrow(WriteFailedError);
  Object.assign(failing, { batch: false, open: false });
  expect(await bytes()).toEqual([1]);
  await log.commit([append(3)]);
  expect(await bytes()).toEqual([1, 3]);
});
