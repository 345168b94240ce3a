/** Where a change may come from: spellings of foreign origins at every door, and what forms and links can't do. */
import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rowsOf } from '../../../server/http/app.ts';
import type { Parts } from '../../../server/http/parts.ts';
import type { Route } from '../../../shared/wire/route.ts';
import { OWNER_TOKEN, testServer } from '../../support/server.ts';
import type { ArticleReply, TestServer } from '../../support/server.ts';
import { contentOf } from '../../support/store-content.ts';

// Making the table calls none of the parts.
const ROUTES = rowsOf({} as Parts).map(({ route }): Route => route);
const CHANGING = ROUTES.filter(({ method }) => method !== 'GET');
const PUBLIC = 'https://galley.example';

/** A server asked at its address on this machine, one asked at its public address, and one that has none. */
const SITES = [
  { says: 'asked on this machine', environment: { GALLEY_URL: PUBLIC }, host: null },
  {
    says: 'asked at its public address',
    environment: { GALLEY_URL: PUBLIC },
    host: 'galley.example',
  },
  { says: 'without a public address', environment: {}, host: null },
] as const;

/** `PORT` stands for the server's. */
const FOREIGN: readonly (readonly [string, string | readonly string[]])[] = [
  ['another site', 'https://evil.example'],
  ['another port', 'http://127.0.0.1:1'],
  ['no port', 'http://127.0.0.1'],
  ['another port of the public host', 'https://galley.example:8443'],
  ['the public host without https', 'http://galley.example'],
  ['a subdomain', 'https://evil.galley.example'],
  ['the domain above', 'https://example'],
  ['our name in front of another', 'https://galley.example.evil.example'],
  ['localhost in front of another', 'http://localhost.evil.example:PORT'],
  ['our name behind another', 'https://evilgalley.example'],
  ['our name as somebody’s', 'https://galley.example@evil.example'],
  ['our address as somebody’s', 'http://127.0.0.1:PORT@evil.example'],
  ['upper case', 'HTTPS://GALLEY.EXAMPLE'],
  ['a dot at the end', 'https://galley.example.'],
  ['a path behind it', 'https://galley.example/'],
  ['a blank within', 'https://galley.example evil.example'],
  ['IPv6 for IPv4', 'http://[::1]:PORT'],
  ['IPv4 within IPv6', 'http://[::ffff:127.0.0.1]:PORT'],
  ['the name for the address', 'http://localhost:PORT'],
  ['the address as one number', 'http://2130706433:PORT'],
  ['the address cut short', 'http://127.1:PORT'],
  ['null', 'null'],
  ['nothing', ''],
  ['a list with ours in it', `${PUBLIC}, https://evil.example`],
  ['ours and another', [PUBLIC, 'https://evil.example']],
  ['another and ours', ['https://evil.example', PUBLIC]],
  ['a file', 'file://'],
  ['data', 'data:text/html,x'],
  ['an extension', 'chrome-extension://abcdefghijklmnop'],
  ['an app', 'capacitor://localhost'],
  ['a socket', 'wss://galley.example'],
  ['letters that look like ours', 'https://gаlley.example'],
  ['the same in punycode', 'https://xn--glley-3ve.example'],
];

