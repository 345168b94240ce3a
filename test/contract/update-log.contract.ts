/** What the update log of every store must do. */
import { describe, expect, test } from 'vitest';
import type { Json, UpdateLog, Write } from '../../server/storage/update-log.ts';
import { opened as openedStore, reopened } from './store-place.ts';
import type { StorePlace } from './store-place.ts';

/** Each beside one that a careless key would mix it up with. */
const HOSTILE = [
  ['a', 'a/b', 'a/b/c', 'a/', 'a\0', 'a\0b', 'ab'],
  ['__proto__', 'constructor', '../x', '/etc/passwd', '\0', '\u0001', '\u001b', ' ', '%00'],
  ['x'.repeat(300), 'x'.repeat(301), `${'x'.repeat(300)}\0`, `${'x'.repeat(300)}\0y`],
  ['\u{1F5DE}', '\u{1F5DE}'.repeat(300), '\uFFFD', '\uE000', 'é', 'e\u0301', 'x'.repeat(1900)],
].flat();

const REFUSED = [
  { why: 'an empty name', name: '', says: 'at least one character' },
  { why: 'a name that is too long', name: 'x'.repeat(1901), says: 'at most 1900' },
  { why: 'a name too long in bytes', name: '\u{1F5DE}'.repeat(476), says: 'at most 1900' },
  { why: 'half a surrogate pair', name: 'a\uD83D', says: 'surrogate' },
];

function append(room: string, ...bytes: number[]): Write {
  return { do: 'append', room, update: Uint8Array.from(bytes) };
}

function put(key: string, value: Json): Write {
  return { do: 'put', space: 'queue', key, value };
}

async function bytesOf(log: UpdateLog, room: string): Promise<number[][] | null> {
  const stored = await log.load(room);
  return stored === null ? null : stored.updates.map((update) => [...update]);
}

async function keysOf(log: UpdateLog, options?: Parameters<UpdateLog['list']>[1]) {
  return (await log.list('queue', options)).map(({ key }) => key);
}

