/** One's own notes: made with the first of them, and seen by nobody else, in no list, count, copy or error. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COPY_FORMATS } from '../../../shared/article/formats.ts';
import { testServer } from '../../support/server.ts';
import type { ArticleReply, Reply, TestServer } from '../../support/server.ts';
import { rawSocket } from '../../support/sync-client.ts';

const SECRET = 'Nobody may read this.';

let server: TestServer;
let article: ArticleReply;
let writer: { id: string; token: string };
let notes: string;
let id: string;

beforeAll(async () => {
  server = await testServer();
  article = await server.article('# Tale\n\nA cat saw a dog.');
  writer = await server.member('Wanda Writer', 'commenter');
  const made = await note({ kind: 'suggestion', replacement: 'fox', tags: ['hidden-tag'] });
  expect(made.status).toBe(201);
  ({ id, layer: notes } = made.json);
});
afterAll(() => server.close());

const at = (rest: string) => `/api/articles/${article.id}${rest}`;

function note(fields: object = {}, token = writer.token): Promise<Reply> {
  const body = {
    layer: 'notes',
    kind: 'comment',
    target: { exact: 'cat' },
    body: SECRET,
    ...fields,
  };
  return server.ask('POST', at('/annotations'), body, token);
}

async function layersOf(token: string): Promise<{ id: string; name: string; audience: string }[]> {
  return (await server.ask('GET', at('/layers'), undefined, token)).json.items;
}

describe('the notes of a member', () => {
  test('H23 come into being with the first one, and once', async () => {
    const fresh = await server.member('Fred First', 'commenter');
    expect((await layersOf(fresh.token)).map(({ name }) => name)).toEqual(['Comments']);
    const made = await Promise.all([1, 2, 3].map(() => note({}, fresh.token)));
    expect(new Set(made.map(({ json }) => json.layer)).size).toBe(1);
    expect(await layersOf(fresh.token)).toMatchObject([
      { name: 'Comments' },
      { name: 'My notes', audience: 'private', purpose: 'notes', writable: true },
    ]);
  });

  test.each<[string, 'viewer' | 'commenter', object, number]>([
    ['by who may not annotate', 'viewer', {}, 403],
    ['on words that are not there', 'commenter', { target: { exact: 'cow' } }, 422],
    ['with a wrong body', 'commenter', { body: 1 }, 400],
  ])('H23 do not come into being %s', async (_name, role, fields, status) => {
    const { token } = await server.member('Nina Never', role);
    expect((await note(fields, token)).status).toBe(status);
    for (const method of ['PATCH', 'DELETE'])
      expect((await server.ask(method, at('/layers/notes'), {}, token)).status).toBe(404);
    expect((await layersOf(token)).map(({ name }) => name)).toEqual(['Comments']);
  });

  test('H23 stay private: neither their owner nor anybody else opens them to others', async () => {
    const change = { audience: 'members' };
    expect((await server.ask('PATCH', at(`/layers/${notes}`), change, writer.token)).status).toBe(
      409,
    );
    expect((await server.ask('PATCH', at(`/layers/${notes}`), change)).status).toBe(404);
    const renamed = await server.ask(
      'PATCH',
      at(`/layers/${notes}`),
      { name: 'Mine' },
      writer.token,
    );
    expect(renamed.json).toMatchObject({ name: 'Mine', audience: 'private' });
  });
});

describe.each(['owner', 'moderator', 'editor', 'commenter'] as const)('to another %s', (role) => {
  let token: string;
  beforeAll(async () => {
    token = (await server.member('Other', role)).token;
  });
  const ask = (method: string, path: string, body?: unknown) =>
    server.ask(method, path, body, token);

  test('H24 no list, count or copy shows them', async () => {
    const seen = [
      await ask('GET', '/api/articles'),
      await ask('GET', at('')),
      await ask('GET', at('/layers')),
      await ask('GET', at('/annotations')),
      await ask('GET', at(`/annotations?layer=${notes}`)),
      await ask('GET', at(`/annotations?author=${writer.id}`)),
      await ask('GET', '/api/queue'),
      await ask('GET', '/api/queue?kind=suggestion'),
      await ask('GET', `/api/queue?article=${article.id}`),
      ...(await Promise.all(
        COPY_FORMATS.map(({ name }) => ask('GET', at(`/export?format=${name}`))),
      )),
    ];
    for (const { text } of seen) {
      for (const trace of [SECRET, 'hidden-tag', id, notes, 'My notes'])
        expect(text).not.toContain(trace);
    }
    expect(seen[0]?.json.items[0].open).toBe(0);
    if (role === 'moderator') expect(seen[6]?.json.counts.all).toBe(0);
  });

  test('H24 what is refused sounds the same as for what is not there', async () => {
    const asked: readonly [string, string, unknown?][] = [
      ['GET', `/annotations/${id}`],
      ['PATCH', `/annotations/${id}`, { body: 'x' }],
      ['DELETE', `/annotations/${id}`],
      ['POST', `/annotations/${id}/replies`, { body: 'x' }],
      ['POST', `/annotations/${id}/status`, { status: 'accepted' }],
      ['POST', `/annotations/${id}/pin`, { pinned: true }],
      ['POST', `/annotations/${id}/anchor`, { target: { exact: 'dog' } }],
      ['PATCH', `/layers/${notes}`, { name: 'x' }],
      ['DELETE', `/layers/${notes}`],
      ['POST', '/annotations', { layer: notes, kind: 'comment', target: { exact: 'cat' } }],
      ['GET', `/export?format=html&layers=${notes}`],
    ];
    for (const [method, path, body] of asked) {
      const strange = (text: string) =>
        text.replaceAll(id, randomUUID()).replaceAll(notes, 'nothing');
      const absent = body && (JSON.parse(strange(JSON.stringify(body))) as unknown);
      const [real, none] = [
        await ask(method, at(path), body),
        await ask(method, at(strange(path)), absent),
      ];
      expect([method, path, real.status]).toEqual([method, path, none.status]);
      expect(real.status).toBeGreaterThanOrEqual(400);
      expect(real.text.replaceAll(notes, 'nothing')).toBe(none.text);
    }
    const raw = await rawSocket(server, `${article.id}/${notes}`, { token });
    if ('status' in raw) throw new Error('refused before the upgrade');
    expect((await raw.closed).code).toBe(4404);
    expect(raw.frames).toEqual([]);
  });

  test('H25 an id that is taken in there is free elsewhere, and the note is untouched', async () => {
    const open = async () =>
      (await server.ask('GET', '/api/articles', undefined, writer.token)).json.items[0].open;
    const before = await open();
    const { id: own } = (await note()).json;
    const fields = { id: own, layer: article.layers[0]?.id, body: 'Openly.' };
    expect((await note(fields, token)).status).toBe(201);
    const kept = await server.ask('GET', at('/annotations'), undefined, writer.token);
    const bodies = kept.json.items
      .filter((one: { id: string }) => one.id === own)
      .map(({ body }: { body: string }) => body);
    expect(bodies.sort()).toEqual([SECRET, 'Openly.']);
    expect(await open()).toBe(before + 2);
    await server.ask('DELETE', at(`/annotations/${own}`), undefined);
  });
});

test('H25 a note under the id of a comment does not push it out of the queue', async () => {
  const { token } = await server.member('Hugo Hider', 'commenter');
  const fields = { layer: article.layers[0]?.id, body: 'Look at this.' };
  const { json } = await note(fields);
  expect((await note({ id: json.id }, token)).status).toBe(409);
  const queue = await server.ask('GET', `/api/queue?article=${article.id}`);
  expect(queue.text).toContain('Look at this.');
});
