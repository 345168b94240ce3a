/** What the blobs of every store must do. */
import { describe, expect, test } from 'vitest';
import { MAX_BLOB_BYTES } from '../../server/storage/blobs.ts';
import type { BlobChange } from '../../server/storage/blobs.ts';
import type { Store } from '../../server/storage/store.ts';
import type { Write } from '../../server/storage/update-log.ts';
import { opened, reopened } from './store-place.ts';
import type { StorePlace } from './store-place.ts';

function change(store: Store, work: (blobs: BlobChange) => void): Promise<void> {
  return store.transaction(async ({ blobs }) => work(blobs));
}

/** Runs the contract over the stores of one implementation; `makePlace` is called once for each test. */
export function blobsContract(name: string, makePlace: () => Promise<StorePlace>): void {
  describe(`the blobs ${name}`, () => {
    test('S11 a blob is stored or not together with the updates that it is committed with', async () => {
      const store = await opened(makePlace);
      const { log, blobs } = store;
      const update = Uint8Array.of(1);
      const keep = (bytes: number[]): Write => ({
        do: 'put blob',
        key: 'kept',
        bytes: Uint8Array.from(bytes),
      });
      await log.commit([{ do: 'append', room: 'r', update }, keep([7])]);
      expect(await blobs.get('kept')).toEqual({ bytes: Uint8Array.of(7), mediaType: null });
      const late = { do: 'append', room: 'r', update, sequence: 1 } as const;
      expect(await log.commit([late, keep([8])])).toMatchObject({ state: 'conflict' });
      expect(await blobs.get('kept')).toEqual({ bytes: Uint8Array.of(7), mediaType: null });
    });

    test('S29 bytes come back as they were put, with their media type, until they are deleted', async () => {
      const place = await makePlace();
      let store = await place.open();
      const bytes = Uint8Array.of(0, 255, 7);
      await change(store, ({ put }) => {
        put('a', bytes, { mediaType: 'image/png' });
        put('b', new Uint8Array());
        put('gone', Uint8Array.of(1));
      });
      bytes.fill(9);
      await change(store, (blobs) => {
        blobs.put('b', Uint8Array.of(5), { mediaType: '' });
        blobs.delete('gone');
        blobs.delete('never there');
      });
      store = await reopened(place, store);
      const { blobs } = store;
      const first = await blobs.get('a');
      expect(first).toEqual({ bytes: Uint8Array.of(0, 255, 7), mediaType: 'image/png' });
      first?.bytes.fill(3);
      expect([...((await blobs.get('a'))?.bytes ?? [])]).toEqual([0, 255, 7]);
      expect(await blobs.get('b')).toEqual({ bytes: Uint8Array.of(5), mediaType: '' });
      expect(await blobs.get('gone')).toBeNull();
      expect([await blobs.has('a'), await blobs.has('gone')]).toEqual([true, false]);
    });

    test('S29 keys are listed in the order of code points, by prefix, from after a key on', async () => {
      const store = await opened(makePlace);
      const keys = ['a', 'a/1', 'a/\uFFFD', 'a/\u{1F5DE}', 'a0', 'b', '\0'];
      await change(store, ({ put }) => keys.forEach((key) => put(key, Uint8Array.of(1))));
      const { blobs } = store;
      expect(await blobs.list()).toEqual(['\0', ...keys.slice(0, 6)]);
      expect(await blobs.list({ prefix: 'a/' })).toEqual(keys.slice(1, 4));
      expect(await blobs.list({ prefix: 'a/', after: 'a/1', limit: 1 })).toEqual(['a/\uFFFD']);
      expect(await blobs.list({ after: 'b' })).toEqual([]);
      expect(await blobs.list({ limit: 0 })).toEqual([]);
    });

    test('S29 a blob may have ten mebibytes and no more', async () => {
      const place = await makePlace();
      let store = await place.open();
      const bytes = new Uint8Array(Buffer.alloc(MAX_BLOB_BYTES, 'no two parts alike'));
      await change(store, ({ put }) => put('large', bytes));
      const tooLarge = new Uint8Array(MAX_BLOB_BYTES + 1);
      await expect(change(store, ({ put }) => put('larger', tooLarge))).rejects.toThrow('at most');
      store = await reopened(place, store);
      const kept = (await store.blobs.get('large'))?.bytes ?? new Uint8Array();
      expect(Buffer.compare(kept, bytes)).toBe(0);
      expect(await store.blobs.list()).toEqual(['large']);
    });

    test('S29 a transaction sees its own blobs, and is all or nothing with them', async () => {
      const store = await opened(makePlace);
      await change(store, ({ put }) => ['a', 'b'].forEach((key) => put(key, Uint8Array.of(1))));
      const work = store.transaction(async ({ blobs }) => {
        blobs.put('c', Uint8Array.of(3), { mediaType: 'text/plain' });
        blobs.delete('a');
        expect(await blobs.list()).toEqual(['b', 'c']);
        expect(await blobs.list({ limit: 1 })).toEqual(['b']);
        expect(await blobs.get('c')).toEqual({ bytes: Uint8Array.of(3), mediaType: 'text/plain' });
        expect([await blobs.has('a'), await blobs.get('a')]).toEqual([false, null]);
        throw new Error('no');
      });
      await expect(work).rejects.toThrow('no');
      expect(await store.blobs.list()).toEqual(['a', 'b']);
    });

    test('S14 a key that no store could take is refused in a sentence', async () => {
      const store = await opened(makePlace);
      for (const wrong of ['', 'x'.repeat(1901), 'a\uD83D']) {
        await expect(store.blobs.get(wrong)).rejects.toThrow(Error);
        await expect(change(store, ({ put }) => put(wrong, new Uint8Array()))).rejects.toThrow();
      }
    });
  });
}
