/** Whose an address is: what an owner hands over, what is mailed, and what a member merely types. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { mailServer } from '../../support/mail-server.ts';
import type { MailServer } from '../../support/mail-server.ts';
import { testServer } from '../../support/server.ts';
import type { TestServer } from '../../support/server.ts';
import { clock, MINUTE_MS } from './people.ts';

let mail: MailServer;
let server: TestServer;
let count = 0;
const time = clock();

beforeAll(async () => {
  mail = await mailServer();
  server = await testServer({
    now: time.now,
    environment: { GALLEY_SMTP_URL: mail.url, GALLEY_URL: 'https://galley.example' },
  });
});
afterAll(async () => {
  await server.close();
  await mail.close();
});
beforeEach(() => {
  count += 1;
  mail.letters.length = 0;
});

/** A viewer who has typed an address. */
async function typed(): Promise<{ id: string; token: string; email: string }> {
  const email = `typed${count}@galley.example`;
  const { id, token } = await server.member(`Typist ${count}`, 'viewer');
  await server.ask('PATCH', '/api/account', { email }, token);
  return { id, token, email };
}

const ask = (token: string) => server.ask('POST', '/api/account/confirmation', undefined, token);
const confirm = (secret: string, token: string) =>
  server.ask('PUT', '/api/account/confirmation', { token: secret }, token);

async function mailed(token: string): Promise<string> {
  const letters = mail.letters.length;
  expect((await ask(token)).status).toBe(202);
  await expect.poll(() => mail.letters.length).toBe(letters + 1);
  const text = mail.letters.at(-1)?.text ?? '';
  return /https:\/\/galley\.example\/settings\/account#confirm=([\w-]{43})/.exec(text)?.[1] ?? '';
}

test('F21 a mailed link confirms the address once, for whoever it was mailed for', async () => {
  const [own, other] = [await typed(), await server.member('Passer-by', 'viewer')];
  const before = await server.ask('GET', '/api/account', undefined, own.token);
  expect(before.json).toMatchObject({ confirmed: false, mayConfirm: true });
  const secret = await mailed(own.token);
  expect(mail.letters[0]?.to).toEqual([own.email]);
  expect(mail.letters[0]?.text).toContain(`Typist ${count}`);
  expect((await confirm(secret, other.token)).status).toBe(409);
  const confirmed = await confirm(secret, own.token);
  expect(confirmed.json).toMatchObject({ confirmed: true, mayConfirm: false });
  expect((await confirm(secret, own.token)).status).toBe(409);
  expect((await ask(own.token)).status).toBe(409);
});

test('F21 a link is worth nothing after an hour, after a newer one, and for another address', async () => {
  const { token } = await typed();
  const old = await mailed(token);
  const newer = await mailed(token);
  expect((await confirm(old, token)).status).toBe(409);
  time.pass(61 * MINUTE_MS);
  expect((await confirm(newer, token)).status).toBe(409);
  const last = await mailed(token);
  await server.ask('PATCH', '/api/account', { email: `moved${count}@galley.example` }, token);
  expect((await confirm(last, token)).status).toBe(409);
});

test('F21 at most five are mailed to one address within an hour', async () => {
  const { token } = await typed();
  for (let sent = 0; sent < 5; sent += 1) await mailed(token);
  expect((await ask(token)).status).toBe(429);
});

test('F21 what an owner hands over is confirmed, another address that a member types then is not', async () => {
  const email = `given${count}@galley.example`;
  const added = await server.ask('POST', '/api/members', { name: 'Given', email, role: 'viewer' });
  expect(added.json).toMatchObject({ email, confirmed: true });
  const { token } = (
    await server.ask('POST', `/api/members/${added.json.id}/tokens`, { label: 'Test' })
  ).json;
  const renamed = await server.ask('PATCH', '/api/account', { name: 'Anew', email }, token);
  expect(renamed.json).toMatchObject({ confirmed: true });
  const moved = await server.ask('PATCH', '/api/account', { email: `x${email}` }, token);
  expect(moved.json).toMatchObject({ confirmed: false });
  const taken = await server.ask('PATCH', `/api/members/${added.json.id}`, {
    email: (await typed()).email,
  });
  expect(taken.status).toBe(409);
});