describe.each(SITES)('a server $says', ({ environment, host }) => {
  let server: TestServer;
  let article: ArticleReply;
  let cookie: string;
  let port: string;
  let at: string;

  beforeAll(async () => {
    server = await testServer({ environment });
    article = await server.article('# A title\n\nSome words.');
    await server.ask('PATCH', `/api/articles/${article.id}`, { status: 'published' });
    ({ port } = new URL(server.url));
    at = host ?? `127.0.0.1:${port}`;
    const own = host === null ? `http://${at}` : PUBLIC;
    const entered = await send(
      'POST',
      '/api/session',
      { origin: own },
      `{"token":"${OWNER_TOKEN}"}`,
    );
    cookie = entered.cookie;
    expect(cookie).toContain('galley_session');
  });
  afterAll(() => server.close());

  /** With the cookie that a browser would send along. */
  function send(
    method: string,
    path: string,
    headers: Record<string, string | readonly string[]>,
    body?: string,
  ): Promise<Sent> {
    const type =
      body === undefined
        ? {}
        : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) };
    const sent = { ...type, ...(cookie ? { cookie } : {}), host: at, ...headers };
    return rawRequest(port, method, path, sent, body);
  }

  const address = (path: string) =>
    path
      .replace('articles/:id', `articles/${article.id}`)
      .replace(':layer', article.layers[0]?.id ?? '')
      .replace(':slug', article.slug)
      .replace(/:\w+/g, 'nothing');
  const withPort = (origin: string | readonly string[]) =>
    typeof origin === 'string'
      ? Buffer.from(origin.replace('PORT', port)).toString('latin1')
      : origin;

  test.each(FOREIGN)('N13 a change from %s is refused at every route', async (_name, origin) => {
    const before = await contentOf(server.store);
    for (const { method, path } of CHANGING) {
      // One after the other, to say which one it was.
      const { status, text } = await send(
        method,
        address(path),
        { origin: withPort(origin) },
        '{}',
      );
      expect([method, path, status]).toEqual([method, path, 403]);
      expect(text).toContain('/problems/foreign-origin');
    }
    expect(await contentOf(server.store)).toEqual(before);
  });

  test.each(FOREIGN)(
    'N13 a socket from %s is refused before the upgrade',
    async (_name, origin) => {
      const upgrade = {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
        origin: withPort(origin),
      };
      for (const path of [`/sync/${article.id}`, `/sync/${article.id}?token=${OWNER_TOKEN}`]) {
        expect((await send('GET', path, upgrade)).status).toBe(403);
      }
    },
  );

  test('N13 a change from our own page is made, and a socket opened', async () => {
    const origin = host === null ? `http://${at}` : PUBLIC;
    const made = await send('PATCH', '/api/workspace', { origin }, '{"name":"Ours"}');
    expect(made.status).toBe(200);
    const upgrade = {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
      origin,
    };
    expect((await send('GET', `/sync/${article.id}`, upgrade)).status).toBe(101);
  });

  test('N14 nothing that a form can send changes anything, from whatever page', async () => {
    const before = await contentOf(server.store);
    const types = [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ];
    for (const { method, path, upload } of CHANGING) {
      for (const type of types) {
        if (upload && type.startsWith('multipart')) continue;
        // One after the other, to say which one it was.
        const { status } = await send(method, address(path), { 'content-type': type }, FORMS[type]);
        expect([method, path, type, status >= 400 && status < 500]).toEqual([
          method,
          path,
          type,
          true,
        ]);
      }
    }
    expect(await contentOf(server.store)).toEqual(before);
  });

  test('N14 no GET changes what is kept, and no page of another site may read one', async () => {
    const before = withoutTraces(await contentOf(server.store));
    for (const { method, path } of ROUTES) {
      if (method !== 'GET') continue;
      const query = path.endsWith('/export') ? '?format=txt' : '';
      const asked = `${address(path)}${query}`;
      const { status, headers } = await send('GET', asked, { origin: 'https://evil.example' });
      expect([path, status < 500]).toEqual([path, true]);
      expect(headers['access-control-allow-origin']).toBeUndefined();
      expect(headers['access-control-allow-credentials']).toBeUndefined();
    }
    expect(withoutTraces(await contentOf(server.store))).toEqual(before);
  });
});

const FORMS: Readonly<Record<string, string>> = {
  'text/plain': '{"name":"Evil","role":"owner","token":"x","x":"="}',
  'application/x-www-form-urlencoded': 'name=Evil&role=owner',
  'multipart/form-data; boundary=x':
    '--x\r\nContent-Disposition: form-data; name="name"\r\n\r\nEvil\r\n--x--\r\n',
};

/** That something was asked is noted: how often, when last, that a copy was taken. Nothing of anybody's is changed by it. */
function withoutTraces(content: ReadonlyMap<string, string>): [string, string][] {
  return [...content].filter(([name]) => !/^(uses|limits|probe|audit|sessions) /.test(name));
}

interface Sent {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
  readonly cookie: string;
}

/** By Node's own client, which sends every header as it is told to. */
function rawRequest(
  port: string,
  method: string,
  path: string,
  headers: Record<string, string | readonly string[]>,
  body?: string,
): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const sent = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [
        name,
        typeof value === 'string' ? value : [...value],
      ]),
    );
    const asked = httpRequest({
      host: '127.0.0.1',
      port,
      method,
      path,
      headers: sent,
      agent: false,
    });
    asked.on('error', reject);
    asked.on('upgrade', (response, socket) => {
      socket.destroy();
      resolve({ status: response.statusCode ?? 0, headers: {}, text: '', cookie: '' });
    });
    asked.on('response', (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(parts).toString(),
          cookie: response.headers['set-cookie']?.[0]?.split(';')[0] ?? '',
        }),
      );
    });
    asked.end(body);
  });
}
