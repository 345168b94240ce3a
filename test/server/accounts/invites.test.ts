/** Invitations: what they are worth, to whom, how often, and how long. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testServer } from '../../support/server.ts';
import type { TestServer } from '../../support/server.ts';
import { visitor } from '../../support/visitor.ts';
import { clock, DAY_MS, PASSWORD } from './people.ts';

let server: TestServer;
const time = clock();
let count = 0;

beforeAll(async () => {
  server = await testServer({ now: time.now });
});
afterAll(() => server.close());

interface Made {
  readonly id: string;
  readonly token: string;
  readonly expires: string;
}

async function invite(body: object = {}, as?: string): Promise<Made> {
  const made = await server.ask('POST', '/api/invites', { role: 'editor', ...body }, as);
  expect(made.status).toBe(201);
  const [address = '', token = ''] = String(made.json.url).split('#invite=');
  expect(address).toBe(`${server.url.replace('127.0.0.1', 'localhost')}/join`);
  return { id: made.json.id, token, expires: made.json.expires };
}

function accept(token: string, given: object = {}) {
  count += 1;
  const email = `guest${count}@galley.example`;
  const body = { token, name: `Gil Guest ${count}`, email, password: PASSWORD, ...given };
  return visitor(server).ask('POST', '/api/invites/accept', body);
}

const look = (token: string) => visitor(server).ask('POST', '/api/invites/look', { token });

describe('an invitation', () => {
  test('F15 makes a member with its role and signs them in, once', async () => {
    const { token } = await invite({ label: 'For Ida' });
    expect((await look(token)).json).toEqual({
      role: 'editor',
      workspace: { name: 'Galley', language: 'en' },
      expires: new Date(time.now().getTime() + 7 * DAY_MS).toISOString(),
    });
    const browser = visitor(server);
    const given = { token, name: 'Ida', email: 'ida@galley.example', password: PASSWORD };
    const accepted = await browser.ask('POST', '/api/invites/accept', given);
    expect([accepted.status, accepted.json.member]).toMatchObject([
      200,
      { name: 'Ida', role: 'editor' },
    ]);
    expect((await browser.ask('GET', '/api/session')).json.member.name).toBe('Ida');
    const again = await visitor(server).ask('POST', '/api/session', {
      email: given.email,
      password: PASSWORD,
    });
    expect(again.status).toBe(200);
    expect((await accept(token)).status).toBe(401);
  });

  test('F15 makes one member, however many ask at once', async () => {
    const { token } = await invite();
    const before = (await server.ask('GET', '/api/members')).json.items.length;
    const replies = await Promise.all(Array.from({ length: 8 }, () => accept(token)));
    const statuses = replies.map(({ status }) => status).toSorted((one, other) => one - other);
    expect(statuses).toEqual([200, ...Array(7).fill(401)]);
    expect((await server.ask('GET', '/api/members')).json.items).toHaveLength(before + 1);
    // What was hashed for the others is not kept.
    const members = (await server.ask('GET', '/api/members')).json.items;
    const ids = new Set(members.map(({ id }: { id: string }) => id));
    const kept = await server.store.log.list('passwords');
    expect(kept.filter(({ key }) => !ids.has(key))).toEqual([]);
  });

  test.each<[string, (made: Made) => Promise<unknown>]>([
    ['that was used', ({ token }) => accept(token)],
    ['that was taken back', ({ id }) => server.ask('DELETE', `/api/invites/${id}`)],
    ['that has ended', async () => time.pass(7 * DAY_MS)],
    ['of nobody’s', async () => undefined],
  ])('F15 one %s reads like one that never was', async (what, happens) => {
    const made = await invite();
    await happens(made);
    const token = what === 'of nobody’s' ? 'x'.repeat(43) : made.token;
    const never = await look('never');
    for (const reply of [await look(token), await accept(token)]) {
      expect([reply.status, reply.text]).toEqual([401, never.text]);
      expect(reply.headers.getSetCookie()).toEqual([]);
    }
  });

  test.each([
    ['is removed', 'DELETE', undefined],
    ['is no owner any more', 'PATCH', { role: 'moderator' }],
  ])('F15 one whose maker %s is worth nothing', async (_what, method, body) => {
    const maker = await server.member('Mak', 'owner');
    const { token, id } = await invite({}, maker.token);
    await server.ask(method, `/api/members/${maker.id}`, body);
    expect((await look(token)).status).toBe(401);
    expect((await accept(token)).status).toBe(401);
    const { items } = (await server.ask('GET', '/api/invites')).json;
    expect(items.map((one: Made) => one.id)).not.toContain(id);
  });

  test('F16 is not used up by an address that is taken, nor by a password that is refused', async () => {
    const { token } = await invite();
    await accept((await invite()).token, { email: 'taken@galley.example' });
    const attempts: readonly [object, number][] = [
      [{ email: 'TAKEN@galley.example' }, 409],
      [{ password: 'short' }, 400],
      [{ name: 'Long Name Indeed', password: 'long name indeed' }, 400],
      [{}, 200],
    ];
    for (const [given, status] of attempts)
      expect((await accept(token, given)).status).toBe(status);
  });

  test('F16 is made, listed and taken back by owners alone; the list has no secret', async () => {
    const { token } = await server.member('Mod', 'moderator');
    const made = await invite({
      label: 'Ann',
      role: 'viewer',
      expires: new Date(time.now().getTime() + DAY_MS).toISOString(),
    });
    const list = await server.ask('GET', '/api/invites');
    expect(list.json.items.find(({ id }: Made) => id === made.id)).toEqual({
      id: made.id,
      role: 'viewer',
      label: 'Ann',
      by: 'Olga Owner',
      created: time.now().toISOString(),
      expires: made.expires,
    });
    expect(list.text).not.toContain(made.token);
    for (const [method, path] of [
      ['GET', '/api/invites'],
      ['POST', '/api/invites'],
      ['DELETE', `/api/invites/${made.id}`],
    ] as const)
      expect(
        (await server.ask(method, path, method === 'POST' ? { role: 'owner' } : undefined, token))
          .status,
      ).toBe(403);
    const late = await server.ask('POST', '/api/invites', {
      role: 'viewer',
      expires: time.now().toISOString(),
    });
    expect([late.status, late.json.field]).toEqual([400, 'expires']);
  });
});
