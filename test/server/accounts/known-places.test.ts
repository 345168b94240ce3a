/** Sign-ins from places that aren't known of a member: who is told of them, and what is kept. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { mailServer } from '../../support/mail-server.ts';
import type { MailServer } from '../../support/mail-server.ts';
import { testServer } from '../../support/server.ts';
import type { TestServer } from '../../support/server.ts';
import { visitor } from '../../support/visitor.ts';
import { clock, DAY_MS, MINUTE_MS, PASSWORD } from './people.ts';

const FIREFOX = (version = 140) =>
  `Mozilla/5.0 (X11; Linux x86_64; rv:${version}.0) Gecko/20100101 Firefox/${version}.0`;
const SAFARI =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15';

let mail: MailServer;
let server: TestServer;
let count = 0;
const time = clock();

beforeAll(async () => {
  mail = await mailServer();
  server = await testServer({
    now: time.now,
    environment: {
      GALLEY_SMTP_URL: mail.url,
      GALLEY_URL: 'https://galley.example',
      GALLEY_PROXIES: '1',
    },
  });
});
afterAll(async () => {
  await server.close();
  await mail.close();
});
beforeEach(() => {
  count += 1;
  mail.letters.length = 0;
  time.pass(120 * MINUTE_MS);
});

interface Somebody {
  readonly id: string;
  readonly email: string;
}

/** With an address that an owner handed over, and a password. */
async function somebody(): Promise<Somebody> {
  const email = `place${count}@galley.example`;
  const added = await server.ask('POST', '/api/members', { name: 'Pia', email, role: 'editor' });
  const { id } = added.json;
  await server.parts.passwords.set(id, PASSWORD);
  return { id, email };
}

/** Signs in, and waits until the place is kept. */
async function signIn({ id, email }: Somebody, network: string, agent: string): Promise<void> {
  time.pass(MINUTE_MS);
  const headers = { 'user-agent': agent, 'x-forwarded-for': network };
  const sent = { email, password: PASSWORD };
  const reply = await visitor(server).ask('POST', '/api/session', sent, headers);
  expect(reply.status).toBe(200);
  await expect.poll(async () => (await places(id))[0]?.last).toBe(time.now().getTime());
}

async function places(id: string): Promise<{ last: number }[]> {
  return ((await server.store.log.get('places', id)) ?? []) as { last: number }[];
}

/** What was mailed by now: whatever is on its way is there before a mail that is asked for afterwards. */
async function mailed(): Promise<string[]> {
  const before = mail.letters.length;
  const last = `last${count}-${before}@galley.example`;
  await server.ask('POST', '/api/members', { name: 'Last', email: last, role: 'viewer' });
  await server.ask('POST', '/api/account/reset', { email: last }, '');
  await expect.poll(() => mail.letters.some(({ to }) => to[0] === last)).toBe(true);
  return lettersOfPlaces();
}

const lettersOfPlaces = (): string[] =>
  mail.letters.filter(({ to }) => to[0]?.startsWith('place')).map(({ text }) => text);

/** Waits until so many were mailed. */
async function told(letters: number): Promise<void> {
  await expect.poll(() => lettersOfPlaces().length).toBe(letters);
  expect(await mailed()).toHaveLength(letters);
}

test('F41 a network and a browser that are both new are mailed, with when, which and where to end it', async () => {
  const pia = await somebody();
  await signIn(pia, '192.0.2.1', FIREFOX());
  expect(await mailed()).toEqual([]);
  await signIn(pia, '198.51.100.7', SAFARI);
  await told(1);
  const [letter = ''] = lettersOfPlaces();
  const when = time.now().toISOString().slice(0, 16).replace('T', ' ');
  for (const fact of [when, 'Safari on macOS', '198.51.100.7', '/settings/sessions'])
    expect(letter).toContain(fact);
  expect(letter).toContain('Subject: A new sign-in to Galley');
});

test('F41 a known browser on another network is no new place, in whatever version, nor another browser on a known one', async () => {
  const pia = await somebody();
  await signIn(pia, '192.0.2.1', FIREFOX(140));
  await signIn(pia, '198.51.100.7', FIREFOX(141));
  await signIn(pia, '198.51.100.7', SAFARI);
  await signIn(pia, '192.0.2.1', SAFARI);
  expect(await mailed()).toEqual([]);
});

test('F41 what was not seen for 400 days is new again', async () => {
  const pia = await somebody();
  await signIn(pia, '192.0.2.1', FIREFOX());
  time.pass(399 * DAY_MS);
  await signIn(pia, '192.0.2.1', FIREFOX());
  expect(await mailed()).toEqual([]);
  time.pass(400 * DAY_MS);
  await signIn(pia, '192.0.2.1', FIREFOX());
  await told(1);
});

test('F41 a sign-in by a link is noted as well', async () => {
  const pia = await somebody();
  await signIn(pia, '192.0.2.1', FIREFOX());
  const link = { label: 'Link', use: 'link' };
  const { token } = (await server.ask('POST', `/api/members/${pia.id}/tokens`, link)).json;
  const headers = { 'user-agent': SAFARI, 'x-forwarded-for': '198.51.100.7' };
  await visitor(server).ask('POST', '/api/session', { token }, headers);
  await expect.poll(async () => (await places(pia.id)).length).toBe(2);
  await told(1);
});

test('F42 one an hour is mailed, and each place is kept', async () => {
  const pia = await somebody();
  await signIn(pia, '192.0.2.1', FIREFOX());
  for (const part of [1, 2, 3]) await signIn(pia, `198.51.100.${part}`, `robot-${'abc'[part]}`);
  await told(1);
  expect(await places(pia.id)).toHaveLength(4);
  time.pass(61 * MINUTE_MS);
  await signIn(pia, '203.0.113.1', 'another one');
  await told(2);
});

test('F42 nothing is mailed to an address that a member has merely typed', async () => {
  const pia = await somebody();
  const typed = `place-typed${count}@galley.example`;
  await server.parts.accounts.changeAccount(pia.id, { email: typed });
  const now = { ...pia, email: typed };
  await signIn(now, '192.0.2.1', FIREFOX());
  await signIn(now, '198.51.100.7', SAFARI);
  expect(await mailed()).toEqual([]);
});

test('F43 the last twenty places are kept, as hashes, and go with the member', async () => {
  const pia = await somebody();
  const { parts } = server;
  for (let place = 0; place < 22; place += 1) {
    const member = await parts.accounts.member(pia.id);
    if (member === null) throw new Error('The member is gone.');
    time.pass(MINUTE_MS);
    await parts.signIn.open(member, 'token', { agent: FIREFOX(), network: `192.0.2.${place}` });
    await expect.poll(async () => (await places(pia.id))[0]?.last).toBe(time.now().getTime());
  }
  const kept = await places(pia.id);
  expect(kept).toHaveLength(20);
  expect(JSON.stringify(kept)).not.toMatch(/192\.0|Firefox/);
  await server.ask('DELETE', `/api/members/${pia.id}`);
  expect(await server.store.log.get('places', pia.id)).toBeNull();
});
