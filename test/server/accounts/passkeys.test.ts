/** Passkeys: adding one, signing in by it, and what is refused. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CAPS } from '../../../server/limits/caps.ts';
import type { PasskeyAsked, PasskeyWanted } from '../../../shared/wire/passkeys.ts';
import { authenticator } from '../../support/authenticator.ts';
import type { Amiss, Authenticator } from '../../support/authenticator.ts';
import { testServer } from '../../support/server.ts';
import type { Reply, TestServer } from '../../support/server.ts';
import { visitor } from '../../support/visitor.ts';
import type { Visitor } from '../../support/visitor.ts';
import { clock, link, MINUTE_MS, PASSWORD, person, signedIn } from './people.ts';
import type { Person } from './people.ts';

const ORIGIN = 'https://galley.example';
const PASSKEYS = '/api/account/passkeys';

let server: TestServer;
let device: Authenticator;
let ann: Person;
let count = 0;
const time = clock();

beforeAll(async () => {
  server = await testServer({ now: time.now, environment: { GALLEY_URL: ORIGIN } });
});
afterAll(() => server.close());
beforeEach(async () => {
  time.pass(2 * MINUTE_MS);
  count += 1;
  device = authenticator(ORIGIN);
  ann = await person(server, `Ann ${count}`, 'editor');
});

const current = { current: PASSWORD };

async function begun(browser: Visitor, proof: object = current): Promise<PasskeyWanted> {
  const reply = await browser.ask('POST', `${PASSKEYS}/challenge`, proof);
  expect([reply.status, reply.text]).toEqual([200, expect.any(String)]);
  return reply.json;
}

async function add(browser: Visitor, name = 'Phone', on = device): Promise<string> {
  const passkey = on.make(await begun(browser));
  const added = await browser.ask('POST', PASSKEYS, { name, passkey });
  expect([added.status, added.json.name, added.json.lastUse]).toEqual([201, name, null]);
  return added.json.id;
}

/** In a browser in which Ann has signed in by her password, which has a passkey of hers. */
async function withPasskey(): Promise<Visitor> {
  const browser = await signedIn(server, ann);
  await add(browser);
  return browser;
}

const asked = async (): Promise<PasskeyAsked> =>
  (await visitor(server).ask('POST', '/api/session/challenge')).json;

async function signIn(amiss: Amiss = {}, browser = visitor(server)): Promise<Reply> {
  return browser.ask('POST', '/api/session', { passkey: device.show(await asked(), amiss) });
}

const list = async (browser: Visitor): Promise<{ name: string; lastUse: string | null }[]> =>
  (await browser.ask('GET', PASSKEYS)).json.items;

const FAILED = [401, '/problems/sign-in-failed'];
const said = ({ status, json }: Reply) => [status, json.type];

