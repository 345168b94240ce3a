/** Signing in by OpenID Connect: whose account one comes to, and which ways back are refused. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CLIENT, oidcProvider } from '../../support/oidc-provider.ts';
import type { TestProvider } from '../../support/oidc-provider.ts';
import { testServer } from '../../support/server.ts';
import type { TestServer } from '../../support/server.ts';
import { visitor } from '../../support/visitor.ts';
import type { Visitor } from '../../support/visitor.ts';

let provider: TestProvider;
let server: TestServer;
let count = 0;

beforeAll(async () => {
  provider = await oidcProvider();
  server = await testServer({
    environment: {
      GALLEY_OIDC_ISSUER: provider.issuer,
      GALLEY_OIDC_CLIENT_ID: CLIENT.id,
      GALLEY_OIDC_CLIENT_SECRET: CLIENT.secret,
      GALLEY_OIDC_NAME: 'Press pass',
    },
  });
});
afterAll(async () => {
  await server.close();
  await provider.close();
});
beforeEach(() => {
  count += 1;
  provider.claims = { sub: `subject ${count}`, email: mail(), email_verified: true, name: 'Vera' };
  provider.userinfo = {};
  provider.forged = false;
});

const mail = () => `vera${count}@galley.example`;

/** Goes to the provider, agrees, and gives the path that leads back. */
async function go(browser: Visitor): Promise<string> {
  const started = await browser.ask('GET', '/api/oidc/start');
  expect(started.status).toBe(303);
  const back = new URL(await provider.agree(started.headers.get('location') ?? ''));
  expect(back.pathname).toBe('/api/oidc/callback');
  return back.pathname + back.search;
}

/** The outcome, and who is signed in then. */
async function comeBack(browser: Visitor, path: string): Promise<[string, string | null]> {
  const { status, headers } = await browser.ask('GET', path);
  expect(status).toBe(303);
  const outcome = (headers.get('location') ?? '').replace('/signin#oidc=', '');
  const { json } = await browser.ask('GET', '/api/session');
  return [outcome, json.member?.id ?? null];
}

async function through(browser = visitor(server)): Promise<[string, string | null]> {
  return comeBack(browser, await go(browser));
}

async function memberWith(email: string): Promise<string> {
  const body = { name: 'Vera Known', email, role: 'editor' };
  return (await server.ask('POST', '/api/members', body)).json.id;
}

async function inviteInHand(browser: Visitor): Promise<string> {
  const made = await server.ask('POST', '/api/invites', { role: 'commenter' });
  const token = String(made.json.url).split('=')[1] ?? '';
  await browser.ask('POST', '/api/invites/look', { token });
  return token;
}

describe('whose account it is', () => {
  test('F17 the member whose address the provider vouches for, and from then on whoever it called so', async () => {
    const id = await memberWith(mail().toUpperCase());
    expect(await through()).toEqual(['done', id]);
    provider.claims = {
      sub: provider.claims['sub'],
      email: 'other@galley.example',
      email_verified: true,
    };
    expect(await through()).toEqual(['done', id]);
    provider.claims = { sub: provider.claims['sub'] };
    expect(await through()).toEqual(['done', id]);
  });

  test.each<[string, Record<string, unknown>]>([
    ['isn’t verified', { email_verified: false }],
    ['is said to be verified by a word', { email_verified: 'true' }],
    ['is nobody’s', { email: 'nobody@galley.example' }],
    ['is missing', { email: undefined }],
    ['is a list', { email: ['a@galley.example'] }],
  ])('F17 an address that %s lets nobody in', async (_what, claims) => {
    await memberWith(mail());
    provider.claims = { ...provider.claims, ...claims };
    const browser = visitor(server);
    expect(await through(browser)).toEqual(['unknown', null]);
    expect([...browser.jar.keys()]).toEqual([]);
  });

  test('F17 where the ID token has no address the provider is asked for it', async () => {
    const id = await memberWith(mail());
    provider.userinfo = { email: mail(), email_verified: true };
    provider.claims = { sub: provider.claims['sub'] };
    expect(await through()).toEqual(['done', id]);
  });

  test('F17 an invitation in hand makes a member of who is unknown, once', async () => {
    const browser = visitor(server);
    const token = await inviteInHand(browser);
    const [outcome, id] = await through(browser);
    expect(outcome).toBe('done');
    const { json } = await browser.ask('GET', '/api/account');
    expect(json).toMatchObject({
      member: { id, name: 'Vera', role: 'commenter' },
      email: mail(),
      hasPassword: false,
    });
    expect([...browser.jar.keys()]).toEqual(['galley_session']);
    expect((await browser.ask('POST', '/api/invites/look', { token })).status).toBe(401);
    expect(await through()).toEqual(['done', id]);
  });

  test('F17 an invitation isn’t used up by who is a member already', async () => {
    const id = await memberWith(mail());
    const browser = visitor(server);
    const token = await inviteInHand(browser);
    expect(await through(browser)).toEqual(['done', id]);
    expect((await browser.ask('POST', '/api/invites/look', { token })).status).toBe(200);
  });

  test('F17 an address that a member has merely typed leads to nobody, until an owner confirms it', async () => {
    const { id, token } = await server.member('Squatter', 'viewer');
    const typed = await server.ask('PATCH', '/api/account', { email: mail() }, token);
    expect(typed.json).toMatchObject({ email: mail(), confirmed: false });
    expect(await through()).toEqual(['unconfirmed', null]);
    const handed = await server.ask('PATCH', `/api/members/${id}`, { email: mail() });
    expect(handed.json).toMatchObject({ email: mail(), confirmed: true });
    expect(await through()).toEqual(['done', id]);
  });

  test('F21 with an invitation in hand too, an address that a member has typed takes nothing and makes nobody', async () => {
    const holder = await server.member('Holder', 'viewer');
    await server.ask('PATCH', '/api/account', { email: mail() }, holder.token);
    const browser = visitor(server);
    const token = await inviteInHand(browser);
    const before = (await server.ask('GET', '/api/members')).json.items.length;
    expect(await through(browser)).toEqual(['unconfirmed', null]);
    expect((await server.ask('GET', '/api/members')).json.items).toHaveLength(before);
    expect((await browser.ask('POST', '/api/invites/look', { token })).status).toBe(200);
    const kept = await server.ask('GET', '/api/account', undefined, holder.token);
    expect(kept.json).toMatchObject({ email: mail(), confirmed: false });
  });

  test('F17 whoever was removed is unknown again', async () => {
    const id = await memberWith(mail());
    expect((await through())[0]).toBe('done');
    await server.ask('DELETE', `/api/members/${id}`);
    const kept = await server.store.log.list('identities');
    expect(kept.filter(({ value }) => value === id)).toEqual([]);
    expect(await through()).toEqual(['unknown', null]);
  });
});

