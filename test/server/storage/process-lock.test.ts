/** One process for each store folder. */
import { execFileSync } from 'node:child_process';
import { existsSync, lstatSync } from 'node:fs';
import {
  chmod,
  link,
  mkdir,
  readdir,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
  readFile,
} from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test, vi } from 'vitest';
import { sharedBy } from '../../../server/storage/embedded/lock-place.ts';
import { listenAt } from '../../../server/storage/embedded/lock-socket.ts';
import { takeLock } from '../../../server/storage/embedded/process-lock.ts';
import { findRunning, openStore } from '../../../server/storage/open.ts';
import { waysIntoNamespaces } from '../../support/namespaces.ts';
import { startStoreProcess } from '../../support/store-process.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const HAS_PROC = process.platform === 'linux';

/** What the holder in `store-holder.ts` says to who comes through the folder; null where nobody has it. */
async function askHolder(folder: string): Promise<string | null> {
  const holder = await findRunning(folder);
  return holder === null ? null : text(holder.connect());
}

async function socketIn(folder: string): Promise<string> {
  const name = (await readdir(folder)).find((one) => one.endsWith('.sock'));
  return join(folder, name ?? 'none');
}

/** Leaves in the folder what a killed holder does. */
async function leaveDeadSocket(folder: string): Promise<void> {
  const lock = await takeLock(folder);
  const path = await socketIn(folder);
  const kept = join(folder, 'kept');
  await link(path, kept);
  lock.release();
  await rename(kept, path);
}

test('S20 a second process is refused in a sentence that names the first', async () => {
  const folder = await temporaryFolder();
  const holder = startStoreProcess('store-holder.ts', [folder]);
  await holder.line('open');
  const { pid } = holder.child;
  await expect(openStore(folder)).rejects.toThrow(
    `The store ${folder} is in use by process ${pid}.`,
  );
  expect((await findRunning(folder))?.name).toBe(`process ${pid}`);
  // On another host, as a container is one, the number would mislead.
  await writeFile(
    join(folder, 'lock.json'),
    JSON.stringify({ pid: 1, host: 'elsewhere', socket: basename(await socketIn(folder)) }),
  );
  await expect(openStore(folder)).rejects.toThrow('is in use by process 1 on elsewhere.');
  await writeFile(join(folder, 'lock.json'), '{"pid":');
  await expect(openStore(folder)).rejects.toThrow('is in use by another process.');
  expect(await askHolder(folder)).toBe(`pid ${pid}\n`);
});

test('S20 the same process can not open a folder twice, and can again after closing', async () => {
  const folder = await temporaryFolder();
  const store = await openStore(folder);
  await expect(openStore(folder)).rejects.toThrow(`in use by process ${process.pid}.`);
  await store.close();
  const again = await openStore(folder);
  // A second close must not give away what is another's by now.
  await store.close();
  await expect(openStore(folder)).rejects.toThrow('in use');
  await again.close();
});

const ways = waysIntoNamespaces();

test.skipIf(ways === null)(
  `S20 a second process in another PID namespace is refused, whatever its pid is${ways === null ? ' (left out: unshare is not permitted here)' : ''}`,
  async () => {
    for (const [first, second] of [
      [ways?.asFirst, ways?.asFirst],
      [ways?.asFirst, ways?.asSecond],
      [undefined, ways?.asFirst],
    ]) {
      const folder = await temporaryFolder();
      const holder = startStoreProcess('store-holder.ts', [folder], ':', first);
      await holder.line('open');
      const refused = await startStoreProcess('store-holder.ts', [folder], ':', second).line('');
      const pid = first === undefined ? holder.child.pid : 1;
      expect(refused).toBe(`refused The store ${folder} is in use by process ${pid}.`);
      expect(await askHolder(folder)).toBe(`pid ${pid}\n`);
      holder.child.kill('SIGKILL');
      await holder.ended;
      const next = startStoreProcess('store-holder.ts', [folder], ':', second);
      expect(await next.line('')).toBe('open');
    }
  },
  60_000,
);

test('S21 the process that has a folder is reached through it, and where none has nobody is', async () => {
  const folder = await temporaryFolder();
  expect(await findRunning(folder)).toBeNull();
  expect(await findRunning(join(folder, 'none'))).toBeNull();
  const store = await openStore(folder);
  const early = askHolder(folder);
  const stop = store.accept((connection) => connection.end('here'));
  expect(await early).toBe('here');
  expect(await askHolder(folder)).toBe('here');
  expect((await stat(await socketIn(folder))).mode & 0o777).toBe(0o600);
  const linked = join(await temporaryFolder(), 'link');
  await symlink(folder, linked);
  expect(await askHolder(linked)).toBe('here');
  stop();
  expect(await askHolder(folder)).toBe('');
  await store.close();
  expect(await findRunning(folder)).toBeNull();
  expect(existsSync(join(folder, 'lock.json'))).toBe(false);
  expect(existsSync(await socketIn(folder))).toBe(false);
});

