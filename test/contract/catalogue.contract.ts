/** What the catalogue of every store must do. */
import { describe, expect, test } from 'vitest';
import type { CatalogueChange, Member } from '../../server/storage/catalogue.ts';
import type { Store } from '../../server/storage/store.ts';
import { opened, reopened } from './store-place.ts';
import type { StorePlace } from './store-place.ts';

const HOSTILE = [
  '__proto__',
  'constructor',
  '../x',
  'a/b',
  'x'.repeat(300),
  'a\0b',
  '\u{1F5DE}',
  '',
];

function member(id: string, name = 'Ada'): Member {
  return { id, name, email: null, role: 'viewer', created: '2026-01-01T00:00:00.000Z' };
}

/** Changes rows, in a transaction that reads nothing. */
function change(store: Store, work: (catalogue: CatalogueChange) => void): Promise<void> {
  return store.transaction(async ({ catalogue }) => work(catalogue));
}

/** Runs the contract over the stores of one implementation; `makePlace` is called once for each test. */
export function catalogueContract(name: string, makePlace: () => Promise<StorePlace>): void {
  describe(`the catalogue ${name}`, () => {
    test('S1 gives back what was put, by id, by fields and in the order of ids', async () => {
      const store = await opened(makePlace);
      const { catalogue } = store;
      const rows = [member('c', 'Cy'), member('a'), { ...member('b'), role: 'owner' as const }];
      await change(store, ({ put }) => rows.forEach((row) => put('members', row)));
      expect(await catalogue.get('members', 'c')).toEqual(rows[0]);
      expect(await catalogue.get('members', 'd')).toBeNull();
      expect(await catalogue.get('tokens', 'c')).toBeNull();
      const ids = async (where?: Partial<Member>) =>
        (await catalogue.find('members', where)).map((row) => row.id);
      expect(await ids()).toEqual(['a', 'b', 'c']);
      expect(await ids({ name: 'Ada' })).toEqual(['a', 'b']);
      expect(await ids({ name: 'Ada', role: 'owner' })).toEqual(['b']);
      expect(await ids({ email: 'x@example.org' })).toEqual([]);
    });

    test('S1 a later put replaces the row and a delete takes it away', async () => {
      const place = await makePlace();
      let store = await place.open();
      await change(store, ({ put }) => put('members', member('a')));
      await change(store, ({ put }) => put('members', member('a', 'Bo')));
      store = await reopened(place, store);
      expect(await store.catalogue.find('members')).toEqual([member('a', 'Bo')]);
      await change(store, (rows) => {
        rows.delete('members', 'a');
        rows.delete('members', 'never there');
      });
      store = await reopened(place, store);
      expect(await store.catalogue.find('members')).toEqual([]);
    });

    test('S1 a row that was handed in or out can not be used to alter the catalogue', async () => {
      const store = await opened(makePlace);
      const row = { ...member('a') };
      await change(store, ({ put }) => put('members', row));
      row.name = 'altered';
      const given = (await store.catalogue.get('members', 'a')) as { name: string };
      expect(() => (given.name = 'altered')).toThrow(TypeError);
      expect(await store.catalogue.get('members', 'a')).toEqual(member('a'));
    });

    test('S5 hostile ids and values are rows like others', async () => {
      const place = await makePlace();
      let store = await place.open();
      await change(store, ({ put }) => HOSTILE.forEach((id) => put('members', member(id, id))));
      store = await reopened(place, store);
      const { catalogue } = store;
      for (const id of HOSTILE) expect(await catalogue.get('members', id)).toEqual(member(id, id));
      expect(await catalogue.find('members')).toHaveLength(HOSTILE.length);
      expect(await catalogue.get('members', 'toString')).toBeNull();
    });
  });
}
