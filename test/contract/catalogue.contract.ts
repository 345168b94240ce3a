/** What every catalogue must do. */
import { describe, expect, test } from 'vitest';
import type { Catalogue, Member } from '../../server/storage/catalogue.ts';

/** One place that catalogues are opened on: the same rows each time where `keeps`. */
export interface CataloguePlace {
  readonly keeps: boolean;
  open(): Promise<Catalogue>;
}

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

/** Runs the contract over the catalogues of one implementation; `makePlace` is called once for each test. */
export function catalogueContract(name: string, makePlace: () => Promise<CataloguePlace>): void {
  async function opened(): Promise<Catalogue> {
    return (await makePlace()).open();
  }

  describe(`the catalogue ${name}`, () => {
    test('S1 gives back what was put, by id, by fields and in the order of ids', async () => {
      const catalogue = await opened();
      const rows = [member('c', 'Cy'), member('a'), { ...member('b'), role: 'owner' as const }];
      await catalogue.change((change) => rows.forEach((row) => change.put('members', row)));
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
      const catalogue = await opened();
      await catalogue.change((change) => change.put('members', member('a')));
      await catalogue.change((change) => change.put('members', member('a', 'Bo')));
      expect(await catalogue.find('members')).toEqual([member('a', 'Bo')]);
      await catalogue.change((change) => {
        change.delete('members', 'a');
        change.delete('members', 'never there');
      });
      expect(await catalogue.find('members')).toEqual([]);
    });

    test('S1 a row that was handed in or out can not be used to alter the catalogue', async () => {
      const catalogue = await opened();
      const row = { ...member('a') };
      await catalogue.change((change) => change.put('members', row));
      row.name = 'altered';
      const given = (await catalogue.get('members', 'a')) as { name: string };
      expect(() => (given.name = 'altered')).toThrow(TypeError);
      expect(await catalogue.get('members', 'a')).toEqual(member('a'));
    });

    test('S2 a change sees its own writes and resolves with its result', async () => {
      const catalogue = await opened();
      const seen = await catalogue.change((change) => {
        change.put('members', member('a'));
        const after = [change.get('members', 'a'), change.find('members').length];
        change.delete('members', 'a');
        return [...after, change.get('members', 'a'), change.find('members').length];
      });
      expect(seen).toEqual([member('a'), 1, null, 0]);
    });

    test('S2 changes run one after the other, each on what the last one left', async () => {
      const catalogue = await opened();
      await catalogue.change((change) => change.put('members', member('n', '0')));
      await Promise.all(
        Array.from({ length: 20 }, () =>
          catalogue.change((change) => {
            const count = Number(change.get('members', 'n')?.name);
            change.put('members', member('n', String(count + 1)));
          }),
        ),
      );
      expect((await catalogue.get('members', 'n'))?.name).toBe('20');
    });

    test('S3 a read during a change answers at once, with the state before it', async () => {
      const catalogue = await opened();
      await catalogue.change((change) => change.put('members', member('a', 'before')));
      let kept = false;
      const change = catalogue
        .change((writer) => writer.put('members', member('a', 'after')))
        .then(() => (kept = true));
      const read = await catalogue.get('members', 'a');
      expect([read?.name, kept]).toEqual(['before', false]);
      await change;
      expect((await catalogue.get('members', 'a'))?.name).toBe('after');
    });

    test('S4 a change that throws leaves nothing half made, and the next one runs', async () => {
      const place = await makePlace();
      const catalogue = await place.open();
      await catalogue.change((change) => change.put('members', member('a')));
      const failing = catalogue.change((change) => {
        change.put('members', member('b'));
        change.delete('members', 'a');
        throw new Error('no');
      });
      const next = catalogue.change((change) => change.put('members', member('c')));
      await expect(failing).rejects.toThrow('no');
      await next;
      expect(await catalogue.find('members')).toEqual([member('a'), member('c')]);
      await catalogue.close();
      if (!place.keeps) return;
      const again = await place.open();
      expect(await again.find('members')).toEqual([member('a'), member('c')]);
      await again.close();
    });

    test('S4 an asynchronous change is refused and writes nothing', async () => {
      const catalogue = await opened();
      let late: unknown = null;
      const change = catalogue.change(async (writer) => {
        writer.put('members', member('a'));
        await Promise.resolve();
        try {
          writer.put('members', member('b'));
        } catch (error) {
          late = error;
        }
      });
      await expect(change).rejects.toThrow('must not be asynchronous');
      expect(late).toBeInstanceOf(Error);
      expect(await catalogue.find('members')).toEqual([]);
    });

    test('S5 hostile ids and values are rows like others', async () => {
      const place = await makePlace();
      let catalogue = await place.open();
      await catalogue.change((change) => {
        for (const id of HOSTILE) change.put('members', member(id, id));
      });
      if (place.keeps) {
        await catalogue.close();
        catalogue = await place.open();
      }
      for (const id of HOSTILE) expect(await catalogue.get('members', id)).toEqual(member(id, id));
      expect(await catalogue.find('members')).toHaveLength(HOSTILE.length);
      expect(await catalogue.get('members', 'toString')).toBeNull();
      await catalogue.close();
    });

    test('S6 closing keeps what was being changed; behind it nothing is answered', async () => {
      const place = await makePlace();
      const catalogue = await place.open();
      const change = catalogue.change((writer) => writer.put('members', member('a')));
      await catalogue.close();
      await change;
      await expect(catalogue.get('members', 'a')).rejects.toThrow('closed');
      await expect(catalogue.change(() => 0)).rejects.toThrow('closed');
      if (!place.keeps) return;
      const again = await place.open();
      expect(await again.find('members')).toEqual([member('a')]);
      await again.close();
    });
  });
}
