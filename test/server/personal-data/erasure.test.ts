/** An owner erases a person: what was theirs alone goes, and what others need stays without a name. */
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { roomName } from '../../../shared/wire/messages.ts';
import { SPACES } from '../../../server/storage/update-log.ts';
import { Browser, guestOf, makeShare } from '../../support/guests.ts';
import { memoryStore } from '../../support/memory-store.ts';
import type { MemoryStore } from '../../support/memory-store.ts';
import { testServer } from '../../support/server.ts';
import type { ArticleReply, TestServer } from '../../support/server.ts';

let server: TestServer<MemoryStore>;
let article: ArticleReply;
let cy: { id: string; token: string };
let bo: { id: string; token: string };

beforeEach(async () => {
  server = await testServer();
  article = await server.article('# Low tide\n\nThe harbour is is empty.');
  cy = await server.member('Cy Commenter', 'commenter');
  bo = await server.member('Bo', 'commenter');
});
afterEach(() => server.close());

const layer = (name: string) => article.layers.find((one) => one.name === name)?.id ?? '';
const at = (rest = '') => `/api/articles/${article.id}${rest}`;
const done = async (method: string, path: string, body?: unknown, token?: string) => {
  const reply = await server.ask(method, path, body, token);
  if (reply.status >= 300) throw new Error(`${method} ${path}: ${reply.text}`);
  return reply.json;
};
const note = async (token: string, fields: object): Promise<string> => {
  const common = { layer: layer('Comments'), kind: 'comment', target: { exact: 'harbour' } };
  return (await done('POST', at('/annotations'), { ...common, ...fields }, token)).id;
};
const reply = async (to: string, body: string, token: string): Promise<void> => {
  await done('POST', at(`/annotations/${to}/replies`), { body }, token);
};
const erase = (words: 'stay' | 'go', id = cy.id, token?: string) =>
  server.ask('POST', `/api/members/${id}/erase`, { words }, token);
const audit = async () => (await done('GET', '/api/audit')).items;
const threads = async () => (await done('GET', at('/annotations'))).items;
/** All records of the store as text. */
const records = async () => {
  const all = await Promise.all(SPACES.map((space) => server.store.log.list(space)));
  return JSON.stringify(all);
};
/** All that is stored of a room, as text. */
const stored = async (room: string) => {
  const updates = (await server.store.log.load(room))?.updates ?? [];
  return updates.map((update) => Buffer.from(update).toString('latin1')).join('\n');
};

test('PD14 a member is erased with all that let them in, and with what was known of them', async () => {
  const { log, catalogue } = server.store;
  await done('PATCH', `/api/members/${cy.id}`, { email: 'cy@galley.example' });
  await done('POST', '/api/account/password', { password: 'a long and good one' }, cy.token);
  const browser = new Browser(server);
  await browser.ask('POST', '/api/session', { token: cy.token });
  await log.commit([
    { do: 'put', space: 'identities', key: 'https://id.example cy', value: cy.id },
    { do: 'put', space: 'confirmations', key: cy.id, value: {} },
    { do: 'put', space: 'passkeys', key: `${cy.id}/hashed`, value: {} },
    { do: 'put', space: 'places', key: cy.id, value: [] },
    { do: 'put', space: 'notices', key: cy.id, value: [] },
    { do: 'put', space: 'visits', key: `${cy.id}/a`, value: [] },
  ]);
  expect(await log.list('uses')).toHaveLength(1);
  expect((await erase('stay')).json).toEqual({ damaged: 0 });
  expect(await catalogue.get('members', cy.id)).toBe(null);
  expect((await browser.ask('GET', '/api/account')).status).toBe(401);
  expect((await server.ask('GET', '/api/account', undefined, cy.token)).status).toBe(401);
  for (const space of [
    'sessions',
    'passwords',
    'passkeys',
    'places',
    'notices',
    'visits',
    'identities',
    'confirmations',
    'uses',
  ] as const)
    expect(await log.list(space)).toEqual([]);
  expect(await records()).not.toMatch(/Cy Commenter|cy@galley/);
});

test('PD14 a guest is erased in the same way, also where the article is in the trash', async () => {
  const { secret } = await makeShare(server, article.id);
  const [gus, ida] = [await guestOf(server, secret), await guestOf(server, secret, 'Ida')];
  const fields = { layer: layer('Comments'), kind: 'comment', target: { exact: 'harbour' } };
  await gus.ask('POST', at('/annotations'), { ...fields, body: 'Mine.' });
  const [first, second] = await server.store.catalogue.find('guests', { name: 'Gus' });
  const other = (await server.store.catalogue.find('guests', { name: 'Ida' }))[0]?.id ?? '';
  expect(second).toBe(undefined);
  expect((await erase('stay', first?.id)).status).toBe(200);
  expect((await gus.ask('GET', at())).status).toBe(401);
  expect((await ida.ask('GET', at())).status).toBe(200);
  expect(await records()).not.toContain('Gus');
  await done('DELETE', at());
  expect((await erase('stay', other)).status).toBe(200);
  await done('POST', `/api/trash/${article.id}/restore`);
  expect(await server.store.catalogue.find('guests')).toEqual([]);
  expect(await server.store.log.list('sessions')).toEqual([]);
  expect((await done('GET', at('/people'))).items).not.toContainEqual(
    expect.objectContaining({ guest: true }),
  );
});

