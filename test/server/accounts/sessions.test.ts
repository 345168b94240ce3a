/** Sessions: when they end, when they change their secret, and how one looks after them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Sessions } from '../../../server/accounts/sessions.ts';
import type { Opening } from '../../../server/accounts/sessions.ts';
import { DamagedEntryError } from '../../../server/storage/damage.ts';
import { memoryStore } from '../../../server/storage/open.ts';
import type { Store } from '../../../server/storage/store.ts';
import type { Space, UpdateLog, Write } from '../../../server/storage/update-log.ts';
import { guestOf, makeShare } from '../../support/guests.ts';
import { rawSocket } from '../../support/sync-client.ts';
import { testServer } from '../../support/server.ts';
import type { TestServer } from '../../support/server.ts';
import { visitor } from '../../support/visitor.ts';
import type { Visitor } from '../../support/visitor.ts';
import { clock, DAY_MS, link, MINUTE_MS, PASSWORD, person, signedIn } from './people.ts';
import type { Person } from './people.ts';

let server: TestServer;
let ann: Person;
const time = clock();

beforeAll(async () => {
  server = await testServer({ now: time.now });
  ann = await person(server, 'Ann', 'editor');
});
afterAll(() => server.close());

const OPENING: Opening = {
  who: { kind: 'member', id: 'ann' },
  by: 'link',
  agent: 'test',
  network: '192.0.2.1',
};

const statusOf = async (browser: Visitor) => (await browser.ask('GET', '/api/session')).status;
const secretOf = ({ jar }: Visitor) => jar.get('galley_session') ?? '';

/** A browser that keeps the cookies that it has now, whatever the server sets. */
const copyOf = ({ jar }: Visitor) => visitor(server, new Map(jar));

interface End {
  readonly what: string;
  readonly happens: (browser: Visitor) => unknown;
  readonly ends: boolean;
}

const ENDS: readonly End[] = [
  { what: 'unused for less than 14 days', happens: () => time.pass(14 * DAY_MS - 1), ends: false },
  { what: 'unused for 14 days', happens: () => time.pass(14 * DAY_MS), ends: true },
  { what: 'used every 10 days, for 59 days', happens: (b) => useFor(59, b), ends: false },
  { what: 'used every 10 days, for 60 days', happens: (b) => useFor(60, b), ends: true },
  { what: 'signed out', happens: (b) => copyOf(b).ask('DELETE', '/api/session'), ends: true },
  { what: 'ended from elsewhere', happens: endFromElsewhere, ends: true },
  { what: 'everywhere else, asked elsewhere', happens: endElsewhere, ends: true },
  { what: 'the password changed elsewhere', happens: changePassword, ends: true },
  { what: 'the role changed', happens: () => give('moderator'), ends: false },
];

describe('when sessions end', () => {
  test.each(ENDS)('F1 a session that was $what: ended $ends', async ({ happens, ends }) => {
    const browser = await signedIn(server, ann);
    expect(await statusOf(browser)).toBe(200);
    await happens(browser);
    expect(await statusOf(browser)).toBe(ends ? 401 : 200);
  });

  test('F1 the member removed: ended', async () => {
    const gone = await person(server, 'Gone', 'viewer');
    const browser = await signedIn(server, gone);
    await server.ask('DELETE', `/api/members/${gone.id}`);
    expect(await statusOf(browser)).toBe(401);
  });

  test('F1 a session of an older release has ended', async () => {
    const { createHash } = await import('node:crypto');
    const key = createHash('sha256').update('old').digest('hex');
    const value = { member: ann.id, expires: time.now().getTime() + DAY_MS };
    await server.store.log.commit([{ do: 'put', space: 'sessions', key, value }]);
    expect(await statusOf(visitor(server, new Map([['galley_session', 'old']])))).toBe(401);
  });

  test('F1 one that is damaged on the disk has ended, and keeps nobody else out', async () => {
    const store = memoryStore();
    const { log } = store;
    const damaged = await new Sessions(store, time.now, () => 'one').open(OPENING);
    const lost = (await log.list('sessions'))[0]?.key ?? '';
    const spoilt: UpdateLog = Object.assign(Object.create(log) as UpdateLog, {
      get: (space: Space, key: string) =>
        key === lost ? Promise.reject(new DamagedEntryError(space, key)) : log.get(space, key),
      list: async (space: Space, options = {}) => {
        const entries = await log.list(space, options);
        if (entries.some(({ key }) => key === lost)) throw new DamagedEntryError(space, lost);
        return entries;
      },
      commit: (writes: readonly Write[]) => log.commit(writes),
    });
    const { catalogue, blobs } = store;
    const damagedStore: Store = {
      catalogue,
      blobs,
      log: spoilt,
      transaction: (work) => store.transaction(work),
      close: () => store.close(),
    };
    const sessions = new Sessions(damagedStore, time.now, () => 'two');
    expect(await sessions.find(damaged)).toBeNull();
    const opened = await sessions.open(OPENING);
    expect(await sessions.find(opened)).toMatchObject(OPENING);
    expect(await log.list('sessions')).toHaveLength(1);
  });

  test('F1 what has ended is taken out of the store', async () => {
    await signedIn(server, ann);
    time.pass(61 * DAY_MS);
    await signedIn(server, ann);
    expect(await server.store.log.list('sessions')).toHaveLength(1);
  });
});

