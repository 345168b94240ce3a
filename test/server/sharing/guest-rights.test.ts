/** What guests may do over HTTP and by sockets: in their own article by their role, elsewhere nothing. */
import { randomUUID } from 'node:crypto';
import * as Y from 'yjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SHARE_ROLES } from '../../../shared/policy/actor.ts';
import type { ShareRole } from '../../../shared/policy/actor.ts';
import { syncFrame } from '../../../server/sync/frames.ts';
import { guestOf, makeShare } from '../../support/guests.ts';
import type { Browser } from '../../support/guests.ts';
import { testServer } from '../../support/server.ts';
import type { ArticleReply, TestServer } from '../../support/server.ts';
import { until } from '../../support/sync-client.ts';
import { typist } from '../../support/typist.ts';

let server: TestServer;
let article: ArticleReply;
let other: ArticleReply;
let member: { id: string; token: string };
let theirs: string;
let guests: Record<ShareRole, Browser>;
let ids: Record<string, string>;

beforeAll(async () => {
  server = await testServer({ environment: { GALLEY_REPORTS_PER_HOUR: '1000' } });
  article = await server.article('# Tale\n\nA cat saw a dog, and a fox saw them.');
  other = await server.article('# Other\n\nA cow.');
  member = await server.member('Mona Member', 'editor');
  const made = await comment(member.token);
  theirs = made.id;
  const open = { name: 'Open', audience: 'public' };
  const closed = { name: 'Desk', audience: 'editors' };
  const layers = `/api/articles/${article.id}/layers`;
  const shared = await makeShare(server, article.id);
  ids = {
    article: article.id,
    other: other.id,
    member: member.id,
    theirs,
    comments: article.layers[0]!.id,
    reports: article.layers[1]!.id,
    open: (await server.ask('POST', layers, open)).json.id,
    closed: (await server.ask('POST', layers, closed)).json.id,
    share: shared.id,
    absent: randomUUID(),
  };
  const entries = SHARE_ROLES.map(async (role) => {
    const { secret } = await makeShare(server, article.id, { role });
    return [role, await guestOf(server, secret, `Gus ${role}`)] as const;
  });
  guests = Object.fromEntries(await Promise.all(entries)) as Record<ShareRole, Browser>;
});
afterAll(() => server.close());

async function comment(token: string) {
  const body = { layer: article.layers[0]?.id, kind: 'comment', target: { exact: 'cat' } };
  const made = await server.ask('POST', `/api/articles/${article.id}/annotations`, body, token);
  return made.json;
}

const named = (text: string): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? name);

const NOTE = { kind: 'comment', target: { exact: 'dog' }, body: 'b' };
const A = '/api/articles/{article}';

