/** What the transactions of every store must do. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { Member } from '../../server/storage/catalogue.ts';
import type { Store, Transaction } from '../../server/storage/store.ts';
import type { Json, LogReads, Write } from '../../server/storage/update-log.ts';
import { opened, reopened } from './store-place.ts';
import type { StorePlace } from './store-place.ts';

const MANY = 40;

function member(id: string, fields: Partial<Member> = {}): Member {
  const created = '2026-01-01T00:00:00.000Z';
  return { id, name: 'Ada', email: null, role: 'viewer', created, ...fields };
}

function append(room: string, ...bytes: number[]): Write {
  return { do: 'append', room, update: Uint8Array.from(bytes) };
}

function put(key: string, value: Json): Write {
  return { do: 'put', space: 'uses', key, value };
}

async function countIn({ log }: { readonly log: LogReads }, key: string): Promise<number> {
  return Number((await log.get('uses', key)) ?? 0);
}

/** Adds one to the count under the key, with a turn between reading and writing. */
function increment(store: Store, key: string): Promise<number> {
  return store.transaction(async (tx) => {
    const count = await countIn(tx, key);
    await nextTurn();
    tx.log.write([put(key, count + 1)]);
    return count + 1;
  });
}

/** All of a kind at once. */
function many<T>(work: (at: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: MANY }, (_, at) => work(at)));
}

