/** Signing in and out, members and their tokens. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testServer } from '../../support/server.ts';
import type { TestServer } from '../../support/server.ts';

let server: TestServer;
let now = new Date('2026-05-01T10:00:00Z');

beforeAll(async () => {
  server = await testServer({ now: () => now });
});
afterAll(() => server.close());

async function link(member: string): Promise<string> {
  const made = await server.ask('POST', `/api/members/${member}/tokens`, {
    label: 'link',
    use: 'link',
  });
  expect(made.status).toBe(201);
  expect(made.json.url).toBe(
    `${server.url.replace('127.0.0.1', 'localhost')}/signin#token=${made.json.token}`,
  );
  return made.json.token;
}

function signIn(token: string, at = server) {
  return at.ask('POST', '/api/session', { token }, '');
}

async function sessionWith(cookie: string): Promise<Response> {
  return fetch(`${server.url}/api/session`, { headers: { cookie } });
}

describe('signing in', () => {
  test('H8 a link opens a session, once', async () => {
    const { id } = await server.member('Lena Link', 'commenter');
    const token = await link(id);
    const reply = await signIn(token);
    expect(reply.status).toBe(200);
    expect(reply.json.member).toMatchObject({ id, name: 'Lena Link', role: 'commenter' });
    const [cookie = ''] = reply.headers.getSetCookie();
    const session = await sessionWith(cookie.split(';')[0] ?? '');
    expect(await session.json()).toMatchObject({ member: { id } });
    const again = await signIn(token);
    expect([again.status, again.json.type]).toEqual([401, '/problems/sign-in-failed']);
    expect(again.headers.getSetCookie()).toEqual([]);
  });

  test('H8 a link is worth one session, however many ask at once', async () => {
    const { id } = await server.member('Ray Race', 'viewer');
    const token = await link(id);
    const replies = await Promise.all(Array.from({ length: 8 }, () => signIn(token)));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test('H8 a link ends after a week, and is no API token', async () => {
    const { id } = await server.member('Lara Late', 'viewer');
    const token = await link(id);
    expect((await server.ask('GET', '/api/session', undefined, token)).status).toBe(401);
    now = new Date(now.getTime() + 7 * 24 * 60 * 60 * 1000);
    expect((await signIn(token)).status).toBe(401);
  });

  test('H9 the cookie is out of reach for scripts, other sites, and plain http', async () => {
    const { token } = await server.member('Carla Cookie', 'viewer');
    const [plain = ''] = (await signIn(token)).headers.getSetCookie();
    expect(plain).toMatch(/^galley_session=[\w-]{43};/);
    expect(plain).toContain('HttpOnly');
    expect(plain).toContain('SameSite=Lax');
    expect(plain).toContain('Path=/');
    expect(plain).not.toContain('Secure');
    const https = await testServer({ environment: { GALLEY_URL: 'https://galley.example' } });
    const made = await https.member('Carla Cookie', 'viewer');
    const [secure = ''] = (await signIn(made.token, https)).headers.getSetCookie();
    expect(secure).toMatch(/^__Host-galley_session=[\w-]{43};/);
    for (const attribute of ['Secure', 'HttpOnly', 'SameSite=Lax', 'Path=/'])
      expect(secure).toContain(attribute);
    expect(secure).not.toContain('Domain');
    await https.close();
  });

  test('H9 signing out ends the session, also for who kept its cookie', async () => {
    const { token } = await server.member('Otto Out', 'viewer');
    const [cookie = ''] = (await signIn(token)).headers.getSetCookie();
    const [pair = ''] = cookie.split(';');
    const out = await fetch(`${server.url}/api/session`, {
      method: 'DELETE',
      headers: { cookie: pair },
    });
    expect(out.status).toBe(204);
    expect(out.headers.getSetCookie()[0]).toMatch(/^galley_session=;.*1970/);
    expect((await sessionWith(pair)).status).toBe(401);
  });

  test('H9 a wrong token does not fall back on the cookie beside it', async () => {
    const { token } = await server.member('Both', 'viewer');
    const [cookie = ''] = (await signIn(token)).headers.getSetCookie();
    const reply = await fetch(`${server.url}/api/session`, {
      headers: { cookie: cookie.split(';')[0] ?? '', authorization: 'Bearer wrong' },
    });
    expect(reply.status).toBe(401);
  });
});

describe('members', () => {
  test('H10 the owner adds, changes and removes; addresses are shown to the owner and oneself', async () => {
    const made = await server.ask('POST', '/api/members', {
      name: '  Ann Added ',
      email: 'ann@galley.example',
      role: 'viewer',
    });
    expect(made.json).toMatchObject({
      name: 'Ann Added',
      role: 'viewer',
      email: 'ann@galley.example',
    });
    const path = `/api/members/${made.json.id}`;
    const { token } = (await server.ask('POST', `${path}/tokens`, { label: 'x' })).json;
    const changed = await server.ask('PATCH', path, { role: 'editor' });
    expect(changed.json).toMatchObject({ name: 'Ann Added', role: 'editor' });
    const other = await server.member('Oscar Other', 'moderator');
    const emailSeenBy = async (who?: string) => {
      const { json } = await server.ask('GET', '/api/members', undefined, who);
      return json.items.find(({ id }: { id: string }) => id === made.json.id).email;
    };
    expect(await emailSeenBy()).toBe('ann@galley.example');
    expect(await emailSeenBy(token)).toBe('ann@galley.example');
    expect(await emailSeenBy(other.token)).toBeUndefined();
    expect((await server.ask('DELETE', path)).status).toBe(204);
    expect((await server.ask('GET', '/api/session', undefined, token)).status).toBe(401);
    expect((await server.ask('DELETE', path)).status).toBe(404);
  });

  test('H10 members may not change members, and make tokens for themselves alone', async () => {
    const one = await server.member('Mona', 'moderator');
    const other = await server.member('Max', 'viewer');
    const attempts: readonly [string, string, unknown, number][] = [
      ['POST', '/api/members', { name: 'X', role: 'owner' }, 403],
      ['PATCH', `/api/members/${one.id}`, { role: 'owner' }, 403],
      ['DELETE', `/api/members/${other.id}`, undefined, 403],
      ['POST', `/api/members/${other.id}/tokens`, { label: 'theirs' }, 403],
      ['POST', '/api/members/nobody/tokens', { label: 'x' }, 403],
      ['POST', `/api/members/${one.id}/tokens`, { label: 'mine' }, 201],
    ];
    for (const [method, path, body, status] of attempts) {
      expect((await server.ask(method, path, body, one.token)).status).toBe(status);
    }
  });

  test('H10 the workspace always keeps an owner', async () => {
    const { json } = await server.ask('GET', '/api/session');
    const path = `/api/members/${json.member.id}`;
    expect((await server.ask('PATCH', path, { role: 'viewer' })).status).toBe(409);
    expect((await server.ask('DELETE', path)).status).toBe(409);
    expect((await server.ask('GET', '/api/session')).json.member.role).toBe('owner');
  });
});
