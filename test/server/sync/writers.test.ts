/** A Yjs client id stays with who first wrote under it, whatever is closed and opened meanwhile. */
import { expect, onTestFinished, test } from 'vitest';
import * as Y from 'yjs';
import { openStore } from '../../../server/storage/open.ts';
import { syncFrame } from '../../../server/sync/frames.ts';
import { Writers } from '../../../server/sync/writers.ts';
import { testServer } from '../../support/server.ts';
import type { TestServer } from '../../support/server.ts';
import { rawSocket, stockClient, until } from '../../support/sync-client.ts';
import type { RawSocket } from '../../support/sync-client.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** Types under a client id, as a client does that knows all that is there; Yjs itself would draw another id. */
async function typeAs(
  server: TestServer,
  article: string,
  token: string,
  client: number,
): Promise<RawSocket> {
  const reader = stockClient(server, article, token);
  await reader.synced;
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(reader.doc));
  reader.destroy();
  doc.clientID = client;
  const before = Y.encodeStateVector(doc);
  const block = doc.getXmlFragment('article').get(0) as Y.XmlElement;
  (block.get(0) as Y.XmlText).insert(0, `${client} `);
  const raw = await rawSocket(server, article, { token });
  if ('status' in raw) throw new Error(`refused with ${raw.status}`);
  raw.send(syncFrame('update', Y.encodeStateAsUpdate(doc, before)));
  return raw;
}

test('G15 a client id stays with who first wrote under it, also over a restart', async () => {
  const folder = await temporaryFolder();
  const first = await testServer({}, await openStore(folder));
  const { id: article } = await first.article('# Words');
  const [vera, mallory] = [
    await first.member('Vera', 'editor'),
    await first.member('Mallory', 'editor'),
  ];
  const textAt = async (server: TestServer): Promise<string> =>
    (await server.ask('GET', `/api/articles/${article}/text`)).text;
  await typeAs(first, article, vera.token, 77);
  await until(async () => (await textAt(first)) === '77 Words', 'what Vera typed');
  await first.close();

  const second = await testServer({}, await openStore(folder));
  onTestFinished(() => second.close());
  const forger = await typeAs(second, article, mallory.token, 77);
  expect(await forger.closed).toEqual({ code: 4403, reason: 'client id of another' });
  await typeAs(second, article, mallory.token, 78);
  await until(async () => (await textAt(second)) === '78 77 Words', 'what Mallory typed');
  await typeAs(second, article, vera.token, 77);
  await until(async () => (await textAt(second)) === '77 78 77 Words', 'what Vera typed later');

  expect(await second.store.log.list('writers')).toHaveLength(2);
  await second.ask('DELETE', `/api/articles/${article}`);
  await second.ask('DELETE', `/api/trash/${article}`);
  expect(await second.store.log.list('writers')).toEqual([]);
});

test('G15 an id whose words could not be stored is free again', () => {
  const writers = new Writers('r', new Map([[7, 'vera']]));
  const bound = writers.bind(new Set([7, 8]), 'vera');
  expect(bound.writes).toEqual([{ do: 'put', space: 'writers', key: 'r/8', value: 'vera' }]);
  expect([7, 8].map((client) => writers.mayWrite(client, 'mallory'))).toEqual([false, false]);
  bound.release();
  expect([7, 8].map((client) => writers.mayWrite(client, 'mallory'))).toEqual([false, true]);
});
