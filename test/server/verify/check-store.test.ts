/** The check of the store finds what is wrong, and puts right what follows from the rooms. */
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { memoryStore } from '../../../server/storage/open.ts';
import { DamagedEntryError } from '../../../server/storage/damage.ts';
import type { Entry, Write } from '../../../server/storage/update-log.ts';
import { readEntries } from '../../../server/storage/read-entries.ts';
import { checkStore } from '../../../server/verify/check-store.ts';
import { testServer } from '../../support/server.ts';
import type { TestServer } from '../../support/server.ts';

type Memory = TestServer<ReturnType<typeof memoryStore>>;

/** A server with an article, a comment, a suggestion that was accepted, and a highlight. */
async function busyServer(): Promise<{ server: Memory; article: string; layer: string }> {
  const server = await testServer();
  const article = await server.article('# The bridge\n\nIt was bilt at night by many hands.');
  const layer = article.layers[0]?.id ?? '';
  const annotate = (kind: string, exact: string, replacement: string | null = null) =>
    server.ask('POST', `/api/articles/${article.id}/annotations`, {
      layer,
      kind,
      target: { exact },
      replacement,
    });
  expect((await annotate('comment', 'at night')).status).toBe(201);
  expect((await annotate('highlight', 'hands')).status).toBe(201);
  const suggestion = await annotate('suggestion', 'bilt', 'built');
  const path = `/api/articles/${article.id}/annotations/${suggestion.json.id}/status`;
  expect((await server.ask('POST', path, { status: 'accepted' })).status).toBe(200);
  return { server, article: article.id, layer };
}

const verify = async ({ ask }: Memory, rebuild = false) =>
  (await ask('POST', '/api/store/verify', { rebuild })).json;

test('V10 a store in order has no findings', async () => {
  const { server } = await busyServer();
  expect(await verify(server)).toEqual({
    findings: [],
    generation: 0,
    articles: 1,
    layers: 2,
    trash: 0,
    rooms: 3,
    strays: 0,
    rebuilt: 0,
  });
  await server.close();
});

/** A document with a root that no room has. */
function foreignRoot(): Uint8Array {
  const doc = new Y.Doc();
  doc.getMap('elsewhere').set('a', 1);
  return Y.encodeStateAsUpdate(doc);
}

/** An update that hangs on another one, which nobody has. */
function updateWithoutItsPast(): Uint8Array {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  doc.getMap('annotations').set('a', 1);
  doc.getMap('annotations').set('b', 1);
  return updates[1] ?? Uint8Array.of();
}

const FAULTS: {
  readonly what: string;
  readonly writes: (article: string, layer: string) => Write[];
  readonly finds: RegExp;
}[] = [
  {
    what: 'an article without its text',
    writes: (article) => [{ do: 'drop', room: article }],
    finds: /^The article “The bridge” \(.*\) has no text\.$/,
  },
  {
    what: 'a layer without its room',
    writes: (article, layer) => [{ do: 'drop', room: `${article}/${layer}` }],
    finds: /^The room “.*\/.*” is missing\.$/,
  },
  {
    what: 'a gap in a history',
    writes: (article, layer) => [
      { do: 'append', room: `${article}/${layer}`, update: updateWithoutItsPast() },
    ],
    finds: /has a gap in its history/,
  },
  {
    what: 'an unknown root',
    writes: (article) => [{ do: 'append', room: article, update: foreignRoot() }],
    finds: /has unknown roots: \["elsewhere"\]/,
  },
  {
    what: 'bytes that are no update, in a room of no article too',
    writes: () => [{ do: 'append', room: 'nobody', update: Uint8Array.of(1, 2, 3) }],
    finds: /^The updates of the room “nobody” can't be applied/,
  },
];
for (const { what, writes, finds } of FAULTS) {
  test(`V10 the check finds ${what}`, async () => {
    const { server, article, layer } = await busyServer();
    await server.store.log.commit(writes(article, layer));
    const { findings } = await verify(server, true);
    expect(findings).toEqual([expect.stringMatching(finds)]);
    await server.close();
  });
}