test('PD15 private layers go for good with their notes, from the trash as well, and nobody else’s', async () => {
  const mo = await server.member('Mo Moderator', 'moderator');
  const own = async (name: string) =>
    (await done('POST', at('/layers'), { name, audience: 'private' }, mo.token)).id;
  const [mine, trashed] = [await own('Mine'), await own('Trashed')];
  for (const into of [mine, trashed, 'notes'])
    await note(mo.token, { layer: into, kind: 'question', body: 'To myself.' });
  await note(bo.token, { layer: 'notes', body: 'Said Bo to herself.' });
  await done('DELETE', at(`/layers/${trashed}`), undefined, mo.token);
  const before = article;
  article = await server.article('# Second');
  const hidden = (await done('POST', at('/layers'), { name: 'X', audience: 'private' }, mo.token))
    .id;
  await done('DELETE', at());
  const rooms = await server.store.log.rooms();
  expect((await erase('stay', mo.id)).status).toBe(200);
  expect(await server.store.catalogue.find('layers', { owner: mo.id })).toEqual([]);
  const inTrash = await server.store.catalogue.find('trash');
  expect(inTrash.map(({ id }) => id)).toEqual([article.id]);
  expect(inTrash[0]?.rows.layers.map(({ name }) => name).sort()).toEqual(['Comments', 'Reports']);
  const left = new Set(await server.store.log.rooms());
  const gone = rooms.filter((room) => !left.has(room));
  expect(gone).toHaveLength(4);
  expect(gone).toContain(roomName(article.id, hidden));
  expect(JSON.stringify(await server.store.log.list('queue'))).not.toContain('question');
  article = before;
  expect((await done('GET', at('/annotations'), undefined, bo.token)).items).toHaveLength(1);
});

test('PD16 the audit log keeps what was done, without name and network, and has the erasing', async () => {
  await done('PATCH', '/api/account', { name: 'Cy Clear' }, cy.token);
  await done('POST', '/api/session', { token: cy.token }, '');
  await done('PATCH', '/api/account', { name: 'Bo Also' }, bo.token);
  await done('PATCH', `/api/members/${cy.id}`, { email: 'cy@galley.example' });
  await server.ask('POST', '/api/session', { email: 'cy@galley.example', password: 'no' }, '');
  const before = await audit();
  const expected = before.map((entry: { actor: { id: string | null }; action: string }) => {
    if (entry.action === 'sign-in refused') return { ...entry, network: null };
    if (entry.actor.id !== cy.id) return entry;
    return { ...entry, actor: { ...entry.actor, name: 'Former member' }, network: null };
  });
  expect(expected).not.toEqual(before);
  await erase('stay');
  const [erased, ...after] = await audit();
  expect(after).toEqual(expected);
  expect(erased).toMatchObject({
    actor: { name: 'Olga Owner' },
    action: 'person erased',
    subject: cy.id,
    detail: { words: 'stay' },
  });
});

test('PD17 words that stay are shown under “Former member”', async () => {
  const id = await note(cy.token, { kind: 'question', body: 'Which one?' });
  await reply(id, 'This one.', bo.token);
  await erase('stay');
  const [thread] = await threads();
  expect(thread).toMatchObject({ id, author: cy.id, body: 'Which one?' });
  const people = (await done('GET', at('/people'))).items;
  expect(people.map((one: { id: string }) => one.id)).not.toContain(cy.id);
  const copy = (await server.ask('GET', at('/export?format=txt&status=all'))).text;
  expect(copy).toContain('Former member');
  expect(copy).not.toContain('Cy Commenter');
  expect((await done('GET', '/api/queue')).items[0]).toMatchObject({ author: null });
});

test('PD18 words that go leave no note and no reply but those of others, and an empty place where these answered', async () => {
  await note(cy.token, { body: 'Alone with oneself.' });
  const answered = await note(cy.token, { body: 'A word of Cy.' });
  await reply(answered, 'An answer.', bo.token);
  await reply(answered, 'Cy adds this.', cy.token);
  const theirs = await note(bo.token, { body: 'A note of Bo.' });
  await reply(theirs, 'Cy agrees here.', cy.token);
  const own = await note(cy.token, { body: 'To be followed.' });
  await reply(own, 'By Cy alone.', cy.token);
  await erase('go');
  const left = await threads();
  expect(left).toHaveLength(2);
  expect(left).toContainEqual(
    expect.objectContaining({
      id: answered,
      body: '',
      replies: [expect.objectContaining({ body: 'An answer.', author: bo.id })],
    }),
  );
  expect(left).toContainEqual(
    expect.objectContaining({ id: theirs, body: 'A note of Bo.', replies: [] }),
  );
  const bytes = await stored(roomName(article.id, layer('Comments')));
  expect(bytes).toContain('A note of Bo.');
  for (const words of ['Alone', 'A word of Cy.', 'Cy adds', 'Cy agrees', 'To be followed', 'By Cy'])
    expect(bytes).not.toContain(words);
});