/** As guests by a link to read, to comment, to edit. */
const TABLE: readonly [method: string, path: string, body: unknown, statuses: string][] = [
  // In its article.
  ['GET', A, undefined, '200 200 200'],
  ['GET', `${A}/text`, undefined, '200 200 200'],
  ['GET', `${A}/layers`, undefined, '200 200 200'],
  ['GET', `${A}/annotations`, undefined, '200 200 200'],
  ['GET', `${A}/annotations/{theirs}`, undefined, '200 200 200'],
  ['GET', `${A}/people`, undefined, '200 200 200'],
  ['GET', `${A}/export?format=md`, undefined, '200 200 200'],
  ['POST', `${A}/annotations`, { ...NOTE, layer: '{comments}' }, '403 201 201'],
  ['POST', `${A}/annotations`, { ...NOTE, layer: '{open}' }, '403 201 201'],
  ['POST', `${A}/annotations/{theirs}/replies`, { body: 'b' }, '403 201 201'],
  ['PATCH', `${A}/annotations/{theirs}`, { body: 'x' }, '403 403 403'],
  ['PATCH', `${A}/annotations/{theirs}`, { tags: ['t'] }, '403 403 200'],
  ['PATCH', `${A}/annotations/{theirs}`, { assignee: '{member}' }, '403 403 200'],
  ['POST', `${A}/annotations/{theirs}/anchor`, { target: { exact: 'cat' } }, '403 403 200'],
  ['POST', `${A}/annotations/{theirs}/pin`, { pinned: true }, '403 403 200'],
  ['POST', `${A}/annotations/{theirs}/status`, { status: 'resolved' }, '403 403 200'],
  ['POST', `${A}/annotations/{theirs}/status`, { status: 'declined' }, '403 403 200'],
  ['DELETE', `${A}/annotations/{theirs}`, undefined, '403 403 403'],
  // Layers that are not for guests are not there.
  ['POST', `${A}/annotations`, { ...NOTE, layer: '{reports}' }, '403 404 404'],
  ['POST', `${A}/annotations`, { ...NOTE, layer: '{closed}' }, '403 404 404'],
  ['POST', `${A}/annotations`, { ...NOTE, layer: 'notes' }, '403 404 404'],
  ['PATCH', `${A}/layers/{closed}`, { name: 'x' }, '404 404 404'],
  ['DELETE', `${A}/layers/{closed}`, undefined, '404 404 404'],
  ['GET', `${A}/export?format=md&layers={closed}`, undefined, '400 400 400'],
  // What only members do with an article.
  ['PATCH', A, { title: 'x' }, '403 403 403'],
  ['PATCH', A, { status: 'published' }, '403 403 403'],
  ['DELETE', A, undefined, '403 403 403'],
  ['POST', `${A}/layers`, { name: 'x' }, '403 403 403'],
  ['PATCH', `${A}/layers/{comments}`, { name: 'x' }, '403 403 403'],
  ['DELETE', `${A}/layers/{comments}`, undefined, '403 403 403'],
  ['GET', `${A}/members`, undefined, '403 403 403'],
  ['POST', `${A}/members`, { member: '{member}', role: 'moderator' }, '403 403 403'],
  ['DELETE', `${A}/members/{member}`, undefined, '403 403 403'],
  ['GET', `${A}/shares`, undefined, '403 403 403'],
  ['POST', `${A}/shares`, { role: 'viewer' }, '403 403 403'],
  ['DELETE', `${A}/shares/{share}`, undefined, '403 403 403'],
  // The workspace.
  ['GET', '/api/articles', undefined, '403 403 403'],
  ['POST', '/api/articles', { content: '# x', format: 'markdown' }, '403 403 403'],
  ['GET', '/api/queue', undefined, '403 403 403'],
  ['GET', '/api/members', undefined, '403 403 403'],
  ['POST', '/api/members', { name: 'x', role: 'owner' }, '403 403 403'],
  ['PATCH', '/api/members/{member}', { role: 'viewer' }, '403 403 403'],
  ['DELETE', '/api/members/{member}', undefined, '403 403 403'],
  ['GET', '/api/members/{member}/tokens', undefined, '403 403 403'],
  ['POST', '/api/members/{member}/tokens', { label: 'x' }, '403 403 403'],
  ['POST', '/api/members/{me}/tokens', { label: 'x' }, '403 403 403'],
  ['GET', '/api/invites', undefined, '403 403 403'],
  ['POST', '/api/invites', { role: 'owner' }, '403 403 403'],
  ['GET', '/api/account', undefined, '403 403 403'],
  ['PATCH', '/api/account', { name: 'x' }, '403 403 403'],
  ['POST', '/api/account/password', { password: 'a long password' }, '403 403 403'],
  ['GET', '/api/account/sessions', undefined, '403 403 403'],
  ['GET', '/api/audit', undefined, '403 403 403'],
  ['GET', '/api/workspace', undefined, '403 403 403'],
  ['PATCH', '/api/workspace', { name: 'x' }, '403 403 403'],
  ['GET', '/api/session', undefined, '200 200 200'],
];

/** The same of another article reads as of one that isn't there. */
const ELSEWHERE = TABLE.filter(([, path]) => path.startsWith(A)).map(
  ([method, path, body]) => [method, path.slice(A.length), body] as const,
);

