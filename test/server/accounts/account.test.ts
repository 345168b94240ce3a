/** One's own account: the owner's first hour, name and address, setting and changing a password. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testServer } from '../../support/server.ts';
import type { TestServer } from '../../support/server.ts';
import { visitor } from '../../support/visitor.ts';
import type { Visitor } from '../../support/visitor.ts';
import { clock, link, MINUTE_MS, PASSWORD, person, signedIn } from './people.ts';

let server: TestServer;
const time = clock();

beforeAll(async () => {
  server = await testServer({ now: time.now });
});
afterAll(() => server.close());

const signIn = (email: string, password: string) =>
  visitor(server).ask('POST', '/api/session', { email, password });

async function byLink(id: string): Promise<Visitor> {
  const browser = visitor(server);
  await browser.ask('POST', '/api/session', { token: await link(server, id) });
  return browser;
}

describe('the account', () => {
  test('F6 the owner comes by the first link, sets name, address and password, and signs in by them', async () => {
    const { json } = await server.ask('GET', '/api/session');
    const browser = await byLink(json.member.id);
    const account = await browser.ask('GET', '/api/account');
    expect(account.json).toMatchObject({ email: null, hasPassword: false, mayReset: true });
    const named = { name: 'Ida Editor', email: 'Ida@Galley.example' };
    expect((await browser.ask('PATCH', '/api/account', named)).json).toMatchObject({
      member: { ...named, role: 'owner' },
      email: named.email,
    });
    const set = await browser.ask('POST', '/api/account/password', { password: PASSWORD });
    expect([set.status, set.json.hasPassword]).toEqual([200, true]);
    const inside = await signIn('ida@galley.EXAMPLE', PASSWORD);
    expect(inside.json).toMatchObject({
      member: named,
      workspace: { name: 'Galley', language: 'en' },
    });
  });

  test('F6 an address belongs to one member, whatever its case, however it would come', async () => {
    const ann = await person(server, 'Ann Address', 'viewer');
    const bea = await person(server, 'Bea', 'viewer');
    const email = ann.email.toUpperCase();
    const attempts = [
      server.ask('PATCH', '/api/account', { email, current: PASSWORD }, bea.token),
      server.ask('POST', '/api/members', { name: 'Cyd', email, role: 'viewer' }),
    ];
    for (const { status, json } of await Promise.all(attempts))
      expect([status, json.type]).toEqual([409, '/problems/conflict']);
    expect(
      (await server.ask('PATCH', '/api/account', { email, current: PASSWORD }, ann.token)).status,
    ).toBe(200);
  });

  test('F6 two who take the same address at once: one gets it', async () => {
    const both = [
      await person(server, 'Race One', 'viewer'),
      await person(server, 'Race Two', 'viewer'),
    ];
    const email = 'race@galley.example';
    const replies = await Promise.all(
      both.map(({ token }) =>
        server.ask('PATCH', '/api/account', { email, current: PASSWORD }, token),
      ),
    );
    expect(replies.map(({ status }) => status)).toEqual(expect.arrayContaining([200, 409]));
  });

  test('F10 another address is set with the current password, where there is one to ask for', async () => {
    const { id, email, token } = await person(server, 'Mo Mover', 'viewer');
    const move = (change: object) => server.ask('PATCH', '/api/account', change, token);
    const other = 'mo@moved.example';
    expect((await move({ email: other, name: 'Mo M.' })).status).toBe(401);
    expect((await move({ email: other, current: 'some other words' })).status).toBe(401);
    expect((await move({ email, name: 'Mo M.' })).status).toBe(200);
    expect((await move({ email: other, current: PASSWORD })).json.email).toBe(other);
    const browser = await byLink(id);
    const lost = { email: 'mo@after.example' };
    expect((await browser.ask('PATCH', '/api/account', lost)).json).toMatchObject(lost);
  });

  test('F6 what the sign-in page may offer is open to all, and no more', async () => {
    const { json } = await server.ask('GET', '/api/sign-in', undefined, '');
    const workspace = { name: 'Galley', language: 'en' };
    const passkeysAt = `http://localhost:${new URL(server.url).port}`;
    expect(json).toEqual({ workspace, password: true, oidc: null, passkeysAt, mail: false });
  });
});

describe('setting a password', () => {
  test.each<[string, string, number]>([
    ['nine characters', 'x'.repeat(9), 400],
    ['ten characters', 'q'.repeat(10), 200],
    ['two hundred characters', 'q'.repeat(200), 200],
    ['two hundred and one', 'q'.repeat(201), 400],
    ['the name', 'Nora Namesake', 400],
    ['the name in another case', ' NORA namesake ', 400],
    ['the address', 'nora.namesake@galley.example', 400],
    ['the address before the @', 'nora.namesake', 400],
  ])('F11 %s', async (_what, password, status) => {
    const nora = { name: 'Nora Namesake', email: 'nora.namesake@galley.example' };
    const { id, token } = await server.member('Nora', 'viewer');
    await server.ask('PATCH', '/api/account', nora, token);
    const set = await server.ask('POST', '/api/account/password', { password }, token);
    expect(set.status).toBe(status);
    if (status === 400)
      expect(set.json).toMatchObject({ type: '/problems/invalid-request', field: 'password' });
    if (status === 200) expect((await signIn(nora.email, password)).status).toBe(200);
    await server.ask('DELETE', `/api/members/${id}`);
  });

  interface Way {
    readonly what: string;
    readonly browser: (of: { id: string; email: string; token: string }) => Promise<Visitor>;
    readonly current?: string;
    readonly status: number;
  }
  const NEXT = 'another long one';
  const WAYS: readonly Way[] = [
    {
      what: 'signed in by password, with the current one',
      browser: (p) => signedIn(server, p),
      current: PASSWORD,
      status: 200,
    },
    { what: 'signed in by password, without it', browser: (p) => signedIn(server, p), status: 401 },
    {
      what: 'signed in by password, with a wrong one',
      browser: (p) => signedIn(server, p),
      current: 'wrong',
      status: 401,
    },
    { what: 'signed in by a link just now', browser: ({ id }) => byLink(id), status: 200 },
    {
      what: 'signed in by a link an hour ago',
      browser: ({ id }) => byLinkAnHourAgo(id),
      status: 401,
    },
    { what: 'signed in by an API token', browser: ({ token }) => by(token), status: 401 },
    { what: 'signed in by a link that they made themselves', browser: byOwnLink, status: 401 },
  ];

  test.each(WAYS)('F10 $what: $status', async ({ browser, current, status }) => {
    const dora = await person(server, `Dora ${time.now().getTime()}`, 'owner');
    time.pass(MINUTE_MS);
    const other = await signedIn(server, dora);
    const asking = await browser(dora);
    const before = visitor(server, new Map(asking.jar));
    const body = { password: NEXT, ...(current === undefined ? {} : { current }) };
    expect((await asking.ask('POST', '/api/account/password', body)).status).toBe(status);
    const isChanged = status === 200;
    const statuses = [other, before, asking].map(
      async (one) => (await one.ask('GET', '/api/session')).status,
    );
    expect(await Promise.all(statuses)).toEqual(isChanged ? [401, 401, 200] : [200, 200, 200]);
    expect((await signIn(dora.email, PASSWORD)).status).toBe(isChanged ? 401 : 200);
    expect((await signIn(dora.email, NEXT)).status).toBe(isChanged ? 200 : 401);
  });

  test('F10 guesses at the current password count as guesses at signing in', async () => {
    const eve = await person(server, 'Eve', 'viewer');
    const browser = await signedIn(server, eve);
    const guess = { password: NEXT, current: 'guess' };
    const statuses: number[] = [];
    for (let n = 0; n < 12; n += 1)
      statuses.push((await browser.ask('POST', '/api/account/password', guess)).status);
    // The sign-in before was right, and so none of them.
    expect(statuses).toEqual([...Array(10).fill(401), 429, 429]);
    expect((await signIn(eve.email, PASSWORD)).status).toBe(429);
  });

  async function byLinkAnHourAgo(id: string): Promise<Visitor> {
    const browser = await byLink(id);
    time.pass(60 * MINUTE_MS);
    return browser;
  }

  async function by(token: string): Promise<Visitor> {
    const browser = visitor(server);
    await browser.ask('POST', '/api/session', { token });
    return browser;
  }

  async function byOwnLink({ id, token }: { id: string; token: string }): Promise<Visitor> {
    const made = await server.ask(
      'POST',
      `/api/members/${id}/tokens`,
      { label: 'x', use: 'link' },
      token,
    );
    return by(made.json.token);
  }
});
