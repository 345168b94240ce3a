/** How many sessions one person has. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rawSocket } from '../../support/sync-client.ts';
import { testServer } from '../../support/server.ts';
import type { TestServer } from '../../support/server.ts';
import { visitor } from '../../support/visitor.ts';
import type { Visitor } from '../../support/visitor.ts';
import { clock, MINUTE_MS } from './people.ts';

let server: TestServer;
const time = clock();
beforeAll(async () => void (server = await testServer({ now: time.now })));
afterAll(() => server.close());

async function signIn(token: string): Promise<Visitor> {
  const browser = visitor(server);
  expect((await browser.ask('POST', '/api/session', { token })).status).toBe(200);
  time.pass(1000);
  return browser;
}

const isIn = async (browser: Visitor) => (await browser.ask('GET', '/api/session')).status === 200;

test('F30 beyond fifty sessions those end that were used longest ago, with their sockets; others’ stay', async () => {
  const { id } = await server.article('# Words');
  const { token } = await server.member('Sam', 'editor');
  const other = await signIn((await server.member('Olga', 'editor')).token);
  const first = await signIn(token);
  const cookie = [...first.jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const socket = await rawSocket(server, id, { headers: { cookie, origin: server.url } });
  if ('status' in socket) throw new Error('The upgrade was refused.');
  const second = await signIn(token);
  for (let count = 2; count < 60; count += 1) {
    if (count === 30) time.pass(20 * MINUTE_MS);
    if (count === 30) expect(await isIn(second)).toBe(true); // and so it was used lately
    await signIn(token);
  }
  expect((await socket.closed).code).toBe(4401);
  expect([await isIn(first), await isIn(second), await isIn(other)]).toEqual([false, true, true]);
  const { json } = await second.ask('GET', '/api/account/sessions');
  expect(json.items.length).toBe(50);
});

test('F30 a session that is in use stays, however many are opened within minutes', async () => {
  const { token } = await server.member('Sam', 'editor');
  const used = await signIn(token);
  for (let count = 1; count < 70; count += 1) {
    time.pass(1000);
    expect(await isIn(used)).toBe(true);
    await signIn(token);
  }
});
