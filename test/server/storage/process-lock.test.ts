/** One process for each store folder. */
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore, readRunning } from '../../../server/storage/open.ts';
import { startStoreProcess } from '../../support/store-process.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const HAS_PROC = process.platform === 'linux';

test('S20 a second process is refused in a sentence that names the first', async () => {
  const folder = await temporaryFolder();
  const holder = startStoreProcess('store-holder.ts', [folder, 'http://localhost:1']);
  await holder.line('open');
  const running = readRunning(folder);
  expect(running).toMatchObject({ url: 'http://localhost:1', secret: 'sesame' });
  await expect(openStore(folder)).rejects.toThrow(`is in use by process ${running?.pid}.`);
  expect(running?.pid).toBe(holder.child.pid);
  expect(readRunning(folder)).toEqual(running);
});

test('S20 the same process can not open a folder twice, and can again after closing', async () => {
  const folder = await temporaryFolder();
  const store = await openStore(folder);
  await expect(openStore(folder)).rejects.toThrow(`in this process (${process.pid}) already`);
  await store.close();
  const again = await openStore(folder);
  // A second close must not give away what is another's by now.
  await store.close();
  await expect(openStore(folder)).rejects.toThrow('already');
  await again.close();
});

test('S21 the facts of a running holder can be read, and those of none can not', async () => {
  const folder = await temporaryFolder();
  expect(readRunning(folder)).toBeNull();
  expect(readRunning(join(folder, 'none'))).toBeNull();
  const store = await openStore(folder);
  expect(readRunning(folder)).toEqual({ pid: process.pid, url: null, secret: null });
  store.describe({ url: 'http://localhost:2', secret: 's' });
  const facts = { pid: process.pid, url: 'http://localhost:2', secret: 's' };
  expect(readRunning(folder)).toEqual(facts);
  expect((await stat(join(folder, 'lock.json'))).mode & 0o777).toBe(0o600);
  await store.close();
  expect(readRunning(folder)).toBeNull();
  store.describe({ url: 'http://localhost:3', secret: 's' });
  expect(readRunning(folder)).toBeNull();
});

test('S22 of many starters that find a killed holder exactly one takes over', async () => {
  const folder = await temporaryFolder();
  const killed = startStoreProcess('store-holder.ts', [folder, 'http://localhost:1']);
  await killed.line('open');
  killed.child.kill('SIGKILL');
  await killed.ended;
  expect(readRunning(folder)).toBeNull();

  const go = join(folder, 'go');
  const starters = [1, 2, 3].map(() => startStoreProcess('store-holder.ts', [folder, '', go]));
  await Promise.all(starters.map((one) => one.line('ready')));
  await writeFile(go, '');
  await Promise.all(starters.map((one) => Promise.race([one.line('open'), one.ended])));
  const answers = starters.map((one) => one.lines[1]?.split(' ')[0]);
  expect(answers.filter((answer) => answer === 'open')).toHaveLength(1);
  expect(answers.filter((answer) => answer === 'refused')).toHaveLength(2);
  const winner = starters.find((one) => one.lines[1] === 'open');
  expect(readRunning(folder)?.pid).toBe(winner?.child.pid);
});

const STALE = [
  { why: 'a number that the system has given to another process', lock: { start: 'boot/1' } },
  { why: 'a number that no process has', lock: { pid: 2 ** 22 + 1 } },
  { why: 'text that is no lock', lock: null },
];
for (const { why, lock } of STALE) {
  test.skipIf(!HAS_PROC)(`S22 a lock with ${why} is nobody's`, async () => {
    const folder = await temporaryFolder();
    const first = await openStore(folder);
    const held = JSON.parse(await readFile(join(folder, 'lock.json'), 'utf8')) as object;
    await first.close();
    const text = lock === null ? '{"pid":' : JSON.stringify({ ...held, ...lock });
    await writeFile(join(folder, 'lock.json'), text);
    expect(readRunning(folder)).toBeNull();
    await (await openStore(folder)).close();
  });
}