describe('a guest', () => {
  test.each(TABLE)('J13 %s %s %j: %s', async (method, path, body, statuses) => {
    const found: number[] = [];
    for (const role of SHARE_ROLES) {
      ids['me'] = (await guests[role].ask('GET', '/api/session')).json.member.id;
      const sent = body && (JSON.parse(named(JSON.stringify(body))) as unknown);
      const reply = await guests[role].ask(method, named(path), sent);
      if (reply.status === 403) expect(reply.json.rule).toMatch(/^\S/);
      found.push(reply.status);
    }
    expect(found.join(' ')).toBe(statuses);
  });

  test.each(ELSEWHERE)('J14 %s %s of another article is not there', async (method, rest, body) => {
    const sent = body && (JSON.parse(named(JSON.stringify(body))) as unknown);
    for (const role of SHARE_ROLES) {
      const [foreign, absent] = [
        await guests[role].ask(method, named(`/api/articles/{other}${rest}`), sent),
        await guests[role].ask(method, named(`/api/articles/{absent}${rest}`), sent),
      ];
      expect([foreign.status, foreign.text]).toEqual([absent.status, absent.text]);
      expect(foreign.status).toBe(404);
    }
  });

  test.each(SHARE_ROLES)('J13 as %s sees the layers that are open to all members', async (role) => {
    const { json } = await guests[role].ask('GET', named(A));
    expect(json).toMatchObject({ id: article.id, role });
    const layers = json.layers.map(({ name }: { name: string }) => name);
    expect(layers).toEqual(['Comments', 'Open']);
    const isWritable = json.layers.every(({ writable }: { writable: boolean }) => writable);
    expect(isWritable).toBe(role !== 'viewer');
  });

  test('J15 owns what it wrote, and nobody else edits it', async () => {
    const { commenter: guest, editor } = guests;
    const body = { ...NOTE, layer: ids['comments'] };
    const made = await guest.ask('POST', named(`${A}/annotations`), body);
    const me = (await guest.ask('GET', '/api/session')).json.member.id;
    expect(made.json.author).toBe(me);
    const path = named(`${A}/annotations/${made.json.id}`);
    expect(
      (await guest.ask('POST', named(`${A}/annotations`), { ...body, id: made.json.id })).status,
    ).toBe(201);
    expect((await guest.ask('PATCH', path, { body: 'Better.' })).json.body).toBe('Better.');
    expect((await editor.ask('PATCH', path, { body: 'x' })).status).toBe(403);
    expect((await server.ask('PATCH', path, { body: 'x' })).status).toBe(403);
    const reply = await guest.ask('POST', `${path}/replies`, { body: 'Mine.' });
    expect(reply.json.replies[0].author).toBe(me);
    expect((await guest.ask('POST', `${path}/status`, { status: 'resolved' })).json).toMatchObject({
      status: 'resolved',
      statusBy: me,
    });
    expect((await editor.ask('DELETE', path)).status).toBe(403);
    expect((await guest.ask('DELETE', path)).status).toBe(204);
  });

  test('J13 reports a mistake where a reader may, in any article', async () => {
    const report = { exact: 'cow' };
    const path = `/api/articles/${other.id}`;
    expect((await guests.viewer.ask('POST', `${path}/reports`, report)).status).toBe(404);
    await server.ask('PATCH', path, { status: 'published' });
    expect((await guests.viewer.ask('POST', `${path}/reports`, report)).status).toBe(202);
  });
});

describe('a guest’s socket', () => {
  const ROOMS: readonly [room: string, code: number | null][] = [
    ['{article}', null],
    ['{article}/{comments}', null],
    ['{article}/{open}', null],
    ['{article}/{closed}', 4404],
    ['{article}/{reports}', 4404],
    ['{article}/{absent}', 4404],
    ['{other}', 4404],
    ['{other}/{comments}', 4404],
    ['{absent}', 4404],
  ];

  test.each(ROOMS)('J16 in the room %s: %s', async (room, code) => {
    for (const role of SHARE_ROLES) {
      const raw = await guests[role].socket(named(room));
      if (code === null) {
        raw.send(syncFrame('step1', Y.encodeStateVector(new Y.Doc())));
        await until(() => raw.frames.length > 0, 'the content');
        raw.socket.terminate();
      } else {
        expect((await raw.closed).code).toBe(code);
        expect(raw.frames).toEqual([]);
      }
    }
  });

  test.each(['viewer', 'commenter'] as const)('J16 writes no text as %s', async (role) => {
    const raw = await guests[role].socket(article.id);
    const doc = new Y.Doc();
    doc.getXmlFragment('article').insert(0, [new Y.XmlElement('paragraph')]);
    raw.send(syncFrame('update', Y.encodeStateAsUpdate(doc)));
    expect(await raw.closed).toEqual({ code: 4403, reason: 'edit text' });
  });

  test('J16 writes the text as editor', async () => {
    const keys = await typist(await guests.editor.socket(article.id));
    const text = async () => (await server.ask('GET', `/api/articles/${article.id}/text`)).text;
    await until(async () => (await text()).includes('xxx'), 'what the guest types');
    keys.stop();
  });
});
