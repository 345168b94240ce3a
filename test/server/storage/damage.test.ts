/** Altered, torn and failing files. */
import { constants } from 'node:fs';
import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import {
  DamagedBlobError,
  DamagedEntryError,
  DamagedRoomError,
} from '../../../server/storage/damage.ts';
import { Checkpoints } from '../../../server/storage/embedded/checkpoint.ts';
import { openEmbeddedStore } from '../../../server/storage/embedded/embedded-store.ts';
import { FILE_CALLS } from '../../../server/storage/embedded/file-calls.ts';
import type { FileCalls } from '../../../server/storage/embedded/file-calls.ts';
import { openTables } from '../../../server/storage/embedded/lmdb-tables.ts';
import { prepareRow } from '../../../server/storage/prepared-write.ts';
import { checkStore } from '../../../server/verify/check-store.ts';
import { TableSet } from '../../../server/storage/table-set.ts';
import type { Member } from '../../../server/storage/catalogue.ts';
import type { Store } from '../../../server/storage/store.ts';
import { openLog } from '../../support/embedded-log.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

function member(id: string): Member {
  return { id, name: 'Ada', email: null, role: 'viewer', created: '2026-01-01T00:00:00.000Z' };
}

async function filesIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).sort();
}

function failOnNotice(sentence: string): void {
  throw new Error(sentence);
}

/** Adds a member to what the newest checkpoint has, and writes the next one. */
async function add(checkpoints: Checkpoints, id: string): Promise<void> {
  const { number, tables } = (await checkpoints.read()) ?? { number: 0, tables: TableSet.from({}) };
  const next = tables.after([prepareRow('members', member(id))]);
  await checkpoints.write({ number: number + 1, tables: next });
}

async function idsIn(checkpoints: Checkpoints): Promise<string[]> {
  return ((await checkpoints.read())?.tables.find('members') ?? []).map(({ id }) => id);
}

/** A folder with the last three of four checkpoints, the last of them with the members a to d. */
async function fourCheckpoints(): Promise<string> {
  const folder = await temporaryFolder();
  const checkpoints = new Checkpoints(folder, failOnNotice, FILE_CALLS);
  for (const id of ['a', 'b', 'c', 'd']) await add(checkpoints, id);
  return folder;
}

async function alter(file: string, change: (bytes: Buffer) => Buffer): Promise<void> {
  await writeFile(file, change(await readFile(file)));
}

function flip(bytes: Buffer, at: number): Buffer {
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes;
}

test('S9 the last three checkpoints of the catalogue are kept', async () => {
  expect(await filesIn(await fourCheckpoints())).toEqual(
    [2, 3, 4].map((number) => `catalogue-${number}.jsonl`),
  );
});

const DAMAGES: { what: string; change: (bytes: Buffer) => Buffer }[] = [
  { what: 'torn', change: (bytes) => bytes.subarray(0, bytes.length - 20) },
  { what: 'emptied', change: () => Buffer.alloc(0) },
  { what: 'zeroed', change: (bytes) => Buffer.alloc(bytes.length) },
  { what: 'flipped in its data', change: (bytes) => flip(bytes, bytes.indexOf('Ada')) },
  { what: 'flipped in its header', change: (bytes) => flip(bytes, bytes.indexOf('sha256') + 12) },
  { what: 'longer', change: (bytes) => Buffer.concat([bytes, Buffer.from('{}\n')]) },
];
for (const { what, change } of DAMAGES) {
  test(`S9 instead of a file that is ${what} the one before it is used`, async () => {
    const folder = await fourCheckpoints();
    await alter(join(folder, 'catalogue-4.jsonl'), change);
    const notices: string[] = [];
    const checkpoints = new Checkpoints(folder, (said) => notices.push(said), FILE_CALLS);
    expect(await idsIn(checkpoints)).toEqual(['a', 'b', 'c']);
    expect(notices).toEqual([expect.stringContaining('catalogue-4.jsonl is damaged')]);
    await add(checkpoints, 'e');

    const again = new Checkpoints(folder, failOnNotice, FILE_CALLS);
    expect(await idsIn(again)).toEqual(['a', 'b', 'c', 'e']);
    expect(await filesIn(folder)).toContain('catalogue-4.jsonl.damaged');
  });
}

