/** How routes are called: their addresses, what is sent, and how what comes back is read. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { addressOf } from '../../../client/api/address.ts';
import { call } from '../../../client/api/call.ts';
import { problem } from '../../../shared/wire/problems.ts';
import { accountRoutes } from '../../../shared/wire/routes/account.ts';
import { articleRoutes } from '../../../shared/wire/routes/articles.ts';
import { copyRoutes } from '../../../shared/wire/routes/copies.ts';
import { layerRoutes } from '../../../shared/wire/routes/layers.ts';
import { workspaceRoutes } from '../../../shared/wire/routes/workspace.ts';
import { articleAnswer } from '../../support/answers.ts';

let asked: { address: string; request: RequestInit }[] = [];
let answer: () => Response = () => new Response(null, { status: 204 });

beforeEach(() => {
  asked = [];
  vi.stubGlobal('fetch', async (address: string, request: RequestInit) => {
    asked.push({ address, request });
    return answer();
  });
});
afterEach(() => vi.unstubAllGlobals());

const WORKSPACE = { name: 'Galley', language: 'en' };

test.each<[string, string]>([
  ['/api/articles', addressOf(articleRoutes.list, {})],
  ['/api/articles?query=ice+%26+sea', addressOf(articleRoutes.list, { query: 'ice & sea' })],
  ['/api/articles?cursor=50', addressOf(articleRoutes.list, { query: undefined, cursor: '50' })],
  ['/api/articles/a%2F1/layers/l%3F', addressOf(layerRoutes.delete, { id: 'a/1', layer: 'l?' })],
  [
    '/api/articles/a1/export?format=md&layers=',
    addressOf(copyRoutes.export, { id: 'a1', format: 'md', layers: '' }),
  ],
])('RT4 an address is filled: %s', (expected, address) => {
  expect(address).toBe(expected);
});

describe('what comes back', () => {
  test('RT5 an answer is read by its schema, and what this doesn’t know is overlooked', async () => {
    answer = () => Response.json({ ...WORKSPACE, since: 2031 });
    expect(await call(workspaceRoutes.get)).toEqual({ ok: true, value: WORKSPACE });
  });

  test('RT5 a route that answers with nothing gives null', async () => {
    answer = () => new Response(null, { status: 204 });
    expect(await call(articleRoutes.delete, { id: 'a1' })).toEqual({ ok: true, value: null });
  });

  const strange: readonly [what: string, body: () => Response][] = [
    ['a field is missing', () => Response.json({ name: 'Galley' })],
    ['a field is of another type', () => Response.json({ ...WORKSPACE, language: 7 })],
    ['it is no object', () => Response.json('fine')],
    ['it is broken off', () => new Response('{"name":', { headers: JSON_TYPE })],
    ['it is a page', () => new Response('<p>Hello', { headers: { 'content-type': 'text/html' } })],
  ];
  test.each(strange)('RT6 an answer can’t be read: %s', async (_what, body) => {
    answer = body;
    expect(await call(workspaceRoutes.get)).toMatchObject({
      ok: false,
      problem: { type: '/problems/unreadable', title: expect.stringMatching(/\.$/), status: 200 },
    });
  });

  test('RT6 a problem comes as the server named it, with its facts', async () => {
    const refusal = problem('invalid-request', '“name”: too long.', { field: 'name' });
    answer = () => Response.json(refusal, { status: 400, headers: PROBLEM_TYPE });
    expect(await call(workspaceRoutes.get)).toEqual({ ok: false, problem: refusal });
  });

  test.each(['nothing at all', '{"error":true}', 'null', '{"type":'])(
    'RT6 a refusal without a reason: %s',
    async (body) => {
      answer = () => new Response(body, { status: 502, headers: JSON_TYPE });
      expect(await call(workspaceRoutes.get)).toMatchObject({
        ok: false,
        problem: { type: 'about:blank', title: expect.stringContaining('502'), status: 502 },
      });
    },
  );

  test('RT6 a server that can’t be reached', async () => {
    answer = () => {
      throw new TypeError('no network');
    };
    expect(await call(workspaceRoutes.get)).toMatchObject({
      ok: false,
      problem: { type: '/problems/unreachable', status: 0 },
    });
  });
});

describe('what is sent', () => {
  test('RT7 a body goes as JSON, by the method of its route', async () => {
    answer = () => Response.json({}, { status: 202 });
    await call(accountRoutes.reset, {}, { email: 'mia@desk.example' });
    expect(asked).toEqual([
      {
        address: '/api/account/reset',
        request: {
          method: 'POST',
          body: '{"email":"mia@desk.example"}',
          headers: { 'content-type': 'application/json' },
        },
      },
    ]);
  });

  test('RT7 without a body nothing is said of one', async () => {
    answer = () => Response.json(WORKSPACE);
    await call(workspaceRoutes.get);
    expect(asked).toEqual([{ address: '/api/workspace', request: { method: 'GET' } }]);
  });

  test('RT7 a file goes as the multipart field “file”', async () => {
    answer = () => Response.json({ ...articleAnswer(), warnings: [] }, { status: 201 });
    const file = new File(['# A title'], 'a.md');
    expect(await call(articleRoutes.import, {}, file)).toMatchObject({ ok: true });
    const { body, headers } = asked[0]?.request ?? {};
    expect(headers).toBeUndefined(); // the browser writes it, with the boundary
    expect(body).toBeInstanceOf(FormData);
    expect((body as FormData).get('file')).toMatchObject({ name: 'a.md', size: file.size });
  });
});

const JSON_TYPE = { 'content-type': 'application/json' };
const PROBLEM_TYPE = { 'content-type': 'application/problem+json' };
