/** What is done over HTTP, and by the server itself, is in the audit log when it is answered, and nothing else is. */
import { join } from 'node:path';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SYSTEM } from '../../../shared/policy/actor.ts';
import { AUDIT_ACTIONS } from '../../../shared/wire/routes/audit.ts';
import type { AuditAction, AuditEntry } from '../../../shared/wire/routes/audit.ts';
import { openStore } from '../../../server/storage/open.ts';
import { authenticator } from '../../support/authenticator.ts';
import type { Authenticator } from '../../support/authenticator.ts';
import { emptied } from '../../support/emptied.ts';
import { Browser, makeShare } from '../../support/guests.ts';
import { CLIENT, oidcProvider } from '../../support/oidc-provider.ts';
import { askAt, testServer } from '../../support/server.ts';
import type { ArticleReply, Reply, TestServer } from '../../support/server.ts';
import { visitor } from '../../support/visitor.ts';

const PASSWORD = 'an old and long password';
const NEW_PASSWORD = 'a new and longer password';
const EMAIL = 'paula@galley.example';
/** Words of texts, which no entry may have. */
const WORDS = ['Bombe', 'Kommentar', 'Antwort', 'Ersatz', 'Geheimnotiz'];

let folder: string;
let server: TestServer;
let article: ArticleReply;
let owner: string;
let carl: { id: string; token: string };
const secrets: string[] = [PASSWORD, NEW_PASSWORD];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'galley-audit-'));
  server = await testServer({}, await openStore(join(folder, 'store')));
  article = await server.article('# Bombe gefunden\n\nEine Bombe lag im Wald.');
  owner = (await server.ask('GET', '/api/session')).json.member.id;
  carl = await server.member('Carl Commenter', 'commenter');
  secrets.push(carl.token);
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** Asks, and must be answered that it is done. */
async function done(method: string, path: string, body?: unknown, token?: string): Promise<Reply> {
  const reply = await server.ask(method, path, body, token);
  expect([method, path, reply.status, reply.status < 300 && '']).toEqual([
    method,
    path,
    reply.status,
    '',
  ]);
  return reply;
}

const at = (rest: string) => `/api/articles/${article.id}${rest}`;
const layer = (name: string) => article.layers.find((one) => one.name === name)?.id ?? '';

async function entries(query = ''): Promise<AuditEntry[]> {
  return (await done('GET', `/api/audit${query}`)).json.items;
}

async function annotate(token: string | undefined, into = layer('Comments')): Promise<string> {
  const target = { from: 0, to: 5 };
  const fields = { layer: into, kind: 'suggestion', target, body: WORDS[1], replacement: WORDS[3] };
  return (await done('POST', at('/annotations'), fields, token)).json.id;
}

async function share(asked: object = {}): Promise<{ id: string; secret: string }> {
  const made = await makeShare(server, article.id, asked);
  secrets.push(made.secret);
  return made;
}

async function invite(): Promise<{ id: string; secret: string }> {
  const { json } = await done('POST', '/api/invites', { role: 'editor', label: 'Ivy' });
  const secret = new URL(json.url).hash.replace('#invite=', '');
  secrets.push(secret);
  return { id: json.id, secret };
}

/** A member with an address and a password. */
async function paula(): Promise<{ id: string; token: string }> {
  const { json } = await server.ask('GET', '/api/members');
  const there = json.items.find((member: { email?: string }) => member.email === EMAIL);
  if (there) return { id: there.id, token: '' };
  const fields = { name: 'Paula Password', email: EMAIL, role: 'editor' };
  const { id } = (await done('POST', '/api/members', fields)).json;
  const { token } = (await done('POST', `/api/members/${id}/tokens`, { label: 'x' })).json;
  secrets.push(token);
  await done('POST', '/api/account/password', { password: PASSWORD }, token);
  return { id, token };
}

const PASSKEYS = '/api/account/passkeys';

