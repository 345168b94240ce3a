/** What is deleted can be brought back for thirty days, by whoever may delete it, and is gone for good afterwards. */
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type * as Y from 'yjs';
import { CAPS } from '../../../server/limits/caps.ts';
import { purgeHourly } from '../../../server/trash/hourly-purge.ts';
import { openStore } from '../../../server/storage/open.ts';
import { guestOf, makeShare } from '../../support/guests.ts';
import { memoryStore } from '../../support/memory-store.ts';
import type { MemoryStore } from '../../support/memory-store.ts';
import { pictureForm } from '../../support/pictures.ts';
import { testServer } from '../../support/server.ts';
import type { ArticleReply, TestServer } from '../../support/server.ts';
import { stockClient, until } from '../../support/sync-client.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

let server: TestServer<MemoryStore>;
let article: ArticleReply;
/** Days that have passed. */
let days = 0;
let ticks = 0;

const now = () => new Date(Date.UTC(2026, 4, 1) + days * DAY_MS + (ticks += 100));

beforeEach(async () => {
  days = 0;
  server = await testServer({ now });
  article = await server.article('# Low tide\n\nThe harbour is is empty.');
});
afterEach(() => server.close());

const at = (rest = '') => `/api/articles/${article.id}${rest}`;
const layer = (name: string) => article.layers.find((one) => one.name === name)?.id ?? '';
const get = async (path: string, token?: string) =>
  (await server.ask('GET', path, undefined, token)).json;
const done = async (method: string, path: string, body?: unknown, token?: string) => {
  const reply = await server.ask(method, path, body, token);
  if (reply.status >= 300) throw new Error(`${method} ${path}: ${reply.text}`);
  return reply.json;
};
const trash = async (token?: string) => (await get('/api/trash', token)).items;
const restore = (id = article.id, token?: string) =>
  server.ask('POST', `/api/trash/${id}/restore`, undefined, token);
const note = (exact = 'is is') => ({
  layer: layer('Comments'),
  kind: 'suggestion',
  target: { exact },
  replacement: 'is',
});

/** The text's words, as somebody gets them who comes with nothing. */
async function wordsInRoom(token: string): Promise<string> {
  const client = stockClient(server, article.id, token);
  await client.synced;
  const words = JSON.stringify(client.doc.getXmlFragment('article').toJSON());
  client.destroy();
  return words;
}

test('TR11 of two who delete the same at once one is told that it was there no more, and one entry is made', async () => {
  const path = `${at(`/layers/${layer('Comments')}`)}`;
  const two = async (address: string) => {
    const replies = await Promise.all([0, 1].map(() => server.ask('DELETE', address)));
    return replies.map(({ status }) => status).sort((one, other) => one - other);
  };
  expect(await two(path)).toEqual([204, 404]);
  expect(await two(at())).toEqual([204, 404]);
  const { items } = await get('/api/audit?action=article%20deleted');
  expect(items).toHaveLength(1);
});

