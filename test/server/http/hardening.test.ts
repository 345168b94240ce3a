/** What every answer is sent with, what no answer shows, how often copies are made, and who may read the store's files. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { get } from 'node:http';
import { readdir, stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { memoryStore } from '../../../server/storage/open.ts';
import type { Store } from '../../../server/storage/store.ts';
import { createLog } from '../../../server/watch/log.ts';
import { OWNER_TOKEN, testServer } from '../../support/server.ts';
import type { ArticleReply, TestServer } from '../../support/server.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

describe('what answers are sent with', () => {
  let server: TestServer;
  let article: ArticleReply;
  let receipt: string;

  beforeAll(async () => {
    server = await testServer();
    article = await server.article('# A title\n\nA cat saw a dog.');
    await server.ask('PATCH', `/api/articles/${article.id}`, { status: 'published' });
    const path = `/api/articles/${article.id}/reports`;
    receipt = (await server.ask('POST', path, { exact: 'cat' }, '')).json.receipt;
  });
  afterAll(() => server.close());

  const fill = (path: string) =>
    path.replace('ARTICLE', article.id).replace('SLUG', article.slug).replace('RECEIPT', receipt);

  /** Every kind of page: what it is, where, its status, and who may frame it. */
  const PAGES: readonly [string, string, number, string][] = [
    ['the library', '/', 200, "'none'"],
    ['the workspace', '/articles/ARTICLE', 200, "'none'"],
    ['the queue', '/queue', 200, "'none'"],
    ['the settings', '/settings', 200, "'none'"],
    ['a section of the settings', '/settings/sessions', 200, "'none'"],
    ['the sign-in page', '/signin', 200, "'none'"],
    ['the page of a link', '/join', 200, "'none'"],
    ['a page of the client that is not there', '/nothing', 404, "'none'"],
    ['a published page', '/read/SLUG', 200, "'self'"],
    ['a published page that is not there', '/read/nothing', 404, "'self'"],
    ['the page of a receipt', '/reports/RECEIPT', 200, "'self'"],
    ['a receipt that is not there', '/reports/nothing', 404, "'self'"],
  ];

  test.each(PAGES)(
    'N15 %s runs no script but ours, and loads nothing but pictures from elsewhere',
    async (_name, path, status, frames) => {
      const response = await fetch(`${server.url}${fill(path)}`, {
        headers: { accept: 'text/html' },
      });
      expect([response.status, response.headers.get('content-type')]).toEqual([
        status,
        'text/html; charset=utf-8',
      ]);
      const policy = directives(response.headers.get('content-security-policy'));
      expect(policy.get('default-src')).toBe("'none'");
      for (const name of ['script-src', 'style-src', 'connect-src', 'font-src', 'form-action'])
        expect([name, policy.get(name)]).toEqual([name, "'self'"]);
      expect(policy.get('base-uri')).toBe("'none'");
      expect(policy.get('frame-ancestors')).toBe(frames);
      expect(policy.get('img-src')).toBe("'self' data:");
      expect(policy.get('frame-src')).toBe("'self'");
      expect([...policy.values()].join(' ')).not.toMatch(/unsafe|nonce|sha256|blob:|\*/);
      const html = await response.text();
      const scripts = html.match(/<script[^>]*>/gi) ?? [];
      // What is JSON is read and not run.
      for (const script of scripts) expect(script).toMatch(/\ssrc=|type="application\/json"/);
      expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:/i);
      expectCommon(response);
    },
  );

  const OTHERS: readonly [string, string, string][] = [
    ['JSON', '/api/articles', 'application/json'],
    ['a problem', '/api/nothing', 'application/problem+json'],
    ['a text', '/api/articles/ARTICLE/text', 'text/plain'],
    ['a copy as a page', '/api/articles/ARTICLE/export?format=html', 'text/html'],
    ['the audit log as a file', '/api/audit/export?format=csv', 'text/csv'],
    ['health', '/healthz', 'text/plain'],
    ['figures', '/metrics', 'text/plain'],
  ];

  test.each(OTHERS)('N15 %s is no page, and is kept by nobody', async (_name, path, type) => {
    const response = await fetch(`${server.url}${fill(path)}`, {
      headers: { authorization: `Bearer ${OWNER_TOKEN}` },
    });
    expect(response.headers.get('content-type')).toContain(type);
    const policy = directives(response.headers.get('content-security-policy'));
    expect([...policy].filter(([name]) => name !== 'sandbox')).toEqual(
      ['default-src', 'base-uri', 'form-action', 'frame-ancestors'].map((name) => [name, "'none'"]),
    );
    expect(policy.get('sandbox')).toBe('');
    expect(response.headers.get('cache-control')).toBe('no-store');
    if (path.includes('export'))
      expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename/);
    expectCommon(response);
  });

  test('N15 answers to signing in and out are kept by nobody either', async () => {
    const reply = await server.ask('POST', '/api/session', { token: OWNER_TOKEN }, '');
    expect(reply.headers.get('cache-control')).toBe('no-store');
  });
});

