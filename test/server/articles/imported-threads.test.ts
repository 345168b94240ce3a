/** What was said in a file that is imported is in the article's layer for comments, under the names in the file. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { takeThreads } from '../../../server/articles/imported-threads.ts';
import type { ImportedThread } from '../../../server/formats/format.ts';
import { foreignAuthor } from '../../../shared/annotation/foreign-author.ts';
import { changed, comment, commented, docx, para, run, words } from '../../support/docx.ts';
import type { DocxParts } from '../../support/docx.ts';
import { OWNER_TOKEN, testServer } from '../../support/server.ts';
import type { TestServer } from '../../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

async function send(body: string, parts: DocxParts = {}, token = OWNER_TOKEN) {
  const form = new FormData();
  form.set('file', new Blob([docx(body, parts)]), 'story.docx');
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`${server.url}/api/articles`, {
    method: 'POST',
    headers,
    body: form,
  });
  // oxlint-disable-next-line typescript/no-explicit-any -- what is expected of an answer stands below
  return { status: response.status, json: (await response.json()) as any };
}

async function annotationsOf(article: string, query = '') {
  const { json } = await server.ask(
    'GET',
    `/api/articles/${article}/annotations?status=all${query}`,
  );
  // oxlint-disable-next-line typescript/no-explicit-any -- as above
  return json.items as any[];
}

/** Names with what would turn or hide the words beside them. */
const HOSTILE = 'Ann\u202E\u2066 &lt;b&gt;   Bee';

const BODY =
  words('The bridge stands') +
  para(
    run('It is ') +
      commented('1', commented('2', run('very old'))) +
      run(' and ') +
      changed('del', 'short', 'Bob') +
      changed('ins', 'long', 'Bob') +
      run('.'),
  );
const PARTS: DocxParts = {
  comments: comment('1', HOSTILE, 'How old?', 'A1') + comment('2', '', 'A century.', 'A2'),
  commentsExtended:
    '<w15:commentEx w15:paraId="A1" w15:done="1"/><w15:commentEx w15:paraId="A2" w15:paraIdParent="A1"/>',
};

describe('a Word file with its conversation', () => {
  test('IT1 its comments and changes are threads, by the authors of the file at their times, and the answer counts them', async () => {
    const sent = await send(BODY, PARTS);
    expect(sent.status).toBe(201);
    expect(sent.json.warnings).toEqual([
      '1 comment, 1 reply and 1 suggestion by 3 people came with it.',
    ]);
    const [first, second, ...others] = (await annotationsOf(sent.json.id)).sort(
      (one, other) => one.anchor.from - other.anchor.from,
    );
    expect(others).toEqual([]);
    const comments = sent.json.layers.find(({ name }: { name: string }) => name === 'Comments');
    expect(first).toMatchObject({
      layer: comments.id,
      kind: 'comment',
      author: 'file:Ann <b> Bee',
      created: '2024-01-02T03:04:05.000Z',
      via: 'import',
      body: 'How old?',
      anchor: { exact: 'very old' },
      anchoring: { state: 'exact' },
      status: 'resolved',
      statusBy: null,
      statusAt: '2024-01-02T03:04:05.000Z',
      replies: [
        { author: 'file:Unknown', body: 'A century.', created: '2024-01-02T03:04:05.000Z' },
      ],
    });
    expect(second).toMatchObject({
      kind: 'suggestion',
      author: 'file:Bob',
      created: '2024-02-03T04:05:06.000Z',
      anchor: { exact: 'short' },
      replacement: 'long',
      status: 'open',
    });
    const accepted = await server.ask(
      'POST',
      `/api/articles/${sent.json.id}/annotations/${second.id}/status`,
      { status: 'accepted' },
    );
    expect(accepted.status).toBe(200);
    const { text } = await server.ask('GET', `/api/articles/${sent.json.id}/text`);
    expect(text).toBe('The bridge stands\nIt is very old and long.');
  });

  test('IT1 times to come and none at all are that of the import, and too many words are cut', async () => {
    const article = await server.article('Some words of a text');
    const thread: ImportedThread = {
      from: 0,
      to: 4,
      author: 'Ann',
      at: '2999-01-01T00:00:00.000Z',
      body: 'x'.repeat(30_000),
      replacement: null,
      isResolved: false,
      replies: [{ author: 'Ann', at: null, body: 'y' }],
    };
    const owner = { kind: 'member', id: 'o', name: 'O', role: 'owner' } as const;
    const before = new Date().toISOString();
    expect(await takeThreads([thread], article.id, owner, server.parts)).toEqual([
      '1 comment and 1 reply by 1 person came with it.',
    ]);
    const [made] = await annotationsOf(article.id);
    for (const at of [made.created, made.replies[0].created])
      expect(at >= before && at <= new Date().toISOString()).toBe(true);
    expect(made.body.length).toBe(20_000);
  });

  test('IT2 who may not write the layer brings nothing in, and what has no words is counted', async () => {
    const article = await server.article('Some words of a text');
    const thread = {
      author: 'Ann',
      at: null,
      body: 'x',
      replacement: null,
      isResolved: false,
      replies: [],
    };
    const at = (from: number, to: number): ImportedThread => ({ ...thread, from, to });
    const viewer = { kind: 'member', id: 'v', name: 'V', role: 'viewer' } as const;
    const owner = { kind: 'member', id: 'o', name: 'O', role: 'owner' } as const;
    expect(await takeThreads([at(0, 4)], article.id, viewer, server.parts)).toEqual([
      '1 comment or suggestion could not be taken along.',
    ]);
    expect(await annotationsOf(article.id)).toEqual([]);
    expect(
      await takeThreads([at(0, 4), at(500, 600), at(7, 7)], article.id, owner, server.parts),
    ).toEqual([
      '1 comment by 1 person came with it.',
      '2 comments or suggestions could not be taken along.',
    ]);
  });

  test('IT2 a thread takes as many replies as it may, and the rest is left', async () => {
    const article = await server.article('Some words of a text');
    const remark = { author: 'Ann', at: null, body: 'x' };
    const replies = Array.from({ length: 501 }, () => remark);
    const owner = { kind: 'member', id: 'o', name: 'O', role: 'owner' } as const;
    const thread = { ...remark, from: 0, to: 4, replacement: null, isResolved: true, replies };
    await takeThreads([thread], article.id, owner, server.parts);
    const [made] = await annotationsOf(article.id);
    expect([made.replies.length, made.status]).toEqual([500, 'resolved']);
  });
});