describe('brought back', () => {
  test('TR2 an article is as it was: text, notes, queue, roles, pictures, receipt, page and links', async () => {
    const picture = await done('POST', at('/pictures'), pictureForm());
    await done('POST', at('/annotations'), note());
    const viewer = await server.member('Vi', 'viewer');
    await done('POST', at('/members'), { member: viewer.id, role: 'editor' });
    await done('PATCH', at(), { status: 'published' });
    const report = await server.ask('POST', at('/reports'), { exact: 'harbour' }, '');
    const { secret } = await makeShare(server, article.id);
    const guest = await guestOf(server, secret);
    const paths = [
      at(),
      at('/text'),
      at('/annotations'),
      at('/members'),
      at('/shares'),
      at('/people'),
      '/api/articles',
      '/api/queue',
      `/api/reports/${report.json.receipt}`,
    ];
    const seen = () => Promise.all(paths.map(async (path) => (await server.ask('GET', path)).text));
    const [before, words] = [await seen(), await wordsInRoom(viewer.token)];
    await done('DELETE', at());
    expect((await guest.ask('GET', at())).status).toBe(401);
    days = 5;
    await server.parts.trash.purge();
    expect((await restore()).json).toEqual({
      id: article.id,
      what: 'article',
      url: `/articles/${article.id}`,
      newSlug: null,
    });
    expect(await trash()).toEqual([]);
    expect(await seen()).toEqual(before);
    expect(await wordsInRoom(viewer.token)).toBe(words);
    expect((await server.ask('GET', picture.url)).status).toBe(200);
    expect((await server.ask('GET', `/read/${article.slug}`, undefined, '')).status).toBe(200);
    expect((await get(at(), viewer.token)).role).toBe('editor');
    expect((await guest.ask('GET', at('/annotations'))).json.items).toHaveLength(1);
  });

  test('TR2 a layer is as it was, is in the queue again, and an open page hears of it', async () => {
    const { id } = await done('POST', at('/annotations'), note());
    const { token } = await server.member('Ed', 'editor');
    const frames: number[] = [];
    const client = stockClient(server, article.id, token, { news: '1' });
    client.provider.ws?.addEventListener('message', ({ data }) =>
      frames.push(new Uint8Array(data as ArrayBuffer)[0] ?? -1),
    );
    await client.synced;
    const news = () => frames.filter((type) => type > 99).length;
    await done('DELETE', at(`/layers/${layer('Comments')}`));
    await until(() => news() === 1, 'the news that the layer is gone');
    expect((await get('/api/queue')).counts.all).toBe(0);
    expect((await restore(layer('Comments'))).status).toBe(200);
    await until(() => news() === 2, 'the news that it is back');
    expect((await get('/api/queue')).items[0].annotation.id).toBe(id);
    expect((await get(at('/layers'))).items.map((one: { name: string }) => one.name)).toEqual([
      'Comments',
      'Reports',
    ]);
    client.destroy();
  });

  test('TR2 old notes of one’s own stand beside those that were begun meanwhile', async () => {
    const { token } = await server.member('Cy', 'commenter');
    const own = {
      ...note(),
      layer: 'notes',
      kind: 'comment',
      replacement: undefined,
      body: 'Mine',
    };
    const notes = async (): Promise<{ id: string; purpose: string }[]> =>
      (await get(at('/layers'), token)).items.filter(
        ({ name }: { name: string }) => name === 'My notes',
      );
    await done('POST', at('/annotations'), own, token);
    const [old] = await notes();
    await done('DELETE', at(`/layers/${old?.id}`), undefined, token);
    await done('POST', at('/annotations'), own, token);
    expect((await restore(old?.id, token)).status).toBe(200);
    expect((await notes()).map(({ purpose }) => purpose).sort()).toEqual(['custom', 'notes']);
    expect((await get(at('/annotations'), token)).items).toHaveLength(2);
  });

  test('TR6 an article whose slug was taken gets another one, and is a draft where it was published', async () => {
    await done('PATCH', at(), { status: 'published' });
    await done('DELETE', at());
    const other = await server.article('# Low tide\n\nAnother one.');
    expect(other.slug).toBe(article.slug);
    await done('PATCH', `/api/articles/${other.id}`, { status: 'published' });
    days = 29;
    await server.parts.trash.purge();
    expect((await restore()).json.newSlug).toBe('low-tide-2');
    expect(await get(at())).toMatchObject({ slug: 'low-tide-2', status: 'draft' });
    expect((await get(`/api/articles/${other.id}`)).status).toBe('published');
  });

  test('TR7 a layer goes with its article; one that was deleted before waits for its own time', async () => {
    const made = await done('POST', at('/layers'), { name: 'Facts' });
    await done('DELETE', at(`/layers/${made.id}`));
    days = 10;
    await done('DELETE', at());
    expect((await trash()).map(({ id }: { id: string }) => id)).toEqual([article.id]);
    expect((await restore(made.id)).status).toBe(404);
    expect((await restore()).status).toBe(200);
    expect((await get(at('/layers'))).items).toHaveLength(2);
    expect(await trash()).toMatchObject([{ id: made.id, name: 'Facts', what: 'layer' }]);
    expect((await restore(made.id)).status).toBe(200);
    await done('DELETE', at(`/layers/${made.id}`));
    await done('DELETE', at());
    await done('DELETE', `/api/trash/${article.id}`);
    expect(await server.store.catalogue.find('trash')).toEqual([]);
    expect((await server.store.log.rooms()).filter((room) => room.startsWith(article.id))).toEqual(
      [],
    );
  });

  test('TR8 what ended meanwhile stays ended', async () => {
    const ed = await server.member('Ed', 'editor');
    const vi_ = await server.member('Vi', 'viewer');
    await done('POST', at('/members'), { member: vi_.id, role: 'moderator' });
    const { secret } = await makeShare(server, article.id, {}, ed.token);
    const kept = await makeShare(server, article.id);
    await done('DELETE', at());
    await done('PATCH', `/api/members/${ed.id}`, { role: 'viewer' });
    await done('PATCH', `/api/members/${ed.id}`, { role: 'editor' });
    await done('DELETE', `/api/members/${vi_.id}`);
    expect((await restore()).status).toBe(200);
    expect((await get(at('/shares'))).items.map(({ id }: { id: string }) => id)).toEqual([kept.id]);
    expect((await server.ask('POST', '/api/shares/look', { token: secret }, '')).status).toBe(401);
    expect(await server.store.catalogue.find('grants')).toEqual([]);
  });
});

