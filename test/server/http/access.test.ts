/** What holds for every route alike: who may ask, by which method, from where, and what a refusal looks like. */
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { rowsOf } from '../../../server/http/app.ts';
import type { Parts } from '../../../server/http/parts.ts';
import { RATES } from '../../../server/limits/rates.ts';
import type { Route } from '../../../shared/wire/route.ts';
import { OWNER_TOKEN, testServer } from '../../support/server.ts';
import type { ArticleReply, Reply, TestServer } from '../../support/server.ts';

// Making the table calls none of the parts.
const routes = rowsOf({} as Parts).map(({ route }): Route => route);
const changing = routes.filter(({ method }) => method !== 'GET');
const paths = [...new Set(routes.map(({ path }) => path))];

let server: TestServer;
let article: ArticleReply;

beforeAll(async () => {
  server = await testServer({ environment: { GALLEY_URL: 'https://galley.example' } });
  article = await server.article('# A title\n\nSome words.');
});
afterAll(() => server.close());

/** An address of the route that leads to something where it can. */
function address(path: string): string {
  return path
    .replace('articles/:id', `articles/${article.id}`)
    .replace(':layer', article.layers[0]?.id ?? '')
    .replace(/:\w+/g, 'nothing');
}

/** Whether an address of one path is one of the other as well. */
function leadsTo(pattern: string, path: string): boolean {
  return new RegExp(`^${pattern.replace(/:\w+/g, '[^/]+')}$`).test(path);
}

function send(
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: string,
): Promise<Response> {
  const sent = { authorization: 'Bearer the-owner-of-the-test-workspace', ...headers };
  return fetch(`${server.url}${path}`, {
    method,
    headers: sent,
    ...(body === undefined ? {} : { body }),
  });
}

function expectProblem(reply: Reply, status: number): void {
  expect(reply.status).toBe(status);
  expect(reply.headers.get('content-type')).toContain('application/problem+json');
  expect(reply.json).toMatchObject({
    type: expect.stringMatching(/^\/problems\/[a-z-]+$/),
    title: expect.stringMatching(/^[A-Z].*\.$/),
    status,
  });
}

