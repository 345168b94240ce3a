/** Share links: what they say of themselves, whom they let in, and what is kept of them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Browser, guestOf, makeShare } from '../../support/guests.ts';
import { testServer } from '../../support/server.ts';
import type { ArticleReply, Reply, TestServer } from '../../support/server.ts';
import { argon2Hasher } from '../../../server/accounts/password-hasher.ts';
import { Shares } from '../../../server/sharing/shares.ts';
import { memoryStore } from '../../../server/storage/open.ts';

let server: TestServer<ReturnType<typeof memoryStore>>;
let article: ArticleReply;
let other: ArticleReply;
let now = new Date('2026-05-01T10:00:00Z');

const HOUR_MS = 60 * 60 * 1000;

beforeAll(async () => {
  server = await testServer({ now: () => (now = new Date(now.getTime() + 1)) });
  article = await server.article('# Tale\n\nA cat saw a dog.');
  other = await server.article('# Another\n\nA cow.');
});
afterAll(() => server.close());

const later = (ms: number): string => new Date(now.getTime() + ms).toISOString();
const sharesOf = (id: string, token?: string) =>
  server.ask('GET', `/api/articles/${id}/shares`, undefined, token);

describe('a link', () => {
  test('J7 is shown once, behind the #, and kept as a hash', async () => {
    const asked = {
      role: 'commenter',
      label: 'For Ida',
      expires: later(HOUR_MS),
      password: 'pear',
    };
    const made = await server.ask('POST', `/api/articles/${article.id}/shares`, asked);
    expect(made.status).toBe(201);
    const { url, ...answer } = made.json;
    expect(answer).toEqual({
      id: expect.any(String),
      role: 'commenter',
      label: 'For Ida',
      by: 'Olga Owner',
      created: expect.any(String),
      expires: asked.expires,
      hasPassword: true,
      uses: 0,
      lastUse: null,
    });
    expect(url).toMatch(/^http:\/\/localhost:\d+\/join#share=[\w-]{43}$/);
    const list = await sharesOf(article.id);
    expect(list.json.items.find(({ id }: { id: string }) => id === answer.id)).toEqual(answer);
    const secret = new URL(url).hash.slice('#share='.length);
    const kept = JSON.stringify(await server.store.catalogue.find('shares'));
    for (const hidden of [secret, 'pear']) expect(list.text + kept).not.toContain(hidden);
    expect(kept).toContain('$argon2id$');
  });

  test('J7 tells what it leads to', async () => {
    const { secret } = await makeShare(server, article.id, { role: 'viewer', password: 'pear' });
    const look = await server.ask('POST', '/api/shares/look', { token: secret }, '');
    expect(look.json).toEqual({
      role: 'viewer',
      title: 'Tale',
      language: expect.any(String),
      direction: 'ltr',
      needsPassword: true,
    });
  });

  test('J7 counts who comes in by it', async () => {
    const { id, secret } = await makeShare(server, article.id);
    const { token } = await server.member('Mick Member', 'viewer');
    const body = { token: secret, name: 'Mick' };
    await Promise.all([
      ...['A', 'B', 'C'].map((name) => guestOf(server, secret, name)),
      ...Array.from({ length: 7 }, () => server.ask('POST', '/api/shares/enter', body, token)),
    ]);
    const found = (await sharesOf(article.id)).json.items.find(
      (share: { id: string }) => share.id === id,
    );
    expect(found).toMatchObject({ uses: 10, lastUse: expect.stringMatching(/^2026-05-01T10/) });
  });

  test('J7 counts each of those who come in at the same moment', async () => {
    const store = memoryStore();
    await store.transaction(async ({ catalogue }) => {
      const [there] = await server.store.catalogue.find('articles');
      if (there) catalogue.put('articles', { ...there, id: 'article' });
    });
    const hasher = argon2Hasher();
    const make = { now: () => now, newId: () => 'id', newSecret: () => 'secret' };
    const shares = new Shares({ store, hasher, ...make });
    const by = { kind: 'member', id: 'm', name: 'M', role: 'editor' } as const;
    const made = await shares.add('article', { role: 'viewer', label: '' }, by);
    if (!made.ok) throw new Error('The link was refused.');
    await Promise.all(Array.from({ length: 20 }, () => shares.count(made.value.share)));
    expect((await shares.uses('id')).count).toBe(20);
  });

  test.each<[string, object, number]>([
    ['that makes a moderator', { role: 'moderator' }, 400],
    ['that has ended before it begins', { role: 'viewer', expires: '2026-05-01T09:59:00Z' }, 400],
    ['whose end is no time', { role: 'viewer', expires: 'tomorrow' }, 400],
    ['with a password like none', { role: 'viewer', password: '' }, 400],
  ])('J7 %s is not made', async (_name, body, status) => {
    const made = await server.ask('POST', `/api/articles/${article.id}/shares`, body);
    expect(made.status).toBe(status);
  });

  test.each([
    ['viewer', 403],
    ['commenter', 403],
    ['editor', 201],
    ['moderator', 201],
  ] as const)('J7 is made by editors and up: %s', async (role, status) => {
    const { token } = await server.member('Mel Member', role);
    const path = `/api/articles/${article.id}/shares`;
    expect((await server.ask('POST', path, { role: 'editor' }, token)).status).toBe(status);
    expect((await sharesOf(article.id, token)).status).toBe(status === 201 ? 200 : 403);
  });

  test('J8 of another article is not found, and stays', async () => {
    const { id, secret } = await makeShare(server, other.id);
    for (const share of [id, 'nothing']) {
      const path = `/api/articles/${article.id}/shares/${share}`;
      expect((await server.ask('DELETE', path)).status).toBe(404);
    }
    expect((await new Browser(server).follow(secret)).status).toBe(200);
  });
});

describe('who has a link that leads nowhere', () => {
  let dead: Record<string, string>;

  beforeAll(async () => {
    const ended = await makeShare(server, article.id, { expires: later(HOUR_MS) });
    const revoked = await makeShare(server, article.id, { password: 'pear' });
    const gone = await makeShare(server, (await server.article('# Gone\n\nSoon.')).id);
    const maker = await server.member('Fay Former', 'editor');
    const orphan = await makeShare(server, article.id, {}, maker.token);
    await server.ask('DELETE', `/api/articles/${article.id}/shares/${revoked.id}`);
    const [{ article: goneId } = { article: '' }] = await server.store.catalogue.find('shares', {
      id: gone.id,
    });
    await server.ask('DELETE', `/api/articles/${goneId}`);
    // Behind the routes' back, as another process would.
    await server.store.transaction(async ({ catalogue }) => catalogue.delete('members', maker.id));
    now = new Date(now.getTime() + HOUR_MS);
    dead = {
      wrong: 'A'.repeat(43),
      ended: ended.secret,
      revoked: revoked.secret,
      'of an article that is gone': gone.secret,
      'of a member who is gone': orphan.secret,
    };
  });

  test('J9 hears the same, whatever became of it', async () => {
    const answers: Record<string, readonly [number, string]> = {};
    for (const [name, token] of Object.entries(dead)) {
      const asked: [string, object][] = [
        ['look', { token }],
        ['enter', { token, name: 'Gus' }],
        ['enter', { token, name: 'Gus', password: 'pear' }],
      ];
      for (const [index, [what, body]] of asked.entries()) {
        const { status, text, headers } = await server.ask('POST', `/api/shares/${what}`, body, '');
        expect(headers.getSetCookie()).toEqual([]);
        answers[`${name} ${index}`] = [status, text];
      }
    }
    expect(new Set(Object.values(answers).map(String)).size).toBe(1);
    expect(Object.values(answers)[0]).toEqual([401, expect.stringContaining('sign-in-failed')]);
  });
});

describe('a password', () => {
  test('J10 is asked of who enters, and guessed at ten times a minute', async () => {
    const { secret } = await makeShare(server, article.id, { password: 'right one' });
    const enter = (password?: string): Promise<Reply> =>
      new Browser(server).follow(secret, 'Gus', password);
    expect((await enter()).json).toMatchObject({ status: 401, field: 'password' });
    expect((await enter('right one')).status).toBe(200);
    const guesses = await Promise.all(Array.from({ length: 20 }, (_, at) => enter(`guess ${at}`)));
    const count = (status: number) => guesses.filter((guess) => guess.status === status).length;
    expect([count(401), count(429)]).toEqual([8, 12]);
    const late = await enter('right one');
    expect(late.status).toBe(429);
    expect(Number(late.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    now = new Date(now.getTime() + 60_000);
    expect((await enter('right one')).status).toBe(200);
  });
});

describe('who follows a link', () => {
  test('J11 becomes a guest of that article, with a cookie that scripts do not see', async () => {
    const { secret } = await makeShare(server, article.id, { role: 'editor' });
    const browser = new Browser(server);
    const entered = await browser.follow(secret, '  Gus Guest ');
    expect([entered.status, entered.json]).toEqual([200, { article: article.id }]);
    expect(entered.headers.getSetCookie()[0]).toMatch(/^galley_session=[\w-]{43};.*HttpOnly/);
    const { json } = await browser.ask('GET', '/api/session');
    expect(json).toMatchObject({
      member: { name: 'Gus Guest', guest: true, role: 'editor' },
      guest: { article: article.id, role: 'editor' },
    });
  });

  test('J11 is the same guest when the same browser comes by the same link again', async () => {
    const { secret } = await makeShare(server, article.id);
    const browser = await guestOf(server, secret, 'Gus');
    const idOf = async (one: Browser): Promise<string> =>
      (await one.ask('GET', '/api/session')).json.member.id;
    const [before, cookie] = [await idOf(browser), browser.cookie];
    await browser.follow(secret, 'Gustav');
    expect(await idOf(browser)).toBe(before);
    expect((await browser.ask('GET', '/api/session')).json.member.name).toBe('Gustav');
    expect(browser.cookie).not.toBe(cookie);
    const old = new Browser(server);
    old.cookie = cookie;
    expect((await old.ask('GET', '/api/session')).status).toBe(401);
    expect(await idOf(await guestOf(server, secret, 'Gus'))).not.toBe(before);
  });

  test('J11 is another guest by another link', async () => {
    const [one, two] = [await makeShare(server, article.id), await makeShare(server, other.id)];
    const browser = await guestOf(server, one.secret);
    const { id } = (await browser.ask('GET', '/api/session')).json.member;
    await browser.follow(two.secret);
    const { json } = await browser.ask('GET', '/api/session');
    expect(json.member.id).not.toBe(id);
    expect(json.guest.article).toBe(other.id);
    expect((await browser.ask('GET', `/api/articles/${article.id}`)).status).toBe(404);
  });

  test.each(['by cookie', 'by token'])('J11 stays a member, %s', async (how) => {
    const { secret } = await makeShare(server, article.id, { role: 'viewer', password: 'pear' });
    const { id, token } = await server.member('Edna Editor', 'editor');
    const browser = new Browser(server);
    if (how === 'by cookie') await browser.ask('POST', '/api/session', { token });
    const { cookie } = browser;
    const body = { token: secret, name: 'Somebody Else' };
    const entered =
      how === 'by cookie'
        ? await browser.follow(secret, 'Somebody Else')
        : await server.ask('POST', '/api/shares/enter', body, token);
    expect([entered.status, entered.json]).toEqual([200, { article: article.id }]);
    expect(entered.headers.getSetCookie()).toEqual([]);
    expect(browser.cookie).toBe(cookie);
    const { json } = await server.ask('GET', '/api/session', undefined, token);
    expect(json.member).toMatchObject({ id, name: 'Edna Editor', role: 'editor' });
  });

  test.each(['', '   ', 'x'.repeat(81), 'Ann\nOwner', 'Ann\u202Etseug', 'Ann\u2066'])(
    'J11 gives a name that can be read: %j is none',
    async (name) => {
      const { secret } = await makeShare(server, article.id);
      expect((await new Browser(server).follow(secret, name)).status).toBe(400);
    },
  );

  test('J12 is let in 60 times a minute from one network', async () => {
    now = new Date(now.getTime() + HOUR_MS);
    const { secret } = await makeShare(server, article.id);
    const entries = await Promise.all(
      Array.from({ length: 70 }, () => new Browser(server).follow(secret)),
    );
    expect(entries.filter(({ status }) => status === 200)).toHaveLength(60);
    expect(entries.filter(({ status }) => status === 429)).toHaveLength(10);
    now = new Date(now.getTime() + HOUR_MS);
  });
});