describe('whose it is', () => {
  test('TR3 whoever may delete it sees it in the trash, with who deleted it and when it goes', async () => {
    const mo = await server.member('Mo', 'moderator');
    const ed = await server.member('Ed', 'editor');
    const here = await server.member('Hal', 'viewer');
    await done('POST', at('/members'), { member: here.id, role: 'moderator' });
    const made = await done('POST', at('/layers'), { name: 'Facts' });
    await done('DELETE', at(`/layers/${made.id}`), undefined, mo.token);
    const [item] = await trash();
    expect(item).toMatchObject({
      id: made.id,
      what: 'layer',
      name: 'Facts',
      article: { id: article.id, title: 'Low tide' },
      by: 'Mo',
    });
    expect(Date.parse(item.goes) - Date.parse(item.deleted)).toBe(30 * DAY_MS);
    expect(await trash(here.token)).toHaveLength(1);
    expect(await trash(ed.token)).toEqual([]);
    await done('DELETE', at(), undefined, mo.token);
    for (const { token } of [mo, here])
      expect(await trash(token)).toMatchObject([{ id: article.id, name: 'Low tide', by: 'Mo' }]);
    expect(await trash(ed.token)).toEqual([]);
    for (const ask of [
      restore,
      (id: string, token: string) => server.ask('DELETE', `/api/trash/${id}`, undefined, token),
    ])
      expect((await ask(article.id, ed.token)).status).toBe(404);
    expect((await restore(article.id, here.token)).status).toBe(200);
  });

  test('TR3 one’s own layer is there for its owner alone, and leaves nothing in the audit log', async () => {
    const { token } = await server.member('Cy', 'commenter');
    const words = { layer: 'notes', kind: 'comment', target: { exact: 'is is' }, body: 'Mine' };
    await done('POST', at('/annotations'), words, token);
    const layers: { id: string; name: string }[] = (await get(at('/layers'), token)).items;
    const own = { id: layers.find(({ name }) => name === 'My notes')?.id ?? '' };
    await done('DELETE', at(`/layers/${own.id}`), undefined, token);
    expect(await trash()).toEqual([]);
    expect((await restore(own.id)).status).toBe(404);
    expect((await server.ask('DELETE', `/api/trash/${own.id}`)).status).toBe(404);
    expect(await trash(token)).toMatchObject([{ name: 'My notes' }]);
    expect((await restore(own.id, token)).status).toBe(200);
    await done('DELETE', at(`/layers/${own.id}`), undefined, token);
    days = 31;
    await server.parts.trash.purge();
    const { items } = await get('/api/audit');
    expect(JSON.stringify(items)).not.toContain(own.id);
    expect(await trash(token)).toEqual([]);
  });

  test('TR3 the list comes in pages, the last deleted first', async () => {
    for (let n = 0; n < 52; n += 1) {
      const { id } = await server.article(`# Number ${n}`);
      await done('DELETE', `/api/articles/${id}`);
    }
    const first = await get('/api/trash');
    expect([first.items.length, first.items[0].name]).toEqual([50, 'Number 51']);
    const rest = await get(`/api/trash?cursor=${first.next}`);
    expect([rest.items.at(-1).name, rest.next]).toEqual(['Number 0', null]);
  });
});

/** All that the store has, but for the audit log and who there is. */
async function everything({ log, catalogue, blobs }: MemoryStore): Promise<string> {
  const spaces = ['queue', 'writers', 'moves', 'pictures', 'receipts'] as const;
  const tables = ['articles', 'layers', 'grants', 'shares', 'guests', 'trash'] as const;
  return JSON.stringify([
    await log.rooms(),
    await blobs.list(),
    await Promise.all(spaces.map((space) => log.list(space))),
    await Promise.all(tables.map((table) => catalogue.find(table))),
  ]);
}