test('PD18 a proposal that was decided loses its words too, but for those that the article has', async () => {
  const editor = await server.member('Ed Editor', 'editor');
  const suggestion = { kind: 'suggestion', body: 'Said Cy.' };
  const target = { exact: 'is is' };
  const declined = await note(cy.token, { ...suggestion, target, replacement: 'was' });
  const accepted = await note(cy.token, { ...suggestion, target, replacement: 'is' });
  for (const [id, status] of [
    [declined, 'declined'],
    [accepted, 'accepted'],
  ] as const) {
    await done('POST', at(`/annotations/${id}/status`), { status }, editor.token);
    await reply(id, 'Right.', bo.token);
  }
  await erase('go');
  const left = await threads();
  expect(left).toContainEqual(
    expect.objectContaining({ id: declined, body: '', replacement: null, status: 'declined' }),
  );
  expect(left).toContainEqual(
    expect.objectContaining({ id: accepted, body: '', replacement: 'is', status: 'accepted' }),
  );
});

test('PD18 words go from what is in the trash as well', async () => {
  await note(cy.token, { body: 'In a layer.' });
  await done('DELETE', at(`/layers/${layer('Comments')}`));
  await erase('go');
  await done('POST', `/api/trash/${layer('Comments')}/restore`);
  expect(await threads()).toEqual([]);
});

test('PD19 what is interrupted is finished by itself', async () => {
  await note(cy.token, { body: 'Which one?' });
  server.store.takeOnly((write) => !(write.do === 'put' && write.space === 'audit'));
  expect((await erase('go')).status).toBe(503);
  server.store.takeAll();
  expect(await server.store.catalogue.get('members', cy.id)).toBe(null);
  await done('PATCH', '/api/account', { name: 'Bo Also' }, bo.token);
  await server.parts.erasure.finish();
  expect(await records()).not.toContain('Cy Commenter');
  expect(await server.store.log.list('erasures')).toEqual([]);
  expect(await threads()).toEqual([]);
});

test('PD19 what a crash has interrupted is finished by the next start', async () => {
  const store = memoryStore();
  const actor = { kind: 'member', id: 'gone', name: 'Dee Departed' };
  await store.log.commit([
    { do: 'put', space: 'erasures', key: 'gone', value: 'go' },
    { do: 'put', space: 'audit', key: '8000000000000-999999-one', value: { actor } },
  ]);
  const started = await testServer({}, store);
  onTestFinished(() => started.close());
  await expect.poll(() => store.log.list('erasures')).toEqual([]);
  expect(JSON.stringify(await store.log.list('audit'))).not.toContain('Dee');
});

test('PD19 somebody who was removed can be erased, again and again; nobody that never was', async () => {
  await note(cy.token, { body: 'Which one?' });
  await done('PATCH', '/api/account', { name: 'Cy Clear' }, cy.token);
  await done('DELETE', `/api/members/${cy.id}`);
  expect((await erase('stay')).status).toBe(200);
  expect(await records()).not.toContain('Cy C');
  expect((await erase('go')).status).toBe(200);
  expect(await threads()).toEqual([]);
  expect((await erase('go', 'nobody')).status).toBe(404);
});

test('PD19 owners alone erase, not themselves, and the workspace keeps an owner', async () => {
  const moderator = await server.member('Mo', 'moderator');
  expect((await erase('stay', cy.id, moderator.token)).status).toBe(403);
  const other = await server.member('Ola', 'owner');
  expect((await erase('stay', other.id, other.token)).status).toBe(409);
  expect(await server.store.catalogue.get('members', other.id)).not.toBe(null);
  expect((await erase('stay', other.id)).status).toBe(200);
  expect(await server.store.log.list('erasures')).toEqual([]);
});

test('PD20 mentions by others say that it was a former member, and the name leaves the store', async () => {
  const mention = `[@Cy Commenter](galley:person/${cy.id})`;
  const other = `[@Bo](galley:person/${bo.id})`;
  const asked = await note(bo.token, { body: `${mention} and ${other}: is it?` });
  await reply(asked, `As ${mention} said.`, bo.token);
  const [before] = await threads();
  expect((await erase('stay')).status).toBe(200);
  const [after] = await threads();
  const former = `[@Former member](galley:person/${cy.id})`;
  expect(after.body).toBe(`${former} and ${other}: is it?`);
  expect(after.replies[0].body).toBe(`As ${former} said.`);
  expect(after.edited).toBe(before.edited);
  expect(await stored(roomName(article.id, layer('Comments')))).not.toContain('Cy Commenter');
});
