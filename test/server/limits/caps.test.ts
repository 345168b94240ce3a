/** Caps: each is reached over HTTP on a store that was filled below it. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { CAPS } from '../../../server/limits/caps.ts';
import { RATES } from '../../../server/limits/rates.ts';
import type { Tables, TableName } from '../../../server/storage/catalogue.ts';
import { guestOf, makeShare } from '../../support/guests.ts';
import { SYSTEM } from '../../../shared/policy/actor.ts';
import { testServer } from '../../support/server.ts';
import type { ArticleReply, TestServer } from '../../support/server.ts';
import { visitor } from '../../support/visitor.ts';

let server: TestServer;
let article: ArticleReply;

beforeAll(async () => {
  server = await testServer();
});
beforeEach(async () => {
  article = await server.article('# Tale\n\nA cat saw a cat.');
});
afterAll(() => server.close());

const at = (rest: string) => `/api/articles/${article.id}${rest}`;
const layer = () => article.layers.find(({ name }) => name === 'Comments')?.id ?? '';
const note = (fields: object = {}) => ({
  layer: layer(),
  kind: 'comment',
  target: { exact: 'saw' },
  body: 'Why?',
  ...fields,
});

const replyId = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** Puts rows into the catalogue, as many as there may be of them in all. */
async function fill<T extends TableName>(
  table: T,
  { most }: { most: number },
  where: Partial<Tables[T]>,
  row: (number: number) => Tables[T],
): Promise<void> {
  await server.store.transaction(async ({ catalogue }) => {
    const there = await catalogue.find(table, where);
    for (let number = there.length; number < most; number += 1) catalogue.put(table, row(number));
  });
}

const AGO = '2020-01-01T00:00:00.000Z';
const LATER = '2999-01-01T00:00:00.000Z';

test('LM5 an article takes so many layers, and one’s own notes on top', async () => {
  const fields = { name: 'L', color: 'blue', audience: 'members', locked: false } as const;
  const rest = { article: article.id, owner: null, purpose: 'custom', created: AGO } as const;
  const row = (number: number) => ({ id: `${article.id}-${number}`, ...fields, ...rest });
  await fill('layers', CAPS.layersInArticle, { article: article.id }, row);
  const refused = await server.ask('POST', at('/layers'), { name: 'One more' });
  expect([refused.status, refused.json.type]).toEqual([409, '/problems/limit-reached']);
  expect(refused.json.detail).toBe(CAPS.layersInArticle.sentence);
  await server.store.transaction(async ({ catalogue }) =>
    catalogue.delete('layers', `${article.id}-9`),
  );
  expect((await server.ask('POST', at('/layers'), { name: 'One more' })).status).toBe(201);
  expect((await server.ask('POST', at('/annotations'), note({ layer: 'notes' }))).status).toBe(201);
});

test('LM5 a thread takes so many replies; one that is sent again is there already', async () => {
  const annotation = (await server.ask('POST', at('/annotations'), note())).json.id;
  const comments = await server.store.catalogue.get('layers', layer());
  const room = comments && (await server.parts.rooms.layer(comments));
  if (!room) throw new Error('The article has no layer for comments.');
  const { most } = CAPS.repliesInThread;
  const own = { id: replyId(0), body: 'Yes.' };
  const path = at(`/annotations/${annotation}/replies`);
  await server.ask('POST', path, own);
  for (let number = 1; number < most; number += 1) {
    const reply = { do: 'reply', annotation, id: replyId(number), body: 'Yes.' } as const;
    await room.perform(reply, comments, SYSTEM);
  }
  const refused = await server.ask('POST', path, { id: replyId(most), body: 'Yes.' });
  expect([refused.status, refused.json.detail]).toEqual([409, CAPS.repliesInThread.sentence]);
  const again = await server.ask('POST', path, own);
  expect([again.status, again.json.replies.length]).toEqual([201, most]);
  const thread = (await server.ask('GET', at(`/annotations/${annotation}`))).json;
  expect(thread.replies).toHaveLength(most);
});

test('LM5 a thread takes so many characters of replies, written at once or later', async () => {
  const annotation = (await server.ask('POST', at('/annotations'), note())).json.id;
  const path = at(`/annotations/${annotation}/replies`);
  const body = 'x'.repeat(20_000);
  const { most, sentence } = CAPS.charactersInThread;
  for (let number = 0; number < most / body.length - 1; number += 1)
    expect((await server.ask('POST', path, { id: replyId(number), body })).status).toBe(201);
  const last = { id: replyId(900), body: 'Short.' };
  expect((await server.ask('POST', path, last)).status).toBe(201);
  expect((await server.ask('POST', path, { id: replyId(902), body: 'Yes.' })).status).toBe(201);
  const refused = await server.ask('POST', path, { id: replyId(901), body });
  expect([refused.status, refused.json.detail]).toEqual([409, sentence]);
  const longer = await server.ask('PATCH', `${path}/${last.id}`, { body });
  expect([longer.status, longer.json.detail]).toEqual([409, sentence]);
  expect((await server.ask('PATCH', `${path}/${last.id}`, { body: 'Sh.' })).status).toBe(200);
});