describe('gone for good', () => {
  let shared: string;

  async function filled(): Promise<string> {
    const before = await everything(server.store);
    article = await server.article('# High tide\n\nThe harbour is is full.');
    await done('POST', at('/pictures'), pictureForm());
    await done('POST', at('/annotations'), note());
    await done('PATCH', at(), { status: 'published' });
    await done('POST', at('/reports'), { exact: 'harbour' }, '');
    const share = await makeShare(server, article.id);
    await guestOf(server, share.secret);
    expect(await server.store.log.get('uses', share.id)).not.toBeNull();
    shared = share.id;
    const { token, id } = await server.member('Ed', 'editor');
    await done('POST', at('/members'), { member: id, role: 'moderator' });
    const client = stockClient(server, article.id, token);
    await client.synced;
    const paragraph = client.doc.getXmlFragment('article').get(1) as Y.XmlElement;
    (paragraph.get(0) as Y.XmlText).insert(0, 'Now ');
    await until(
      async () => (await server.ask('GET', at('/text'))).text.includes('Now'),
      'the words',
    );
    client.destroy();
    expect(await everything(server.store)).not.toBe(before);
    await done('DELETE', at());
    return before;
  }

  test('TR4 after thirty days nothing is left of it, and the log says that it went', async () => {
    const before = await filled();
    days = 29;
    expect(await server.parts.trash.purge()).toBe(0);
    days = 31;
    expect(await server.parts.trash.purge()).toBe(1);
    expect(await everything(server.store)).toBe(before);
    expect(await server.store.log.get('uses', shared)).toBeNull();
    expect((await restore()).status).toBe(404);
    const { items } = await get('/api/audit?action=deleted%20for%20good');
    expect(items).toMatchObject([
      {
        actor: { kind: 'system' },
        article: article.id,
        subject: null,
        detail: { what: 'article' },
      },
    ]);
    expect((await get('/api/audit?action=article%20deleted')).items).toHaveLength(1);
  });

  test('TR5 a purge that is told to stop leaves the rest to the next one', async () => {
    await filled();
    days = 31;
    expect(await server.parts.trash.purge(AbortSignal.abort())).toBe(0);
    expect(await server.parts.trash.purge()).toBe(1);
  });

  test('TR5 one that can’t be deleted keeps none of the others, and is told of', async () => {
    const others = await Promise.all(
      ['# One\n\nWords.', '# Two\n\nWords.'].map((content) => server.article(content)),
    );
    for (const { id } of [article, ...others]) await done('DELETE', `/api/articles/${id}`);
    days = 31;
    const { rooms, trash: bin } = server.parts;
    const failing = vi.spyOn(rooms, 'delete').mockImplementationOnce(async () => {
      throw new Error('The disk is full.');
    });
    await expect(bin.purge()).rejects.toThrow('1 of 3 things in the trash stay.');
    failing.mockRestore();
    expect(await server.store.catalogue.find('trash')).toHaveLength(1);
    expect(await bin.purge()).toBe(1);
  });

  test('TR4 nor where somebody deletes it for good at once', async () => {
    const before = await filled();
    await done('DELETE', `/api/trash/${article.id}`);
    expect(await everything(server.store)).toBe(before);
    expect((await server.ask('DELETE', `/api/trash/${article.id}`)).status).toBe(404);
  });

  test('TR4 what somebody begins in an article that was deleted meanwhile is refused, and not left behind', async () => {
    const { layers, shares, grants } = server.parts;
    const { id } = await server.member('Cy', 'viewer');
    const actor = { kind: 'member', id, name: 'Cy', role: 'owner' } as const;
    await done('DELETE', at());
    const begun = await Promise.all([
      layers.forWriting(article.id, 'notes', actor),
      layers.add(article.id, { name: 'Facts', color: 'blue', audience: 'members' }, actor),
      shares.add(article.id, { role: 'viewer', label: '' }, actor),
      grants.give(article.id, id, 'editor', actor),
    ]);
    expect(begun.map((result) => result.ok || result.problem.status)).toEqual([404, 404, 404, 404]);
    const { catalogue } = server.store;
    for (const table of ['layers', 'shares', 'grants'] as const)
      expect(await catalogue.find(table, { article: article.id })).toEqual([]);
  });

  test('TR4 a layer goes with its notes, and its article stays', async () => {
    const before = await everything(server.store);
    const made = await done('POST', at('/layers'), { name: 'Facts' });
    await done('POST', at('/annotations'), { ...note(), layer: made.id });
    await done('DELETE', at(`/layers/${made.id}`));
    days = 31;
    await server.parts.trash.purge();
    expect(await everything(server.store)).toBe(before);
    expect((await server.ask('GET', at('/text'))).text).toContain('harbour');
  });

  test('TR4 what a failing disk interrupts can not come back, and is finished by the next purge', async () => {
    const before = await filled();
    const failing = vi.spyOn(server.parts.rooms, 'delete').mockRejectedValueOnce(new Error('full'));
    expect((await server.ask('DELETE', `/api/trash/${article.id}`)).status).toBe(500);
    failing.mockRestore();
    expect(await trash()).toEqual([]);
    expect((await restore()).status).toBe(404);
    expect(await server.parts.trash.purge()).toBe(1);
    expect(await everything(server.store)).toBe(before);
  });

  test('TR5 what is due goes at the start of the server', async () => {
    await done('DELETE', at());
    days = 31;
    const second = await testServer({ now }, server.store);
    const isGone = async () => (await second.store.catalogue.find('trash')).length === 0;
    await until(isGone, 'the purge');
    expect(
      (await second.ask('GET', '/api/audit?action=deleted%20for%20good')).json.items,
    ).toHaveLength(1);
    await second.close();
    server = await testServer({ now }, memoryStore());
  });

  test('TR5 what is long overdue at a start can be brought back for another week', async () => {
    await done('DELETE', at());
    days = 40;
    const second = await testServer({ now }, server.store);
    expect(await second.parts.trash.purge()).toBe(0);
    days = 48;
    expect(await second.parts.trash.purge()).toBe(1);
    await second.close();
    server = await testServer({ now }, memoryStore());
  });

  test('TR2 what was typed right before comes back with the title that it gave', async () => {
    const room = await server.parts.rooms.text(article.id);
    const flushed = vi.spyOn(server.parts.articles, 'updateFromText');
    expect(room).not.toBeNull();
    await done('PATCH', at(), { title: 'Typed just now' });
    await done('DELETE', at());
    const calls = flushed.mock.calls.length;
    flushed.mockRestore();
    expect(calls).toBeGreaterThan(0);
    await restore();
    expect((await get(at())).title).toBe('Typed just now');
  });

  test('TR5 and each hour; one that fails is told of, and the next one comes', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    let purges = 0;
    const failed = vi.fn();
    let stopped: AbortSignal | null = null;
    const purge = (signal: AbortSignal) => {
      stopped = signal;
      purges += 1;
      return purges === 2 ? Promise.reject(new Error('The disk is full.')) : Promise.resolve();
    };
    const stop = purgeHourly(purge, failed);
    const hour = async () => {
      vi.advanceTimersByTime(60 * 60 * 1000);
      await new Promise((resolve) => setImmediate(resolve));
    };
    await hour();
    await hour();
    expect([purges, failed.mock.calls.length]).toEqual([3, 1]);
    await stop();
    expect(stopped).toMatchObject({ aborted: true });
    await hour();
    expect(purges).toBe(3);
    vi.useRealTimers();
  });
});