test('S21 through a copy of a folder nobody is reached', async () => {
  const folder = await temporaryFolder();
  const holder = startStoreProcess('store-holder.ts', [folder]);
  await holder.line('open');
  const [copy, ofLinks, ofSymlink] = ['a', 'l', 's'].map((name) => join(`${folder}-${name}`));
  for (const [how, to] of [
    ['-a', copy],
    ['-al', ofLinks],
  ] as const)
    execFileSync('cp', [how, folder, to ?? '']);
  await mkdir(ofSymlink ?? '');
  await symlink(await socketIn(folder), await socketIn(ofSymlink ?? ''));
  for (const one of [copy, ofLinks, ofSymlink]) expect(await findRunning(one ?? '')).toBeNull();
  await (await openStore(copy ?? '')).close();
  await (await openStore(ofSymlink ?? '')).close();
  // Its files are those of the store that is open.
  await expect(openStore(ofLinks ?? '')).rejects.toThrow('in use');
  // Under another name it is the same folder.
  const moved = `${folder}-moved`;
  await rename(folder, moved);
  expect(await askHolder(moved)).toBe(`pid ${holder.child.pid}\n`);
  for (const one of [copy, ofLinks, ofSymlink, moved]) await rm(one ?? '', { recursive: true });
});

test('S22 what a killed holder had is free at once, and what a stopped one has is not', async () => {
  const folder = await temporaryFolder();
  for (let round = 1; round <= 3; round += 1) {
    const holder = startStoreProcess('store-holder.ts', [folder]);
    expect(await holder.line('')).toBe('open');
    holder.child.kill('SIGSTOP');
    await expect(openStore(folder)).rejects.toThrow(`in use by process ${holder.child.pid}.`);
    holder.child.kill('SIGKILL');
    await holder.ended;
    expect(await findRunning(folder)).toBeNull();
  }
  await (await openStore(folder)).close();
  expect((await readdir(folder)).filter((name) => name.endsWith('.sock'))).toEqual([]);
});

test('S22 of many starters that find a killed holder exactly one takes over', async () => {
  const rounds = 50;
  const place = await temporaryFolder();
  const racers = [1, 2, 3].map(() => startStoreProcess('lock-racer.ts', [place, `${rounds}`]));
  await Promise.all(racers.map((one) => one.line('ready')));
  for (let round = 0; round < rounds; round += 1) {
    const folder = join(place, `${round}`);
    await mkdir(`${folder}.new`);
    // Each second time there is nothing, as before a first start.
    if (round % 2 === 0) await leaveDeadSocket(`${folder}.new`);
    await rename(`${folder}.new`, folder);
    const answers = await Promise.all(racers.map((one) => one.line(`${round} `)));
    const outcomes = answers.map((answer) => answer.replace(/process \d+/, 'process N')).sort();
    const refused = `${round} refused The store ${folder} is in use by process N.`;
    expect(outcomes).toEqual([refused, refused, `${round} taken`].sort());
    await writeFile(`${folder}.over`, '');
  }
}, 60_000);

const LEFT = [
  { why: 'a number that the system has given to another process', lock: { start: 'boot/1' } },
  { why: 'a number that no process has', lock: { pid: 2 ** 22 + 1 } },
  { why: 'text that is no lock', lock: null },
];
for (const { why, lock } of LEFT) {
  test.skipIf(!HAS_PROC)(`S22 an earlier version's lock with ${why} is nobody's`, async () => {
    const folder = await temporaryFolder();
    const old = { pid: process.pid, start: null, url: 'http://127.0.0.1:1', secret: 's' };
    const left = lock === null ? '{"pid":' : JSON.stringify({ ...old, ...lock });
    await writeFile(join(folder, 'lock.json'), left);
    expect(await findRunning(folder)).toBeNull();
    await (await openStore(folder)).close();
  });
}

test('S22 a living process of an earlier version keeps its folder', async () => {
  const folder = await temporaryFolder();
  const old = { pid: process.ppid, start: null, url: 'http://127.0.0.1:1', secret: 's' };
  await writeFile(join(folder, 'lock.json'), JSON.stringify(old));
  await expect(openStore(folder)).rejects.toThrow(`in use by process ${process.ppid}.`);
  expect(await findRunning(folder)).toBeNull();
});

