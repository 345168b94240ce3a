/** Guests that left nothing are forgotten, so that a link takes others; those whose names stand somewhere stay. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DamagedRoomError } from '../../../server/storage/damage.ts';
import { guestOf, makeShare } from '../../support/guests.ts';
import type { Browser } from '../../support/guests.ts';
import { testServer } from '../../support/server.ts';
import type { ArticleReply, TestServer } from '../../support/server.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

let server: TestServer;
let article: ArticleReply;
let secret: string;
let days = 0;

const now = () => new Date(Date.UTC(2026, 4, 1) + days * DAY_MS);

beforeEach(async () => {
  days = 0;
  server = await testServer({ now });
  article = await server.article('# Low tide\n\nThe harbour is is empty.');
  ({ secret } = await makeShare(server, article.id));
});
afterEach(() => server.close());

const layer = () => article.layers.find(({ name }) => name === 'Comments')?.id ?? '';
const annotations = (rest = '') => `/api/articles/${article.id}/annotations${rest}`;
const note = async (guest: Browser): Promise<string> => {
  const body = { layer: layer(), kind: 'comment', target: { exact: 'harbour' }, body: 'So?' };
  return (await guest.ask('POST', annotations(), body)).json.id;
};
const names = async () =>
  (await server.store.catalogue.find('guests')).map(({ name }) => name).sort();

test('J34 who wrote nothing and has no session is forgotten, and counted once', async () => {
  const writer = await guestOf(server, secret, 'Writer');
  const id = await note(writer);
  await (
    await guestOf(server, secret, 'Replier')
  ).ask('POST', annotations(`/${id}/replies`), {
    body: 'Yes.',
  });
  await guestOf(server, secret, 'Once');
  await guestOf(server, secret, 'Twice');
  await server.parts.idleGuests.prune();
  expect(await names()).toHaveLength(4);
  days = 13;
  await guestOf(server, secret, 'Lately');
  days = 15;
  await server.parts.idleGuests.prune();
  expect(await names()).toEqual(['Lately', 'Replier', 'Writer']);
  const { items } = (await server.ask('GET', '/api/audit?action=guests+forgotten')).json;
  expect(items).toMatchObject([{ article: article.id, detail: { guests: '2' } }]);
});

test('J34 the link takes others instead of them', async () => {
  const rows = await server.store.catalogue.find('shares');
  const share = rows[0]?.id ?? '';
  const created = new Date(now().getTime() - 2 * DAY_MS).toISOString();
  await server.store.transaction(async ({ catalogue }) => {
    for (let index = 0; index < 2000; index += 1)
      catalogue.put('guests', { id: `g${index}`, name: 'X', share, article: article.id, created });
  });
  await expect(guestOf(server, secret)).rejects.toThrow();
  await server.parts.idleGuests.prune();
  expect((await (await guestOf(server, secret)).ask('GET', annotations())).status).toBe(200);
});

test('J34 whose name stands in a thread of the trash, or perhaps in a damaged one, stays', async () => {
  await note(await guestOf(server, secret, 'Writer'));
  await server.ask('DELETE', `/api/articles/${article.id}/layers/${layer()}`);
  await guestOf(server, secret, 'Once');
  days = 15;
  const { log } = server.store;
  const load = log.load.bind(log);
  log.load = (room) => Promise.reject(new DamagedRoomError(room, 'a test'));
  await server.parts.idleGuests.prune();
  expect(await names()).toEqual(['Once', 'Writer']);
  log.load = load;
  days = 16;
  await server.parts.idleGuests.prune();
  expect(await names()).toEqual(['Writer']);
});