/** Carl's only passkey, just added. */
async function passkey(): Promise<{ id: string; device: Authenticator }> {
  await server.parts.passkeys.forget(carl.id);
  const device = authenticator(`http://localhost:${new URL(server.url).port}`);
  const wanted = (await done('POST', `${PASSKEYS}/challenge`, {}, carl.token)).json;
  const made = { name: 'Phone', passkey: device.make(wanted) };
  return { id: (await done('POST', PASSKEYS, made, carl.token)).json.id, device };
}

/** What an entry must say, beside its action; `actor` is a name. */
type Expected = Partial<Pick<AuditEntry, 'article' | 'subject' | 'detail'>> & { actor?: string };

/** Each does one thing, after whatever must be there first, and gives what the last entry must be. */
const DEEDS: Readonly<Record<AuditAction, () => Promise<Expected>>> = {
  async 'signed in'() {
    await done('POST', '/api/session', { token: carl.token }, '');
    return { actor: 'Carl Commenter' };
  },
  async 'signed out'() {
    const browser = new Browser(server);
    await browser.ask('POST', '/api/session', { token: carl.token });
    secrets.push(browser.cookie.split('=')[1] ?? '');
    await browser.ask('DELETE', '/api/session');
    return { actor: 'Carl Commenter' };
  },
  async 'sign-in refused'() {
    const { id } = await paula();
    const guess = { email: EMAIL, password: 'a wrong password' };
    expect((await server.ask('POST', '/api/session', guess, '')).status).toBe(401);
    return { actor: 'Reader', subject: id, detail: {} };
  },
  async 'password changed'() {
    const { id } = await paula();
    const { token } = (await done('POST', `/api/members/${id}/tokens`, { label: 'x' })).json;
    const change = { password: NEW_PASSWORD, current: PASSWORD };
    await done('POST', '/api/account/password', change, token);
    return { actor: 'Paula Password', subject: id };
  },
  async 'passkey added'() {
    const { id } = await passkey();
    return { actor: 'Carl Commenter', subject: id };
  },
  async 'passkey removed'() {
    const { id, device } = await passkey();
    const asked = (await done('POST', `${PASSKEYS}/proof`, undefined, carl.token)).json;
    const proof = { passkey: device.show(asked) };
    await done('POST', `${PASSKEYS}/${id}/removal`, proof, carl.token);
    return { actor: 'Carl Commenter', subject: id };
  },
  async 'member added'() {
    const { json } = await done('POST', '/api/members', { name: 'Ann', role: 'viewer' });
    return { subject: json.id, detail: { role: 'viewer' } };
  },
  async 'member changed'() {
    await done('PATCH', `/api/members/${carl.id}`, { name: 'Carl Commenter' });
    return { subject: carl.id };
  },
  async 'person erased'() {
    const { id } = await server.member('Gone', 'viewer');
    await done('POST', `/api/members/${id}/erase`, { words: 'go' });
    return { subject: id, detail: { words: 'go' } };
  },
  async 'role given'() {
    await done('PATCH', `/api/members/${carl.id}`, { role: 'commenter' });
    return { subject: carl.id, detail: { role: 'commenter' } };
  },
  async 'member removed'() {
    const { id } = await server.member('Rita Removed', 'viewer');
    await done('DELETE', `/api/members/${id}`);
    return { subject: id };
  },
  async 'token made'() {
    const { json } = await done('POST', `/api/members/${carl.id}/tokens`, { label: 'Script' });
    secrets.push(json.token);
    return { subject: carl.id, detail: { use: 'api' } };
  },
  async 'token revoked'() {
    const { json } = await done('POST', `/api/members/${carl.id}/tokens`, { label: 'Script' });
    await done('DELETE', `/api/members/${carl.id}/tokens/${json.id}`);
    return { subject: carl.id, detail: { token: json.id } };
  },
  async 'invite made'() {
    return { subject: (await invite()).id, detail: { role: 'editor' } };
  },
  async 'invite used'() {
    const { secret } = await invite();
    const fields = { name: 'Ivy Invited', email: 'ivy@galley.example', password: PASSWORD };
    const path = '/api/invites/accept';
    const { json } = await done('POST', path, { token: secret, ...fields }, '');
    return { actor: 'Ivy Invited', subject: json.member.id, detail: { role: 'editor' } };
  },
  async 'invite revoked'() {
    const { id } = await invite();
    await done('DELETE', `/api/invites/${id}`);
    return { subject: id };
  },
  async 'share made'() {
    const expires = '2999-01-01T00:00:00Z';
    const { id } = await share({ expires, password: PASSWORD });
    return { article: article.id, subject: id, detail: { role: 'commenter', expires } };
  },
  async 'share entered'() {
    const { id, secret } = await share();
    const browser = new Browser(server);
    expect((await browser.follow(secret, 'Gus')).status).toBe(200);
    secrets.push(browser.cookie.split('=')[1] ?? '');
    return { actor: 'Gus', article: article.id, subject: id };
  },
  async 'share revoked'() {
    const { id } = await share();
    await done('DELETE', at(`/shares/${id}`));
    return { article: article.id, subject: id };
  },
  async 'grant given'() {
    await done('POST', at('/members'), { member: carl.id, role: 'editor' });
    return { article: article.id, subject: carl.id, detail: { role: 'editor' } };
  },
  async 'grant taken'() {
    await done('POST', at('/members'), { member: carl.id, role: 'editor' });
    await done('DELETE', at(`/members/${carl.id}`));
    return { article: article.id, subject: carl.id };
  },
  async 'article deleted'() {
    const { id } = await server.article('# Weg damit');
    await done('DELETE', `/api/articles/${id}`);
    return { article: id, subject: null };
  },
  async 'brought back'() {
    const { id } = await server.article('# Hin und her');
    await done('DELETE', `/api/articles/${id}`);
    await done('POST', `/api/trash/${id}/restore`);
    return { article: id, subject: null, detail: { what: 'article' } };
  },
  async 'deleted for good'() {
    const { json } = await done('POST', at('/layers'), { name: 'Short-lived' });
    await done('DELETE', at(`/layers/${json.id}`));
    await done('DELETE', `/api/trash/${json.id}`);
    return { article: article.id, subject: json.id, detail: { what: 'layer' } };
  },
  async 'earlier text brought back'() {
    const { id, text } = await emptied(server);
    await done('POST', `/api/articles/${id}/earlier-texts/${text}/restore`);
    return { article: id, subject: text };
  },
  async 'layer made'() {
    const fields = { name: 'Legal', audience: 'moderators' };
    const { json } = await done('POST', at('/layers'), fields);
    return { article: article.id, subject: json.id, detail: fields };
  },
  async 'layer changed'() {
    await done('PATCH', at(`/layers/${layer('Comments')}`), { locked: false });
    return { article: article.id, subject: layer('Comments'), detail: { locked: 'false' } };
  },
  async 'layer deleted'() {
    const { json } = await done('POST', at('/layers'), { name: 'Short-lived' });
    await done('DELETE', at(`/layers/${json.id}`));
    return { article: article.id, subject: json.id };
  },
  async 'annotation deleted'() {
    const id = await annotate(carl.token);
    await done('DELETE', at(`/annotations/${id}`));
    const detail = { layer: layer('Comments'), kind: 'suggestion' };
    return { article: article.id, subject: id, detail };
  },
  async 'reply deleted'() {
    const id = await annotate(carl.token);
    const path = at(`/annotations/${id}/replies`);
    const { json } = await done('POST', path, { body: WORDS[2] }, carl.token);
    const reply = json.replies[0].id;
    await done('DELETE', `${path}/${reply}`, undefined, carl.token);
    return {
      actor: 'Carl Commenter',
      article: article.id,
      subject: id,
      detail: { reply, layer: layer('Comments'), kind: 'suggestion' },
    };
  },
  async 'status changed'() {
    const id = await annotate(carl.token);
    await done('POST', at(`/annotations/${id}/status`), { status: 'declined', note: WORDS[2] });
    const detail = { layer: layer('Comments'), from: 'open', to: 'declined' };
    return { article: article.id, subject: id, detail };
  },
  async exported() {
    const layers = layer('Comments');
    await done('GET', at(`/export?format=txt&names=pseudonyms&layers=${layers}`));
    const detail = { format: 'txt', names: 'pseudonyms', layers };
    return { article: article.id, subject: null, detail };
  },
  async 'workspace changed'() {
    await done('PATCH', '/api/workspace', { name: 'The Desk' });
    return { article: null, subject: null, detail: { name: 'The Desk' } };
  },
  async 'backup taken'() {
    const backup = join(folder, 'backup');
    await done('POST', '/api/store/backup', { folder: backup });
    return { detail: { folder: backup } };
  },
  async 'audit pruned'() {
    const key = '9999999999000-999999-old';
    await server.store.log.commit([{ do: 'put', space: 'audit', key, value: { actor: {} } }]);
    await server.parts.audit.prune(400);
    return { actor: 'Galley', article: null, subject: null };
  },
  async 'guests forgotten'() {
    const { id } = await share();
    const guest = { id: 'once', name: 'Once', share: id, article: article.id, created: '2020' };
    await server.store.transaction(async ({ catalogue }) => catalogue.put('guests', guest));
    await server.parts.idleGuests.prune();
    return { actor: 'Galley', article: article.id, subject: null, detail: { guests: '1' } };
  },
};

