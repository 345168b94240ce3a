/** Altered, torn and failing files. */
import { open, readFile, readdir, rename, rm, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DamagedEntryError, DamagedRoomError } from '../../../server/storage/damage.ts';
import { openTables } from '../../../server/storage/embedded/lmdb-tables.ts';
import { openLmdbUpdateLog } from '../../../server/storage/embedded/lmdb-update-log.ts';
import { openLowdbCatalogue } from '../../../server/storage/embedded/lowdb-catalogue.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import type { Catalogue, Member } from '../../../server/storage/catalogue.ts';
import type { FileCalls } from '../../../server/storage/embedded/durable-file.ts';

function member(id: string): Member {
  return { id, name: 'Ada', email: null, role: 'viewer', created: '2026-01-01T00:00:00.000Z' };
}

function add(catalogue: Catalogue, id: string): Promise<void> {
  return catalogue.change((change) => change.put('members', member(id)));
}

async function idsIn(catalogue: Catalogue): Promise<string[]> {
  return (await catalogue.find('members')).map(({ id }) => id);
}

async function filesIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).sort();
}

function failOnNotice(sentence: string): void {
  throw new Error(sentence);
}

/** A folder with the last three of four generations, the last of them with the members a to d. */
async function fourGenerations(): Promise<string> {
  const folder = await temporaryFolder();
  const catalogue = await openLowdbCatalogue(folder, failOnNotice);
  for (const id of ['a', 'b', 'c', 'd']) await add(catalogue, id);
  await catalogue.close();
  return folder;
}

async function alter(file: string, change: (bytes: Buffer) => Buffer): Promise<void> {
  await writeFile(file, change(await readFile(file)));
}

function flip(bytes: Buffer, at: number): Buffer {
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes;
}