test('LM5 an article takes so many links', async () => {
  const rest = { role: 'viewer', label: '', created: AGO, expires: null, password: null } as const;
  const row = (number: number) => ({
    id: `share-${number}`,
    hash: `hash-${number}`,
    article: article.id,
    by: 'somebody',
    ...rest,
  });
  await fill('shares', CAPS.linksOfArticle, { article: article.id }, row);
  const refused = await server.ask('POST', at('/shares'), { role: 'viewer', label: '' });
  expect([refused.status, refused.json.detail]).toEqual([409, CAPS.linksOfArticle.sentence]);
});

test('LM5 there are so many invitations open; those that have ended don’t count', async () => {
  const row = (number: number) => ({
    id: `invite-${number}`,
    role: 'viewer' as const,
    label: '',
    by: 'somebody',
    created: AGO,
    expires: number < 3 ? AGO : LATER,
  });
  await fill('invites', CAPS.invitations, {}, row);
  const statuses = [];
  for (let asked = 0; asked < 4; asked += 1)
    statuses.push((await server.ask('POST', '/api/invites', { role: 'viewer' })).status);
  expect(statuses).toEqual([201, 201, 201, 409]);
});

test('LM6 a member has so many API tokens, and of links the oldest goes', async () => {
  const { id } = await server.member('Tom', 'viewer');
  const rows = (use: 'api' | 'link') => (number: number) => ({
    id: `${use}-${number}`,
    member: id,
    label: '',
    use,
    created: `2020-01-01T00:00:00.${String(number).padStart(3, '0')}Z`,
    expires: LATER,
    by: null,
  });
  await fill('tokens', CAPS.tokensOfMember, { member: id, use: 'api' }, rows('api'));
  await fill('tokens', CAPS.tokensOfMember, { member: id, use: 'link' }, rows('link'));
  const make = (use: string) =>
    server.ask('POST', `/api/members/${id}/tokens`, { label: 'More', use });
  expect((await make('api')).json.detail).toBe(CAPS.tokensOfMember.sentence);
  expect((await make('link')).status).toBe(201);
  const links = await server.store.catalogue.find('tokens', { member: id, use: 'link' });
  expect(links).toHaveLength(CAPS.tokensOfMember.most);
  expect(links.map((link) => link.id)).not.toContain('link-0');
});

test('LM7 a token that ends makes none, nor does a session that it opened', async () => {
  const { id } = await server.member('Eve', 'viewer');
  const path = `/api/members/${id}/tokens`;
  const ending = await server.ask('POST', path, { label: 'A', use: 'api', expires: LATER });
  expect(ending.status).toBe(201);
  const child = await server.ask('POST', path, { label: 'B', use: 'api' }, ending.json.token);
  expect([child.status, child.json.rule]).toEqual([403, 'token without end']);
  const browser = visitor(server);
  const { token } = ending.json;
  expect((await browser.ask('POST', '/api/session', { token })).status).toBe(200);
  const grandchild = await browser.ask('POST', path, { label: 'C', use: 'api' });
  expect([grandchild.status, grandchild.json.rule]).toEqual([403, 'token without end']);
});

test('LM2 a guest who floods a thread is stopped with a sentence, and nobody else is', async () => {
  const made = await server.ask('POST', at('/annotations'), note());
  const path = at(`/annotations/${made.json.id}/replies`);
  const { secret } = await makeShare(server, article.id);
  const browser = await guestOf(server, secret);
  const guest = (body: object) => browser.ask('POST', path, body);
  const flood = Array.from({ length: RATES.notes.perMinute.guests * 3 }, () =>
    guest({ body: 'No.' }),
  );
  const replies = await Promise.all(flood);
  const taken = replies.filter(({ status }) => status === 201).length;
  expect(taken).toBeGreaterThanOrEqual(RATES.notes.perMinute.guests);
  expect(taken).toBeLessThan(replies.length);
  for (const { status, json } of replies)
    if (status !== 201)
      expect([status, json.detail]).toEqual([
        429,
        'These were too many notes and replies at once; please try again in 1 s.',
      ]);
  expect((await server.ask('POST', path, { body: 'Calm.' })).status).toBe(201);
});