describe('what is recorded', () => {
  test.each(AUDIT_ACTIONS)('N4 “%s” is in the log when it is answered', async (action) => {
    const { actor = 'Olga Owner', ...expected } = await DEEDS[action]();
    const [entry] = await entries();
    expect(entry).toMatchObject({ action, ...expected });
    if (expected.detail) expect(entry?.detail).toEqual(expected.detail);
    expect(entry?.actor.name).toBe(actor);
    expect(entry?.network).toBe(actor === 'Galley' ? null : '127.0.0.1');
  });

  test('N4 one deed is one entry; a name and a role given at once are two', async () => {
    const before = await entries();
    await done('PATCH', '/api/workspace', { language: 'de' });
    await done('PATCH', `/api/members/${carl.id}`, { name: 'Carl Commenter', role: 'commenter' });
    const added = (await entries()).slice(0, 3);
    expect(added.map(({ action }) => action)).toEqual([
      'role given',
      'member changed',
      'workspace changed',
    ]);
    const [third, fourth] = (await entries()).slice(3, 5);
    expect([third?.id, fourth?.id]).toEqual([before[0]?.id, before[1]?.id]);
  });

  test('N4 an article’s status is recorded with what it was, and no other change of it', async () => {
    await done('PATCH', at(''), { status: 'published', title: 'Bombe entschärft' });
    const [entry] = await entries();
    expect(entry).toMatchObject({ action: 'status changed', subject: null, article: article.id });
    expect(entry?.detail).toEqual({ from: 'draft', to: 'published' });
    await done('PATCH', at(''), { status: 'published' });
    await done('PATCH', at(''), { direction: 'ltr' });
    expect((await entries())[0]).toEqual(entry);
  });

  test('N4 a pin is recorded like a status, once, and so is taking it out', async () => {
    const id = await annotate(carl.token);
    const detail = { layer: layer('Comments'), pinned: 'true' };
    const expected = { action: 'status changed', article: article.id, subject: id, detail };
    await done('POST', at(`/annotations/${id}/pin`), { pinned: true });
    const [entry] = await entries();
    expect(entry).toMatchObject(expected);
    await done('POST', at(`/annotations/${id}/pin`), { pinned: true });
    expect((await entries())[0]).toEqual(entry);
    await done('POST', at(`/annotations/${id}/pin`), { pinned: false });
    expect((await entries())[0]).toMatchObject({ detail: { ...detail, pinned: 'false' } });
  });

  test('N4 what the server settles by itself is recorded in the same transaction', async () => {
    const id = await annotate(carl.token);
    const [row] = await server.store.catalogue.find('layers', { id: layer('Comments') });
    const room = await server.parts.rooms.layer(row!);
    const command = { do: 'set-status', annotation: id, status: 'resolved', note: null } as const;
    expect((await room!.perform(command, row!, SYSTEM)).ok).toBe(true);
    expect((await entries())[0]).toMatchObject({
      actor: { kind: 'system', id: null },
      action: 'status changed',
      article: article.id,
      subject: id,
      detail: { layer: layer('Comments'), from: 'open', to: 'resolved' },
      network: null,
    });
  });
});