describe('the way there and back', () => {
  test('F18 asks with PKCE, a state and a nonce, which stay in a cookie out of reach for scripts', async () => {
    const browser = visitor(server);
    const { headers } = await browser.ask('GET', '/api/oidc/start');
    const asked = new URL(headers.get('location') ?? '').searchParams;
    expect(asked.get('code_challenge_method')).toBe('S256');
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(asked.get(name)).toMatch(/^[\w-]{43}$/);
    const [cookie = ''] = headers.getSetCookie();
    expect(cookie).toMatch(/^galley_flow=[\w-]+; Max-Age=600; Path=\/; .*HttpOnly; SameSite=Lax$/);
  });

  test('F18 one way there is good for one way back', async () => {
    await memberWith(mail());
    const browser = visitor(server);
    const path = await go(browser);
    expect((await comeBack(browser, path))[0]).toBe('done');
    expect((await browser.ask('GET', path)).headers.get('location')).toBe('/signin#oidc=refused');
  });

  const LIES: readonly [
    string,
    (browser: Visitor, path: string) => string | Promise<string> | void,
  ][] = [
    ['from a browser that never went', (browser) => browser.jar.clear()],
    ['from a browser that went elsewhere', async (browser) => void (await go(browser))],
    ['with another state', (_browser, path) => path.replace(/state=[^&]*/, 'state=other')],
    ['without a state', (_browser, path) => path.replace(/&state=[^&]*/, '')],
    ['with another code', (_browser, path) => path.replace(/code=[^&]*/, 'code=other')],
    ['with the person’s no', () => '/api/oidc/callback?error=access_denied'],
    ['with nothing', () => '/api/oidc/callback'],
    ['with a cookie of somebody’s making', (browser) => void browser.jar.set('galley_flow', 'e30')],
  ];
  test.each(LIES)('F18 coming back %s is refused', async (_what, lie) => {
    await memberWith(mail());
    const browser = visitor(server);
    const path = await go(browser);
    const back = (await lie(browser, path)) ?? path;
    expect(await comeBack(browser, back)).toEqual(['refused', null]);
  });

  test.each<[string, (at: TestProvider) => void]>([
    ['for another nonce', (at) => (at.claims = { ...at.claims, nonce: 'other' })],
    ['by another issuer', (at) => (at.claims = { ...at.claims, iss: 'https://evil.example' })],
    ['for another client', (at) => (at.claims = { ...at.claims, aud: 'other' })],
    ['signed by another key', (at) => (at.forged = true)],
  ])('F18 a token %s is refused', async (_what, lie) => {
    await memberWith(mail());
    lie(provider);
    expect(await through()).toEqual(['refused', null]);
  });

  test('F18 signing in this way ends the session that the browser had', async () => {
    const id = await memberWith(mail());
    const browser = visitor(server);
    await through(browser);
    const before = visitor(server, new Map(browser.jar));
    expect(await through(browser)).toEqual(['done', id]);
    expect((await before.ask('GET', '/api/session')).status).toBe(401);
  });

  test('F18 a provider that doesn’t answer is told as such, and asked again later', async () => {
    const away = await testServer({
      environment: { GALLEY_OIDC_ISSUER: 'http://127.0.0.1:9', GALLEY_OIDC_CLIENT_ID: 'galley' },
    });
    const { status, headers } = await visitor(away).ask('GET', '/api/oidc/start');
    expect([status, headers.get('location')]).toEqual([303, '/signin#oidc=unavailable']);
    await away.close();
  });

  test('F18 where none is configured there is no such way, and the sign-in page is told', async () => {
    const { json } = await visitor(server).ask('GET', '/api/sign-in');
    expect(json.oidc).toEqual({ name: 'Press pass' });
    const without = await testServer();
    for (const path of ['start', 'callback'])
      expect((await visitor(without).ask('GET', `/api/oidc/${path}`)).status).toBe(404);
    await without.close();
  });
});