/** Runs the contract over the stores of one implementation; `makePlace` is called once for each test. */
export function transactionContract(name: string, makePlace: () => Promise<StorePlace>): void {
  describe(`transactions ${name}`, () => {
    test('S2 a transaction sees its own writes and resolves with its result', async () => {
      const store = await opened(makePlace);
      await store.log.commit([append('old', 1), put('a', 1), put('c', 3), put('d', 4)]);
      const seen = await store.transaction(async ({ catalogue, log }) => {
        catalogue.put('members', member('b', { name: 'Bo' }));
        catalogue.put('members', member('a'));
        log.write([append('r', 1), append('old', 2), put('b', 2), put('e', 5)]);
        log.write([{ do: 'remove', space: 'uses', key: 'c' }]);
        const rows = [
          await catalogue.get('members', 'a'),
          (await catalogue.find('members')).map(({ id }) => id),
          (await catalogue.find('members', { name: 'Bo' })).map(({ id }) => id),
        ];
        const keys = [
          (await log.list('uses')).map(({ key }) => key),
          (await log.list('uses', { after: 'a', limit: 2 })).map(({ key }) => key),
          [await log.get('uses', 'b'), await log.get('uses', 'c')],
        ];
        const rooms = [
          await log.rooms(),
          (await log.load('old'))?.updates.map(([byte]) => byte),
          (await log.load('r'))?.next,
        ];
        catalogue.delete('members', 'a');
        log.write([{ do: 'drop', room: 'r' }]);
        const after = [
          await catalogue.get('members', 'a'),
          (await catalogue.find('members')).length,
          await log.load('r'),
          await log.rooms(),
        ];
        return { rows, keys, rooms, after };
      });
      expect(seen).toEqual({
        rows: [member('a'), ['a', 'b'], ['b']],
        keys: [
          ['a', 'b', 'd', 'e'],
          ['b', 'd'],
          [2, null],
        ],
        rooms: [['old', 'r'], [1, 2], 2],
        after: [null, 1, null, ['old']],
      });
    });

    test('S2 one transaction holds rows, records, rooms and blobs', async () => {
      const place = await makePlace();
      let store = await place.open();
      await store.transaction(async ({ catalogue, log, blobs }) => {
        catalogue.put('members', member('a'));
        log.write([append('r', 1), put('k', 1)]);
        blobs.put('b', Uint8Array.of(1));
      });
      const failing = store.transaction(async ({ catalogue, log, blobs }) => {
        catalogue.delete('members', 'a');
        log.write([append('r', 2), put('k', 2), { do: 'renew', room: 'never there', epoch: 2 }]);
        blobs.delete('b');
      });
      await expect(failing).rejects.toThrow('never there');
      store = await reopened(place, store);
      expect(await store.catalogue.find('members')).toEqual([member('a')]);
      expect((await store.log.load('r'))?.updates).toHaveLength(1);
      expect(await store.log.get('uses', 'k')).toBe(1);
      expect(await store.blobs.has('b')).toBe(true);
    });

    test('S3 a read outside answers at once, with the state before the transaction', async () => {
      const store = await opened(makePlace);
      await store.transaction(async (tx) => tx.catalogue.put('members', member('a')));
      const renamed = member('a', { name: 'Bo' });
      let isKept = false;
      const change = store
        .transaction(async (tx) => tx.catalogue.put('members', renamed))
        .then(() => (isKept = true));
      const read = await store.catalogue.get('members', 'a');
      expect([read?.name, isKept]).toEqual(['Ada', false]);
      await change;
      expect((await store.catalogue.get('members', 'a'))?.name).toBe('Bo');
    });

    test('S4 a transaction that throws leaves nothing half made, and the next one runs', async () => {
      const place = await makePlace();
      let store = await place.open();
      await store.transaction(async (tx) => tx.catalogue.put('members', member('a')));
      const failing = store.transaction(async ({ catalogue, log }) => {
        catalogue.put('members', member('b'));
        catalogue.delete('members', 'a');
        log.write([put('k', 1)]);
        await nextTurn();
        throw new Error('no');
      });
      const next = store.transaction(async (tx) => tx.catalogue.put('members', member('c')));
      await expect(failing).rejects.toThrow('no');
      await next;
      store = await reopened(place, store);
      expect(await store.catalogue.find('members')).toEqual([member('a'), member('c')]);
      expect(await store.log.get('uses', 'k')).toBeNull();
    });

    test('S4 what a transaction does after its work has ended is refused', async () => {
      const store = await opened(makePlace);
      const late: { tx: Transaction | null } = { tx: null };
      await store.transaction(async (tx) => {
        late.tx = tx;
        tx.catalogue.put('members', member('a'));
      });
      const { tx } = late;
      expect(() => tx?.catalogue.put('members', member('b'))).toThrow('while its work runs');
      expect(() => tx?.log.write([put('k', 1)])).toThrow('while its work runs');
      await expect(tx?.catalogue.find('members')).rejects.toThrow('while its work runs');
      expect(await store.catalogue.find('members')).toHaveLength(1);
    });

    test('S31 counters lose no increment, whoever else counts', async () => {
      const place = await makePlace();
      let store = await place.open();
      const keys = ['one', 'two', 'three'];
      const counts = await many((at) => increment(store, keys[at % keys.length] ?? ''));
      const all = await many((at) => increment(store, `own ${at}`));
      expect(all).toEqual(Array.from({ length: MANY }, () => 1));
      store = await reopened(place, store);
      for (const [at, key] of keys.entries()) {
        const own = counts.filter((_count, index) => index % keys.length === at);
        expect([...own].sort((a, b) => a - b)).toEqual(own.map((_count, index) => index + 1));
        expect(await store.log.get('uses', key)).toBe(own.length);
      }
    });

    test('S31 what is committed without a transaction is not overlooked by one', async () => {
      const store = await opened(makePlace);
      await store.log.commit([put('k', 0)]);
      let runs = 0;
      const raised = await store.transaction(async (tx) => {
        runs += 1;
        const count = await countIn(tx, 'k');
        if (runs === 1) await store.log.commit([put('k', 10)]);
        tx.log.write([put('k', count + 1)]);
        return count + 1;
      });
      expect([raised, await store.log.get('uses', 'k'), runs]).toEqual([11, 11, 2]);
    });

    test('S31 a secret for one use is used once', async () => {
      const store = await opened(makePlace);
      await store.transaction(async (tx) => tx.catalogue.put('members', member('link')));
      const uses = await many((at) =>
        store.transaction(async ({ catalogue, log }) => {
          if ((await catalogue.get('members', 'link')) === null) return null;
          await nextTurn();
          catalogue.delete('members', 'link');
          log.write([put(`session ${at}`, at)]);
          return at;
        }),
      );
      const used = uses.filter((at) => at !== null);
      expect(used).toHaveLength(1);
      expect(await store.log.list('uses')).toEqual([{ key: `session ${used[0]}`, value: used[0] }]);
    });

    test('S31 what must be unique stays so, although nothing that was found was changed', async () => {
      const store = await opened(makePlace);
      await many((at) =>
        store.transaction(async ({ catalogue }) => {
          const email = `${at % 4}@example.org`;
          const isTaken = (await catalogue.find('members', { email })).length > 0;
          await nextTurn();
          if (!isTaken) catalogue.put('members', member(`m${at}`, { email }));
        }),
      );
      const emails = (await store.catalogue.find('members')).map(({ email }) => email);
      expect(emails).toHaveLength(4);
      expect(new Set(emails).size).toBe(4);
      // As with slugs, of which the next free one is taken.
      const names = await many(() =>
        store.transaction(async ({ log }) => {
          const name = `slug-${(await log.list('queue', { prefix: 'slug-' })).length}`;
          await nextTurn();
          log.write([{ do: 'put', space: 'queue', key: name, value: null }]);
          return name;
        }),
      );
      expect(new Set(names).size).toBe(MANY);
    });

    test('S31 two that each read what the other writes do not both go by the old state', async () => {
      const store = await opened(makePlace);
      await store.log.commit([put('a', 1), put('b', 1)]);
      const leave = (own: string, other: string) =>
        store.transaction(async (tx) => {
          const stays = await countIn(tx, other);
          await nextTurn();
          if (stays === 1) tx.log.write([put(own, 0)]);
        });
      await Promise.all([leave('a', 'b'), leave('b', 'a')]);
      const left = await Promise.all(['a', 'b'].map((key) => countIn(store, key)));
      expect(left.reduce((sum, one) => sum + one, 0)).toBe(1);
    });

    test('S31 no transaction sees a part of what another one writes', async () => {
      const store = await opened(makePlace);
      await store.transaction(async ({ catalogue, log, blobs }) => {
        catalogue.put('members', member('a', { name: '0' }));
        log.write([put('k', 0), append('r', 0)]);
        blobs.put('b', Uint8Array.of(0));
      });
      let isWriting = true;
      const writing = (async () => {
        for (let n = 1; n <= MANY; n += 1)
          await store.transaction(async ({ catalogue, log, blobs }) => {
            catalogue.put('members', member('a', { name: String(n) }));
            log.write([put('k', n), append('r', n)]);
            blobs.put('b', Uint8Array.of(n));
          });
        isWriting = false;
      })();
      const seen: unknown[] = [];
      while (isWriting) {
        seen.push(
          await store.transaction(async ({ catalogue, log, blobs }) => {
            const facts: unknown[] = [Number((await catalogue.get('members', 'a'))?.name)];
            facts.push(await log.get('uses', 'k'));
            await nextTurn();
            facts.push((await blobs.get('b'))?.bytes[0]);
            facts.push((await log.load('r'))?.updates.at(-1)?.[0]);
            // Also in a run that is not the last: what doesn't fit together may do anything.
            expect(new Set(facts).size).toBe(1);
            return facts[0];
          }),
        );
      }
      await writing;
      expect(seen.length).toBeGreaterThan(0);
    });

    test('S31 a list rests on what it lists, and on nothing else', async () => {
      const store = await opened(makePlace);
      await store.log.commit(['a/1', 'a/3', 'b/1'].map((key) => put(key, 1)));
      const runsBeside = async (write: Write, listing: { prefix?: string; limit?: number }) => {
        let runs = 0;
        await store.transaction(async ({ log }) => {
          runs += 1;
          await log.list('uses', listing);
          if (runs === 1) await store.log.commit([write]);
          log.write([put('result', runs)]);
        });
        return runs;
      };
      expect(await runsBeside(put('a/2', 1), { prefix: 'a/' })).toBe(2);
      expect(await runsBeside(put('b/2', 1), { prefix: 'a/' })).toBe(1);
      expect(await runsBeside(put('a/3', 2), { prefix: 'a/', limit: 1 })).toBe(1);
      const gone: Write = { do: 'remove', space: 'uses', key: 'a/1' };
      expect(await runsBeside(gone, { prefix: 'a/', limit: 1 })).toBe(2);
    });

    test('S31 an append that comes too late runs the transaction again', async () => {
      const store = await opened(makePlace);
      await store.log.commit([append('r', 0)]);
      await many((at) =>
        store.transaction(async ({ log }) => {
          const next = (await log.load('r'))?.next ?? 1;
          log.write([{ do: 'append', room: 'r', update: Uint8Array.of(at), sequence: next }]);
        }),
      );
      const bytes = (await store.log.load('r'))?.updates.map(([byte]) => byte) ?? [];
      expect(bytes).toHaveLength(MANY + 1);
      expect(new Set(bytes).size).toBe(MANY);
    });

    test('S6 closing keeps what was begun; after it nothing is answered', async () => {
      const place = await makePlace();
      const store = await place.open();
      const change = store.transaction(async ({ catalogue }) => {
        await nextTurn();
        catalogue.put('members', member('a'));
      });
      await store.close();
      await change;
      await expect(store.catalogue.get('members', 'a')).rejects.toThrow('closed');
      await expect(store.blobs.has('b')).rejects.toThrow('closed');
      await expect(store.transaction(async () => 0)).rejects.toThrow('closed');
      await store.close();
      if (!place.keeps) return;
      const again = await reopened(place, store);
      expect(await again.catalogue.find('members')).toEqual([member('a')]);
    });
  });
}