test('N4 who comes by a provider of OpenID Connect is recorded, and who is turned away', async () => {
  const provider = await oidcProvider();
  const environment = {
    GALLEY_OIDC_ISSUER: provider.issuer,
    GALLEY_OIDC_CLIENT_ID: CLIENT.id,
    GALLEY_OIDC_CLIENT_SECRET: CLIENT.secret,
  };
  const apart = await testServer({ environment });
  const browser = visitor(apart);
  const back = async () => {
    const { headers } = await browser.ask('GET', '/api/oidc/start');
    const { pathname, search } = new URL(await provider.agree(headers.get('location') ?? ''));
    await browser.ask('GET', pathname + search);
    const { items } = (await apart.ask('GET', '/api/audit')).json as { items: AuditEntry[] };
    return items.map(({ action, actor }) => `${actor.name} ${action}`);
  };
  provider.claims = { sub: 'v', email: 'vera@galley.example', email_verified: true, name: 'Vera' };
  expect(await back()).toEqual(['Reader sign-in refused']);
  const { url } = (await apart.ask('POST', '/api/invites', { role: 'viewer' })).json;
  await browser.ask('POST', '/api/invites/look', { token: new URL(url).hash.slice(8) });
  const came = ['Vera signed in', 'Vera invite used', 'Olga Owner invite made'];
  expect(await back()).toEqual([...came, 'Reader sign-in refused']);
  expect((await back())[0]).toBe('Vera signed in');
  await apart.close();
  await provider.close();
});