test('S9 of a store whose newest checkpoint is damaged no change is lost, since the log has them', async () => {
  const folder = await temporaryFolder();
  for (const id of ['a', 'b', 'c', 'd', 'e']) {
    const store = await openEmbeddedStore(folder, { noticed: failOnNotice });
    await store.transaction(async ({ catalogue }) => catalogue.put('members', member(id)));
    await store.log.commit([{ do: 'append', room: 'r', update: Uint8Array.of(1) }]);
    await store.close();
  }
  for (const number of [5, 4])
    await alter(join(folder, `catalogue-${number}.jsonl`), (bytes) => flip(bytes, 90));
  const store = await openEmbeddedStore(folder);
  expect(store.notices).toEqual(
    [5, 4].map((number) => expect.stringContaining(`catalogue-${number}.jsonl is damaged`)),
  );
  expect(await membersOf(store)).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(store.generation()).toBe(5);
  await store.close();
  const again = await openEmbeddedStore(folder, { noticed: failOnNotice });
  expect(await membersOf(again)).toEqual(['a', 'b', 'c', 'd', 'e']);
  await again.close();
});

test('S9 changes that neither a checkpoint nor the log has are told', async () => {
  const folder = await temporaryFolder();
  const store = await openEmbeddedStore(folder);
  for (const id of ['a', 'b', 'c'])
    await store.transaction(async ({ catalogue }) => catalogue.put('members', member(id)));
  await store.close();
  await rm(join(folder, 'catalogue-3.jsonl'));
  const tables = openTables(folder);
  await tables.of.get('catalogue')?.remove(Buffer.from('000000000000002'));
  await tables.root.close();
  await rm(join(folder, 'updates.mdb.left'));
  const damaged = await openEmbeddedStore(folder);
  expect(damaged.notices).toEqual([
    expect.stringContaining('Of the changes 1 to 3 of the catalogue 1 are missing'),
  ]);
  expect(await membersOf(damaged)).toEqual(['a', 'c']);
  await damaged.close();
  const again = await openEmbeddedStore(folder, { noticed: failOnNotice });
  expect(await membersOf(again)).toEqual(['a', 'c']);
  await again.close();
});

async function membersOf({ catalogue }: Store): Promise<string[]> {
  return (await catalogue.find('members')).map(({ id }) => id);
}

test('S9 instead of a file that the disk can not read the one before it is used', async () => {
  const folder = await fourCheckpoints();
  const failing = { code: 'EMFILE' };
  const files: FileCalls = {
    ...FILE_CALLS,
    async readFile(path) {
      if (path.endsWith('-4.jsonl')) throw Object.assign(new Error(failing.code), failing);
      return readFile(path);
    },
  };
  const notices: string[] = [];
  const checkpoints = new Checkpoints(folder, (sentence) => notices.push(sentence), files);
  // What may succeed another time is no damage, and rolls nothing back.
  await expect(checkpoints.read()).rejects.toThrow('EMFILE');
  failing.code = 'EIO';
  expect(await idsIn(checkpoints)).toEqual(['a', 'b', 'c']);
  expect(notices).toEqual([expect.stringContaining('catalogue-4.jsonl is damaged')]);
});

test('S9 a catalogue of which nothing is good is never taken for an empty one', async () => {
  const folder = await fourCheckpoints();
  for (const number of [2, 3, 4])
    await alter(join(folder, `catalogue-${number}.jsonl`), (bytes) => flip(bytes, 90));
  for (const start of ['first', 'second'])
    await expect(openEmbeddedStore(folder), start).rejects.toThrow('can be read any more');
});

type Failing = 'open' | 'write' | 'sync' | 'rename' | 'flush';

