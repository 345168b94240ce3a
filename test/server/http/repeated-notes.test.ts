/** A note whose answer was lost is sent again; and notes beside a layer that is damaged. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { describe as anchorAt } from '../../../shared/anchor/describe.ts';
import { textIndex } from '../../../shared/anchor/text-index.ts';
import { roomName } from '../../../shared/wire/messages.ts';
import { testServer } from '../../support/server.ts';
import type { ArticleReply, Reply, TestServer } from '../../support/server.ts';
import { stockClient, until } from '../../support/sync-client.ts';

let server: TestServer;
let article: ArticleReply;
let editor: { id: string; token: string };

beforeAll(async () => {
  server = await testServer();
  editor = await server.member('Edith', 'editor');
});
beforeEach(async () => {
  article = await server.article('# Tale\n\nA cat saw a dog.\n\nThe end.');
});
afterAll(() => server.close());

const path = (rest = '') => `/api/articles/${article.id}${rest}`;
const ask = (method: string, rest: string, body?: unknown): Promise<Reply> =>
  server.ask(method, path(rest), body, editor.token);
const layer = (name: string) => article.layers.find((one) => one.name === name)?.id ?? '';

function note(fields: object): Promise<Reply> {
  const usual = { layer: layer('Comments'), kind: 'comment', body: 'Why?' };
  return ask('POST', '/annotations', { ...usual, ...fields });
}

/** A note on words by their positions, as pages send it; then somebody writes in the middle of them. */
async function changedSince(): Promise<{ id: string; target: object }> {
  const client = stockClient(server, article.id, editor.token);
  await client.synced;
  const { start, end, exact } = anchorAt(textIndex(client.doc.getXmlFragment('article')), {
    from: 7,
    to: 14,
  });
  const fields = { id: randomUUID(), target: { start, end, exact } };
  expect((await note(fields)).status).toBe(201);
  const block = client.doc.getXmlFragment('article').get(1) as Y.XmlElement;
  (block.get(0) as Y.XmlText).insert(6, 'never ');
  await until(async () => (await ask('GET', '/text')).text.includes('never'), 'the change');
  client.destroy();
  return fields;
}

describe('a note that is sent again', () => {
  test('H19 after its words have changed it is still what was done', async () => {
    const fields = await changedSince();
    const again = await note(fields);
    expect([again.status, again.json.anchoring]).toMatchObject([201, { state: 'changed' }]);
    expect((await ask('GET', '/annotations')).json.items).toHaveLength(1);
  });

  test('H19 after it has been edited it is still what was done', async () => {
    const fields = await changedSince();
    await ask('PATCH', `/annotations/${fields.id}`, { body: 'Oh.' });
    const again = await note(fields);
    expect([again.status, again.json.body]).toEqual([201, 'Oh.']);
  });

  test.each<[string, object]>([
    ['another body', { body: 'Otherwise.' }],
    ['other tags', { tags: ['law'] }],
    ['another colour', { color: 'green' }],
    ['other words', { target: { exact: 'end' } }],
  ])('H19 with %s it is refused', async (_name, change) => {
    const fields = await changedSince();
    const again = await note({ ...fields, ...change });
    expect([again.status, again.json.type]).toEqual([409, '/problems/conflict']);
  });
});

describe('beside a damaged layer', () => {
  /** The room gets a change that builds on one which isn't there. */
  async function damage(name: string): Promise<void> {
    const doc = new Y.Doc();
    const updates: Uint8Array[] = [];
    doc.on('update', (update) => updates.push(update));
    for (const key of ['lost', 'kept']) doc.getMap('annotations').set(key, key);
    const room = roomName(article.id, layer(name));
    await server.store.log.commit([{ do: 'append', room, update: updates[1]! }]);
  }

  test('S16 notes are made and changed in the other layers', async () => {
    await damage('Reports');
    const made = await note({ target: { exact: 'saw' } });
    expect(made.status).toBe(201);
    const one = `/annotations/${made.json.id}`;
    expect((await ask('PATCH', one, { body: 'Oh.' })).status).toBe(200);
    // It may be in the layer that nobody can read.
    expect((await ask('GET', `/annotations/${randomUUID()}`)).status).toBe(503);
  });

  test('S16 in the damaged one nothing is written', async () => {
    await damage('Comments');
    expect((await note({ target: { exact: 'saw' } })).status).toBe(503);
  });
});
