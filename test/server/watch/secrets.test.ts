/** Everything that stands for somebody, used in every way there is, and the log of it all: it knows of none of them. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { createLog } from '../../../server/watch/log.ts';
import { Browser, makeShare } from '../../support/guests.ts';
import { OWNER_TOKEN, testServer } from '../../support/server.ts';
import { rawSocket } from '../../support/sync-client.ts';

const PASSWORD = 'Zwiebelkuchen mit Senf';
const WRONG_PASSWORD = 'Zwetschgenkuchen mit Senf';
const SHARE_PASSWORD = 'Apfelkuchen';
const lines: string[] = [];
const secrets: string[] = [OWNER_TOKEN, PASSWORD, WRONG_PASSWORD, SHARE_PASSWORD];

let server: Awaited<ReturnType<typeof openServer>>;
let article: string;

beforeAll(async () => {
  server = await openServer();
  article = (await server.article('# A title\n\nA cat saw a dog.')).id;
});
afterAll(() => server.close());

function openServer() {
  return testServer({ log: createLog('debug', { write: (line) => void lines.push(line) }) });
}

function keep(secret: string | undefined): string {
  expect(secret).toMatch(/^\S{8,}$/);
  secrets.push(secret ?? '');
  return secret ?? '';
}

/** The next thing that is to be stored is not. */
function failNext(): void {
  server.store.failNext(new Error('The disk is full.'));
}

test('N19 no secret that was used is in the log, whether what it was used for worked or not', async () => {
  // A member: an API token, a link, a password, a session of each.
  const { id, token } = await server.member('Paula', 'editor');
  keep(token);
  const made = await server.ask('POST', `/api/members/${id}/tokens`, { label: 'x', use: 'link' });
  const link = keep(made.json.token);
  const browser = new Browser(server);
  await browser.ask('POST', '/api/session', { token: link });
  keep(browser.cookie.split('=')[1]);
  await browser.ask('PATCH', '/api/account', { email: 'paula@galley.example' });
  await browser.ask('POST', '/api/account/password', { password: PASSWORD });
  keep(browser.cookie.split('=')[1]);
  const mine = { email: 'paula@galley.example', password: PASSWORD };
  await server.ask('POST', '/api/session', mine, '');
  await server.ask('POST', '/api/session', { ...mine, password: WRONG_PASSWORD }, '');
  await server.ask('POST', '/api/session', { token: keep('a-token-that-is-none') }, '');
  await server.ask('POST', '/api/account/reset', { email: mine.email }, '');
  failNext();
  await server.ask('POST', '/api/session', mine, '');

  // Secrets where they don't belong: in addresses of all kinds.
  for (const path of [
    `/api/session?token=${token}`,
    `/signin?token=${link}`,
    `/join?share=${token}&invite=${link}`,
    `/api/oidc/callback?code=${keep('a-code-of-a-provider')}&state=${keep('a-state-of-ours')}`,
    `/${token}`,
    `/api/${token}`,
    `/read/${token}`,
    `/api/reports/${token}`,
  ])
    await server.ask('GET', path, undefined, token);
  failNext();
  await server.ask('GET', `/api/articles/${article}/export?format=txt`, undefined, token);

  // Guests and who was invited.
  const share = await makeShare(server, article, { password: SHARE_PASSWORD });
  keep(share.secret);
  await server.ask('POST', '/api/shares/look', { token: share.secret }, '');
  const guest = new Browser(server);
  await guest.follow(share.secret, 'Gus', 'a wrong one');
  await guest.follow(share.secret, 'Gus', SHARE_PASSWORD);
  keep(guest.cookie.split('=')[1]);
  const invite = await server.ask('POST', '/api/invites', { role: 'viewer' });
  const invited = keep(new URL(invite.json.url).hash.replace('#invite=', ''));
  await server.ask('POST', '/api/invites/look', { token: invited }, '');
  failNext();
  const person = { name: 'Ivy', email: 'ivy@galley.example', password: PASSWORD };
  await server.ask('POST', '/api/invites/accept', { token: invited, ...person }, '');

  // A reader's receipt, which is a secret as well.
  await server.ask('PATCH', `/api/articles/${article}`, { status: 'published' });
  const report = await server.ask('POST', `/api/articles/${article}/reports`, { exact: 'cat' }, '');
  const receipt = keep(report.json.receipt);
  await server.ask('GET', `/api/reports/${receipt}`, undefined, '');
  await server.ask('GET', `/reports/${receipt}`, undefined, '');

  // Sockets, by token, header and cookie, and what they are closed for.
  const socket = await rawSocket(server, article, { token });
  if ('status' in socket) throw new Error('The socket was refused.');
  socket.send(Uint8Array.of(0, 2, 1, 255));
  await socket.closed;
  const refused = await rawSocket(server, `${article}/none`, { token: 'a-wrong-token-in-a-query' });
  if ('closed' in refused) await refused.closed;
  keep('a-wrong-token-in-a-query');
  const writer = await rawSocket(server, article, { token });
  if ('status' in writer) throw new Error('The socket was refused.');
  failNext();
  const doc = new Y.Doc();
  doc.getXmlFragment('article').insert(0, [new Y.XmlElement('paragraph')]);
  writer.send(Uint8Array.from([0, 2, ...framed(Y.encodeStateAsUpdate(doc))]));
  writer.socket.close();
  await writer.closed;
  await browser.ask('DELETE', '/api/session');

  const text = lines.join('');
  expect(lines.length).toBeGreaterThan(30);
  // Some of it failed, and that is in the log.
  expect(text).toContain('something failed in the background');
  for (const secret of secrets) {
    expect(text).not.toContain(secret);
    expect(text).not.toContain(encodeURIComponent(secret));
  }
});

test('N19 an error that carries a secret is logged without it', async () => {
  for (const message of [
    `GET /sync/room?token=${PASSWORD.replaceAll(' ', '+')}&ack=1`,
    'connect to https://galley.example/join#share=c2hhcmUtc2VjcmV0LWZvci10aGUtdGVzdA',
    'header Authorization: Bearer c2hhcmUtc2VjcmV0LWZvci10aGUtdGVzdA',
    'GET /api/reports/c2hhcmUtc2VjcmV0LWZvci10aGUtdGVzdA',
    'POST /api/oidc/callback?state=c2hhcmUtc2VjcmV0LWZvci10aGUtdGVzdA&code=c2hhcmUtc2VjcmV0LWZvci10aGUtdGVzdA',
  ]) {
    const said: string[] = [];
    const log = createLog('debug', { write: (line) => void said.push(line) });
    log.error({ error: new Error(message, { cause: new Error(message) }), url: message }, 'x');
    expect(said.join('')).toContain('[hidden]');
    expect(said.join('')).not.toMatch(/c2hhcmUtc2VjcmV0|Zwiebel/);
  }
});

/** With its length before it, as the protocol has it. */
function framed(update: Uint8Array): number[] {
  return [update.length, ...update]; // shorter than 128 bytes
}
