/** What operators see of a running server. */
import { expect, test, vi } from 'vitest';
import { createLog } from '../../../server/watch/log.ts';
import { OWNER_TOKEN, testServer } from '../../support/server.ts';
import { stockClient, until } from '../../support/sync-client.ts';
import { firstText } from '../../support/typist.ts';

async function metricsFrom(
  url: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; text: string }> {
  const response = await fetch(`${url}/metrics`, { headers });
  return { status: response.status, text: await response.text() };
}

test('O1 a server that is up and can write says so', async () => {
  const server = await testServer();
  for (const [path, text] of [
    ['/healthz', 'ok\n'],
    ['/readyz', 'ready\n'],
  ] as const)
    expect(await server.ask('GET', path, undefined, '')).toMatchObject({ status: 200, text });
  await server.close();
});

test('O2 a server that can not write is up and not ready, and ready again when it can', async () => {
  let time = Date.parse('2026-01-01T00:00:00Z');
  const server = await testServer({ now: () => new Date(time) });
  server.store.failNext(new Error('full'));
  const refused = await server.ask('GET', '/readyz', undefined, '');
  expect(refused).toMatchObject({
    status: 503,
    json: { type: '/problems/store-unavailable', detail: 'The store can not be written to.' },
  });
  expect((await server.ask('GET', '/healthz', undefined, '')).status).toBe(200);
  // The answer is kept for a while: those who ask must not make the disk busy.
  expect((await server.ask('GET', '/readyz', undefined, '')).status).toBe(503);
  time += 6000;
  expect((await server.ask('GET', '/readyz', undefined, '')).status).toBe(200);
  await server.close();
});

test('O9 what fails for somebody in a room is logged with the room and the actor', async () => {
  const lines: string[] = [];
  const server = await testServer({
    log: createLog('info', { write: (line) => void lines.push(line) }),
  });
  const { id } = await server.article('# Title\n\nA paragraph.');
  const editor = await server.member('Edith', 'editor');
  const client = stockClient(server, id, editor.token);
  await client.synced;
  const room = await server.parts.rooms.text(id);
  vi.spyOn(room!, 'submit').mockRejectedValueOnce(new Error('The disk is full.'));
  firstText(client.doc).insert(0, 'x');
  await until(() => lines.length > 0, 'a line in the log');
  expect(JSON.parse(lines[0]!)).toMatchObject({
    actor: editor.id,
    room: id,
    error: { message: 'The disk is full.' },
  });
  expect(lines.join('')).not.toContain('Edith');
  client.destroy();
  await server.close();
});

test('O3 the figures are shown on this machine and to the owner, and are nothing to others', async () => {
  const server = await testServer();
  const { token } = await server.member('Mo', 'moderator');
  const proxied = { 'x-forwarded-for': '127.0.0.1' };
  const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });
  expect((await metricsFrom(server.url)).status).toBe(200);
  expect((await metricsFrom(server.url, { ...proxied, ...bearer(OWNER_TOKEN) })).status).toBe(200);
  expect((await metricsFrom(server.url, proxied)).status).toBe(404);
  expect((await metricsFrom(server.url, { ...proxied, ...bearer(token) })).status).toBe(404);
  await server.close();
});

test('O4 requests are counted by route, and no address, id or query is among the figures', async () => {
  const server = await testServer();
  const { id, slug } = await server.article('# A secret headline\n\nText.');
  await server.ask('GET', `/api/articles/${id}?token=geheim`);
  await server.ask('GET', '/api/articles/unknown-article');
  await server.ask('GET', `/read/${slug}`);
  await server.ask('GET', '/assets/none.js');
  const { text } = await metricsFrom(server.url);
  const count = (labels: string) =>
    new RegExp(`galley_http_request_seconds_count\\{${labels}\\} (\\d+)`).exec(text)?.[1];
  expect(count('route="/api/articles/:id",method="GET",status="200"')).toBe('1');
  expect(count('route="/api/articles/:id",method="GET",status="404"')).toBe('1');
  expect(count('route="/read/:slug",method="GET",status="404"')).toBe('1');
  expect(count('route="other",method="GET",status="404"')).toBe('1');
  expect(text).toMatch(/galley_store_bytes \d+/);
  expect(text).toMatch(/galley_loop_delay_seconds\{quantile="0\.99"\} [\d.]+/);
  for (const secret of [id, slug, 'geheim', 'unknown-article', 'none.js'])
    expect(text).not.toContain(secret);
  await server.close();
});