test('S9 the last three generations of the catalogue are kept', async () => {
  expect(await filesIn(await fourGenerations())).toEqual(
    [2, 3, 4].map((generation) => `catalogue-${generation}.jsonl`),
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
  test(`S9 in the place of a file that is ${what} the one before it is used`, async () => {
    const folder = await fourGenerations();
    await alter(join(folder, 'catalogue-4.jsonl'), change);
    const notices: string[] = [];
    const catalogue = await openLowdbCatalogue(folder, (sentence) => notices.push(sentence));
    expect(await idsIn(catalogue)).toEqual(['a', 'b', 'c']);
    expect(notices).toEqual([expect.stringContaining('catalogue-4.jsonl is damaged')]);
    await add(catalogue, 'e');
    await catalogue.close();

    const again = await openLowdbCatalogue(folder, failOnNotice);
    expect(await idsIn(again)).toEqual(['a', 'b', 'c', 'e']);
    expect(await filesIn(folder)).toContain('catalogue-4.jsonl.damaged');
    await again.close();
  });
}

test('S9 in the place of a file that the disk can not read the one before it is used', async () => {
  const folder = await fourGenerations();
  const failing = { code: 'EIO' };
  const files: FileCalls = {
    ...filesFailing({ now: null }),
    async readFile(file, encoding) {
      if (file.endsWith('-4.jsonl')) throw Object.assign(new Error(failing.code), failing);
      return readFile(file, encoding);
    },
  };
  // What may succeed another time is no damage, and rolls nothing back.
  failing.code = 'EMFILE';
  await expect(openLowdbCatalogue(folder, failOnNotice, files)).rejects.toThrow('EMFILE');
  failing.code = 'EIO';
  const notices: string[] = [];
  const catalogue = await openLowdbCatalogue(folder, (sentence) => notices.push(sentence), files);
  expect(await idsIn(catalogue)).toEqual(['a', 'b', 'c']);
  expect(notices).toEqual([expect.stringContaining('catalogue-4.jsonl is damaged')]);
  await catalogue.close();
});

test('S9 a catalogue of which nothing is good is never taken for an empty one', async () => {
  const folder = await fourGenerations();
  for (const generation of [2, 3, 4])
    await alter(join(folder, `catalogue-${generation}.jsonl`), (bytes) => flip(bytes, 90));
  await expect(openLowdbCatalogue(folder, () => {})).rejects.toThrow('can be read any more');
  await expect(openLowdbCatalogue(folder, () => {})).rejects.toThrow('can be read any more');
});

type Failing = 'open' | 'write' | 'sync' | 'rename' | 'flush of the folder';

/** The calls of the disk, of which those that `failing` names fail as on a full one. */
function filesFailing(failing: { now: Failing | null }): FileCalls {
  function check(call: Failing): void {
    if (failing.now === call) throw new Error('ENOSPC');
  }
  return {
    readdir,
    unlink,
    readFile,
    async rename(from, to) {
      check('rename');
      await rename(from, to);
    },
    async open(path, flags, mode) {
      const ofFolder = flags === 'r';
      check(ofFolder ? 'flush of the folder' : 'open');
      const handle = await open(path, flags, mode);
      return new Proxy(handle, {
        get(target, name) {
          const value: unknown = Reflect.get(target, name, target);
          if (typeof value !== 'function') return value;
          return async (...args: unknown[]) => {
            if (name === 'writeFile') check('write');
            if (name === 'sync' && !ofFolder) check('sync');
            return Reflect.apply(value, target, args) as unknown;
          };
        },
      });
    },
  };
}

for (const call of ['open', 'write', 'sync', 'rename', 'flush of the folder'] as const) {
  test(`S8 a failing ${call} leaves the catalogue as it was, in memory and on disk`, async () => {
    const folder = await temporaryFolder();
    const failing: { now: Failing | null } = { now: null };
    const catalogue = await openLowdbCatalogue(folder, failOnNotice, filesFailing(failing));
    await add(catalogue, 'a');
    failing.now = call;
    await expect(add(catalogue, 'b')).rejects.toThrow('could not be written');
    expect(await idsIn(catalogue)).toEqual(['a']);
    const onDisk = await openLowdbCatalogue(folder, failOnNotice);
    expect(await idsIn(onDisk)).toEqual(['a']);
    failing.now = null;
    await add(catalogue, 'c');
    const again = await openLowdbCatalogue(folder, failOnNotice);
    expect(await idsIn(again)).toEqual(['a', 'c']);
  });
}

test('S8 a change in a folder that was taken away rejects and changes nothing', async () => {
  const folder = await temporaryFolder();
  const catalogue = await openLowdbCatalogue(folder, failOnNotice);
  await add(catalogue, 'a');
  await rm(folder, { recursive: true });
  await expect(add(catalogue, 'b')).rejects.toThrow('could not be written');
  expect(await idsIn(catalogue)).toEqual(['a']);
});

test('S16 a flipped bit damages its room or entry and no other', async () => {
  const folder = await temporaryFolder();
  const log = openLmdbUpdateLog(folder);
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

  const damaged = openLmdbUpdateLog(folder);
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

test('S16 a room whose head is damaged takes no update, and can be dropped', async () => {
  const folder = await temporaryFolder();
  const log = openLmdbUpdateLog(folder);
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

  const damaged = openLmdbUpdateLog(folder);
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
  const log = openLmdbUpdateLog(folder);
  const append = { do: 'append', room: 'bad', update: Uint8Array.of(1) } as const;
  await log.commit([append, append]);
  await log.close();
  const tables = openTables(folder);
  await tables.of.get('rooms')?.remove(Buffer.from('bad'));
  await tables.root.close();

  const damaged = openLmdbUpdateLog(folder);
  await expect(damaged.load('bad')).rejects.toThrow(DamagedRoomError);
  await expect(damaged.commit([append])).rejects.toThrow('its head is missing');
  await damaged.commit([{ do: 'drop', room: 'bad' }]);
  await damaged.commit([append]);
  expect((await damaged.load('bad'))?.updates).toHaveLength(1);
  await damaged.close();
});