function expectCommon({ headers }: Response): void {
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('x-frame-options')).toBe('SAMEORIGIN');
  expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
  expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
  expect(headers.get('permissions-policy')).toContain('camera=()');
  expect(headers.get('x-powered-by')).toBeNull();
  expect(headers.get('access-control-allow-origin')).toBeNull();
}

function directives(policy: string | null): Map<string, string> {
  return new Map(
    (policy ?? '').split(';').map((directive): [string, string] => {
      const [name = '', ...values] = directive.trim().split(/\s+/);
      return [name, values.join(' ')];
    }),
  );
}

describe('what goes wrong inside', () => {
  const INSIDE = 'geheime Innereien';

  /** A server whose catalogue throws whenever somebody asks for an article. */
  async function broken(thrown: () => unknown) {
    const lines: string[] = [];
    const store = memoryStore();
    const getRow: typeof store.catalogue.get = async (table, id) => {
      if (table === 'articles') throw thrown();
      return store.catalogue.get(table, id);
    };
    const find = store.catalogue.find.bind(store.catalogue);
    const log = createLog('debug', { write: (line) => void lines.push(line) });
    const broken: Store = {
      catalogue: { get: getRow, find },
      log: store.log,
      blobs: store.blobs,
      transaction: (work) =>
        store.transaction((tx) => {
          const { put, delete: remove, find: findRows } = tx.catalogue;
          return work({ ...tx, catalogue: { get: getRow, find: findRows, put, delete: remove } });
        }),
      close: () => store.close(),
    };
    return { lines, server: await testServer({ log }, broken) };
  }

  const THROWN: readonly [string, () => unknown][] = [
    ['an error', () => new Error(INSIDE)],
    ['an error with a cause', () => new Error('x', { cause: new Error(INSIDE) })],
    ['an error with a status of its own', () => Object.assign(new Error(INSIDE), { status: 418 })],
    ['one that says it may be shown', () => Object.assign(new Error(INSIDE), { expose: true })],
    [
      'a system error',
      () => Object.assign(new Error(INSIDE), { code: 'EIO', path: `/var/${INSIDE}` }),
    ],
    ['a text', () => INSIDE],
    ['nothing', () => undefined],
  ];

  test.each(THROWN)('N16 of %s nothing is shown, and the log has it', async (_name, thrown) => {
    const { lines, server } = await broken(thrown);
    for (const [method, path] of [
      ['GET', '/api/articles/some-article'],
      ['DELETE', '/api/articles/some-article'],
    ] as const) {
      const reply = await server.ask(method, path);
      expect([reply.status, reply.json]).toEqual([
        500,
        {
          type: '/problems/internal-error',
          title: 'Something went wrong on the server.',
          status: 500,
        },
      ]);
      expect(reply.headers.get('content-type')).toContain('application/problem+json');
      expect(JSON.stringify([...reply.headers])).not.toMatch(/Innereien|\.ts/);
    }
    expect(lines.filter((line) => line.includes('a request failed'))).toHaveLength(2);
    expect(lines.join('')).not.toContain('some-article');
    await server.close();
  });

  test.each([
    ['an address that is no UTF-8', '/api/articles/%E0%A4%A', 400],
    ['a cookie that is none', '/api/session', 401],
    ['an address that is too long', `/api/articles/${'x'.repeat(6000)}`, 404],
  ])('N16 %s is refused without a word of why', async (_name, path, status) => {
    const server = await testServer();
    const headers =
      status === 401
        ? { cookie: 'galley_session=%E0%A4%A; =; galley_session' }
        : { authorization: `Bearer ${OWNER_TOKEN}` };
    const response = await fetch(`${server.url}${path}`, { headers });
    expect(response.status).toBe(status);
    expect(await response.text()).not.toMatch(/at \/|node_modules|\.ts|URIError|Error:/);
    await server.close();
  });
});