async function useFor(days: number, browser: Visitor): Promise<void> {
  for (let day = 10; day < days; day += 10) {
    time.pass(10 * DAY_MS);
    await browser.ask('GET', '/api/session');
  }
  time.pass((days % 10 || 10) * DAY_MS);
}

async function endFromElsewhere(browser: Visitor): Promise<void> {
  const { json } = await copyOf(browser).ask('GET', '/api/account/sessions');
  const { id } = json.items.find(({ current }: { current: boolean }) => current);
  const elsewhere = await signedIn(server, ann);
  expect((await elsewhere.ask('DELETE', `/api/account/sessions/${id}`)).status).toBe(204);
}

async function endElsewhere(): Promise<void> {
  const elsewhere = await signedIn(server, ann);
  expect((await elsewhere.ask('DELETE', '/api/account/sessions')).status).toBe(204);
  expect(await statusOf(elsewhere)).toBe(200);
}

async function changePassword(): Promise<void> {
  const elsewhere = await signedIn(server, ann);
  const body = { password: PASSWORD, current: PASSWORD };
  expect((await elsewhere.ask('POST', '/api/account/password', body)).status).toBe(200);
  expect(await statusOf(elsewhere)).toBe(200);
}

async function give(role: string): Promise<void> {
  expect((await server.ask('PATCH', `/api/members/${ann.id}`, { role })).status).toBe(200);
}

describe('when sessions change their secret', () => {
  test('F2 signing in never keeps a secret that was there, and ends the session that it was', async () => {
    const browser = await signedIn(server, ann);
    const before = copyOf(browser);
    const [first] = [secretOf(browser)];
    await browser.ask('POST', '/api/session', { token: await link(server, ann.id) });
    expect(secretOf(browser)).not.toBe(first);
    expect([await statusOf(browser), await statusOf(before)]).toEqual([200, 401]);
    const planted = visitor(server, new Map([['galley_session', 'planted']]));
    await planted.ask('POST', '/api/session', { token: await link(server, ann.id) });
    expect(secretOf(planted)).toMatch(/^[\w-]{43}$/);
  });

  test('F3 a change of role gives another secret with the next request; the old one ends within a minute', async () => {
    const browser = await signedIn(server, ann);
    const before = copyOf(browser);
    await give('commenter');
    // Requests that were on their way together: all are answered, and there is one new secret among them.
    const asked = await Promise.all([1, 2, 3, 4].map(() => askWho(copyOf(before))));
    expect(asked.map(({ role }) => role)).toEqual(Array(4).fill('commenter'));
    const made = new Set(
      asked.map(({ secret }) => secret).filter((one) => one !== secretOf(before)),
    );
    expect(made.size).toBe(1);
    const [secret = ''] = made;
    time.pass(MINUTE_MS - 1);
    expect((await askWho(copyOf(before))).secret).toBe(secretOf(before));
    time.pass(1);
    expect(await statusOf(before)).toBe(401);
    const renewed = visitor(server, new Map([['galley_session', secret]]));
    expect(await statusOf(renewed)).toBe(200);
    expect(secretOf(renewed)).toBe(secret);
  });

  test('F3 a role given in one article gives another secret too', async () => {
    const browser = await signedIn(server, ann);
    const before = copyOf(browser);
    const { id } = await server.article('# Given');
    const grant = { member: ann.id, role: 'moderator' };
    expect((await server.ask('POST', `/api/articles/${id}/members`, grant)).status).toBe(201);
    expect((await askWho(copyOf(before))).secret).not.toBe(secretOf(before));
  });

  test('F3 a socket that was opened before is closed when the renewed session ends', async () => {
    const article = await server.article('# A\n\nWords.');
    const browser = await signedIn(server, ann);
    const open = () =>
      rawSocket(server, article.id, { headers: { cookie: browser.cookie(), origin: server.url } });
    await give('editor');
    const socket = await open();
    if (!('closed' in socket)) throw new Error('not opened');
    await browser.ask('GET', '/api/session');
    expect((await browser.ask('DELETE', '/api/session')).status).toBe(204);
    expect((await socket.closed).code).toBe(4401);
  });
});