test('TR9 what is in the trash counts against the caps', async () => {
  await server.store.transaction(async ({ catalogue }) => {
    const [model] = await catalogue.find('layers', { article: article.id, purpose: 'comments' });
    if (!model) throw new Error('The article has no layer.');
    for (let n = 2; n < CAPS.layersInArticle.most; n += 1)
      catalogue.put('layers', { ...model, id: `${article.id}-${n}`, purpose: 'custom' });
  });
  await done('DELETE', at(`/layers/${article.id}-9`));
  const refused = await server.ask('POST', at('/layers'), { name: 'More' });
  expect([refused.status, refused.json.detail]).toEqual([409, CAPS.layersInArticle.sentence]);
  await done('DELETE', `/api/trash/${article.id}-9`);
  expect((await server.ask('POST', at('/layers'), { name: 'More' })).status).toBe(201);

  await done('DELETE', at());
  await server.store.transaction(async ({ catalogue }) => {
    const trashed = await catalogue.get('trash', article.id);
    const [model] = trashed?.rows.articles ?? [];
    if (!model) throw new Error('The article is not in the trash.');
    for (let n = 1; n < CAPS.articles.most; n += 1)
      catalogue.put('articles', { ...model, id: `many-${n}`, slug: `many-${n}` });
  });
  // So many rows take their time, in which the server may have closed the connection that is asked on next.
  await until(
    () =>
      get('/healthz').then(
        () => true,
        () => false,
      ),
    'an answer',
  );
  const one = { content: 'One more', format: 'text' };
  expect((await server.ask('POST', '/api/articles', one)).status).toBe(409);
  await done('DELETE', `/api/trash/${article.id}`);
  expect((await server.ask('POST', '/api/articles', one)).status).toBe(201);
});

