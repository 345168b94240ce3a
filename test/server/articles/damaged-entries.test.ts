/** A damaged entry beside an article's rooms takes nothing else away, and goes with its article. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { forgetQueue } from '../../../server/projections/project.ts';
import { LOG_FILE, openTables } from '../../../server/storage/embedded/lmdb-tables.ts';
import { openStore } from '../../../server/storage/open.ts';
import type { Space, UpdateLog, Write } from '../../../server/storage/update-log.ts';
import { Writers } from '../../../server/sync/writers.ts';
import { testServer } from '../../support/server.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** Flips a bit of each of these entries, in a store that is closed. */
async function damage(folder: string, entries: readonly (readonly [Space, string])[]) {
  const { root, of } = openTables(folder);
  await root.batch(() => {
    for (const [space, key] of entries) {
      const bytes = Uint8Array.from(of.get(space)?.get(Buffer.from(key)) ?? []);
      bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
      void of.get(space)?.put(Buffer.from(key), Buffer.from(bytes));
    }
  });
  await root.close();
  // As after a kill: the next start reads the file through.
  await rm(join(folder, `${LOG_FILE}.left`));
}

async function keysOf(log: UpdateLog, space: Space): Promise<string[]> {
  return (await log.list(space)).map(({ key }) => key);
}

test('S16 damaged entries hide no queue and no text, and go with their article', async () => {
  const folder = await temporaryFolder();
  const first = await testServer({}, await openStore(folder));
  const [bad, good] = [await first.article('# Bad words'), await first.article('# Good words')];
  for (const { id, layers } of [bad, good])
    for (const exact of id === bad.id ? ['Bad', 'words'] : ['words'])
      await first.ask('POST', `/api/articles/${id}/annotations`, {
        layer: layers[0]?.id,
        kind: 'comment',
        target: { exact },
      });
  const key = `${bad.id}/7`;
  await first.store.log.commit([{ do: 'put', space: 'writers', key, value: 'vera' }]);
  const [queued = ''] = (await keysOf(first.store.log, 'queue')).filter((at) =>
    at.includes(bad.id),
  );
  await first.close();
  await damage(folder, [
    ['writers', key],
    ['queue', queued],
  ]);

  const second = await testServer({}, await openStore(folder));
  expect((await second.ask('GET', '/api/queue')).json.counts.all).toBe(2);
  expect((await second.ask('GET', `/api/articles/${bad.id}/text`)).text).toBe('Bad words');
  expect((await second.ask('DELETE', `/api/articles/${bad.id}`)).status).toBe(204);
  expect((await second.ask('DELETE', `/api/trash/${bad.id}`)).status).toBe(204);
  expect(await keysOf(second.store.log, 'writers')).toEqual([]);
  expect(await keysOf(second.store.log, 'queue')).toEqual([expect.stringContaining(good.id)]);
  await second.close();
});

test('S16 of a layer that is deleted the damaged records go, and of no other', async () => {
  const folder = await temporaryFolder();
  const store = await openStore(folder);
  const keys = ['open/a/l/1', 'open/a/l/2', 'open/a/other/3', 'settled/a/l/4'];
  await store.log.commit(keys.map((key): Write => ({ do: 'put', space: 'queue', key, value: {} })));
  await store.close();
  await damage(folder, [['queue', 'open/a/l/2']]);
  const damaged = await openStore(folder);
  await damaged.log.commit(await forgetQueue(damaged.log, 'a', 'l'));
  expect(await keysOf(damaged.log, 'queue')).toEqual(['open/a/other/3']);
  await damaged.close();
});

test('G15 an id of which it can not be told any more whose it is, is nobody’s', async () => {
  const folder = await temporaryFolder();
  const store = await openStore(folder);
  const keys = ['r/7', 'r/8'];
  await store.log.commit(
    keys.map((key): Write => ({ do: 'put', space: 'writers', key, value: 'vera' })),
  );
  await store.close();
  await damage(folder, [['writers', 'r/7']]);
  const damaged = await openStore(folder);
  const writers = await Writers.load(damaged.log, 'r');
  const may = (owner: string) => [7, 8, 9].map((client) => writers.mayWrite(client, owner));
  expect([may('vera'), may('mallory')]).toEqual([
    [false, true, true],
    [false, false, true],
  ]);
  await damaged.close();
});
