/** Stored anchors follow the words on the server, and nobody is said to have modified anything. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { ARTICLE_ROOT } from '../../../shared/article/schema.ts';
import { deleteAt, indexOf, insertAt, rangeOf } from '../../support/live-text.ts';
import { testServer } from '../../support/server.ts';
import type { ArticleReply, TestServer } from '../../support/server.ts';
import { stockClient, until } from '../../support/sync-client.ts';
import type { StockClient } from '../../support/sync-client.ts';

const PARAGRAPH = 'The quick brown fox jumps over the lazy dog, and the dog sleeps on.';

let server: TestServer;
let editor: { id: string; token: string };
let article: ArticleReply;
let client: StockClient;

beforeAll(async () => {
  server = await testServer();
  editor = await server.member('Edith', 'editor');
});
beforeEach(async () => {
  article = await server.article(`# Tale\n\n${PARAGRAPH}\n\nAnother paragraph.`);
  client = stockClient(server, article.id, editor.token);
  await client.synced;
});
afterAll(() => server.close());

const path = (rest: string) => `/api/articles/${article.id}/annotations${rest}`;

async function annotate(exact: string, more: object = {}) {
  const layer = article.layers[0]!.id;
  const body = { layer, kind: 'comment', target: { exact }, body: 'Why?', ...more };
  const { json } = await server.ask('POST', path(''), body, editor.token);
  return json;
}

async function stored(id: string) {
  const { json } = await server.ask('GET', path(`/${id}`), undefined, editor.token);
  return json;
}

const words = async (): Promise<string> =>
  (await server.ask('GET', `/api/articles/${article.id}/text`)).text;

/** Takes the tail of a paragraph out and puts it into a new one, as the editor does on Enter. */
function split(words: string): void {
  const { doc } = client;
  doc.transact(() => {
    const { from } = rangeOf(indexOf(doc).text, words);
    const end = rangeOf(indexOf(doc).text, PARAGRAPH.slice(-9)).to;
    const tail = indexOf(doc).text.slice(from, end);
    deleteAt(doc, from, end);
    const paragraph = new Y.XmlElement('paragraph');
    const text = new Y.XmlText();
    text.insert(0, tail);
    paragraph.insert(0, [text]);
    doc.getXmlFragment(ARTICLE_ROOT).insert(2, [paragraph]);
  });
}

describe('stored anchors', () => {
  test('A18 ties words anew that a split has torn off, and says nothing of it in `modified`', async () => {
    const made = await annotate('lazy dog');
    split('jumps over');
    await until(
      async () => (await stored(made.id)).anchor.start !== made.anchor.start,
      'a new anchor',
    );
    const now = await stored(made.id);
    expect(now.anchoring).toMatchObject({ state: 'exact', exact: 'lazy dog' });
    expect(now.anchor.exact).toBe('lazy dog');
    expect(now.modified).toBe(made.modified);
  });

  test('A19 keeps what was annotated, whatever the words are now', async () => {
    const made = await annotate('brown fox jumps');
    insertAt(client.doc, rangeOf(indexOf(client.doc).text, ' fox').from, ' arctic');
    split('brown arctic');
    await until(
      async () => (await stored(made.id)).anchor.start !== made.anchor.start,
      'a new anchor',
    );
    const now = await stored(made.id);
    expect(now.anchor.exact).toBe('brown fox jumps');
    expect(now.anchoring).toMatchObject({ state: 'changed', exact: 'brown arctic fox jumps' });
    expect(now.modified).toBe(made.modified);
  });

  test('A20 notes what is lost, and finds the very words again where they stood', async () => {
    const lost = await annotate('quick brown fox');
    const { from, to } = rangeOf(indexOf(client.doc).text, 'quick brown fox');
    deleteAt(client.doc, from, to);
    await until(async () => (await stored(lost.id)).anchor.tie.lost === true, 'a note of it');
    expect((await stored(lost.id)).anchoring.state).toBe('orphaned');
    insertAt(client.doc, from, 'slow red hen');
    await until(async () => (await words()).includes('slow red hen'), 'other words');
    expect((await stored(lost.id)).anchoring.state).toBe('orphaned');
    deleteAt(client.doc, from, from + 'slow red hen'.length);
    insertAt(client.doc, from, 'quick brown fox');
    await until(async () => (await words()).includes('quick brown'), 'the words');
    expect((await stored(lost.id)).anchoring).toMatchObject({ state: 'moved', from });
    expect((await stored(lost.id)).modified).toBe(lost.modified);
  });

  test('A21 doesn’t take an accepted suggestion for a change of its words', async () => {
    const made = await annotate('lazy dog', { kind: 'suggestion', replacement: 'sleepy cat' });
    const status = (value: string) =>
      server.ask('POST', path(`/${made.id}/status`), { status: value }, editor.token);
    expect((await status('accepted')).status).toBe(200);
    const accepted = await stored(made.id);
    expect(accepted.anchor).toMatchObject({ exact: 'lazy dog' });
    expect(accepted.anchoring).toMatchObject({ state: 'changed', exact: 'sleepy cat' });
    expect((await status('open')).status).toBe(200);
    expect((await stored(made.id)).anchoring).toMatchObject({ state: 'exact', exact: 'lazy dog' });
  });
});
