/** Annotations on words that have not arrived at the server: the text and the command take different ways. */
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { describe as anchorAt } from '../../../shared/anchor/describe.ts';
import { textIndex } from '../../../shared/anchor/text-index.ts';
import { testServer } from '../../support/server.ts';
import type { ArticleReply, Reply, TestServer } from '../../support/server.ts';
import { stockClient, until } from '../../support/sync-client.ts';
import type { StockClient } from '../../support/sync-client.ts';

let server: TestServer;
let article: ArticleReply;
let editor: { id: string; token: string };

beforeAll(async () => {
  server = await testServer();
  editor = await server.member('Edith', 'editor');
});
beforeEach(async () => {
  article = await server.article('# Tale\n\nA cat came.\n\nThe end.');
});
afterAll(() => server.close());

/** The positions of words in a copy of the text. */
function positionsOf(doc: Y.Doc, words: string, from = 0) {
  const index = textIndex(doc.getXmlFragment('article'));
  const at = index.text.indexOf(words, from);
  const { start, end, exact } = anchorAt(index, { from: at, to: at + words.length });
  return { start, end, exact };
}

function comment(target: object): Promise<Reply> {
  const body = { layer: article.layers[0]?.id, kind: 'comment', target, body: 'Why?' };
  return server.ask('POST', `/api/articles/${article.id}/annotations`, body, editor.token);
}

/** Positions of words that stand in no text that the server will ever see. */
function foreign(words: string) {
  const doc = new Y.Doc();
  const block = new Y.XmlElement('paragraph');
  block.insert(0, [new Y.XmlText(words)]);
  doc.getXmlFragment('article').insert(0, [block]);
  return positionsOf(doc, words);
}

async function offline(): Promise<StockClient> {
  const client = stockClient(server, article.id, editor.token);
  await client.synced;
  client.provider.disconnect();
  return client;
}

/** Writes before the last words of the article. */
function write(doc: Y.Doc, words: string): void {
  const [text] = (doc.getXmlFragment('article').get(2) as Y.XmlElement).toArray();
  (text as Y.XmlText).insert(0, words);
}

test('H18 words on their way are not taken for the same words elsewhere: who asks is to come again', async () => {
  const client = await offline();
  write(client.doc, 'Another cat went. ');
  const index = textIndex(client.doc.getXmlFragment('article'));
  const target = positionsOf(client.doc, 'cat', index.text.indexOf('Another'));
  const early = await comment(target);
  expect([early.status, early.headers.get('retry-after')]).toEqual([503, '2']);
  client.provider.connect();
  const place = index.text.lastIndexOf('cat');
  await until(async () => {
    const { status, json } = await comment(target);
    return status === 201 && json.anchoring.from === place && json.anchoring.state === 'exact';
  }, 'the words');
  client.destroy();
});

test('H18 whoever asks again and again about words that never come hears that they are not there', async () => {
  const target = foreign('cat');
  const replies = await Promise.all(Array.from({ length: 8 }, () => comment(target)));
  const refused = replies.filter(({ status }) => status === 422);
  expect(replies.filter(({ status }) => status === 503)).toHaveLength(7);
  expect(refused.map(({ json }) => json.type)).toEqual(['/problems/words-not-found']);
  const { json } = await server.ask('GET', `/api/articles/${article.id}/annotations`);
  expect(json.items).toEqual([]);
});

test('H18 while the store takes no words, they may still come', async () => {
  vi.spyOn(server.parts.rooms, 'areWritable', 'get').mockReturnValue(false);
  const target = foreign('cat');
  const replies = await Promise.all(Array.from({ length: 9 }, () => comment(target)));
  vi.restoreAllMocks();
  expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([503]));
});

test('H18 words that are gone since are looked for by their quote, without a wait', async () => {
  const client = stockClient(server, article.id, editor.token);
  await client.synced;
  write(client.doc, 'Tomcat. ');
  const target = positionsOf(client.doc, 'Tomcat');
  const [text] = (client.doc.getXmlFragment('article').get(2) as Y.XmlElement).toArray();
  (text as Y.XmlText).delete(0, 8);
  (text as Y.XmlText).insert(0, 'A Tomcat. ');
  const read = () => server.ask('GET', `/api/articles/${article.id}/text`);
  await until(async () => (await read()).text.includes('A Tomcat'), 'the change');
  const started = performance.now();
  const reply = await comment(target);
  expect(reply.json.anchoring.state).toBe('exact');
  expect(performance.now() - started).toBeLessThan(1500);
  client.destroy();
});

test('H18 waiting for words reads the text no more often than not waiting', async () => {
  const client = stockClient(server, article.id, editor.token);
  await client.synced;
  const room = (await server.parts.rooms.text(article.id))!;
  const told = vi.fn();
  room.document.onPublished(told);
  const read = vi.spyOn(room.document, 'read');
  const waiting = comment(foreign('nowhere'));
  for (let key = 0; key < 30; key += 1) {
    write(client.doc, 'x');
    // As somebody types.
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  expect((await waiting).status).toBe(503);
  expect(told.mock.calls.length).toBeGreaterThan(20);
  expect(read.mock.calls.length).toBeLessThan(10);
  client.destroy();
});