describe('an author whom only a file names', () => {
  test('FN1 who comes back with a copy of ours is marked once', async () => {
    const marked = comment('1', 'Ann (from a file) (from a file)', 'x');
    const { json } = await send(para(commented('1', run('Words'))), { comments: marked });
    const [thread] = await annotationsOf(json.id);
    expect(thread.author).toBe('file:Ann');
  });

  test('FN1 has no right to what stands under the name, and can be asked for', async () => {
    const { json } = await send(BODY, PARTS);
    const bob = await server.member('Bob', 'commenter');
    const address = `/api/articles/${json.id}/annotations`;
    const [thread] = await annotationsOf(json.id, `&author=${encodeURIComponent('file:Bob')}`);
    expect(thread.author).toBe(foreignAuthor('Bob'));
    for (const [method, path, body] of [
      ['PATCH', '', { body: 'mine' }],
      ['DELETE', '', undefined],
      ['POST', '/status', { status: 'resolved' }],
    ] as const) {
      const { status } = await server.ask(
        method,
        `${address}/${thread.id}${path}`,
        body,
        bob.token,
      );
      expect([method, path, status]).toEqual([method, path, 403]);
    }
    const owners = await server.ask('PATCH', `${address}/${thread.id}`, { body: 'mine' });
    expect(owners.status).toBe(403);
    expect(
      (await server.ask('PATCH', `${address}/${thread.id}`, { assignee: 'file:Bob' })).status,
    ).toBe(400);
  });

  test('FN1 is marked in the queue and in copies, and numbered under pseudonyms', async () => {
    const { json } = await send(BODY, PARTS);
    const queue = await server.ask('GET', `/api/queue?article=${json.id}`);
    expect(queue.json.items.map(({ author }: { author: string }) => author)).toEqual([
      'Bob (from a file)',
    ]);
    for (const format of ['html', 'md', 'txt', 'jsonld']) {
      const address = `/api/articles/${json.id}/export?status=all&format=${format}`;
      const real = await server.ask('GET', address);
      expect(real.text).toContain('Bob (from a file)');
      expect(real.text).not.toContain('file:');
      const hidden = await server.ask('GET', `${address}&names=pseudonyms`);
      expect(hidden.text).toContain('Person 1');
      expect(hidden.text).not.toMatch(/\bBob\b|\bAnn\b|from a file/);
    }
  });
});
