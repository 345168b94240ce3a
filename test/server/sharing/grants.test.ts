/** Higher roles in single articles: the higher one counts, there and nowhere else. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CLOSE } from '../../../shared/wire/close-codes.ts';
import { testServer } from '../../support/server.ts';
import type { ArticleReply, TestServer } from '../../support/server.ts';
import { rawSocket, stockClient, until } from '../../support/sync-client.ts';
import { firstText } from '../../support/typist.ts';

let server: TestServer;
let article: ArticleReply;
let other: ArticleReply;

beforeAll(async () => {
  server = await testServer();
  article = await server.article('# Tale\n\nA cat saw a dog.');
  other = await server.article('# Other\n\nA cow.');
});
afterAll(() => server.close());

const members = (id: string): string => `/api/articles/${id}/members`;
const give = (member: string, role: string, token?: string, id = article.id) =>
  server.ask('POST', members(id), { member, role }, token);

describe('a role given in an article', () => {
  test('J18 counts there and nowhere else, as long as it is given', async () => {
    const { id, token } = await server.member('Gerd Grant', 'viewer');
    const rename = async (where: ArticleReply): Promise<number> =>
      (await server.ask('PATCH', `/api/articles/${where.id}`, { language: 'en' }, token)).status;
    expect([await rename(article), await rename(other)]).toEqual([403, 403]);
    const given = await give(id, 'editor');
    expect([given.status, given.json]).toEqual([
      201,
      {
        member: expect.objectContaining({ id, role: 'viewer' }),
        role: 'editor',
        granted: 'editor',
      },
    ]);
    expect([await rename(article), await rename(other)]).toEqual([200, 403]);
    const { json } = await server.ask('GET', `/api/articles/${article.id}`, undefined, token);
    expect(json.role).toBe('editor');
    expect(json.layers.map(({ name }: { name: string }) => name)).toContain('Reports');
    expect((await server.ask('POST', '/api/articles', {}, token)).status).toBe(403);
    expect((await server.ask('DELETE', `${members(article.id)}/${id}`)).status).toBe(204);
    expect([await rename(article), await rename(other)]).toEqual([403, 403]);
    expect((await server.ask('DELETE', `${members(article.id)}/${id}`)).status).toBe(404);
  });

  test('J18 is listed with what counts, and the addresses of nobody', async () => {
    const { id } = await server.member('Lisa Listed', 'commenter');
    await give(id, 'moderator');
    const { json, text } = await server.ask('GET', members(article.id));
    const found = (wanted: string) =>
      json.items.find(({ member }: { member: { id: string } }) => member.id === wanted);
    expect(found(id)).toMatchObject({ role: 'moderator', granted: 'moderator' });
    const owner = (await server.ask('GET', '/api/session')).json.member.id;
    expect(found(owner)).toMatchObject({ role: 'owner', granted: null });
    expect(text).not.toContain('email');
    expect((await server.ask('GET', members(other.id))).text).not.toContain('"moderator"');
  });

  test.each<[string, string, string, number]>([
    ['a role that the member has anyway', 'editor', 'editor', 409],
    ['a lower one', 'moderator', 'commenter', 409],
    ['the ownership of an article', 'viewer', 'owner', 400],
    ['what every member has', 'viewer', 'viewer', 400],
  ])('J18 is not %s', async (_name, has, role, status) => {
    const { id } = await server.member('Nick Nothing', has as 'viewer');
    expect((await give(id, role)).status).toBe(status);
  });

  test('J18 is given by owners alone, to members alone', async () => {
    const { id } = await server.member('Vera Viewer', 'viewer');
    const moderator = await server.member('Mona', 'moderator');
    expect((await give(id, 'editor', moderator.token)).status).toBe(403);
    expect((await give(moderator.id, 'moderator', moderator.token)).status).toBe(403);
    expect((await give('nobody', 'editor')).json).toMatchObject({ status: 400, field: 'member' });
    expect((await give(id, 'editor', undefined, 'nothing')).status).toBe(404);
  });

  test('J19 that makes a moderator gives no right to give roles, nor the queue of all articles', async () => {
    const { id, token } = await server.member('Mo Moderator', 'viewer');
    const { id: friend } = await server.member('Friend', 'viewer');
    await give(id, 'moderator');
    expect((await give(friend, 'editor', token)).status).toBe(403);
    expect((await server.ask('GET', '/api/queue', undefined, token)).status).toBe(403);
    const layer = { name: 'Mine', audience: 'moderators' };
    const layers = (where: ArticleReply) => `/api/articles/${where.id}/layers`;
    expect((await server.ask('POST', layers(article), layer, token)).status).toBe(201);
    expect((await server.ask('POST', layers(other), layer, token)).status).toBe(403);
  });

  test('J19 lets one make links there, up to that role, which end with it', async () => {
    const { id, token } = await server.member('Shara Sharer', 'viewer');
    const shares = (where: ArticleReply) => `/api/articles/${where.id}/shares`;
    await give(id, 'editor');
    const made = await server.ask('POST', shares(article), { role: 'editor' }, token);
    expect(made.status).toBe(201);
    expect((await server.ask('POST', shares(other), { role: 'viewer' }, token)).status).toBe(403);
    await server.ask('DELETE', `${members(article.id)}/${id}`);
    const { items } = (await server.ask('GET', shares(article))).json;
    expect(items.map((share: { id: string }) => share.id)).not.toContain(made.json.id);
    const secret = new URL(made.json.url).hash.slice('#share='.length);
    expect((await server.ask('POST', '/api/shares/look', { token: secret }, '')).status).toBe(401);
  });

  test('J19 counts in the library, where one sees what is open in what one may read', async () => {
    const fresh = await server.article('# Fresh\n\nA hen.');
    await server.ask('PATCH', `/api/articles/${fresh.id}`, { status: 'published' });
    await server.ask('POST', `/api/articles/${fresh.id}/reports`, { exact: 'hen' }, '');
    const { id, token } = await server.member('Lib Library', 'viewer');
    const open = async (): Promise<number> =>
      (await server.ask('GET', '/api/articles?query=fresh', undefined, token)).json.items[0].open;
    expect(await open()).toBe(0);
    await give(id, 'editor', undefined, fresh.id);
    expect(await open()).toBe(1);
  });

  test('J19 goes with the member and with the article', async () => {
    const { id } = await server.member('Gone Soon', 'viewer');
    const short = await server.article('# Short\n\nlived.');
    await give(id, 'editor', undefined, short.id);
    await give(id, 'editor');
    await server.ask('DELETE', `/api/articles/${short.id}`);
    await server.ask('DELETE', `/api/members/${id}`);
    expect(await server.store.catalogue.find('grants', { member: id })).toEqual([]);
  });
});

describe('who has another role now', () => {
  test('J20 comes back by itself, with the new rights', async () => {
    const { id, token } = await server.member('Rita Raised', 'viewer');
    const raw = await rawSocket(server, article.id, { token });
    if ('status' in raw) throw new Error('The upgrade was refused.');
    const client = stockClient(server, article.id, token);
    await client.synced;
    await server.ask('PATCH', `/api/members/${id}`, { role: 'editor' });
    expect(await raw.closed).toEqual(CLOSE.rightsChanged);
    await until(() => !client.provider.synced, 'the goodbye');
    await until(() => client.provider.synced, 'the return', 10_000);
    firstText(client.doc).insert(0, 'Raised. ');
    const text = async () =>
      (await server.ask('GET', `/api/articles/${article.id}/text`)).text.includes('Raised. ');
    await until(text, 'what the editor wrote');
    client.destroy();
  });

  test('J20 hears which rule it is where a right to write is gone', async () => {
    const { id, token } = await server.member('Lars Lowered', 'editor');
    const client = stockClient(server, article.id, token);
    await client.synced;
    await server.ask('PATCH', `/api/members/${id}`, { role: 'viewer' });
    await until(() => !client.provider.synced, 'the goodbye');
    await until(() => client.provider.synced, 'the return', 10_000);
    firstText(client.doc).insert(0, 'Lowered. ');
    expect(await client.closed).toMatchObject({ code: 4403, reason: 'edit text' });
    expect((await server.ask('GET', `/api/articles/${article.id}/text`)).text).not.toContain('Low');
    client.destroy();
  });
});
