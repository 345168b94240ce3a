/** API tokens: who sees them, when they were used, and how they end. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rawSocket } from '../../support/sync-client.ts';
import { testServer } from '../../support/server.ts';
import type { TestServer } from '../../support/server.ts';
import { visitor } from '../../support/visitor.ts';
import { clock, DAY_MS, MINUTE_MS } from './people.ts';

let server: TestServer;
const time = clock();

beforeAll(async () => {
  server = await testServer({ now: time.now });
});
afterAll(() => server.close());

const later = (ms: number) => new Date(time.now().getTime() + ms).toISOString();
const works = async (token: string) =>
  (await server.ask('GET', '/api/session', undefined, token)).status === 200;

async function tokensOf(id: string, as?: string) {
  return (await server.ask('GET', `/api/members/${id}/tokens`, undefined, as)).json.items;
}

describe('API tokens', () => {
  test('F13 they are listed with label, end and last use, to a minute; never with the secret', async () => {
    const { id, token } = await server.member('Lis', 'viewer');
    const expires = later(DAY_MS);
    const made = await server.ask('POST', `/api/members/${id}/tokens`, { label: 'Press', expires });
    expect(made.json).toMatchObject({ label: 'Press', use: 'api', expires, lastUse: null });
    expect(await tokensOf(id)).toMatchObject([{ lastUse: null }, { lastUse: null }]);
    const lastUse = async () =>
      (await tokensOf(id)).find(({ label }: { label: string }) => label === 'Press').lastUse;
    const first = time.now().toISOString();
    await works(made.json.token);
    await expect.poll(lastUse).toBe(first);
    time.pass(MINUTE_MS - 1);
    await works(made.json.token);
    expect(await lastUse()).toBe(first);
    time.pass(1);
    await works(made.json.token);
    await expect.poll(lastUse).toBe(time.now().toISOString());
    const listed = await server.ask('GET', `/api/members/${id}/tokens`);
    for (const secret of [token, made.json.token]) expect(listed.text).not.toContain(secret);
  });

  test('F13 one ends at its time; an end that has passed is refused', async () => {
    const { id } = await server.member('Eda', 'viewer');
    const path = `/api/members/${id}/tokens`;
    const made = await server.ask('POST', path, { label: 'Short', expires: later(MINUTE_MS) });
    expect(await works(made.json.token)).toBe(true);
    time.pass(MINUTE_MS);
    expect(await works(made.json.token)).toBe(false);
    expect((await tokensOf(id)).map(({ label }: { label: string }) => label)).toEqual(['test']);
    for (const expires of [later(0), later(-1)]) {
      const refused = await server.ask('POST', path, { label: 'Late', expires });
      expect([refused.status, refused.json.field]).toEqual([400, 'expires']);
    }
  });

  test('F13 a session that was opened by one ends with it, and not later', async () => {
    const { id } = await server.member('Una', 'viewer');
    const path = `/api/members/${id}/tokens`;
    const made = await server.ask('POST', path, { label: 'Short', expires: later(DAY_MS) });
    const browser = visitor(server);
    await browser.ask('POST', '/api/session', { token: made.json.token });
    time.pass(DAY_MS - 1);
    expect((await browser.ask('GET', '/api/session')).status).toBe(200);
    time.pass(1);
    expect((await browser.ask('GET', '/api/session')).status).toBe(401);
  });

  test('F13 taken back, it ends with the sockets and sessions that it opened, and no others', async () => {
    const { id, token } = await server.member('Tom', 'editor');
    const article = await server.article('# A\n\nWords.');
    const made = await server.ask('POST', `/api/members/${id}/tokens`, { label: 'Bot' });
    const bot: string = made.json.token;
    const browser = visitor(server);
    await browser.ask('POST', '/api/session', { token: bot });
    const sockets = [
      await rawSocket(server, article.id, { token: bot }),
      await rawSocket(server, article.id, {
        headers: { cookie: browser.cookie(), origin: server.url },
      }),
    ];
    expect((await server.ask('DELETE', `/api/members/${id}/tokens/${made.json.id}`)).status).toBe(
      204,
    );
    for (const socket of sockets) {
      if (!('closed' in socket)) throw new Error('not opened');
      expect((await socket.closed).code).toBe(4401);
    }
    expect([await works(bot), await works(token)]).toEqual([false, true]);
    expect((await browser.ask('GET', '/api/session')).status).toBe(401);
    expect((await server.ask('DELETE', `/api/members/${id}/tokens/${made.json.id}`)).status).toBe(
      404,
    );
  });

  test('F14 they are for the owner and oneself; the id of one in the address of another is not found', async () => {
    const one = await server.member('Uma', 'viewer');
    const other = await server.member('Max', 'moderator');
    const [token] = await tokensOf(one.id);
    const attempts: readonly [string, string, string | undefined, number][] = [
      ['GET', `/api/members/${one.id}/tokens`, one.token, 200],
      ['GET', `/api/members/${one.id}/tokens`, undefined, 200],
      ['GET', `/api/members/${one.id}/tokens`, other.token, 403],
      ['GET', '/api/members/nobody/tokens', other.token, 403],
      ['GET', '/api/members/nobody/tokens', undefined, 404],
      ['DELETE', `/api/members/${one.id}/tokens/${token.id}`, other.token, 403],
      ['DELETE', `/api/members/${other.id}/tokens/${token.id}`, other.token, 404],
      ['DELETE', `/api/members/${other.id}/tokens/${token.id}`, undefined, 404],
      ['DELETE', `/api/members/${one.id}/tokens/${token.id}`, one.token, 204],
    ];
    for (const [method, path, as, status] of attempts)
      expect((await server.ask(method, path, undefined, as)).status).toBe(status);
  });
});
