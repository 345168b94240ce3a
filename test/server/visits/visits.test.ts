/** What one has seen of an article's threads, over HTTP. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { MOST_SEEN } from '../../../shared/wire/routes/visits.ts';
import { testServer } from '../../support/server.ts';
import type { ArticleReply, TestServer } from '../../support/server.ts';

let server: TestServer;
let article: ArticleReply;
let ann: { id: string; token: string };
let bob: { id: string; token: string };

beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  article = await server.article('# Tale\n\nThe end.');
  ann = await server.member('Ann', 'viewer');
  bob = await server.member('Bob', 'viewer');
});

const path = (): string => `/api/articles/${article.id}/visit`;
const seen = async ({ token }: { token: string }): Promise<unknown> =>
  (await server.ask('GET', path(), undefined, token)).json;
const note = (change: object, { token } = ann) => server.ask('PUT', path(), change, token);

const day = (number: number): string => `2026-01-${String(number).padStart(2, '0')}T00:00:00.000Z`;

test('VI1 what one has seen is one’s own, and two browsers add to it', async () => {
  expect(await seen(ann)).toEqual({ upTo: null, seen: {} });
  await note({ upTo: day(2) });
  await Promise.all([note({ seen: { a: day(5) } }), note({ seen: { b: day(4), a: day(3) } })]);
  expect(await seen(ann)).toEqual({ upTo: day(2), seen: { a: day(5), b: day(4) } });
  expect(await seen(bob)).toEqual({ upTo: null, seen: {} });
});

test('VI1 earlier times take nothing away, and later ones than now are now', async () => {
  await note({ upTo: day(5), seen: { a: day(7), b: day(4) } });
  const { json } = await note({ upTo: day(1), seen: { a: day(6), c: '2999-01-01T00:00:00Z' } });
  expect(json).toMatchObject({ upTo: day(5), seen: { a: day(7) } });
  expect(Object.keys(json.seen).sort()).toEqual(['a', 'c']);
  expect(Date.parse(json.seen.c)).toBeLessThanOrEqual(Date.now() + 1000);
  expect((await note({ upTo: day(8) })).json.seen).toEqual({ c: json.seen.c });
});

test('VI2 of more threads than a row names the oldest count as seen', async () => {
  const time = (at: number): string => new Date(Date.UTC(2026, 0, 2) + at).toISOString();
  const many = (from: number) =>
    Object.fromEntries(
      Array.from({ length: MOST_SEEN }, (_none, at) => [`t${from + at}`, time(from + at)]),
    );
  await note({ upTo: day(1), seen: many(0) });
  const { json } = await note({ seen: { last: time(9000) } });
  expect(Object.keys(json.seen)).toHaveLength(MOST_SEEN);
  expect([json.upTo, json.seen.t0, json.seen.t1]).toEqual([time(0), undefined, time(1)]);
  expect((await note({ seen: { ...many(0), one: day(3) } })).status).toBe(400);
});

test.each([{ upTo: 'now' }, { seen: { 'a b': day(1) } }, { seen: { a: 1 } }, { by: 'bob' }])(
  'VI1 %j is refused',
  async (change) => expect((await note(change)).status).toBe(400),
);

test('VI3 it goes with the person, and with the article', async () => {
  await note({ upTo: day(1) });
  await note({ upTo: day(1) }, bob);
  await server.ask('DELETE', `/api/members/${bob.id}`);
  const rows = async (): Promise<string[]> =>
    (await server.store.log.list('visits')).map(({ key }) => key);
  await expect.poll(rows).not.toContain(`${bob.id}/${article.id}`);
  expect(await rows()).toContain(`${ann.id}/${article.id}`);
  await server.ask('DELETE', `/api/articles/${article.id}`);
  await server.ask('DELETE', `/api/trash/${article.id}`);
  expect(await rows()).not.toContain(`${ann.id}/${article.id}`);
});
