/** What is kept of a person, taken away by that person and by the owner. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { ANNOTATIONS_ROOT } from '../../../shared/annotation/annotation.ts';
import { roomName } from '../../../shared/wire/messages.ts';
import { documentOf } from '../../../server/sync/stored-document.ts';
import { PersonalData } from '../../../shared/wire/routes/personal-data.ts';
import { hashSecret } from '../../../server/accounts/secrets.ts';
import { DamagedRoomError } from '../../../server/storage/damage.ts';
import { testServer } from '../../support/server.ts';
import type { ArticleReply, TestServer } from '../../support/server.ts';

let server: TestServer;
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
const annotations = () => `/api/articles/${article.id}/annotations`;
async function note(token: string, fields: object): Promise<string> {
  const body = {
    layer: layer('Comments'),
    kind: 'comment',
    target: { exact: 'harbour' },
    ...fields,
  };
  const made = await server.ask('POST', annotations(), body, token);
  if (made.status !== 201) throw new Error(made.text);
  return made.json.id;
}
const own = async (token = cy.token): Promise<PersonalData> => {
  const { status, json } = await server.ask('GET', '/api/account/data', undefined, token);
  expect(status).toBe(200);
  return PersonalData.parse(json);
};

test('PD1 one’s own data has account, sessions, tokens and one’s own words, and nobody else’s', async () => {
  await server.ask('POST', '/api/session', { token: cy.token }, '');
  const facts = { credential: 'what a browser calls it', publicKey: 'AA', counter: 0 };
  await server.parts.passkeys.add(cy.id, 'Phone', facts);
  await server.parts.passkeys.add(bo.id, 'Key of Bo', facts);
  const mine = await note(cy.token, { body: 'Which one?' });
  await note(cy.token, { layer: 'notes', body: 'Said to myself.' });
  const theirs = await note(bo.token, { body: 'A secret of Bo.' });
  const path = `${annotations()}/${theirs}/replies`;
  await server.ask('POST', path, { body: 'So it is.' }, cy.token);
  await server.ask('POST', `${annotations()}/${mine}/replies`, { body: 'No, Bo says.' }, bo.token);
  const data = await own();
  expect(data).toMatchObject({
    member: { id: cy.id, name: 'Cy Commenter' },
    email: null,
    damaged: 0,
  });
  expect([data.sessions.length, data.tokens.map(({ label }) => label)]).toEqual([1, ['test']]);
  expect(data.passkeys.map(({ name }) => name)).toEqual(['Phone']);
  expect(JSON.stringify(data.passkeys)).not.toContain(facts.credential);
  expect(data.words.map(({ article: { title }, layer: { name } }) => [title, name])).toEqual([
    ['Low tide', 'Comments'],
    ['Low tide', 'My notes'],
  ]);
  const [comments, notes] = data.words;
  expect(comments?.notes).toMatchObject([{ id: mine, body: 'Which one?', exact: 'harbour' }]);
  expect(comments?.replies).toMatchObject([{ annotation: theirs, body: 'So it is.' }]);
  expect(notes?.notes).toMatchObject([{ body: 'Said to myself.' }]);
  expect(JSON.stringify(data)).not.toMatch(/Bo/);
});

test('PD2 an owner gets the same of a member but private notes; nobody else gets it', async () => {
  await note(cy.token, { body: 'Which one?' });
  await note(cy.token, { layer: 'notes', body: 'Said to myself.' });
  const path = `/api/members/${cy.id}/data`;
  const { status, text, json } = await server.ask('GET', path);
  expect(status).toBe(200);
  expect(json.words).toHaveLength(1);
  expect(text).toContain('Which one?');
  expect(text).not.toContain('Said to myself.');
  const moderator = await server.member('Mo', 'moderator');
  for (const { token } of [bo, cy, moderator])
    expect((await server.ask('GET', path, undefined, token)).status).toBe(403);
  expect((await server.ask('GET', '/api/members/none/data')).status).toBe(404);
});

test('PD3 words in layers that were closed to one meanwhile, or are in the trash, are not in it', async () => {
  await note(cy.token, { body: 'Which one?' });
  const at = `/api/articles/${article.id}/layers/${layer('Comments')}`;
  expect((await own()).words).toHaveLength(1);
  await server.ask('PATCH', at, { audience: 'moderators' });
  expect((await own()).words).toEqual([]);
  await server.ask('PATCH', at, { audience: 'members' });
  await server.ask('DELETE', at);
  expect((await own()).words).toEqual([]);
  await server.ask('POST', `/api/trash/${layer('Comments')}/restore`);
  expect((await own()).words).toHaveLength(1);
});

test('PD3 a layer that is damaged is counted, and hides no other', async () => {
  await note(cy.token, { body: 'Which one?' });
  const { log } = server.store;
  const load = log.load.bind(log);
  log.load = (room, from) =>
    room.endsWith(layer('Reports'))
      ? Promise.reject(new DamagedRoomError(room, 'a test'))
      : load(room, from);
  expect((await own((await server.member('Ed', 'editor')).token)).damaged).toBe(1);
  const data = await own();
  expect([data.damaged, data.words.length]).toEqual([0, 1]);
});

test('PD4 no secret and no hash is in it, and that it was taken is in the audit log', async () => {
  const opened = await server.ask('POST', '/api/session', { token: cy.token }, '');
  const secret = opened.headers.getSetCookie()[0]?.split(/[=;]/)[1] ?? '';
  expect(secret.length).toBeGreaterThan(20);
  const password = 'a long and good password';
  await server.ask('POST', '/api/account/password', { password }, cy.token);
  const text = JSON.stringify(await own());
  for (const hidden of [secret, cy.token, password, 'argon2', hashSecret(cy.token)])
    expect(text).not.toContain(hidden);
  await server.ask('GET', `/api/members/${cy.id}/data`);
  const { items } = (await server.ask('GET', '/api/audit?action=exported')).json;
  expect(items).toMatchObject([
    { actor: { name: 'Olga Owner' }, subject: cy.id, detail: { data: 'of a member' } },
    { actor: { name: 'Cy Commenter' }, subject: cy.id, detail: { data: 'own' } },
  ]);
});

test('PD5 others are served while thousands of notes are gathered', async () => {
  for (let count = 0; count < 40; count += 1) await note(cy.token, { body: `Note ${count}` });
  let clock = performance.now();
  const spy = vi.spyOn(performance, 'now').mockImplementation(() => (clock += 1));
  let [turns, isGathering] = [0, true];
  const count = (): void => {
    turns += 1;
    if (isGathering) setImmediate(count);
  };
  setImmediate(count);
  const reader = { kind: 'member', id: cy.id, name: 'Cy', role: 'commenter' } as const;
  const words = await server.parts.writtenWords.of(cy.id, reader);
  isGathering = false;
  spy.mockRestore();
  expect(words.layers[0]?.notes).toHaveLength(40);
  // As if each note took a millisecond.
  expect(turns).toBeGreaterThan(40 / 5);
});

test('PD5 a layer that takes long to read is read in a thread, while others are served', async () => {
  const id = await note(cy.token, { body: 'The first' });
  const room = roomName(article.id, layer('Comments'));
  const { log } = server.store;
  const doc = documentOf((await log.load(room))?.updates ?? []);
  const notes = doc.getMap<Y.Map<unknown>>(ANNOTATIONS_ROOT);
  const first = notes.get(id);
  const before = Y.encodeStateVector(doc);
  for (let n = 0; n < 1000; n += 1) {
    const copy = first?.clone();
    copy?.set('id', `copy-${n}`);
    if (copy !== undefined) notes.set(`copy-${n}`, copy);
  }
  const update = Y.encodeStateAsUpdate(doc, before);
  expect(update.byteLength).toBeGreaterThan(128 << 10);
  await log.commit([{ do: 'append', room, update }]);
  let [turns, isGathering] = [0, true];
  const count = (): void => {
    turns += 1;
    if (isGathering) setTimeout(count, 1);
  };
  count();
  const reader = { kind: 'member', id: cy.id, name: 'Cy', role: 'commenter' } as const;
  const words = await server.parts.writtenWords.of(cy.id, reader);
  isGathering = false;
  expect(words.layers[0]?.notes).toHaveLength(1001);
  expect(words.layers[0]?.notes[0]).toMatchObject({ author: cy.id, body: 'The first' });
  expect(turns).toBeGreaterThan(10);
});