describe('what is not recorded', () => {
  test('N5 what was refused, what changed nothing, and what was only looked at', async () => {
    const before = await entries();
    const other = await annotate(undefined);
    const tries: [string, string, unknown, number][] = [
      ['DELETE', at(`/annotations/${other}`), undefined, 403],
      ['DELETE', at(`/annotations/none`), undefined, 404],
      ['PATCH', '/api/workspace', { name: 'Mine' }, 403],
      ['PATCH', '/api/workspace', { name: '' }, 403],
      ['GET', at('/export?format=none'), undefined, 400],
      ['GET', at(''), undefined, 200],
      ['GET', '/api/workspace', undefined, 200],
    ];
    for (const [method, path, body, status] of tries)
      expect((await server.ask(method, path, body, carl.token)).status).toBe(status);
    expect((await entries())[0]).toEqual(before[0]);
  });

  test('N5 what happens in a member’s own notes, not even by its ids', async () => {
    const before = await entries();
    const mine = await annotate(carl.token, 'notes');
    const listed = await done('GET', at('/layers'), undefined, carl.token);
    const notes = listed.json.items.find((one: { purpose: string }) => one.purpose === 'notes').id;
    const path = at(`/annotations/${mine}`);
    await done('POST', `${path}/status`, { status: 'resolved' }, carl.token);
    await done('PATCH', at(`/layers/${notes}`), { name: WORDS[4] }, carl.token);
    await done('DELETE', path, undefined, carl.token);
    expect((await entries())[0]).toEqual(before[0]);
    // A copy of them is one that was taken; that they were in it is Carl's own concern.
    await done('GET', at('/export?format=txt'), undefined, carl.token);
    const [copy] = await entries();
    expect([copy?.action, copy?.actor.id]).toEqual(['exported', carl.id]);
    expect(copy?.detail['layers']).toBe(layer('Comments'));
    await done('DELETE', at(`/layers/${notes}`), undefined, carl.token);
    expect((await entries())[0]).toEqual(copy);
    const all = (await done('GET', '/api/audit/export?format=jsonl')).text;
    for (const id of [mine, notes]) expect(all).not.toContain(id);
  });

  test('N5 more guesses than a network may make in a minute', async () => {
    for (let n = 0; n < 80; n += 1)
      expect((await server.ask('POST', '/api/session', { token: 'guess' }, '')).status).toBe(401);
    const refused = await Promise.all([
      entries('?action=sign-in%20refused'),
      server.ask('GET', '/api/audit?action=sign-in%20refused'),
    ]);
    const { next } = refused[1].json;
    const more = next === null ? [] : await entries(`?action=sign-in%20refused&cursor=${next}`);
    expect(refused[0].length + more.length).toBeLessThanOrEqual(60);
    expect(refused[0].length + more.length).toBeGreaterThan(50);
  });

  test('N5 no words of a text and no secret', async () => {
    const all = (await done('GET', '/api/audit/export?format=jsonl')).text;
    expect(all.split('\n').length).toBeGreaterThan(40);
    for (const hidden of [...WORDS, ...secrets].filter((one) => one !== ''))
      expect(all).not.toContain(hidden);
  });
});