describe('signing in', () => {
  test('F31 a passkey alone opens a session of the member who added it, and shows when it was used', async () => {
    await withPasskey();
    const browser = visitor(server);
    const inside = await signIn({}, browser);
    expect([inside.status, inside.json.member.id]).toEqual([200, ann.id]);
    const { json } = await browser.ask('GET', '/api/account/sessions');
    const here = json.items.find((session: { current: boolean }) => session.current);
    expect(here).toMatchObject({ by: 'passkey' });
    expect(await list(browser)).toMatchObject([
      { name: 'Phone', lastUse: time.now().toISOString() },
    ]);
    expect((await signIn()).status).toBe(200);
  });

  const AMISS: readonly [string, Amiss][] = [
    [
      'F32 one shown at another origin is refused',
      { origin: 'https://galley.example.evil.example' },
    ],
    ['F32 one shown for another host is refused', { rpId: 'evil.example' }],
    ['F32 one whose person the device has not verified is refused', { isUnverified: true }],
    ['F32 one that signed a challenge of its own is refused', { challenge: 'x'.repeat(43) }],
    ['F32 one shown within a page of another site is refused', { crossOrigin: true }],
    ['F32 what was signed for something else is refused', { type: 'webauthn.create' }],
    ['F32 one that names somebody else is refused', { userHandle: 'bm9ib2R5' }],
  ];
  test.each(AMISS)('%s', async (_, amiss) => {
    await withPasskey();
    expect(said(await signIn(amiss))).toEqual(FAILED);
    expect((await signIn()).status).toBe(200);
  });

  test('F32 a challenge counts once, within five minutes, and for what it was made', async () => {
    const browser = await withPasskey();
    const passkey = device.show(await asked());
    const once = () => visitor(server).ask('POST', '/api/session', { passkey });
    expect((await once()).status).toBe(200);
    expect(said(await once())).toEqual(FAILED);
    const late = device.show(await asked());
    time.pass(5 * MINUTE_MS);
    expect(said(await visitor(server).ask('POST', '/api/session', { passkey: late }))).toEqual(
      FAILED,
    );
    const proof = (await browser.ask('POST', `${PASSKEYS}/proof`)).json;
    const shown = { passkey: device.show(proof) };
    expect(said(await visitor(server).ask('POST', '/api/session', shown))).toEqual(FAILED);
    const other = { passkey: device.show(await asked()) };
    expect(said(await browser.ask('POST', `${PASSKEYS}/challenge`, other))).toEqual(FAILED);
  });

  test('F32 challenges that nobody came back with leave the store', async () => {
    await asked();
    time.pass(10 * MINUTE_MS);
    await asked();
    expect(await server.store.log.list('challenges')).toHaveLength(1);
  });

  test('F32 one whose device counts no further is a copy, and is refused', async () => {
    await withPasskey();
    expect((await signIn()).status).toBe(200);
    device.count = 0;
    expect(said(await signIn())).toEqual(FAILED);
    device.count = 7;
    expect((await signIn()).status).toBe(200);
  });

  test('F32 of the same answer sent twice at once one at most is taken', async () => {
    await withPasskey();
    const passkey = device.show(await asked());
    const twice = [1, 2].map(() => visitor(server).ask('POST', '/api/session', { passkey }));
    const statuses = (await Promise.all(twice)).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([200, 401]));
  });

  test("F33 another member's passkey leads to no account but its own", async () => {
    await withPasskey();
    const bob = await person(server, `Bob ${count}`, 'viewer');
    const his = await signedIn(server, bob);
    const handle = Buffer.from(bob.id).toString('base64url');
    expect(said(await signIn({ userHandle: handle }))).toEqual(FAILED);
    // He knows what hers is called, and has a device that calls its own so.
    const own = authenticator(ORIGIN);
    const stolen = device.show(await asked()).id;
    const passkey = own.make(await begun(his), { id: stolen });
    const added = { name: 'Forged', passkey };
    const renamed = { ...passkey, id: 'other', rawId: 'other' };
    expect((await his.ask('POST', PASSKEYS, { ...added, passkey: renamed })).status).toBe(409);
    const again = { name: 'Forged', passkey: own.make(await begun(his), { id: stolen }) };
    expect((await his.ask('POST', PASSKEYS, again)).status).toBe(201);
    const shown = async (amiss: Amiss) => ({ passkey: own.show(await asked(), amiss) });
    const asHim = await visitor(server).ask('POST', '/api/session', await shown({}));
    expect(asHim.json.member.id).toBe(bob.id);
    const hers = Buffer.from(ann.id).toString('base64url');
    const asHer = await shown({ userHandle: hers });
    expect(said(await visitor(server).ask('POST', '/api/session', asHer))).toEqual(FAILED);
    const inside = await signIn();
    expect(inside.json.member.id).toBe(ann.id);
  });

  test('F33 one that was made for a member is added by nobody else', async () => {
    const browser = await signedIn(server, ann);
    const passkey = device.make(await begun(browser));
    const bob = await signedIn(server, await person(server, `Bob ${count}`, 'viewer'));
    expect((await bob.ask('POST', PASSKEYS, { name: 'Hers', passkey })).status).toBe(409);
    expect(await list(bob)).toEqual([]);
  });
});