/** Runs the contract over the stores of one implementation; `makePlace` is called once for each test. */
export function updateLogContract(name: string, makePlace: () => Promise<StorePlace>): void {
  async function opened(): Promise<UpdateLog> {
    return (await openedStore(makePlace)).log;
  }

  describe(`the update log ${name}`, () => {
    test('S10 a room has its updates in the order of the commits, in epoch 1', async () => {
      const log = await opened();
      expect(await log.load('r')).toBeNull();
      await log.commit([append('r', 1), append('r', 2, 2)]);
      await log.commit([append('r'), append('r', 4)]);
      expect(await log.load('r')).toMatchObject({ epoch: 1 });
      expect(await bytesOf(log, 'r')).toEqual([[1], [2, 2], [], [4]]);
    });

    test('S10 commits made in one turn are stored in their order', async () => {
      const log = await opened();
      const numbers = Array.from({ length: 200 }, (_, index) => index);
      await Promise.all(numbers.map((n) => log.commit([append('r', n), put('last', n)])));
      expect(await bytesOf(log, 'r')).toEqual(numbers.map((n) => [n]));
      expect(await log.get('queue', 'last')).toBe(199);
    });

    test('S10 numbering goes on after the log was opened again', async () => {
      const place = await makePlace();
      let store = await place.open();
      let { log } = store;
      await log.commit([append('r', 1), append('r', 2), put('k', { deep: [1, null] })]);
      await log.commit([{ do: 'compact', room: 'r', snapshot: Uint8Array.of(9), through: 2 }]);
      ({ log } = store = await reopened(place, store));
      await log.commit([append('r', 3)]);
      expect(await bytesOf(log, 'r')).toEqual([[9], [3]]);
      expect(await log.get('queue', 'k')).toEqual({ deep: [1, null] });
    });

    test('S11 a commit is all or nothing, whichever of its writes is wrong', async () => {
      const log = await opened();
      await log.commit([append('r', 1), put('k', 'old')]);
      const wrong: Write[] = [
        { do: 'compact', room: 'r', snapshot: Uint8Array.of(9), through: 4 },
        { do: 'compact', room: 'none', snapshot: Uint8Array.of(9), through: 1 },
        { do: 'compact', room: 'r', snapshot: Uint8Array.of(9), through: 0 },
        { do: 'compact', room: 'r', snapshot: Uint8Array.of(9), through: 1.5 },
        append('x'.repeat(2000), 1),
        { do: 'put', space: 'none' as 'queue', key: 'k', value: 1 },
        { do: 'renew', room: 'none', epoch: 2 },
        { do: 'renew', room: 'r', epoch: 0 },
        { do: 'renew', room: 'r', epoch: 2.5 },
        { do: 'append', room: 'r', update: Uint8Array.of(1), sequence: 0 },
        { do: 'append', room: 'r', update: Uint8Array.of(1), sequence: 1.5 },
      ];
      for (const write of wrong) {
        const writes = [append('r', 2), append('new', 1), put('k', 'new'), put('l', 1), write];
        const before = log.commit([append('beside', 1)]);
        const failing = log.commit(writes);
        const after = log.commit([append('beside', 2)]);
        await expect(failing).rejects.toThrow(Error);
        await Promise.all([before, after]);
      }
      expect(await bytesOf(log, 'r')).toEqual([[1]]);
      expect(await log.load('new')).toBeNull();
      expect(await log.list('queue')).toEqual([{ key: 'k', value: 'old' }]);
      expect(await bytesOf(log, 'beside')).toEqual(wrong.flatMap(() => [[1], [2]]));
      await log.commit([append('r', 3)]);
      expect(await bytesOf(log, 'r')).toEqual([[1], [3]]);
    });

    test('S30 an update gets the number that it names, or nothing of its commit is stored', async () => {
      const place = await makePlace();
      let store = await place.open();
      let { log } = store;
      const named = (sequence: number, byte: number): Write => {
        return { do: 'append', room: 'r', update: Uint8Array.of(byte), sequence };
      };
      expect(await log.commit([named(2, 9)])).toEqual({ state: 'conflict', room: 'r' });
      expect(await log.load('r')).toBeNull();
      expect(await log.commit([named(1, 1), named(2, 2)])).toEqual({ state: 'stored' });
      expect((await log.load('r'))?.next).toBe(3);
      ({ log } = store = await reopened(place, store));
      const asked = [named(3, 3), named(3, 4), named(4, 5), named(4, 6)];
      const outcomes = asked.map((write, at) => log.commit([put(`k${at}`, at), write]));
      expect((await Promise.all(outcomes)).map(({ state }) => state)).toEqual([
        'stored',
        'conflict',
        'stored',
        'conflict',
      ]);
      expect(await keysOf(log)).toEqual(['k0', 'k2']);
      // Alone, as what people type comes, and beside other rooms that take theirs.
      const alone = [named(5, 7), named(5, 8), append('r', 9), named(7, 10)];
      const states = await Promise.all(alone.map((write) => log.commit([write])));
      expect(states.map(({ state }) => state)).toEqual(['stored', 'conflict', 'stored', 'stored']);
      const compact: Write = { do: 'compact', room: 'r', snapshot: Uint8Array.of(0), through: 6 };
      await log.commit([compact]);
      ({ log } = store = await reopened(place, store));
      expect(await log.load('r')).toMatchObject({ next: 8 });
      expect(await bytesOf(log, 'r')).toEqual([[0], [10]]);
      expect(await log.commit([named(8, 11)])).toEqual({ state: 'stored' });
    });

    test('S11 the writes of a commit build on each other', async () => {
      const log = await opened();
      await log.commit([append('old', 1), append('old', 2)]);
      await log.commit([
        append('old', 3),
        { do: 'drop', room: 'old' },
        append('old', 4),
        append('old', 5),
        append('r', 1),
        append('r', 2),
        { do: 'compact', room: 'r', snapshot: Uint8Array.of(12), through: 2 },
        append('r', 3),
        { do: 'drop', room: 'never there' },
        put('k', 1),
        { do: 'remove', space: 'queue', key: 'k' },
        { do: 'remove', space: 'queue', key: 'never there' },
      ]);
      expect(await bytesOf(log, 'old')).toEqual([[4], [5]]);
      expect(await bytesOf(log, 'r')).toEqual([[12], [3]]);
      expect(await log.get('queue', 'k')).toBeNull();
      await log.commit([]);
    });

    test('S11 what was handed in or out can not be used to alter the log', async () => {
      const log = await opened();
      const update = Uint8Array.of(1, 2);
      const value = { a: [1] };
      const commit = log.commit([{ do: 'append', room: 'r', update }, put('k', value)]);
      update[0] = 99;
      value.a.push(2);
      await commit;
      (await log.load('r'))?.updates[0]?.fill(0);
      expect(await bytesOf(log, 'r')).toEqual([[1, 2]]);
      expect(await log.get('queue', 'k')).toEqual({ a: [1] });
    });

    test('S12 compacting replaces exactly the first updates, and never more than it holds', async () => {
      const place = await makePlace();
      let store = await place.open();
      let { log } = store;
      const compact = (through: number, byte: number): Write => {
        return { do: 'compact', room: 'r', snapshot: Uint8Array.of(byte), through };
      };
      await log.commit([1, 2, 3, 4, 5].map((byte) => append('r', byte)));
      await log.commit([append('beside', 1)]);
      const steps = [
        { through: 3, left: [[101], [4], [5]] },
        { through: 3, left: [[102], [4], [5]] },
        // As where another server has folded less before, and is later.
        { through: 2, left: [[102], [4], [5]] },
        { through: 4, left: [[104], [5]] },
        { through: 5, left: [[105]] },
      ];
      for (const [index, { through, left }] of steps.entries()) {
        await log.commit([compact(through, 101 + index)]);
        ({ log } = store = await reopened(place, store));
        expect(await bytesOf(log, 'r')).toEqual(left);
      }
      await expect(log.commit([compact(6, 9)])).rejects.toThrow('up to 5');
      expect(await bytesOf(log, 'beside')).toEqual([[1]]);
      expect((await log.load('r'))?.next).toBe(6);
    });

    test('S32 of a room those updates are given that are asked for, and more where they were compacted', async () => {
      const place = await makePlace();
      let store = await place.open();
      let { log } = store;
      await log.commit([1, 2, 3, 4, 5].map((byte) => append('r', byte)));
      const from = async (sequence: number) =>
        (await log.load('r', sequence))?.updates.map((u) => [...u]);
      expect(await from(1)).toEqual([[1], [2], [3], [4], [5]]);
      expect([await from(5), await from(6), await from(7)]).toEqual([[[5]], [], []]);
      await log.commit([{ do: 'compact', room: 'r', snapshot: Uint8Array.of(9), through: 3 }]);
      ({ log } = store = await reopened(place, store));
      expect([await from(2), await from(3), await from(4)]).toEqual([
        [[9], [4], [5]],
        [[9], [4], [5]],
        [[4], [5]],
      ]);
      expect(await log.load('r', 9)).toMatchObject({ epoch: 1, next: 6 });
      expect(await log.load('none', 1)).toBeNull();
    });

    test('V1 a renewed room has a higher epoch and all of its history', async () => {
      const place = await makePlace();
      let store = await place.open();
      let { log } = store;
      await log.commit([append('r', 1), append('r', 2), append('beside', 1)]);
      const steps = [
        { asked: 1, epoch: 2 },
        { asked: 50, epoch: 50 },
        { asked: 50, epoch: 51 },
        { asked: 7, epoch: 52 },
      ];
      for (const { asked, epoch } of steps) {
        await log.commit([{ do: 'renew', room: 'r', epoch: asked }]);
        ({ log } = store = await reopened(place, store));
        expect(await log.load('r')).toMatchObject({ epoch });
      }
      await log.commit([
        append('r', 3),
        { do: 'renew', room: 'r', epoch: 1 },
        { do: 'compact', room: 'r', snapshot: Uint8Array.of(9), through: 2 },
        append('r', 4),
      ]);
      expect(await log.load('r')).toMatchObject({ epoch: 53 });
      expect(await bytesOf(log, 'r')).toEqual([[9], [3], [4]]);
      expect(await log.load('beside')).toMatchObject({ epoch: 1 });
    });

    test('V2 all rooms are listed, in the order of code points', async () => {
      const place = await makePlace();
      let store = await place.open();
      let { log } = store;
      expect(await log.rooms()).toEqual([]);
      await log.commit([...HOSTILE].reverse().map((room) => append(room, 1)));
      await log.commit([put('no room', 1), { do: 'drop', room: 'ab' }]);
      ({ log } = store = await reopened(place, store));
      const order = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));
      expect(await log.rooms()).toEqual(HOSTILE.filter((room) => room !== 'ab').sort(order));
    });

    test('V3 a snapshot of any size comes back as it was, alone and with what came after it', async () => {
      const place = await makePlace();
      let store = await place.open();
      let { log } = store;
      const noise = Uint8Array.from({ length: 5000 }, (_, at) => (at * at * 31 + (at >> 3)) % 251);
      const snapshots = [0, 1, 1023, 1024, 1025, 300_000].map((bytes) => new Uint8Array(bytes));
      for (const snapshot of [...snapshots, noise, snapshots[1]!]) {
        const through = (await log.load('r'))?.next ?? 1;
        await log.commit([append('r', 7), { do: 'compact', room: 'r', snapshot, through }]);
        await log.commit([append('r', 8)]);
        ({ log } = store = await reopened(place, store));
        const updates = (await log.load('r'))?.updates ?? [];
        expect(Buffer.compare(updates[0]!, snapshot)).toBe(0);
        expect([...updates.at(-1)!]).toEqual([8]);
      }
    });

    test('S13 rooms and keys with hostile names stay apart', async () => {
      const place = await makePlace();
      let store = await place.open();
      let { log } = store;
      for (const [index, room] of HOSTILE.entries())
        await log.commit([append(room, index), append(room, 0), put(room, index)]);
      ({ log } = store = await reopened(place, store));
      for (const [index, room] of HOSTILE.entries()) {
        expect(await bytesOf(log, room)).toEqual([[index], [0]]);
        expect(await log.get('queue', room)).toBe(index);
        expect(await log.get('uses', room)).toBeNull();
      }
      for (const room of HOSTILE.filter((_, index) => index % 2 === 0))
        await log.commit([
          { do: 'drop', room },
          { do: 'remove', space: 'queue', key: room },
        ]);
      for (const [index, room] of HOSTILE.entries()) {
        expect(await bytesOf(log, room)).toEqual(index % 2 === 0 ? null : [[index], [0]]);
        expect(await log.get('queue', room)).toBe(index % 2 === 0 ? null : index);
      }
    });

    for (const { why, name: wrong, says } of REFUSED) {
      test(`S14 ${why} is refused in a sentence, for rooms and for keys`, async () => {
        const log = await opened();
        const refused = [
          log.commit([append(wrong, 1)]),
          log.commit([{ do: 'drop', room: wrong }]),
          log.commit([{ do: 'renew', room: wrong, epoch: 2 }]),
          log.commit([put(wrong, 1)]),
          log.commit([{ do: 'remove', space: 'queue', key: wrong }]),
          log.load(wrong),
          log.get('queue', wrong),
        ];
        for (const promise of refused) await expect(promise).rejects.toThrow(says);
      });
    }

    test('S15 entries come in the order of code points, by prefix, from after a key on', async () => {
      const log = await opened();
      const keys = [
        'a',
        'a/1',
        'a/2',
        'a/é',
        'a/\uFFFD',
        'a/\u{1F5DE}',
        'a0',
        'b',
        '\0',
        '__proto__',
      ];
      await log.commit(keys.map((key) => put(key, key)));
      await log.commit([{ do: 'put', space: 'uses', key: 'a/3', value: 1 }]);
      const [nul, proto, ...rest] = ['\0', '__proto__', ...keys.slice(0, 8)];
      expect(await keysOf(log)).toEqual([nul, proto, ...rest]);
      expect(await keysOf(log, { prefix: 'a/' })).toEqual(keys.slice(1, 6));
      expect(await keysOf(log, { prefix: 'a/', after: 'a/1' })).toEqual(keys.slice(2, 6));
      expect(await keysOf(log, { prefix: 'a/', after: 'a/1', limit: 1 })).toEqual(['a/2']);
      expect(await keysOf(log, { prefix: 'a/', after: 'A' })).toEqual(keys.slice(1, 6));
      expect(await keysOf(log, { prefix: 'a/', after: 'z' })).toEqual([]);
      expect(await keysOf(log, { prefix: 'c' })).toEqual([]);
      expect(await keysOf(log, { after: 'a0' })).toEqual(['b']);
      expect(await keysOf(log, { after: 'a00' })).toEqual(['b']);
      expect(await keysOf(log, { limit: 0 })).toEqual([]);
      expect(await log.list('uses')).toEqual([{ key: 'a/3', value: 1 }]);
    });

    test('S15 values come back as JSON has them', async () => {
      const log = await opened();
      const values: Json[] = [null, false, 0, '', [], {}, 'a\0\u{1F5DE}\uD800', [{ a: [null] }]];
      const hostile = JSON.parse('{"__proto__": {"x": 1}, "constructor": 2}') as Json;
      for (const [index, value] of [...values, hostile].entries()) {
        await log.commit([put(`k${index}`, value)]);
        expect(JSON.stringify(await log.get('queue', `k${index}`))).toBe(JSON.stringify(value));
      }
    });

    test('S6 closing keeps what was being committed; after it nothing is answered', async () => {
      const place = await makePlace();
      const store = await place.open();
      const { log } = store;
      const commit = log.commit([append('r', 1)]);
      await store.close();
      await commit;
      await expect(log.commit([append('r', 2)])).rejects.toThrow('closed');
      await expect(log.load('r')).rejects.toThrow('closed');
      await expect(log.list('queue')).rejects.toThrow('closed');
      await expect(log.rooms()).rejects.toThrow('closed');
      await store.close();
      if (place.keeps)
        expect(await bytesOf((await reopened(place, store)).log, 'r')).toEqual([[1]]);
    });
  });
}