/** The calls of the disk, of which the one that `failing` names fails for files of the catalogue, as on a full one. */
function filesFailing(failing: { now: Failing | null }): FileCalls {
  const descriptors = new Set<number>();
  const check = (call: Failing): void => {
    if (failing.now === call) throw new Error('ENOSPC');
  };
  return {
    ...FILE_CALLS,
    async open(path, flags, mode) {
      const isCatalogue = path.includes('catalogue') && (flags & constants.O_CREAT) !== 0;
      if (isCatalogue) check('open');
      const descriptor = await FILE_CALLS.open(path, flags, mode);
      if (isCatalogue) descriptors.add(descriptor);
      return descriptor;
    },
    async write(descriptor, ...what) {
      if (descriptors.has(descriptor)) check('write');
      return FILE_CALLS.write(descriptor, ...what);
    },
    async sync(descriptor) {
      check('sync');
      await FILE_CALLS.sync(descriptor);
    },
    async close(descriptor) {
      descriptors.delete(descriptor);
      await FILE_CALLS.close(descriptor);
    },
    async rename(from, to) {
      check('rename');
      await FILE_CALLS.rename(from, to);
    },
    async flush(path) {
      check('flush');
      await FILE_CALLS.flush(path);
    },
  };
}

for (const call of ['open', 'write', 'sync', 'rename', 'flush'] as const) {
  test(`S8 a checkpoint whose ${call} fails is told once and loses no change`, async () => {
    const folder = await temporaryFolder();
    const failing: { now: Failing | null } = { now: null };
    const notices: string[] = [];
    const files = filesFailing(failing);
    const store = await openEmbeddedStore(folder, { files, noticed: (said) => notices.push(said) });
    await store.transaction(async ({ catalogue }) => catalogue.put('members', member('a')));
    await store.log.commit([{ do: 'append', room: 'r', update: Uint8Array.of(1) }]);
    failing.now = call;
    await store.close();
    expect(notices).toEqual([expect.stringContaining('could not be written: Error: ENOSPC')]);
    const again = await openEmbeddedStore(folder, { noticed: failOnNotice });
    expect(await membersOf(again)).toEqual(['a']);
    await again.transaction(async ({ catalogue }) => catalogue.put('members', member('b')));
    await again.close();
    const checkpoints = new Checkpoints(folder, failOnNotice, FILE_CALLS);
    expect(await idsIn(checkpoints)).toEqual(['a', 'b']);
  });
}

test('S8 a change in a folder that was taken away rejects and changes nothing', async () => {
  const folder = await temporaryFolder();
  const log = await openLog(folder);
  onTestFinished(() => log.close().catch(() => {}));
  await rm(folder, { recursive: true });
  await expect(log.commit([{ do: 'put', space: 'uses', key: 'k', value: 1 }])).rejects.toThrow(
    'could not write',
  );
  expect(await log.get('uses', 'k')).toBeNull();
});

test('S16 a flipped bit damages its room or entry and no other', async () => {
  const folder = await temporaryFolder();
  const log = await openLog(folder);
  const update = (text: string) => Buffer.from(text);
  await log.commit([
    { do: 'append', room: 'bad', update: update('first of bad') },
    { do: 'append', room: 'bad', update: update('UNIQUE-UPDATE') },
    { do: 'append', room: 'bad/layer', update: update('of its layer') },
    { do: 'put', space: 'queue', key: 'bad', value: 'UNIQUE-ENTRY' },
    { do: 'put', space: 'queue', key: 'good', value: 1 },
  ]);
  await log.close();
  await alter(join(folder, 'updates.mdb'), (bytes) => {
    for (const mark of ['UNIQUE-UPDATE', 'UNIQUE-ENTRY']) {
      let at = bytes.indexOf(mark);
      expect(at).toBeGreaterThan(0);
      for (; at >= 0; at = bytes.indexOf(mark, at + 1)) flip(bytes, at + 3);
    }
    return bytes;
  });

  const damaged = await openLog(folder);
  await expect(damaged.load('bad')).rejects.toThrow(DamagedRoomError);
  await expect(damaged.load('bad')).rejects.toMatchObject({ room: 'bad' });
  await expect(damaged.get('queue', 'bad')).rejects.toThrow(DamagedEntryError);
  expect((await damaged.load('bad/layer'))?.updates).toEqual([
    new Uint8Array(update('of its layer')),
  ]);
  expect(await damaged.get('queue', 'good')).toBe(1);
  await damaged.commit([{ do: 'drop', room: 'bad' }]);
  expect(await damaged.load('bad')).toBeNull();
  await damaged.close();
});