test('S36 a folder whose path is too long for a socket is locked and reached like others', async () => {
  const folder = join(await temporaryFolder(), 'ä'.repeat(100), 'b'.repeat(50));
  const holder = startStoreProcess('store-holder.ts', [folder]);
  await holder.line('open');
  expect(lstatSync(await socketIn(folder)).isSocket()).toBe(true);
  await expect(openStore(folder)).rejects.toThrow(`in use by process ${holder.child.pid}.`);
  expect(await askHolder(folder)).toBe(`pid ${holder.child.pid}\n`);
  holder.child.kill('SIGKILL');
  await holder.ended;
  await (await openStore(folder)).close();
  expect(await readdir(folder)).not.toContain('.sock');
});

test('S36 where the folder for temporary files has too long a path as well, a sentence says so', async () => {
  const folder = join(await temporaryFolder(), 'b'.repeat(120));
  await mkdir(folder);
  vi.stubEnv('TMPDIR', folder);
  onTestFinished(() => void vi.unstubAllEnvs());
  await expect(openStore(folder)).rejects.toThrow(
    /^The path .* is too long for a socket, and no shorter one can be made in /,
  );
  const left = (await readdir(folder)).filter((name) => /\.sock$|^galley-/.test(name));
  expect(left).toEqual([]);
});

test.skipIf(!HAS_PROC)(
  'S37 where other machines may use the folder, it is opened only if the operator says that none does',
  async () => {
    const folder = await temporaryFolder();
    for (const [type, kind] of [
      [0x6969, 'NFS'],
      [0xff534d42 | 0, 'SMB'], // as a machine of 32 bits gives it
    ] as const) {
      const typeOf = () => Promise.resolve(type);
      await expect(takeLock(folder, { typeOf })).rejects.toThrow(
        `The folder ${folder} is on a file system that other machines may use too (${kind}), and a server there would not be seen from here: put the store on a disk of this machine, or set GALLEY_UNLOCKED_STORE to yes if no other machine ever opens it.`,
      );
      const lock = await takeLock(folder, { typeOf, unlocked: true });
      expect(lock.warning).toContain(`Nothing keeps another machine from opening the store`);
      // Who can be seen is kept out all the same.
      await expect(takeLock(folder, { typeOf, unlocked: true })).rejects.toThrow('in use by');
      lock.release();
    }
    expect(await sharedBy(folder)).toBeNull();
    expect((await takeLock(folder, { unlocked: true })).warning).toBeNull();
  },
);

test.skipIf(!HAS_PROC)(
  'S37 where only the machine around this one may use the folder too, the start says so',
  async () => {
    const folder = await temporaryFolder();
    for (const type of [0x65735546, 0x01021997]) {
      const typeOf = () => Promise.resolve(type);
      const lock = await takeLock(folder, { typeOf });
      expect(lock.warning).toContain('Nothing keeps the machine around this one from opening');
      await expect(takeLock(folder, { typeOf })).rejects.toThrow('in use by');
      lock.release();
    }
  },
);

test('S37 where the folder can not hold a socket, the lock lies elsewhere if the operator says so', async () => {
  const folder = await temporaryFolder();
  vi.stubEnv('TMPDIR', await temporaryFolder());
  onTestFinished(() => void vi.unstubAllEnvs());
  const listen = (path: string) =>
    path.startsWith(folder) ? createServer().listen('/dev/null/socket') : listenAt(path);
  await expect(takeLock(folder, { listen })).rejects.toThrow(
    `The folder ${folder} can't hold a socket (ENOTDIR), by which another server would see this one: put the store on another file system, or set GALLEY_UNLOCKED_STORE to yes if no other process ever opens it.`,
  );
  const lock = await takeLock(folder, { listen, unlocked: true });
  expect(lock.warning).toContain(`The lock of the store ${folder} is in ${tmpdir()}/galley-`);
  lock.accept((connection) => connection.end('here'));
  expect(await askHolder(folder)).toBe('here');
  await expect(takeLock(folder, { listen, unlocked: true })).rejects.toThrow('in use by');
  lock.release();
  const [place = ''] = await readdir(tmpdir());
  await chmod(join(tmpdir(), place), 0o777);
  await expect(takeLock(folder, { listen, unlocked: true })).rejects.toThrow(
    `${join(tmpdir(), place)} isn't a folder of this user alone; remove it.`,
  );
});

test.skipIf(!HAS_PROC)(
  'S21 a server of before finds in the lock’s file who has the store',
  async () => {
    const folder = await temporaryFolder();
    const lock = await takeLock(folder);
    const file = JSON.parse(await readFile(join(folder, 'lock.json'), 'utf8')) as object;
    expect(file).toMatchObject({ pid: process.pid, url: null, secret: null });
    expect('start' in file && file.start).toMatch(/^[0-9a-f-]{36}\/\d+$/);
    lock.release();
    // One that was left behind is nobody's.
    await writeFile(join(folder, 'lock.json'), JSON.stringify(file));
    (await takeLock(folder)).release();
  },
);