describe('who may ask', () => {
  test.each(routes.filter(({ access }) => access !== 'anyone'))(
    'H1 $method $path answers 401 to who has no account',
    async ({ method, path }) => {
      for (const token of ['', 'a-wrong-token']) {
        expectProblem(await server.ask(method, address(path), undefined, token), 401);
      }
    },
  );

  test('H1 only ways in, reports, and pages are open to all', () => {
    const open = routes.filter(({ access }) => access === 'anyone');
    expect(open.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
      'GET /',
      'GET /api/oidc/callback',
      'GET /api/oidc/start',
      'GET /api/reports/:receipt',
      'GET /api/sign-in',
      'GET /articles/:id',
      'GET /foreign-picture', // for frames of our own pages
      'GET /healthz',
      'GET /join',
      'GET /metrics', // the figures themselves are for this machine and the owner
      'GET /pictures/:hash', // who may see one is asked of the articles that have it
      'GET /queue',
      'GET /read/:slug',
      'GET /readyz',
      'GET /reports/:receipt',
      'GET /settings',
      'GET /settings/:section',
      'GET /signin',
      'GET /trash',
      'POST /api/account/reset',
      'POST /api/articles/:id/reports',
      'POST /api/invites/accept',
      'POST /api/invites/look',
      'POST /api/session',
      'POST /api/session/challenge',
      'POST /api/shares/enter',
      'POST /api/shares/look',
    ]);
  });

  test('H2 who may not send a body is refused before it is read', async () => {
    const { token } = await server.member('Vera Viewer', 'viewer');
    for (const [sender, status] of [
      ['', 401],
      [token, 403],
    ] as const) {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${sender}` };
      expect((await send('POST', '/api/articles', headers, '{broken')).status).toBe(status);
    }
  });

  test('LM24 who tries one token after the other is told to wait, the log says where, and a token that holds is let in', async () => {
    const lines: string[] = [];
    const log = pino({ level: 'warn' }, { write: (line) => void lines.push(line) });
    const crowded = await testServer({ log });
    onTestFinished(() => crowded.close());
    const guess = (token: string) => crowded.ask('GET', '/api/articles', undefined, token);
    const statuses: number[] = [];
    while (statuses.at(-1) !== 429)
      statuses.push((await guess(`guessed-${statuses.length}`)).status);
    expect(statuses.length).toBeGreaterThan(RATES.guesses.perMinute.readers);
    expect(new Set(statuses.slice(0, -1))).toEqual(new Set([401]));
    const told = lines.filter((line) => line.includes('guessed tokens'));
    expect(told).toHaveLength(1);
    expect(told[0]).not.toContain('guessed-');
    expect((await guess(OWNER_TOKEN)).status).toBe(200);
    expect((await crowded.ask('GET', '/api/session', undefined, '')).status).not.toBe(429);
  });

  test('LM14 what is sent too often is refused before its body is read', async () => {
    const crowded = await testServer();
    onTestFinished(() => crowded.close());
    const { token } = await crowded.member('Vera Viewer', 'viewer');
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const tryIt = (body: string) =>
      fetch(`${crowded.url}/api/account`, { method: 'PATCH', headers, body });
    const statuses: number[] = [];
    // Some are regained meanwhile.
    while (statuses.at(-1) !== 429) statuses.push((await tryIt('{broken')).status);
    expect(statuses.length).toBeGreaterThan(RATES.keys.perMinute.members);
    expect(new Set(statuses.slice(0, -1))).toEqual(new Set([400]));
  });
});

describe('methods and types', () => {
  test.each(paths)('H3 %s answers other methods with 405 and what it allows', async (path) => {
    const own = routes.filter((route) => route.path === path).map(({ method }) => method);
    // What has a name of its own may still be asked as one of many: nothing is invited by the id “look”.
    const known = routes.filter((route) => leadsTo(route.path, path)).map(({ method }) => method);
    for (const method of ['PUT', 'PATCH', 'DELETE', 'POST'].filter(
      (one) => !known.includes(one as 'POST'),
    )) {
      const reply = await server.ask(method, address(path));
      expectProblem(reply, 405);
      expect(reply.headers.get('allow')).toBe(own.join(', '));
    }
  });

  test.each(changing)(
    'H4 $method $path takes no body that a mere form could send',
    async ({ method, path, upload }) => {
      const types = ['text/plain', 'application/x-www-form-urlencoded', ''];
      for (const type of types) {
        const reply = await send(method, address(path), { 'content-type': type }, '{"a":1}');
        expect(reply.status).toBe(415);
      }
      const form = new FormData();
      form.set('name', 'value');
      const reply = await server.ask(method, address(path), form);
      if (!upload) expectProblem(reply, 415);
    },
  );

  test.each(['/api/nothing', '/api/articles/x/nothing', '/api'])(
    'H5 %s is a problem in JSON and no page',
    async (path) => expectProblem(await server.ask('GET', path), 404),
  );

  test('H5 every route of the API is described, by its own method', async () => {
    const { json } = await server.ask('GET', '/api/openapi.json');
    for (const { method, path } of routes) {
      const described = json.paths[path.replace(/:(\w+)/g, '{$1}')];
      expect(Object.keys(described)).toContain(method.toLowerCase());
    }
  });
});

describe('where a change comes from', () => {
  const origins: readonly [string, string, boolean][] = [
    ['another site', 'https://evil.example', false],
    ['our name as a part of another', 'https://galley.example.evil.example', false],
    ['our name without https', 'http://galley.example', false],
    ['another port of ours', 'https://galley.example:8443', false],
    ['a sandboxed page', 'null', false],
    ['the public address', 'https://galley.example', true],
  ];

  test.each(origins)('H6 a change from %s: %s', async (_name, origin, isOurs) => {
    const before = (await server.ask('GET', '/api/members')).text;
    const headers = { origin, 'content-type': 'application/json' };
    const body = JSON.stringify({ name: 'Nobody', role: 'viewer' });
    const reply = await send('POST', '/api/members', headers, body);
    expect(reply.status).toBe(isOurs ? 201 : 403);
    if (!isOurs) expect((await server.ask('GET', '/api/members')).text).toBe(before);
  });

  test('H6 the address that was asked counts as ours', async () => {
    const headers = { origin: server.url, 'content-type': 'application/json' };
    const body = JSON.stringify({ name: 'Local', role: 'viewer' });
    expect((await send('POST', '/api/members', headers, body)).status).toBe(201);
  });

  test.each(changing)('H6 $method $path is refused from another site', async (route) => {
    const headers = { origin: 'https://evil.example', 'content-type': 'application/json' };
    const reply = await send(route.method, address(route.path), headers, '{}');
    expect(reply.status).toBe(403);
    expect(await reply.json()).toMatchObject({ type: '/problems/foreign-origin' });
  });

  test('H7 GET changes nothing', async () => {
    await server.ask('PATCH', `/api/articles/${article.id}`, { status: 'published' });
    const state = async () => [
      (await server.ask('GET', '/api/articles')).text,
      (await server.ask('GET', '/api/members')).text,
      (await server.ask('GET', `/api/articles/${article.id}`)).text,
    ];
    const before = await state();
    for (const { method, path } of routes) {
      if (method === 'GET') await server.ask('GET', address(path).replace('nothing', 'notes'));
    }
    expect(await state()).toEqual(before);
  });
});