test('V11 records of the queue that differ from the rooms are found, and put right when asked', async () => {
  const { server, article, layer } = await busyServer();
  const { log } = server.store;
  const before = await log.list('queue');
  expect(before).toHaveLength(2);
  const [open, settled] = before as [Entry, Entry];
  await log.commit([
    { do: 'remove', space: 'queue', key: open.key },
    { do: 'put', space: 'queue', key: settled.key, value: { wrong: true } },
    { do: 'put', space: 'queue', key: `open/${article}/${layer}/nothing`, value: 1 },
    { do: 'put', space: 'queue', key: `open/${article}/gone/x`, value: 1 },
  ]);
  const found = await verify(server);
  expect(found.findings).toEqual([
    expect.stringMatching(/^3 records of the queue differ from the room/),
    '1 records of the queue belong to no layer.',
  ]);
  expect(found.rebuilt).toBe(0);
  expect(await log.list('queue')).toHaveLength(3);
  expect((await verify(server, true)).rebuilt).toBe(4);
  expect(await log.list('queue')).toEqual(before);
  expect((await verify(server)).findings).toEqual([]);
  await server.close();
});

test('V11 a damaged record hides no other, and is written anew', async () => {
  const { server } = await busyServer();
  const { store } = server;
  const before = await store.log.list('queue');
  const bad = before[0]?.key ?? '';
  const { list, commit } = store.log;
  let isDamaged = true;
  // The store in memory can't be damaged, so its answers are those of one that is.
  store.log.list = async (space, options) => {
    const entries = await list.call(store.log, space, options);
    if (isDamaged && entries.some(({ key }) => space === 'queue' && key === bad))
      throw new DamagedEntryError('queue', bad);
    return entries;
  };
  store.log.commit = async (writes) => {
    if (writes.some((write) => 'key' in write && write.key === bad)) isDamaged = false;
    return commit.call(store.log, writes);
  };
  expect((await checkStore(store, null, false)).findings).toContain(
    "1 entries of “queue” can't be read.",
  );
  expect(await readEntries(store.log, 'queue')).toEqual({
    entries: before.slice(1),
    damaged: [bad],
  });
  await checkStore(store, null, true);
  expect(isDamaged).toBe(false);
  expect(await store.log.list('queue')).toEqual(before);
  expect((await checkStore(store, null, false)).findings).toEqual([]);
  await server.close();
});

test('V12 rooms of no article are counted and are no fault', async () => {
  const { server } = await busyServer();
  await server.store.log.commit([
    { do: 'append', room: 'left', update: Y.encodeStateAsUpdate(new Y.Doc()) },
  ]);
  expect(await verify(server)).toMatchObject({ findings: [], strays: 1, rooms: 4 });
  await server.close();
});

test.each([false, true])(
  'V13 a change between two looks of the check is no fault (rebuild: %s)',
  async (rebuild) => {
    const { server, article, layer } = await busyServer();
    const { log } = server.store;
    const { list } = log;
    let changes = 0;
    log.list = async (space, options) => {
      // The room is read by now, and the records not yet.
      if (space === 'queue' && options?.prefix?.startsWith(`open/${article}/${layer}/`)) {
        changes += 1;
        if (changes < 4)
          await server.ask('POST', `/api/articles/${article}/annotations`, {
            layer,
            kind: 'comment',
            target: { exact: 'night' },
          });
      }
      return list.call(log, space, options);
    };
    expect(await verify(server, rebuild)).toMatchObject({ findings: [], rebuilt: 0 });
    expect(changes).toBe(4);
    log.list = list;
    expect(await log.list('queue')).toHaveLength(2 + 3);
    await server.close();
  },
);

test('V14 checks and copies are the owner’s, and of this machine alone', async () => {
  const server = await testServer();
  const moderator = await server.member('Mo', 'moderator');
  for (const [path, body] of [
    ['/api/store/verify', {}],
    ['/api/store/backup', { folder: '/nowhere' }],
  ] as const) {
    expect((await server.ask('POST', path, body, moderator.token)).status).toBe(403);
    expect((await server.ask('POST', path, body, '')).status).toBe(401);
    const response = await fetch(`${server.url}${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: {
        'content-type': 'application/json',
        authorization: 'Bearer the-owner-of-the-test-workspace',
        'x-forwarded-for': '127.0.0.1',
      },
    });
    expect(response.status).toBe(403);
  }
  await server.close();
});