async function askWho(browser: Visitor): Promise<{ role: string; secret: string }> {
  const { json } = await browser.ask('GET', '/api/session');
  return { role: json.member.role, secret: secretOf(browser) };
}

describe('whose session it is', () => {
  test('F19 where the public address is https, only a cookie that https has set counts', async () => {
    const https = await testServer({ environment: { GALLEY_URL: 'https://galley.example' } });
    const browser = visitor(https);
    const { json } = await https.ask('GET', '/api/session');
    await browser.ask('POST', '/api/session', { token: await link(https, json.member.id) });
    const secret = browser.jar.get('__Host-galley_session') ?? '';
    const under = (name: string) => visitor(https, new Map([[name, secret]]));
    expect(await statusOf(under('__Host-galley_session'))).toBe(200);
    for (const name of ['galley_session', '__Secure-galley_session', '__host-galley_session'])
      expect(await statusOf(under(name))).toBe(401);
    await https.close();
  });

  test('F20 a guest has a session and no account', async () => {
    const article = await server.article('# A\n\nWords.');
    const { secret } = await makeShare(server, article.id);
    const guest = await guestOf(server, secret, 'Gus');
    const { json } = await guest.ask('GET', '/api/session');
    expect(json).toMatchObject({
      member: { name: 'Gus', role: 'commenter', guest: true },
      workspace: { name: 'Galley', language: 'en' },
      guest: { article: article.id, role: 'commenter' },
    });
    const { id } = json.member;
    const attempts: readonly [string, string, unknown?][] = [
      ['GET', '/api/account'],
      ['PATCH', '/api/account', { email: 'gus@galley.example' }],
      ['POST', '/api/account/password', { password: PASSWORD }],
      ['GET', '/api/account/sessions'],
      ['DELETE', '/api/account/sessions'],
      ['GET', `/api/members/${id}/tokens`],
      ['POST', `/api/members/${id}/tokens`, { label: 'mine' }],
      ['POST', '/api/invites', { role: 'owner' }],
    ];
    for (const [method, path, body] of attempts)
      expect((await guest.ask(method, path, body)).status).toBe(403);
    expect((await guest.ask('DELETE', '/api/session')).status).toBe(204);
    expect((await guest.ask('GET', '/api/session')).status).toBe(401);
  });
});

describe('looking after one’s sessions', () => {
  test('F4 they are listed with when, where and how, the asking one marked, and no secret', async () => {
    const bea = await person(server, 'Bea', 'viewer');
    const first = await signedIn(server, bea);
    time.pass(11 * MINUTE_MS);
    const second = visitor(server);
    const token = await link(server, bea.id);
    await second.ask(
      'POST',
      '/api/session',
      { token },
      { 'user-agent': `Sloop ${'x'.repeat(500)}` },
    );
    const { json, text } = await second.ask('GET', '/api/account/sessions');
    expect(json.items).toMatchObject([
      { by: 'link', current: true, network: '127.0.0.1', created: time.now().toISOString() },
      {
        by: 'password',
        current: false,
        seen: new Date(time.now().getTime() - 11 * MINUTE_MS).toISOString(),
      },
    ]);
    expect(json.items[0].agent).toMatch(/^Sloop x{194}$/);
    for (const secret of [secretOf(first), secretOf(second)]) expect(text).not.toContain(secret);
    await first.ask('GET', '/api/session');
    const { json: seen } = await second.ask('GET', '/api/account/sessions');
    expect(seen.items[1].seen).toBe(time.now().toISOString());
  });

  test('F4 nobody ends another’s, nor one that isn’t there', async () => {
    const mine = await signedIn(server, ann);
    const cyd = await person(server, 'Cyd', 'owner');
    const theirs = await signedIn(server, cyd);
    const { json } = await mine.ask('GET', '/api/account/sessions');
    for (const id of [json.items[0].id, 'nothing', '']) {
      const { status } = await theirs.ask('DELETE', `/api/account/sessions/${id || '-'}`);
      expect(status).toBe(404);
    }
    expect(await statusOf(mine)).toBe(200);
  });

  test('F5 no secret of a session, token, link or invitation stands in the store, nor a password', async () => {
    const browser = await signedIn(server, ann);
    const made = await server.ask('POST', '/api/invites', { role: 'viewer' });
    const invite = String(made.json.url).split('=')[1] ?? '';
    const open = await link(server, ann.id);
    const stored = [
      ...(await Promise.all(
        (['sessions', 'passwords', 'uses', 'limits', 'audit'] as const).map((space) =>
          server.store.log.list(space),
        ),
      )),
      await server.store.catalogue.find('tokens'),
      await server.store.catalogue.find('invites'),
    ];
    const text = JSON.stringify(stored);
    const secrets = [secretOf(browser), invite, open, ann.token, PASSWORD];
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(20);
      expect(text).not.toContain(secret);
    }
    expect(text).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
  });
});