test('S29 a flipped bit damages its blob and no other, and it can be put again', async () => {
  const folder = await temporaryFolder();
  const store = await openEmbeddedStore(folder);
  await store.transaction(async ({ blobs }) => {
    blobs.put('bad', Buffer.from('UNIQUE-BYTES'));
    blobs.put('good', Buffer.from('others'));
  });
  await store.close();
  await alter(join(folder, 'updates.mdb'), (bytes) => {
    for (let at = bytes.indexOf('UNIQUE-BYTES'); at >= 0; at = bytes.indexOf('UNIQUE', at + 1))
      flip(bytes, at + 8);
    return bytes;
  });
  const damaged = await openEmbeddedStore(folder);
  expect(damaged.notices).toContain('Of the entries of “blobs” 1 are damaged.');
  await expect(damaged.blobs.get('bad')).rejects.toThrow(DamagedBlobError);
  expect(await damaged.blobs.has('bad')).toBe(true);
  expect(await damaged.blobs.list()).toEqual(['bad', 'good']);
  const { findings } = await checkStore(damaged, null, false);
  expect(findings).toContain("1 blobs can't be read.");
  expect(Buffer.from((await damaged.blobs.get('good'))?.bytes ?? []).toString()).toBe('others');
  await damaged.transaction(async ({ blobs }) => blobs.put('bad', Uint8Array.of(1)));
  expect((await damaged.blobs.get('bad'))?.bytes).toEqual(Uint8Array.of(1));
  await damaged.close();
});

test('S16 a room whose head is damaged takes no update, and can be dropped', async () => {
  const folder = await temporaryFolder();
  const log = await openLog(folder);
  const append = (room: string) => ({ do: 'append', room, update: Uint8Array.of(1) }) as const;
  await log.commit([append('bad'), append('bad'), append('good')]);
  await log.close();
  await alter(join(folder, 'updates.mdb'), (bytes) => {
    const head = Buffer.from('{"epoch":1,"first":1,"next":3}');
    expect(bytes.indexOf(head)).toBeGreaterThan(0);
    for (let at = bytes.indexOf(head); at >= 0; at = bytes.indexOf(head, at + 1))
      bytes.write('9', at + head.length - 2);
    return bytes;
  });

  const damaged = await openLog(folder);
  await expect(damaged.load('bad')).rejects.toThrow(DamagedRoomError);
  await expect(damaged.commit([append('good'), append('bad')])).rejects.toThrow(DamagedRoomError);
  expect((await damaged.load('good'))?.updates).toHaveLength(1);
  await damaged.commit([{ do: 'drop', room: 'bad' }]);
  await damaged.commit([append('bad')]);
  expect((await damaged.load('bad'))?.updates).toHaveLength(1);
  await damaged.close();
});

test('V7 a room that has lost its head is damaged, and is not begun anew over its own updates', async () => {
  const folder = await temporaryFolder();
  const log = await openLog(folder);
  const append = { do: 'append', room: 'bad', update: Uint8Array.of(1) } as const;
  await log.commit([append, append]);
  await log.close();
  const tables = openTables(folder);
  await tables.of.get('rooms')?.remove(Buffer.from('bad'));
  await tables.root.close();

  const damaged = await openLog(folder);
  await expect(damaged.load('bad')).rejects.toThrow(DamagedRoomError);
  await expect(damaged.commit([append])).rejects.toThrow('its head is missing');
  await damaged.commit([{ do: 'drop', room: 'bad' }]);
  await damaged.commit([append]);
  expect((await damaged.load('bad'))?.updates).toHaveLength(1);
  await damaged.close();
});