test.each([
  ['localhost', 200],
  ['localhost:3000', 200],
  ['127.0.0.1:3000', 200],
  ['[::1]:3000', 200],
  ['evil.example', 404],
  ['evil.example:3000', 404],
  ['localhost.evil.example', 404],
  ['127.0.0.1.evil.example', 404],
  ['galley.example', 404],
])('N20 figures asked for at %s on this machine are answered with %i', async (host, status) => {
  const server = await testServer();
  const answered = await new Promise<number | undefined>((resolve, reject) => {
    get(`${server.url}/metrics`, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on('error', reject);
  });
  expect(answered).toBe(status);
  await server.close();
});

test('N17 thirty copies a minute are made for a viewer, and others get theirs meanwhile', async () => {
  const server = await testServer();
  const { id } = await server.article('# A title\n\nSome words.');
  const [one, other] = [
    await server.member('One', 'viewer'),
    await server.member('Other', 'viewer'),
  ];
  const copy = ({ token }: { token: string }) =>
    server.ask('GET', `/api/articles/${id}/export?format=txt`, undefined, token);
  // At once, since a burst must not pass together.
  const replies = await Promise.all(Array.from({ length: 40 }, () => copy(one)));
  const made = replies.filter(({ status }) => status === 200);
  // One more comes free in two seconds, which a slow machine may take for this.
  expect(made.length).toBeGreaterThanOrEqual(30);
  expect(made.length).toBeLessThan(40);
  const refused = replies.find(({ status }) => status === 429);
  expect(refused?.json.type).toBe('/problems/too-many-requests');
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await copy(other)).status).toBe(200);
  await server.close();
});

test('N18 what a server writes can be read by its own user alone, whatever the shell allows', async () => {
  const folder = await temporaryFolder();
  const main = fileURLToPath(new URL('../../../dist/server/main.js', import.meta.url));
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, PORT: '0', HOST: '127.0.0.1', GALLEY_DATA: join(folder, 'store') };
  const child = spawn(
    '/bin/sh',
    ['-c', 'umask 000; exec "$0" "$1" serve', process.execPath, main],
    { env, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  for await (const line of createInterface(child.stdout))
    if (line.startsWith('Galley is at')) break;
  const names = await readdir(env.GALLEY_DATA);
  expect(names.length).toBeGreaterThan(2);
  for (const name of ['.', ...names]) {
    const { mode } = await stat(join(env.GALLEY_DATA, name));
    expect([name, (mode & 0o077).toString(8)]).toEqual([name, '0']);
  }
  child.kill('SIGTERM');
  await once(child, 'exit');
}, 60_000);

test('H41 no way in takes a name that hides something', async () => {
  const server = await testServer();
  const article = await server.article('# Tale\n\nA cat.');
  const member = await server.member('Ann', 'viewer');
  const bad = 'Boss\n[2] Boss, accepted';
  const made = await server.ask('POST', `/api/articles/${article.id}/shares`, { role: 'viewer' });
  const token = new URL(made.json.url).hash.replace('#share=', '');
  const sent: [string, string, object, string?][] = [
    ['POST', '/api/members', { name: bad, role: 'viewer' }],
    ['PATCH', `/api/members/${member.id}`, { name: bad }],
    ['PATCH', '/api/account', { name: bad }, member.token],
    ['PATCH', '/api/workspace', { name: bad }],
    ['POST', `/api/articles/${article.id}/layers`, { name: bad }],
    ['POST', '/api/shares/enter', { token, name: bad }, ''],
    ['POST', '/api/shares/enter', { token, name: '\u3164' }, ''],
  ];
  for (const [method, path, body, by] of sent) {
    const reply = await server.ask(method, path, body, by);
    expect([path, reply.status, reply.json.field]).toEqual([path, 400, 'name']);
  }
  await server.close();
});

test.each(['foo', 'websocket'])(
  'H42 a token in an address counts for no request with Upgrade: %s',
  async (upgrade) => {
    const server = await testServer();
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const headers = { connection: 'Upgrade', upgrade };
      const asked = get(`${server.url}/api/articles?token=${OWNER_TOKEN}`, { headers });
      asked.on('response', (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      asked.on('error', reject);
    });
    expect([401, 404]).toContain(status);
    await server.close();
  },
);