describe('adding and removing', () => {
  test('F34 takes the present password, a passkey, or a link of the last hour', async () => {
    const browser = await withPasskey();
    const begin = (proof: object, by = browser) => by.ask('POST', `${PASSKEYS}/challenge`, proof);
    expect(said(await begin({}))).toEqual(FAILED);
    expect(said(await begin({ current: 'a wrong password' }))).toEqual(FAILED);
    const shown = async () => device.show((await browser.ask('POST', `${PASSKEYS}/proof`)).json);
    expect((await begin({ passkey: await shown() })).status).toBe(200);
    const came = visitor(server);
    await came.ask('POST', '/api/session', { token: await link(server, ann.id) });
    expect((await begin({}, came)).status).toBe(200);
    time.pass(61 * MINUTE_MS);
    expect(said(await begin({}, came))).toEqual(FAILED);
  });

  test('F34 a passkey is proof enough where the present password is asked, and asked where there is no password', async () => {
    const { id } = await server.member(`Pat ${count}`, 'viewer');
    const browser = visitor(server);
    await browser.ask('POST', '/api/session', { token: await link(server, id) });
    const passkey = device.make(await begun(browser, {}));
    await browser.ask('POST', PASSKEYS, { name: 'Key', passkey });
    time.pass(61 * MINUTE_MS);
    const account = await browser.ask('GET', '/api/account');
    const facts = { hasPassword: false, hasPasskey: true, mayReset: false, passkeysAt: ORIGIN };
    expect(account.json).toMatchObject(facts);
    const set = (proof: object) =>
      browser.ask('POST', '/api/account/password', { password: PASSWORD, ...proof });
    expect(said(await set({}))).toEqual(FAILED);
    expect(said(await set(current))).toEqual(FAILED);
    const proof = (await browser.ask('POST', `${PASSKEYS}/proof`)).json;
    expect((await set({ passkey: device.show(proof) })).status).toBe(200);
  });

  test("F34 another member's passkey proves nothing", async () => {
    await withPasskey();
    const bob = await signedIn(server, await person(server, `Bob ${count}`, 'viewer'));
    await add(bob, 'His', authenticator(ORIGIN));
    const proof = (await bob.ask('POST', `${PASSKEYS}/proof`)).json;
    const hers = device.show({ ...proof, allowCredentials: [] });
    expect(said(await bob.ask('POST', `${PASSKEYS}/challenge`, { passkey: hers }))).toEqual(FAILED);
  });

  const AMISS: readonly [string, Amiss][] = [
    ['F32 none is added that was made at another origin', { origin: 'https://evil.example' }],
    ['F32 none is added that was made for another host', { rpId: 'evil.example' }],
    ['F32 none is added without the person being verified', { isUnverified: true }],
    ['F32 none is added for another challenge', { challenge: 'x'.repeat(43) }],
  ];
  test.each(AMISS)('%s', async (_, amiss) => {
    const browser = await signedIn(server, ann);
    const passkey = device.make(await begun(browser), amiss);
    expect((await browser.ask('POST', PASSKEYS, { name: 'Wrong', passkey })).status).toBe(409);
    expect(await list(browser)).toEqual([]);
  });

  test('F35 a removed passkey leads nowhere, and the sessions that it opened elsewhere end', async () => {
    const browser = await signedIn(server, ann);
    const id = await add(browser);
    const elsewhere = visitor(server);
    await signIn({}, elsewhere);
    const remove = (proof: object) => browser.ask('POST', `${PASSKEYS}/${id}/removal`, proof);
    expect(said(await remove({}))).toEqual(FAILED);
    expect((await remove(current)).status).toBe(204);
    expect((await remove(current)).status).toBe(404);
    expect((await elsewhere.ask('GET', '/api/session')).status).toBe(401);
    expect((await browser.ask('GET', '/api/session')).status).toBe(200);
    expect(said(await signIn())).toEqual(FAILED);
    expect(await list(browser)).toEqual([]);
  });

  test("F35 another member's is not found", async () => {
    const id = await add(await signedIn(server, ann));
    const bob = await signedIn(server, await person(server, `Bob ${count}`, 'viewer'));
    expect((await bob.ask('POST', `${PASSKEYS}/${id}/removal`, current)).status).toBe(404);
  });

  test('F35 removing a member removes its passkeys', async () => {
    await withPasskey();
    const theirs = () => server.store.log.list('passkeys', { prefix: `${ann.id}/` });
    expect(await theirs()).toHaveLength(1);
    await server.ask('DELETE', `/api/members/${ann.id}`);
    expect(await theirs()).toEqual([]);
    expect(said(await signIn())).toEqual(FAILED);
  });

  test('F36 a member has twenty of them at most', async () => {
    const browser = await signedIn(server, ann);
    for (let made = 0; made < CAPS.passkeysOfMember.most; made += 1)
      await server.parts.passkeys.add(ann.id, 'Key', {
        credential: `credential ${made}`,
        publicKey: 'x',
        counter: 0,
      });
    const passkey = device.make(await begun(browser));
    const added = await browser.ask('POST', PASSKEYS, { name: 'One more', passkey });
    expect(said(added)).toEqual([409, '/problems/limit-reached']);
  });
});

describe('where they are offered', () => {
  const OFFERS: readonly [string, string | undefined, string | null][] = [
    [
      'F37 at an https address they are offered',
      'https://g.example:8443',
      'https://g.example:8443',
    ],
    ['F37 at localhost they are offered', 'http://localhost:3000', 'http://localhost:3000'],
    ['F37 at an address without https they are not offered', 'http://galley.example', null],
    ['F37 at a number for an address they are not offered', 'https://192.0.2.1', null],
  ];
  test.each(OFFERS)('%s', async (_, url, at) => {
    const other = await testServer({ environment: { GALLEY_URL: url ?? '' } });
    expect((await other.ask('GET', '/api/sign-in')).json.passkeysAt).toBe(at);
    const { token } = await other.member('Mia', 'viewer');
    expect((await other.ask('GET', '/api/account', undefined, token)).json.passkeysAt).toBe(at);
    const statuses = await Promise.all(
      ['/api/session/challenge', `${PASSKEYS}/challenge`].map(
        async (path) => (await other.ask('POST', path, {}, token)).status,
      ),
    );
    expect(statuses).toEqual(at === null ? [404, 404] : [200, 200]);
    await other.close();
  });

  test('F37 where no address is set it is this machine', async () => {
    const other = await testServer();
    const { port } = new URL(other.url);
    const { json } = await other.ask('GET', '/api/sign-in');
    expect(json.passkeysAt).toBe(`http://localhost:${port}`);
    await other.close();
  });
});