describe('for how long', () => {
  test('N6 no route deletes or changes an entry, whatever is deleted', async () => {
    const before = await entries();
    await done('DELETE', at(''));
    await done('DELETE', `/api/members/${carl.id}`);
    const ids = new Set((await entries()).map(({ id }) => id));
    expect(before.slice(0, 40).every(({ id }) => ids.has(id))).toBe(true);
    expect((await server.ask('DELETE', '/api/audit')).status).toBe(405);
    expect(before.some(({ actor }) => actor.id === owner)).toBe(true);
  });

  test('N6 a backup has them', async () => {
    const copy = join(folder, 'second-backup');
    await done('POST', '/api/store/backup', { folder: copy });
    const there = await openStore(copy);
    const kept = await there.log.list('audit');
    await there.close();
    const [taken, ...before] = await entries();
    // The entry of the backup itself follows the backup.
    expect(taken?.action).toBe('backup taken');
    expect(kept.slice(0, 40).map(({ key }) => key)).toEqual(
      before.slice(0, 40).map(({ id }) => id),
    );
  });
});

test('N7 what can not be recorded is not answered as done', async () => {
  const apart = await testServer();
  const made = await apart.article('# A title');
  apart.store.takeOnly((write) => !('space' in write) || write.space !== 'audit');
  const reply = await apart.ask('PATCH', '/api/workspace', { name: 'Unrecorded' });
  expect([reply.status, reply.json.type]).toEqual([503, '/problems/store-unavailable']);
  expect(made.id).not.toBe('');
  await apart.close();
});

test('N7 who asks by IPv6 is recorded by its /64, and behind a proxy by what the proxy says', async () => {
  const proxied = await testServer({ environment: { GALLEY_PROXIES: '1' } });
  const change = async (from: string) => {
    const headers = {
      'x-forwarded-for': from,
      authorization: 'Bearer the-owner-of-the-test-workspace',
    };
    await askAt(proxied.url, 'PATCH', '/api/workspace', { name: from.slice(0, 20) }, '', headers);
    return (await proxied.ask('GET', '/api/audit')).json.items[0].network;
  };
  expect(await change('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64');
  expect(await change('198.51.100.4')).toBe('198.51.100.4');
  await proxied.close();
});
