/** Nobody takes a member's name, or one that looks like it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testServer } from '../../support/server.ts';
import type { TestServer } from '../../support/server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const TAKEN = ['Olga Owner', 'OIga Owner', 'olga  owner'];

test('NL2 a member can’t be called as another one looks, but may keep their own name', async () => {
  const { token } = await server.member('Ed Editor', 'editor');
  const rename = (name: string) => server.ask('PATCH', '/api/account', { name }, token);
  for (const name of TAKEN) {
    const reply = await rename(name);
    expect([name, reply.status, reply.json.field]).toEqual([name, 409, 'name']);
    expect(reply.json.detail).toContain('looks like this one');
  }
  expect((await rename('Ed Editor')).status).toBe(200);
  expect((await rename('ED EDITOR')).status).toBe(200);
  expect((await rename('Olga Owner (Sport)')).status).toBe(200);
  const namesake = await server.member('Olga Owner', 'viewer');
  expect(namesake.id).toBeTruthy();
  const kept = await server.ask('PATCH', '/api/account', { name: 'Olga Owner' }, namesake.token);
  expect(kept.status).toBe(200);
});

test('NL2 who was invited can try again under another name', async () => {
  const { json } = await server.ask('POST', '/api/invites', { role: 'viewer' });
  const token = String(json.url).split('#')[1]?.replace(/^.*=/, '') ?? '';
  const accept = (name: string) =>
    server.ask(
      'POST',
      '/api/invites/accept',
      { token, name, email: 'ivy@galley.example', password: 'a long and new password' },
      '',
    );
  expect((await accept('OIga Owner')).status).toBe(409);
  expect((await accept('Ivy Invited')).status).toBe(200);
});