test('TR9 one’s own notes count against a cap of their own, in the trash too, and keep nobody else from making a layer', async () => {
  const { token } = await server.member('Cy', 'commenter');
  const own = { ...note(), layer: 'notes', kind: 'comment', replacement: undefined, body: 'Mine' };
  const { most, sentence } = CAPS.ownLayersInArticle;
  for (let n = 0; n < most; n += 1) {
    const { layer: notes } = await done('POST', at('/annotations'), own, token);
    await done('DELETE', at(`/layers/${notes}`), undefined, token);
  }
  const refused = await server.ask('POST', at('/annotations'), own, token);
  expect([refused.status, refused.json.detail]).toEqual([409, sentence]);
  for (const { id } of await trash(token)) expect((await restore(id, token)).status).toBe(200);
  for (let n = 2; n < CAPS.layersInArticle.most; n += 1)
    await done('POST', at('/layers'), { name: `Layer ${n}` });
  const full = await server.ask('POST', at('/layers'), { name: 'More' });
  expect(full.json.detail).toBe(CAPS.layersInArticle.sentence);
});

test('LM5 an own layer that is opened to others needs room among theirs', async () => {
  const opened = await done('POST', at('/layers'), { name: 'Mine', audience: 'private' });
  for (let n = 2; n < CAPS.layersInArticle.most; n += 1)
    await done('POST', at('/layers'), { name: `Layer ${n}` });
  const path = at(`/layers/${opened.id}`);
  const refused = await server.ask('PATCH', path, { audience: 'members' });
  expect([refused.status, refused.json.detail]).toEqual([409, CAPS.layersInArticle.sentence]);
  expect((await server.ask('PATCH', path, { name: 'Still mine' })).status).toBe(200);
});

test('TR10 the check of the store takes what is in the trash for what it is', async () => {
  await done('POST', at('/annotations'), note());
  const made = await done('POST', at('/layers'), { name: 'Facts' });
  await done('POST', at('/annotations'), { ...note(), layer: made.id });
  await done('DELETE', at(`/layers/${made.id}`));
  const check = () => server.ask('POST', '/api/store/verify', { rebuild: true });
  const counts = { findings: [], articles: 1, layers: 3, rooms: 4, strays: 0, rebuilt: 0 };
  expect((await check()).json).toMatchObject({ ...counts, trash: 1 });
  await done('DELETE', at());
  expect((await check()).json).toMatchObject({ ...counts, trash: 2 });
  await server.store.log.commit([{ do: 'drop', room: article.id }]);
  expect((await check()).json.findings).toEqual([
    `The article “Low tide” (${article.id}) has no text.`,
  ]);
});

test('TR10 a backup has what is in the trash', async () => {
  const folder = await temporaryFolder();
  const store = await openStore(join(folder, 'store'));
  const first = await testServer({}, store);
  const { id } = await first.article('# Ebb\n\nWords.');
  await first.ask('DELETE', `/api/articles/${id}`);
  await store.backup(join(folder, 'backup'));
  await first.close();
  const second = await testServer({}, await openStore(join(folder, 'backup')));
  expect((await second.ask('GET', '/api/trash')).json.items).toMatchObject([{ id, name: 'Ebb' }]);
  expect((await second.ask('POST', `/api/trash/${id}/restore`)).status).toBe(200);
  expect((await second.ask('GET', `/api/articles/${id}/text`)).text).toBe('Ebb\nWords.');
  await second.close();
});
