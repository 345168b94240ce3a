/** Guests are known as guests wherever a name stands. */
import * as Y from 'yjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COPY_FORMATS } from '../../../shared/article/formats.ts';
import { awarenessFrame, readFrame } from '../../../server/sync/frames.ts';
import { presence } from '../../hostile/presence-attacks.ts';
import { guestOf, makeShare } from '../../support/guests.ts';
import type { Browser } from '../../support/guests.ts';
import { testServer } from '../../support/server.ts';
import type { ArticleReply, TestServer } from '../../support/server.ts';
import { rawSocket, until } from '../../support/sync-client.ts';

let server: TestServer;
let article: ArticleReply;
let share: string;
let guest: Browser;
let me: string;

beforeAll(async () => {
  server = await testServer();
  article = await server.article('# Tale\n\nA cat saw a dog.');
  const made = await makeShare(server, article.id);
  share = made.id;
  guest = await guestOf(server, made.secret, 'Olga Owner');
  await guestOf(server, made.secret, 'Silent Guest');
  me = (await guest.ask('GET', '/api/session')).json.member.id;
  const body = { layer: article.layers[0]!.id, kind: 'comment', target: { exact: 'cat' } };
  const note = await guest.ask('POST', at('/annotations'), { ...body, body: 'A lynx?' });
  expect(note.status).toBe(201);
});
afterAll(() => server.close());

const at = (rest: string): string => `/api/articles/${article.id}${rest}`;
const namesFor = async (ask: () => Promise<{ json: { items: PersonFacts[] } }>) =>
  (await ask()).json.items.map(({ name, guest: is }) => `${name}${is ? ' (g)' : ''}`).sort();

interface PersonFacts {
  readonly id: string;
  readonly name: string;
  readonly guest: boolean;
}

describe('the people of an article', () => {
  test('J21 are all who may have written, to members', async () => {
    await server.member('Mia Member', 'viewer');
    const names = await namesFor(() => server.ask('GET', at('/people')));
    expect(names).toEqual(['Mia Member', 'Olga Owner', 'Olga Owner (g)', 'Silent Guest (g)']);
  });

  test('J21 are no more than stand in what a guest reads, to a guest', async () => {
    const hidden = await server.member('Hanna Hidden', 'editor');
    const replier = await server.member('Rike Replier', 'commenter');
    const [note] = (await guest.ask('GET', at('/annotations'))).json.items;
    const reply = { body: 'No.' };
    await server.ask('POST', at(`/annotations/${note.id}/replies`), reply, replier.token);
    const secret = { layer: 'notes', kind: 'comment', target: { exact: 'dog' } };
    await server.ask('POST', at('/annotations'), secret, hidden.token);
    const names = await namesFor(() => guest.ask('GET', at('/people')));
    expect(names).toEqual(['Olga Owner (g)', 'Rike Replier']);
  });

  test('J22 are marked as guests in every copy, also after the link is gone', async () => {
    const copies = async (): Promise<string[]> =>
      Promise.all(
        COPY_FORMATS.map(async ({ name }) => {
          const { text } = await server.ask('GET', at(`/export?format=${name}`));
          return text.replace(/\\([()])/g, '$1');
        }),
      );
    for (const copy of await copies()) expect(copy).toContain('Olga Owner (guest)');
    await server.ask('DELETE', at(`/shares/${share}`));
    for (const copy of await copies()) expect(copy).toContain('Olga Owner (guest)');
    const { items } = (await server.ask('GET', '/api/queue')).json;
    expect(items[0]).toMatchObject({ author: 'Olga Owner (guest)', annotation: { author: me } });
    const names = await namesFor(() => server.ask('GET', at('/people')));
    expect(names).toContain('Olga Owner (g)');
  });
});

test('J22 a guest’s cursor says that it is a guest’s, whatever it says itself', async () => {
  const { secret } = await makeShare(server, article.id, { role: 'viewer' });
  const visitor = await guestOf(server, secret, 'Olga Owner');
  const { id } = (await visitor.ask('GET', '/api/session')).json.member;
  const watcher = await rawSocket(server, article.id, {
    token: (await server.member('W', 'viewer')).token,
  });
  if ('status' in watcher) throw new Error('The upgrade was refused.');
  const raw = await visitor.socket(article.id);
  const json = JSON.stringify({ user: { id: 'other', name: 'Olga Owner' } });
  raw.send(awarenessFrame(presence([{ client: new Y.Doc().clientID, clock: 1, json }])));
  const told = (): string[] =>
    watcher.frames
      .filter((frame) => readFrame(frame)?.kind === 'awareness')
      .map((frame) => Buffer.from(frame).toString());
  await until(() => told().some((one) => one.includes('Olga')), 'the cursor');
  const shown = told().find((one) => one.includes('Olga'))!;
  expect(shown).toContain(`"user":{"id":"${id}","name":"Olga Owner (guest)"`);
  for (const { socket } of [raw, watcher]) socket.terminate();
});
