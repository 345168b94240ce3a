/** The audit log and the workspace's settings over HTTP: for whom, in which form, with what in it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rowsOf } from '../../../server/http/app.ts';
import type { Parts } from '../../../server/http/parts.ts';
import { testServer } from '../../support/server.ts';
import type { TestServer } from '../../support/server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const rename = (name: string) => server.ask('PATCH', '/api/workspace', { name });

test('N8 the log is a list like the others, for the owner alone', async () => {
  for (let n = 0; n < 60; n += 1) await rename(`Desk ${n}`);
  const first = await server.ask('GET', '/api/audit?action=workspace%20changed');
  expect(first.json.items).toHaveLength(50);
  const { next } = first.json;
  const second = await server.ask('GET', `/api/audit?action=workspace%20changed&cursor=${next}`);
  expect(second.json.items.map(({ detail }: { detail: { name: string } }) => detail.name)).toEqual(
    Array.from({ length: 10 }, (_, n) => `Desk ${9 - n}`),
  );
  const { token } = await server.member('Mo Moderator', 'moderator');
  for (const path of ['/api/audit', '/api/audit/export?format=csv'])
    expect((await server.ask('GET', path, undefined, token)).status).toBe(403);
});

test.each([
  ['?action=nothing', 'action'],
  ['?cursor=1', 'cursor'],
  ['?cursor=9999999999999-999999-%00', 'cursor'],
  ['?from=now', ''],
  ['/export', 'format'],
  ['/export?format=xlsx', 'format'],
])('N8 %s is a problem that names its field', async (query, field) => {
  const { status, json } = await server.ask('GET', `/api/audit${query}`);
  expect([status, json.type, json.field]).toEqual([400, '/problems/invalid-request', field]);
});

test('N8 the file has every entry, as lines of JSON and as a table that no spreadsheet runs', async () => {
  const evil = ['=1+1', '+1', '-1', '@SUM(A1)', '\tx', 'plain, "quoted"'];
  for (const name of evil) await server.member(`${name} Person`, 'owner');
  const { json } = await server.ask('GET', '/api/members');
  for (const { id, name } of json.items as { id: string; name: string }[]) {
    if (!evil.some((one) => name === `${one} Person`.trim())) continue;
    const made = await server.ask('POST', `/api/members/${id}/tokens`, { label: 'x' });
    await server.ask('PATCH', '/api/workspace', { name: 'Desk' }, made.json.token);
  }
  const jsonl = await server.ask('GET', '/api/audit/export?format=jsonl');
  expect(jsonl.headers.get('content-disposition')).toBe('attachment; filename=audit.jsonl');
  const lines = jsonl.text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: string });
  expect(lines.length).toBeGreaterThan(80);
  expect(lines.map(({ id }) => id)).toEqual(lines.map(({ id }) => id).sort());

  const csv = await server.ask('GET', '/api/audit/export?format=csv');
  expect(csv.headers.get('content-type')).toContain('text/csv');
  const rows = csv.text.trimEnd().split('\r\n');
  expect(rows[0]).toBe('id,at,actor,actor-id,actor-kind,action,article,subject,detail,network');
  // The file itself was taken in between.
  expect(rows).toHaveLength(lines.length + 2);
  for (const name of evil.slice(0, 4)) expect(csv.text).toContain(`,"'${name} Person",`);
  expect(csv.text).toContain('"plain, ""quoted"" Person"');
  for (const row of rows) expect(row).not.toMatch(/(^|,)"?[=+\-@\t]/);
});

test('N8 a file that can not be made to its end does not look like a whole one', async () => {
  const broken = await testServer();
  const actor = { kind: 'system', id: null, name: 'Galley' } as const;
  const deed = { actor, action: 'exported', article: null, subject: null, detail: {} } as const;
  await broken.parts.audit.record(Array.from({ length: 600 }, () => ({ ...deed, network: null })));
  const { log } = broken.store;
  const list = log.list.bind(log);
  log.list = async (space, options) => {
    if (space === 'audit' && options?.after) throw new Error('The disk is gone.');
    return list(space, options);
  };
  const whole = broken.ask('GET', '/api/audit/export?format=csv');
  await expect(whole).rejects.toThrow();
  expect((await broken.ask('GET', '/healthz')).status).toBe(200);
  await broken.close();
});

test('N4 every route that changes something says which deed it is, or is known to be none', () => {
  // Making the table calls none of the parts.
  const changing = rowsOf({} as Parts).filter(({ route }) => route.method !== 'GET');
  const silent = changing.filter(({ audit }) => audit.length === 0);
  expect(silent.map(({ route }) => `${route.method} ${route.path}`).sort()).toEqual([
    // What people write is in the article itself, with who wrote it and when.
    'DELETE /api/articles/:id/annotations/:annotation/reactions/:emoji',
    'PATCH /api/articles/:id/annotations/:annotation',
    'PATCH /api/articles/:id/annotations/:annotation/replies/:reply',
    'POST /api/account/confirmation', // sends a mail; what is done with that is recorded
    'POST /api/account/passkeys/proof', // asks only; what is done with the answer is recorded
    'POST /api/account/reset', // sends a mail at the most; what is done with that is recorded
    'POST /api/articles',
    'POST /api/articles/:id/annotations',
    'POST /api/articles/:id/annotations/:annotation/anchor',
    'POST /api/articles/:id/annotations/:annotation/replies',
    'POST /api/articles/:id/import', // each thread says who settled it, and when
    'POST /api/articles/:id/pictures', // stands in the text, if anywhere
    'POST /api/articles/:id/reports',
    'POST /api/articles/clean-up', // looks only, and keeps nothing
    'POST /api/invites/look', // looks only; by POST, since an address must have no secret
    'POST /api/session/challenge', // asks only; what comes back is recorded
    'POST /api/shares/look',
    'POST /api/store/verify',
    'PUT /api/articles/:id/annotations/:annotation/reactions/:emoji',
    'PUT /api/articles/:id/visit', // what one has seen is nobody’s concern
  ]);
});

test('N9 the workspace has a name and a language, which the owner sets and everybody sees', async () => {
  const fresh = await testServer();
  const seen = async (token?: string) =>
    (await fresh.ask('GET', '/api/workspace', undefined, token)).json;
  expect(await seen()).toEqual({ name: 'Galley', language: 'en' });
  const { token } = await fresh.member('Vera Viewer', 'viewer');
  const renamed = await fresh.ask('PATCH', '/api/workspace', { name: '  Die Redaktion ' });
  expect([renamed.status, renamed.json]).toEqual([200, { name: 'Die Redaktion', language: 'en' }]);
  const moved = await fresh.ask('PATCH', '/api/workspace', { language: 'DE-at' });
  expect(moved.json).toEqual({ name: 'Die Redaktion', language: 'de-AT' });
  expect(await seen(token)).toEqual({ name: 'Die Redaktion', language: 'de-AT' });
  const wrong: unknown[] = [
    { name: '' },
    { name: 'x'.repeat(81) },
    { language: 'no tag' },
    { a: 1 },
  ];
  for (const body of wrong)
    expect((await fresh.ask('PATCH', '/api/workspace', body)).status).toBe(400);
  expect((await fresh.ask('PATCH', '/api/workspace', { name: 'Mine' }, token)).status).toBe(403);
  expect(await seen()).toEqual({ name: 'Die Redaktion', language: 'de-AT' });
  await fresh.close();
});
