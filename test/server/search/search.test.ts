/** Search over HTTP: what leads where, what narrows, and that the index follows what is written. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { readTextFragment } from '../../../shared/anchor/text-fragment.ts';
import { roomName } from '../../../shared/wire/messages.ts';
import type { SearchAnswer, SearchItem } from '../../../shared/wire/routes/search.ts';
import { projectThread, textKey } from '../../../server/projections/search-rows.ts';
import { openStore } from '../../../server/storage/open.ts';
import { IndexRestingError, SearchIndex } from '../../../server/search/search-index.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { OWNER_TOKEN, testServer } from '../../support/server.ts';
import type { ArticleReply, TestServer } from '../../support/server.ts';
import { stockClient } from '../../support/sync-client.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { firstText } from '../../support/typist.ts';

let server: TestServer;
let article: ArticleReply;
let commenter: { id: string; token: string };
afterAll(() => server.close());

const at = (rest: string): string => `/api/articles/${article.id}${rest}`;

async function seek(q: string, rest = '', from = server): Promise<SearchAnswer> {
  const { status, json, text } = await from.ask(
    'GET',
    `/api/search?q=${encodeURIComponent(q)}${rest}`,
  );
  expect(status, text).toBe(200);
  return json;
}

const shown = ({ sentence }: SearchItem): string =>
  sentence.map(({ words, isFound }) => (isFound ? `[${words}]` : words)).join('');

async function comment(body: string, token = OWNER_TOKEN, exact = 'dawn'): Promise<string> {
  const layer = article.layers[0]?.id;
  const made = await server.ask(
    'POST',
    at('/annotations'),
    { layer, kind: 'comment', target: { exact }, body },
    token,
  );
  expect(made.status, made.text).toBe(201);
  return made.json.id;
}

beforeAll(async () => {
  server = await testServer();
  article = await server.article('# The quay\n\nBoats leave at dawn. The quay is empty then.');
  commenter = await server.member('Cara', 'commenter');
});

test('SE6 each result is a sentence that leads to its place', async () => {
  const id = await comment('Which **quay** is it?');
  const { items, counts } = await seek('quay');
  expect(counts).toEqual({ all: 3, titles: 1, texts: 1, threads: 1 });
  const of = (kind: string) => items.find((item) => item.in === kind) as SearchItem;
  expect(shown(of('titles'))).toBe('The [quay]');
  expect(of('titles').url).toBe(`/articles/${article.id}`);
  expect(shown(of('threads'))).toBe('Which [quay] is it?');
  expect(of('threads').url).toBe(`/articles/${article.id}#thread-${id}`);
  expect(of('threads').thread).toMatchObject({
    id,
    kind: 'comment',
    status: 'open',
    layer: { name: 'Comments' },
    author: 'Olga Owner',
  });
  const found = await seek('quay is empty');
  const [text] = found.items as [SearchItem];
  expect(shown(text)).toBe('The [quay] [is] [empty] then.');
  expect(readTextFragment(text.url.slice(text.url.indexOf('#')))).toMatchObject({ exact: 'quay' });
});

describe('narrowed', () => {
  test('SE7 by what is sought in, layer, status, person and time', async () => {
    const mine = await comment('A heron, said Cara.', commenter.token);
    const theirs = await comment('A heron, said Olga.');
    await server.ask('POST', at(`/annotations/${theirs}/status`), { status: 'resolved' });
    const urls = async (rest: string): Promise<string[]> =>
      (await seek('heron', rest)).items.map(({ url }) => url.replace(/.*#thread-/, '')).sort();
    const both = [mine, theirs].sort();
    expect(await urls('')).toEqual(both);
    expect(await urls('&in=threads')).toEqual(both);
    expect(await urls('&in=texts')).toEqual([]);
    expect(await urls(`&layer=${article.layers[0]?.id}`)).toEqual(both);
    expect(await urls(`&layer=elsewhere`)).toEqual([]);
    expect(await urls('&status=open')).toEqual([mine]);
    expect(await urls('&status=resolved')).toEqual([theirs]);
    expect(await urls('&status=draft')).toEqual(both);
    expect(await urls('&status=published')).toEqual([]);
    expect(await urls(`&person=${commenter.id}`)).toEqual([mine]);
    expect(await urls('&from=2999-01-01T00:00:00Z')).toEqual([]);
    expect(await urls('&to=1999-01-01T00:00:00Z')).toEqual([]);
    expect(await urls('&from=1999-01-01T00:00:00Z&to=2999-01-01T00:00:00Z')).toEqual(both);
  });

  test('SE7 a status of threads, or a layer, leaves titles and texts out', async () => {
    expect((await seek('quay', '&status=open')).counts).toMatchObject({ titles: 0, texts: 0 });
    expect((await seek('quay', '&in=titles&status=open')).counts['all']).toBe(0);
  });
});

test('SE8 results come in pages, each once', async () => {
  for (let nth = 0; nth < 45; nth += 1) await comment(`Cormorant number ${nth}`);
  const urls: string[] = [];
  let cursor: string | null = '0';
  while (cursor !== null) {
    const page: SearchAnswer = await seek('cormorant', `&cursor=${cursor}`);
    expect(page.items.length).toBeLessThanOrEqual(20);
    expect(page.counts['all']).toBe(45);
    urls.push(...page.items.map(({ url }) => url));
    cursor = page.next;
  }
  expect(new Set(urls).size).toBe(45);
  expect(urls).toHaveLength(45);
});

test('SE8 a question that is too long, or asks for what there isn’t, is refused', async () => {
  for (const query of [`q=${'a'.repeat(201)}`, 'q=a&in=layers', 'q=a&cursor=-1', 'in=texts'])
    expect((await server.ask('GET', `/api/search?${query}`)).status, query).toBe(400);
});

describe('what is written', () => {
  test('SE9 is found at once where it is a thread, and as it is then', async () => {
    const id = await comment('A pelican.');
    const count = async (q: string): Promise<number> => (await seek(q)).counts['all'] ?? -1;
    expect(await count('pelican')).toBe(1);
    await server.ask('POST', at(`/annotations/${id}/replies`), { body: 'Rather a gannet.' });
    expect(await count('pelican gannet')).toBe(1);
    await server.ask('PATCH', at(`/annotations/${id}`), { body: 'A puffin.' });
    expect(await count('pelican')).toBe(0);
    expect(await count('puffin gannet')).toBe(1);
    await server.ask('DELETE', at(`/annotations/${id}`));
    expect(await count('puffin')).toBe(0);
  });

  test('SE9 in a text is found when that rests, and a title when it is changed', async () => {
    const written = await server.article('# Untitled\n\nNothing yet.');
    const client = stockClient(server, written.id, OWNER_TOKEN);
    await client.synced;
    firstText(client.doc).insert(0, 'An albatross. ');
    await vi.waitFor(async () => expect((await seek('albatross')).counts['texts']).toBe(1), {
      timeout: 10_000,
      interval: 200,
    });
    client.destroy();
    await server.ask('PATCH', `/api/articles/${written.id}`, { title: 'Of skuas' });
    expect((await seek('skuas')).counts['titles']).toBe(1);
    expect((await seek('untitled')).counts['titles']).toBe(0);
  });

  test('SE9 is sought as its language has it, from when that is changed', async () => {
    const swedish = await server.article('# Ångström\n\nEn enhet.');
    const change = (language: string) =>
      server.ask('PATCH', `/api/articles/${swedish.id}`, { language });
    await change('sv');
    expect((await seek('angstrom ')).counts['all']).toBe(0);
    await change('en');
    expect((await seek('angstrom ')).counts['titles']).toBe(1);
  });
});

test('SE10 after a stop, or a kill before the text rested, the same is found', async () => {
  const folder = await temporaryFolder();
  const first = await testServer({}, await openStore(folder));
  const made = await first.article('# Weather\n\nIt was fine.');
  const body = {
    layer: made.layers[0]?.id,
    kind: 'comment',
    target: { exact: 'fine' },
    body: 'Hail?',
  };
  await first.ask('POST', `/api/articles/${made.id}/annotations`, body);
  expect((await seek('fine', '', first)).counts['all']).toBe(1);
  await first.close();
  const store = await openStore(folder);
  // As a kill leaves it: the words are stored, and what follows from them isn't.
  const stored = await store.log.load(roomName(made.id));
  const doc = new Y.Doc();
  for (const update of stored?.updates ?? []) Y.applyUpdate(doc, update);
  const before = Y.encodeStateVector(doc);
  firstText(doc).insert(0, 'Sleet. ');
  const update = Y.encodeStateAsUpdate(doc, before);
  await store.log.commit([{ do: 'append', room: roomName(made.id), update }]);
  const second = await testServer({}, store);
  for (const word of ['weather', 'fine', 'hail', 'sleet'])
    expect((await seek(word, '', second)).counts['all'], word).toBeGreaterThan(0);
  await second.close();
});

test('SE10 a store of an older release is indexed with the first question', async () => {
  const store = memoryStore();
  const first = await testServer({}, store);
  article = await first.article('# Weather\n\nIt was fine at dawn.');
  const note = {
    layer: article.layers[0]?.id,
    kind: 'comment',
    target: { exact: 'fine' },
    body: 'Hail?',
  };
  await first.ask('POST', at('/annotations'), note);
  const records = await store.log.list('search');
  await store.log.commit(records.map(({ key }) => ({ do: 'remove', space: 'search', key })));
  expect((await seek('hail', '', first)).counts['threads']).toBe(1);
  expect((await seek('fine', '', first)).counts['texts']).toBe(1);
  await first.close();
});

test('SE11 records that differ are reported, and put right when asked, also in an index that is loaded', async () => {
  const other = await testServer();
  const made = await other.article('# Weather\n\nIt was fine.');
  const layer = made.layers[0]?.id ?? '';
  const note = { layer, kind: 'comment', target: { exact: 'fine' }, body: 'Hail?' };
  const { json } = await other.ask('POST', `/api/articles/${made.id}/annotations`, note);
  expect((await seek('hail', '', other)).counts['all']).toBe(1);
  const { log } = other.store;
  const text = await log.get('search', textKey(made.id));
  const where = { id: layer, article: made.id } as Parameters<typeof projectThread>[0];
  await log.commit([
    projectThread(where, json.id, null),
    {
      do: 'put',
      space: 'search',
      key: textKey(made.id),
      value: { ...(text as object), text: 'Fog' },
    },
    { do: 'put', space: 'search', key: 'text/gone', value: { text: 'Fog', next: 1 } },
  ]);
  expect((await seek('fog', '', other)).counts['all']).toBe(1);
  const verify = async (rebuild: boolean) =>
    (await other.ask('POST', '/api/store/verify', { rebuild })).json;
  expect((await verify(false)).findings).toEqual([
    `The record of the search differs from the text of “Weather” (${made.id}).`,
    `1 records of the search differ from the room “${made.id}/${layer}”.`,
    '1 records of the search belong to no layer.',
  ]);
  expect(await verify(true)).toMatchObject({ rebuilt: 3 });
  expect((await verify(false)).findings).toEqual([]);
  expect((await seek('fog', '', other)).counts['all']).toBe(0);
  expect((await seek('hail', '', other)).counts['all']).toBe(1);
  await other.close();
});

test('SE11 what is deleted for good leaves no record', async () => {
  const gone = await server.article('# Ephemeris\n\nOf ephemera.');
  expect((await seek('ephemera')).counts['texts']).toBe(1);
  await server.ask('DELETE', `/api/articles/${gone.id}`);
  expect((await server.ask('DELETE', `/api/trash/${gone.id}`)).status).toBe(204);
  const left = await server.store.log.list('search');
  expect(left.filter(({ key }) => key.includes(gone.id))).toEqual([]);
});

test('SE13 a thread that dies is made anew with the next question', async () => {
  const thread = await server.parts.searchIndex.load();
  await thread.close();
  await expect(thread.ask('size', null)).rejects.toThrow('closed');
  expect((await seek('quay')).counts['texts']).toBe(1);
});

test('SE13 one that dies again within a minute is left alone for a while, and who searches is told to come again', async () => {
  const store = memoryStore();
  const deaths: unknown[] = [];
  let made = 0;
  const index = new SearchIndex({
    store,
    failed: (error) => deaths.push(error),
    newThread(ended) {
      made += 1;
      const dies = (): Promise<never> => {
        const error = new Error('Out of memory.');
        ended(error);
        return Promise.reject(error);
      };
      return { ask: dies, close: () => Promise.resolve() };
    },
  });
  for (let time = 0; time < 2; time += 1)
    await expect((await index.load()).ask('size', null)).rejects.toThrow('memory');
  await expect(index.load()).rejects.toBeInstanceOf(IndexRestingError);
  await expect(index.load()).rejects.toMatchObject({ retryAfterMs: expect.closeTo(60_000, -4) });
  expect([made, deaths.length]).toEqual([2, 2]);
  await index.close();
  await store.close();
});

test('SE14 who watches a space hears of what can be read, before the writer does', async () => {
  const { log, ...store } = memoryStore();
  const heard: unknown[] = [];
  const stop = log.watch('search', (key, value) => heard.push([key, value]));
  await log.commit([
    { do: 'put', space: 'search', key: 'a', value: 1 },
    { do: 'put', space: 'moves', key: 'a', value: 2 },
    { do: 'remove', space: 'search', key: 'b' },
  ]);
  expect(heard).toEqual([
    ['a', 1],
    ['b', null],
  ]);
  stop();
  await log.commit([{ do: 'put', space: 'search', key: 'a', value: 3 }]);
  expect(heard).toHaveLength(2);
  await store.close?.();
});
