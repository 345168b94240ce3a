/** Annotations over HTTP: made by each kind of target, changed, settled, and found again. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { describe as anchorAt } from '../../../shared/anchor/describe.ts';
import { textIndex } from '../../../shared/anchor/text-index.ts';
import { testServer } from '../../support/server.ts';
import type { ArticleReply, Reply, TestServer } from '../../support/server.ts';
import { visitor } from '../../support/visitor.ts';
import { stockClient } from '../../support/sync-client.ts';

let server: TestServer;
let article: ArticleReply;
let people: Record<
  'commenter' | 'second' | 'editor' | 'moderator' | 'viewer',
  { id: string; token: string }
>;

const TEXT = 'Tale\nA cat saw a cat.\nThe end.';

beforeAll(async () => {
  server = await testServer();
  people = {
    viewer: await server.member('Vera', 'viewer'),
    commenter: await server.member('Carl', 'commenter'),
    second: await server.member('Cora', 'commenter'),
    editor: await server.member('Edith', 'editor'),
    moderator: await server.member('Mona', 'moderator'),
  };
});
beforeEach(async () => {
  article = await server.article('# Tale\n\nA **cat** saw a cat.\n\nThe end.');
});
afterAll(() => server.close());

type Who = keyof typeof people;
const path = (rest = '') => `/api/articles/${article.id}/annotations${rest}`;
const layer = (name = 'Comments') => article.layers.find((one) => one.name === name)?.id ?? '';
const text = async () => (await server.ask('GET', `/api/articles/${article.id}/text`)).text;

function ask(method: string, rest: string, body?: unknown, who: Who = 'commenter'): Promise<Reply> {
  return server.ask(method, path(rest), body, people[who].token);
}

function create(fields: object = {}, who: Who = 'commenter'): Promise<Reply> {
  const usual = { layer: layer(), kind: 'comment', target: { exact: 'end' }, body: 'Why?' };
  return ask('POST', '', { ...usual, ...fields }, who);
}

async function made(fields: object = {}, who: Who = 'commenter'): Promise<string> {
  const reply = await create(fields, who);
  expect(reply.status).toBe(201);
  return reply.json.id;
}

const settle = (id: string, status: string, who: Who, note?: string) =>
  ask('POST', `/${id}/status`, { status, ...(note ? { note } : {}) }, who);

async function all(query = ''): Promise<unknown[]> {
  return (await server.ask('GET', path(query))).json.items;
}

describe('making one', () => {
  test('H17 the answer has all fields, and where the words are', async () => {
    const reply = await create({ tags: [' style '], color: 'green' });
    expect(reply.json).toMatchObject({
      kind: 'comment',
      author: people.commenter.id,
      body: 'Why?',
      replacement: null,
      color: 'green',
      tags: ['style'],
      status: 'open',
      statusBy: null,
      assignee: null,
      replies: [],
      article: article.id,
      layer: layer(),
      anchor: { exact: 'end', prefix: expect.stringContaining('The '), from: 26, to: 29 },
      anchoring: { state: 'exact', from: 26, to: 29, exact: 'end' },
    });
    expect(await all()).toEqual([reply.json]);
    expect((await ask('GET', `/${reply.json.id}`)).json).toEqual(reply.json);
  });

  test('CM3 the answer says by which way it came', async () => {
    const browser = visitor(server);
    await browser.ask('POST', '/api/session', { token: people.commenter.token });
    const fields = { layer: layer(), kind: 'comment', target: { exact: 'end' }, body: 'Why?' };
    const there = await browser.ask('POST', path(), fields);
    expect(there.status).toBe(201);
    expect([(await create()).json.via, there.json.via]).toEqual(['http', 'web']);
  });

  test.each<[string, object, number]>([
    ['a quote that is there once', { exact: 'saw' }, 11],
    ['a quote with the words before it', { exact: 'cat', prefix: 'saw a ' }, 17],
    ['a quote with the words behind it', { exact: 'cat', suffix: ' saw' }, 7],
    ['a quote near a place', { exact: 'cat', from: 16 }, 17],
    ['offsets', { from: 17, to: 20 }, 17],
  ])('H17 a target may be %s', async (_name, target, from) => {
    const reply = await create({ target });
    expect(reply.status).toBe(201);
    expect(reply.json.anchoring).toMatchObject({ state: 'exact', from });
  });

  test('H17 a target may be two relative positions', async () => {
    const client = stockClient(server, article.id, people.viewer.token);
    await client.synced;
    const index = textIndex(client.doc.getXmlFragment('article'));
    const { start, end, exact } = anchorAt(index, { from: 17, to: 20 });
    const reply = await create({ target: { start, end, exact } });
    expect(reply.json.anchoring).toMatchObject({ state: 'exact', from: 17, to: 20 });
    client.destroy();
  });

  test('H18 words that occur twice are refused with both places', async () => {
    const { status, json } = await create({ target: { exact: 'cat' } });
    expect([status, json.type]).toEqual([422, '/problems/words-ambiguous']);
    expect(json.candidates).toMatchObject([
      { from: 7, to: 10, prefix: 'Tale\nA ', suffix: ' saw a cat.\nThe end.' },
      { from: 17, to: 20, prefix: 'Tale\nA cat saw a ', suffix: '.\nThe end.' },
    ]);
  });

  test.each<[string, object, number]>([
    ['words that are not there', { target: { exact: 'dog' } }, 422],
    ['an empty range', { target: { from: 3, to: 3 } }, 422],
    ['a range backwards', { target: { from: 5, to: 3 } }, 422],
    ['a range behind the end', { target: { from: 0, to: 1000 } }, 422],
    ['a range before the start', { target: { from: -1, to: 3 } }, 400],
    ['half a character', { target: { from: 0.5, to: 3 } }, 400],
    ['no words', { target: { exact: '' } }, 400],
    ['no target', { target: {} }, 400],
    ['a target of two minds', { target: { from: 0, to: 3, exact: 'Tal' } }, 400],
    ['positions that are none', { target: { start: '!', end: '!', exact: 'Tale' } }, 400],
    ['a kind that is not for members', { kind: 'report' }, 400],
    ['a suggestion of nothing', { kind: 'suggestion' }, 400],
    ['an id that is no UUID', { id: '../../x' }, 400],
    ['a body that is too long', { body: 'x'.repeat(20_001) }, 400],
    ['a body of a megabyte', { body: 'x'.repeat(1 << 20) }, 413],
    ['too many tags', { tags: Array.from({ length: 21 }, () => 'x') }, 400],
    ['an author', { author: 'somebody' }, 400],
    ['a layer that is not there', { layer: 'nothing' }, 404],
    ['a layer with a prototype’s name', { layer: '__proto__' }, 404],
  ])('H18 %s: nothing is made', async (_name, fields, status) => {
    const reply = await create(fields);
    expect(reply.status).toBe(status);
    expect(reply.json).toMatchObject({
      status,
      type: expect.any(String),
      title: expect.any(String),
    });
    expect(await all()).toEqual([]);
  });

  test('H18 a layer of another article is as absent as none', async () => {
    const other = await server.article('# Other\n\nThe end.');
    const reply = await create({ layer: other.layers[0]?.id });
    expect(reply.status).toBe(404);
    expect((await server.ask('GET', `/api/articles/${other.id}/annotations`)).json.items).toEqual(
      [],
    );
  });
});

describe('ids made by the client', () => {
  test('H19 the same command sent twice is done once', async () => {
    const id = randomUUID();
    const [one, other] = await Promise.all([create({ id }), create({ id })]);
    expect([one.status, other.status]).toEqual([201, 201]);
    expect(one.json).toEqual(other.json);
    const reply = { id: randomUUID(), body: 'Because.' };
    await ask('POST', `/${id}/replies`, reply);
    expect((await ask('POST', `/${id}/replies`, reply)).json.replies).toHaveLength(1);
    expect(await all()).toHaveLength(1);
  });

  test('H19 a status with a word on why, sent twice, says it once', async () => {
    const id = await made();
    const [one, other] = [
      await settle(id, 'declined', 'editor', 'No.'),
      await settle(id, 'declined', 'editor', 'No.'),
    ];
    expect(one.json.replies).toHaveLength(1);
    expect([other.status, other.json]).toEqual([200, one.json]);
    expect((await settle(id, 'declined', 'editor', 'Never.')).json.replies).toHaveLength(2);
  });

  test.each<[string, string, object, Who]>([
    ['an edit', 'PATCH', { body: 'Oh.', color: 'pink' }, 'commenter'],
    ['tags and an assignee', 'PATCH', { tags: ['law'], assignee: null }, 'editor'],
    ['a new anchor', 'POST /anchor', { target: { exact: 'saw' } }, 'commenter'],
    ['a status', 'POST /status', { status: 'resolved' }, 'commenter'],
  ])('H19 %s sent twice is answered twice and modifies once', async (_name, call, body, who) => {
    const id = await made();
    const [method = '', rest = ''] = call.split(' ');
    const one = await ask(method, `/${id}${rest}`, body, who);
    const other = await ask(method, `/${id}${rest}`, body, who);
    expect([one.status, other.status]).toEqual([200, 200]);
    expect(other.json).toEqual(one.json);
  });

  test('H19 sent again after its words have gone, it is still what was done', async () => {
    const id = randomUUID();
    const fields = { id, kind: 'suggestion', target: { exact: 'saw' }, replacement: 'met' };
    await made(fields);
    await settle(id, 'accepted', 'editor');
    const again = await create(fields);
    expect([again.status, again.json.status]).toEqual([201, 'accepted']);
    expect(await all()).toHaveLength(1);
  });

  test.each<[string, object, Who]>([
    ['by another', {}, 'second'],
    ['on other words', { target: { exact: 'saw' } }, 'commenter'],
    ['as another kind', { kind: 'highlight' }, 'commenter'],
    ['in another layer', { layer: 'notes' }, 'commenter'],
  ])('H19 an id that is taken is refused %s', async (_name, fields, who) => {
    const id = await made();
    const before = await all();
    const reply = await create({ id, ...fields }, who);
    expect([reply.status, reply.json.type]).toEqual([409, '/problems/conflict']);
    expect(await all()).toEqual(before);
  });
});

test.each([
  ['a comment', 20_000, {}],
  ['a suggestion', 2000, { kind: 'suggestion', replacement: 'x' }],
  ['a deletion', 2000, { kind: 'suggestion', replacement: '' }],
])('H44 %s on more than %i characters is refused', async (_what, most, fields) => {
  article = await server.article(`# Tale\n\n${'word '.repeat(5000)}`);
  const on = (length: number) => create({ ...fields, target: { from: 5, to: 5 + length } });
  expect((await on(most)).status).toBe(201);
  const refused = await on(most + 1);
  expect([refused.status, refused.json.type]).toEqual([422, '/problems/words-too-many']);
  expect(await all()).toHaveLength(1);
});

describe('changing one', () => {
  test('H20 edit, tag, assign and re-anchor', async () => {
    const id = await made();
    expect((await ask('PATCH', `/${id}`, { body: 'Oh.' })).json.body).toBe('Oh.');
    const assigned = { tags: ['law'], assignee: people.editor.id };
    expect((await ask('PATCH', `/${id}`, assigned, 'editor')).json).toMatchObject(assigned);
    const anchored = await ask('POST', `/${id}/anchor`, { target: { exact: 'saw' } });
    expect(anchored.json.anchoring).toMatchObject({ state: 'exact', from: 11, exact: 'saw' });
  });

  test.each<[string, object, Who, number]>([
    ['with a part that one may not', { body: 'Oh.', tags: ['x'] }, 'commenter', 403],
    ['with a member who is not there', { tags: ['x'], assignee: 'nobody' }, 'editor', 400],
    ['of another’s words', { body: 'Mine now.' }, 'moderator', 403],
    ['of nothing', {}, 'commenter', 400],
    ['of its status', { status: 'accepted' }, 'editor', 400],
  ])('H20 a change %s changes nothing', async (_name, change, who, status) => {
    const id = await made();
    const before = await all();
    expect((await ask('PATCH', `/${id}`, change, who)).status).toBe(status);
    expect(await all()).toEqual(before);
  });

  test.each(['viewer', 'commenter'] as const)(
    'H40 a thread of moderators is not assigned to the %s, who learns no ids by trying',
    async (who) => {
      const made = await server.ask(
        'POST',
        `/api/articles/${article.id}/layers`,
        { name: 'Desk', audience: 'moderators' },
        people.moderator.token,
      );
      const reply = await create({ layer: made.json.id }, 'moderator');
      const assign = async (assignee: string, by: Who) =>
        (await ask('PATCH', `/${reply.json.id}`, { assignee }, by)).json;
      const refused = { status: 400, field: 'assignee' };
      const unfit = await assign(people[who].id, 'moderator');
      expect(unfit).toMatchObject(refused);
      expect(await assign('nobody', 'moderator')).toEqual(unfit);
      expect(await assign(people.moderator.id, 'moderator')).toMatchObject({
        assignee: people.moderator.id,
      });
      // Who may not assign, or not even read it, learns nothing about members.
      expect(await assign('nobody', who)).toEqual(await assign(people.second.id, who));
    },
  );

  test('H20 replies are made by all who comment, edited by their authors, deleted by them and moderators', async () => {
    const id = await made();
    const replied = await ask('POST', `/${id}/replies`, { body: ' Since. ' }, 'second');
    expect(replied.status).toBe(201);
    const [reply] = replied.json.replies;
    expect(reply).toMatchObject({ author: people.second.id, body: 'Since.' });
    const one = `/${id}/replies/${reply.id}`;
    expect((await ask('PATCH', one, { body: 'No.' }, 'commenter')).status).toBe(403);
    expect((await ask('PATCH', one, { body: 'No.' }, 'moderator')).status).toBe(403);
    expect((await ask('PATCH', one, { body: 'Yes.' }, 'second')).json.replies[0].body).toBe('Yes.');
    expect((await ask('DELETE', one, undefined, 'commenter')).status).toBe(403);
    expect((await ask('DELETE', one, undefined, 'moderator')).json.replies).toEqual([]);
    for (const method of ['PATCH', 'DELETE'])
      expect((await ask(method, one, { body: 'x' }, 'second')).status).toBe(404);
    expect((await ask('POST', `/${id}/replies`, { body: ' ' }, 'second')).status).toBe(400);
  });

  test('CM11 a thread that was never there is lost, and comes back where a place is chosen', async () => {
    const id = await made();
    await ask('POST', `/${id}/anchor`, { target: { exact: 'saw' } }, 'editor');
    expect((await ask('POST', `/${id}/anchor`, { target: null }, 'second')).status).toBe(403);
    const lost = await ask('POST', `/${id}/anchor`, { target: null });
    expect(lost.json.anchoring).toMatchObject({ state: 'orphaned', exact: 'end' });
    expect((await ask('POST', `/${id}/anchor`, { target: null })).json).toEqual(lost.json);
    const back = await ask('POST', `/${id}/anchor`, { target: { exact: 'end' } });
    expect(back.json.anchoring).toMatchObject({ state: 'exact', exact: 'end' });
    expect(back.json.anchors).toMatchObject([
      { exact: 'end', from: 26, by: people.editor.id },
      { exact: 'saw', from: 11, by: people.commenter.id },
      { exact: 'end', from: 26, by: people.commenter.id },
    ]);
  });

  test.each<[Who, number]>([
    ['viewer', 403],
    ['commenter', 403],
    ['editor', 200],
    ['moderator', 200],
  ])('CM9 a thread is pinned, and unpinned, by a %s: %i', async (who, status) => {
    const id = await made({ kind: 'question' });
    for (const pinned of [true, true, false]) {
      const reply = await ask('POST', `/${id}/pin`, { pinned }, who);
      expect(reply.status).toBe(status);
      expect((await ask('GET', `/${id}`)).json.pinned).toBe(status === 200 && pinned);
    }
  });

  test.each<[object]>([[{}], [{ pinned: 'yes' }], [{ pinned: true, status: 'open' }]])(
    'CM9 %j says no pin',
    async (body) => {
      const id = await made();
      expect((await ask('POST', `/${id}/pin`, body, 'editor')).status).toBe(400);
    },
  );

  const react = (id: string, emoji: string, who: Who = 'commenter', method = 'PUT') =>
    ask(method, `/${id}/reactions/${encodeURIComponent(emoji)}`, undefined, who);

  test('CM23 who may comment reacts, once with each emoji, and takes it back', async () => {
    const id = await made();
    expect((await react(id, '👍', 'viewer')).status).toBe(403);
    for (const who of ['commenter', 'second', 'second'] as const)
      expect((await react(id, '👍', who)).status).toBe(200);
    expect((await react(id, '👩🏽‍🚒')).json.reactions).toEqual(
      [`👍 ${people.commenter.id}`, `👍 ${people.second.id}`, `👩🏽‍🚒 ${people.commenter.id}`].sort(),
    );
    for (const emoji of ['fine', '👍👍', '%'])
      expect((await react(id, emoji)).json.type).toBe('/problems/invalid-request');
    for (let twice = 0; twice < 2; twice += 1) {
      const back = await react(id, '👍', 'second', 'DELETE');
      expect([back.status, back.json.reactions.length]).toEqual([200, 2]);
    }
  });

  test('CM23 a note takes twenty kinds of reactions, and of these as many people as come', async () => {
    const id = await made();
    const kinds = Array.from({ length: 21 }, (_none, at) => String.fromCodePoint(0x1f600 + at));
    const statuses: number[] = [];
    for (const emoji of kinds) statuses.push((await react(id, emoji)).status);
    expect(statuses).toEqual([...Array<number>(20).fill(200), 409]);
    expect((await react(id, kinds[0]!, 'second')).status).toBe(200);
  });

  test('H20 deleting takes the thread with it', async () => {
    const id = await made();
    expect((await ask('DELETE', `/${id}`, undefined, 'second')).status).toBe(403);
    expect((await ask('DELETE', `/${id}`)).status).toBe(204);
    expect((await ask('DELETE', `/${id}`)).status).toBe(404);
    expect(await all()).toEqual([]);
  });

  test('H20 an annotation is not there under another article', async () => {
    const id = await made();
    const before = await all();
    const other = await server.article('# Other\n\nThe end.');
    const elsewhere = `/api/articles/${other.id}/annotations/${id}`;
    const asked: readonly [string, string, unknown?][] = [
      ['GET', ''],
      ['PATCH', '', { body: 'x' }],
      ['DELETE', ''],
      ['POST', '/replies', { body: 'x' }],
      ['POST', '/status', { status: 'resolved' }],
      ['POST', '/anchor', { target: { exact: 'end' } }],
    ];
    for (const [method, rest, body] of asked)
      expect((await server.ask(method, elsewhere + rest, body)).status).toBe(404);
    expect(await all()).toEqual(before);
  });
});

describe('settling one', () => {
  test('H21 accepting puts the words in, reopening takes them out', async () => {
    const id = await made({ kind: 'suggestion', target: { exact: 'saw' }, replacement: 'met' });
    const accepted = await settle(id, 'accepted', 'editor', 'Better.');
    expect(accepted.json).toMatchObject({
      status: 'accepted',
      statusBy: people.editor.id,
      replies: [{ author: people.editor.id, body: 'Better.' }],
      anchor: { exact: 'saw' },
    });
    expect(await text()).toBe(TEXT.replace('saw', 'met'));
    expect((await settle(id, 'accepted', 'editor')).status).toBe(200);
    expect(await text()).toBe(TEXT.replace('saw', 'met'));
    expect((await settle(id, 'open', 'editor')).json.status).toBe('open');
    expect(await text()).toBe(TEXT);
    await settle(id, 'accepted', 'editor');
    expect((await settle(id, 'declined', 'editor')).json.status).toBe('declined');
    expect(await text()).toBe(TEXT);
  });

  test('H21 what was accepted by mistake comes back where words were taken out, too', async () => {
    const target = { from: 17, to: 20 };
    const id = await made({ kind: 'suggestion', target, replacement: '' });
    await settle(id, 'accepted', 'editor');
    expect(await text()).toBe('Tale\nA cat saw a.\nThe end.');
    expect((await settle(id, 'open', 'editor')).status).toBe(200);
    expect(await text()).toBe(TEXT);
  });

  test('H21 an author resolves and reopens, and does not accept', async () => {
    const id = await made({ kind: 'suggestion', target: { exact: 'saw' }, replacement: 'met' });
    expect((await settle(id, 'accepted', 'commenter')).status).toBe(403);
    expect((await settle(id, 'resolved', 'second')).status).toBe(403);
    expect((await settle(id, 'resolved', 'commenter')).json.status).toBe('resolved');
    expect((await settle(id, 'open', 'commenter')).json.status).toBe('open');
    await settle(id, 'declined', 'editor');
    expect((await settle(id, 'open', 'commenter')).json).toMatchObject({
      status: 403,
      rule: 'accept or decline',
    });
    expect(await text()).toBe(TEXT);
  });
});

describe('what was settled meanwhile', () => {
  test.each(['accepted', 'declined', 'resolved', 'open'] as const)(
    'CM12 is not %s by who has not seen that, and is told by whom',
    async (status) => {
      const id = await made({ kind: 'suggestion', replacement: 'close' });
      const seen = (await ask('GET', `/${id}`)).json.revision;
      expect(seen).toBe(0);
      await settle(id, 'declined', 'moderator');
      const before = await text();
      const stale = { status, revision: seen };
      const reply = await ask('POST', `/${id}/status`, stale, 'editor');
      expect(reply.status).toBe(409);
      expect(reply.json).toMatchObject({
        type: '/problems/changed-since',
        detail: 'Mona declined it meanwhile.',
        status: 409,
        revision: 1,
      });
      expect(await text()).toBe(before);
      expect((await ask('GET', `/${id}`)).json.status).toBe('declined');
      const seenNow = { status: 'open', revision: reply.json.revision };
      expect((await ask('POST', `/${id}/status`, seenNow, 'editor')).json.revision).toBe(2);
    },
  );

  test('CM12 a wording that its author has changed is not accepted unseen', async () => {
    const id = await made({ kind: 'suggestion', replacement: 'close' });
    await ask('PATCH', `/${id}`, { replacement: 'finish' }, 'commenter');
    const reply = await ask('POST', `/${id}/status`, { status: 'accepted', revision: 0 }, 'editor');
    expect([reply.status, reply.json.detail]).toEqual([409, 'Its words were changed meanwhile.']);
    expect(await text()).toBe(TEXT);
  });
});

describe('lists', () => {
  test('H22 annotations come in the order of their places, filtered by each field', async () => {
    const late = await made({ target: { exact: 'end' } });
    const early = await made({ target: { exact: 'Tale' }, kind: 'highlight' }, 'second');
    const ids = async (query: string) =>
      (await all(query)).map((one) => (one as { id: string }).id);
    expect(await ids('')).toEqual([early, late]);
    expect(await ids('?kind=highlight')).toEqual([early]);
    expect(await ids(`?author=${people.commenter.id}`)).toEqual([late]);
    expect(await ids(`?layer=${layer('Reports')}`)).toEqual([]);
    await settle(late, 'resolved', 'commenter');
    expect(await ids('?status=resolved')).toEqual([late]);
    expect(await ids('?status=all')).toEqual([early, late]);
    expect((await ask('GET', '?cursor=zzz')).status).toBe(400);
    expect((await ask('GET', '?kind=nonsense')).status).toBe(400);
  });

  test('H22 the queue is the moderators’, oldest first, without highlights, and counts each kind', async () => {
    const first = await made();
    const second = await made({ kind: 'suggestion', replacement: 'close' });
    const third = await made({ kind: 'question', body: 'Which end?' });
    await made({ kind: 'highlight' });
    const queue = (query = '', who: Who = 'moderator') =>
      server.ask('GET', `/api/queue?article=${article.id}${query}`, undefined, people[who].token);
    expect((await queue('', 'editor')).status).toBe(403);
    const { json } = await queue();
    expect(json.items.map((one: { annotation: { id: string } }) => one.annotation.id)).toEqual([
      first,
      second,
      third,
    ]);
    expect(json.counts).toEqual({
      all: 3,
      highlight: 0,
      comment: 1,
      question: 1,
      suggestion: 1,
      report: 0,
    });
    expect(json.items[0]).toMatchObject({
      author: 'Carl',
      article: { id: article.id, title: 'Tale' },
      sentence: { before: 'The ', words: 'end', after: '.' },
    });
    const some = await queue('&kind=suggestion');
    expect(some.json.items).toHaveLength(1);
    expect(some.json.counts.all).toBe(3);
    await ask('PATCH', `/${first}`, { assignee: people.moderator.id }, 'moderator');
    expect((await queue(`&assignee=${people.moderator.id}`)).json.items).toHaveLength(1);
    await settle(second, 'declined', 'moderator');
    expect((await queue('&status=declined')).json.items).toHaveLength(1);
    expect((await queue()).json.items).toHaveLength(2);
    const whole = (await queue('&status=all')).json.items;
    expect(whole.map((one: { annotation: { id: string } }) => one.annotation.id)).toEqual([
      first,
      second,
      third,
    ]);
    const { items } = (await server.ask('GET', '/api/articles?query=tale')).json;
    expect(items.find(({ id }: ArticleReply) => id === article.id).open).toBe(2);
  });
});
