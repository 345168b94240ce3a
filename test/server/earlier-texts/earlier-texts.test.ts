/** What most words were taken out of can be brought back, with the threads on it. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { COPY_FORMATS } from '../../../shared/article/formats.ts';
import { ARTICLE_ROOT } from '../../../shared/article/schema.ts';
import { openStore } from '../../../server/storage/open.ts';
import { MANY_WORDS } from '../../support/emptied.ts';
import { guestOf, makeShare } from '../../support/guests.ts';
import { OWNER_TOKEN, testServer } from '../../support/server.ts';
import type { ArticleReply, TestServer } from '../../support/server.ts';
import { stockClient, until } from '../../support/sync-client.ts';
import type { StockClient } from '../../support/sync-client.ts';
import { killed } from '../../support/journalled-store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

interface Kept {
  readonly id: string;
  readonly by: string | null;
  readonly words: number;
  readonly removed: number;
}

const HOUR_MS = 60 * 60 * 1000;
const CONTENT = `# Low tide\n\nThe **harbour** is empty.\n\n${MANY_WORDS}\n\n> Gulls, says the pilot.`;

let server: TestServer;
let article: ArticleReply;
let clients: StockClient[] = [];
let hours = 0;
let ticks = 0;

const now = () => new Date(Date.UTC(2026, 4, 1) + hours * HOUR_MS + (ticks += 10));

beforeEach(async () => {
  [hours, ticks, clients] = [0, 0, []];
  server = await testServer({ now });
  article = await server.article(CONTENT);
});
afterEach(async () => {
  for (const client of clients) client.destroy();
  await server.close();
});

const at = (rest = '') => `/api/articles/${article.id}${rest}`;
const get = async (path: string, token?: string) =>
  (await server.ask('GET', path, undefined, token)).json;
const text = async () => (await server.ask('GET', at('/text'))).text;
const kept = async (): Promise<Kept[]> => (await get(at('/earlier-texts'))).items;
const restore = (id = '', token?: string) =>
  server.ask('POST', at(`/earlier-texts/${id}/restore`), undefined, token);

async function come(token = OWNER_TOKEN): Promise<Y.XmlFragment> {
  const client = stockClient(server, article.id, token);
  clients.push(client);
  await client.synced;
  return client.doc.getXmlFragment(ARTICLE_ROOT);
}

function paragraph(words: string): Y.XmlElement {
  const block = new Y.XmlElement('paragraph');
  const inside = new Y.XmlText();
  inside.insert(0, words);
  block.insert(0, [inside]);
  return block;
}

/** All but the title, which no text is without. */
function selectAllAndDelete(root: Y.XmlFragment): void {
  root.doc?.transact(() => {
    root.delete(1, root.length - 1);
    const title = root.get(0);
    const words = title instanceof Y.XmlElement ? title.get(0) : null;
    if (words instanceof Y.XmlText) words.delete(0, words.length);
  });
}

/** Without the time at which it was made. */
function bodyOf(html: string): string {
  return html.slice(html.indexOf('<main'), html.indexOf('</main>'));
}

async function whenGone(): Promise<void> {
  await until(async () => (await text()).trim() === '', 'the text is empty');
}

test('EA1 who selects all and deletes takes nothing away for good; the list says who, when and how much', async () => {
  const before = await text();
  const { token } = await server.member('Ed Editor', 'editor');
  selectAllAndDelete(await come(token));
  await whenGone();
  const [one, ...others] = await kept();
  expect(others).toEqual([]);
  expect(one).toMatchObject({ by: 'Ed Editor', words: 130, removed: 130 });
  expect((await restore(one?.id)).status).toBe(204);
  expect(await text()).toBe(before);
});

test('EA1 a script that deletes in a hundred steps is noticed, and what it began with is kept once', async () => {
  const before = await text();
  const root = await come();
  const block = root.get(2);
  const words = block instanceof Y.XmlElement ? block.get(0) : null;
  if (!(words instanceof Y.XmlText)) throw new Error('The paragraph has no words.');
  const step = Math.ceil(words.length / 100);
  for (let n = 0; n < 100; n += 1) {
    words.delete(0, Math.min(step, words.length));
    await new Promise((resolve) => setImmediate(resolve));
  }
  await until(async () => !(await text()).includes('harbour 59'), 'all steps are done');
  const [one, ...others] = await kept();
  expect(others).toEqual([]);
  await restore(one?.id);
  expect(await text()).toBe(before);
});

test('EA1 what was only just written is kept as well, and so is what other words stand for now', async () => {
  const root = await come();
  const other = MANY_WORDS.replaceAll('harbour', 'meadow').repeat(3);
  root.insert(root.length, [paragraph(other)]);
  await until(async () => (await text()).includes('meadow'), 'it is written');
  root.doc?.transact(() => {
    root.delete(1, root.length - 1);
    root.insert(1, [paragraph('spam '.repeat(500))]);
  });
  await until(async () => (await text()).includes('spam'), 'it is overwritten');
  const [one] = await kept();
  await restore(one?.id);
  expect(await text()).toContain('meadow 59');
});

test('EA2 what moves, what is short, and a few words are not worth it', async () => {
  const root = await come();
  root.doc?.transact(() => {
    root.delete(2, 1);
    root.insert(root.length, [paragraph(MANY_WORDS)]);
  });
  await until(async () => (await text()).endsWith('harbour 59'), 'it is moved');
  root.delete(1, 1);
  await until(async () => !(await text()).includes('empty'), 'a line is gone');
  expect(await kept()).toEqual([]);
  article = await server.article('# Short\n\nA cat saw a dog.');
  selectAllAndDelete(await come());
  await whenGone();
  expect(await kept()).toEqual([]);
});

test('EA3 who may not edit the text learns nothing of it and brings nothing back; a guest who edits does', async () => {
  selectAllAndDelete(await come());
  await whenGone();
  const [one] = await kept();
  const viewer = await server.member('Vi', 'viewer');
  const commenter = await server.member('Cy', 'commenter');
  for (const { token } of [viewer, commenter]) {
    expect((await server.ask('GET', at('/earlier-texts'), undefined, token)).status).toBe(403);
    expect((await restore(one?.id, token)).status).toBe(403);
  }
  const { secret } = await makeShare(server, article.id, { role: 'editor' });
  const guest = await guestOf(server, secret);
  expect((await guest.ask('GET', at('/earlier-texts'))).json.items).toHaveLength(1);
  expect((await guest.ask('POST', at(`/earlier-texts/${one?.id}/restore`))).status).toBe(204);
  expect((await restore('none')).status).toBe(404);
  const other = await server.article(CONTENT);
  const elsewhere = `/api/articles/${other.id}/earlier-texts/${one?.id}/restore`;
  expect((await server.ask('POST', elsewhere)).status).toBe(404);
});

test('EA4 brought back it has its formats, and threads are on their words again; what stood there is kept in its turn', async () => {
  const comments = article.layers.find(({ name }) => name === 'Comments')?.id;
  const note = { layer: comments, kind: 'comment', body: 'Is it?' };
  for (const exact of ['harbour 33', 'Gulls', 'harbour** is empty'.replace('**', '')])
    await server.ask('POST', at('/annotations'), { ...note, target: { exact } });
  const states = async () =>
    (await get(at('/annotations'))).items.map(
      ({ anchoring }: { anchoring: { state: string; exact: string } }) =>
        `${anchoring.state}: ${anchoring.exact}`,
    );
  const html = async () => (await server.ask('GET', at('/export?format=html&notes=none'))).text;
  const [tied, copied] = [await states(), await html()];
  const root = await come();
  selectAllAndDelete(root);
  await whenGone();
  expect((await states()).every((state: string) => state.startsWith('orphaned'))).toBe(true);
  root.insert(1, [paragraph('Somebody writes on.')]);
  await until(async () => (await text()).includes('writes on'), 'it is written');
  const [one] = await kept();
  await restore(one?.id);
  // By a move: their characters are new ones, which were told to be the old ones.
  expect(await states()).toEqual(tied.map((was: string) => was.replace('exact', 'moved')));
  expect(bodyOf(await html())).toBe(bodyOf(copied));
  // An open page has it too.
  await until(() => JSON.stringify(root).includes('harbour 59'), 'it is on the page');
  const [newer, older] = await kept();
  expect([older?.id, newer?.removed]).toEqual([one?.id, 3]);
  await restore(newer?.id);
  expect(await text()).toContain('Somebody writes on.');
});

test('EA4 what nobody has touched since stays as it is, down to its ids', async () => {
  const root = await come();
  root.delete(2, 1);
  await until(async () => (await kept()).length === 1, 'it is kept');
  const ids = () =>
    root.toArray().map((block) => `${block._item?.id.client} ${block._item?.id.clock}`);
  const before = ids();
  await restore((await kept())[0]?.id);
  await until(() => root.length === 4, 'it is back');
  expect(ids().filter((id) => before.includes(id))).toEqual(before);
});

test('EA5 it is there after the store was opened again, goes after thirty days, and with its article', async () => {
  const folder = await temporaryFolder();
  await server.close();
  server = await testServer({ now }, await openStore(folder));
  article = await server.article(CONTENT);
  selectAllAndDelete(await come());
  await whenGone();
  // As its files are at this moment: no more than what a process leaves that is killed.
  const left = await killed(folder);
  clients.splice(0).forEach((client) => client.destroy());
  await server.close();
  server = await testServer({ now }, await openStore(left));
  expect(await kept()).toHaveLength(1);
  const blobs = () => server.store.blobs.list({ prefix: 'earlier/' });
  expect(await blobs()).toHaveLength(1);
  hours = 30 * 24 - 1;
  await server.parts.earlierTexts.prune();
  expect(await blobs()).toHaveLength(1);
  await server.ask('DELETE', at());
  expect((await server.ask('GET', at('/earlier-texts'))).status).toBe(404);
  await server.ask('POST', `/api/trash/${article.id}/restore`);
  expect(await kept()).toHaveLength(1);
  hours += 2;
  expect(await kept()).toEqual([]);
  await server.parts.earlierTexts.prune();
  expect(await blobs()).toEqual([]);
  await restoreAll();
  selectAllAndDelete(await come());
  await whenGone();
  expect(await blobs()).toHaveLength(1);
  await server.ask('DELETE', at());
  await server.ask('DELETE', `/api/trash/${article.id}`);
  expect(await blobs()).toEqual([]);
  expect(await server.store.log.list('earlier')).toEqual([]);

  async function restoreAll(): Promise<void> {
    article = await server.article(CONTENT);
  }
});

test('EA7 an emptied article can be copied in every format', async () => {
  selectAllAndDelete(await come());
  await whenGone();
  for (const { name } of COPY_FORMATS) {
    const { status } = await server.ask('GET', at(`/export?format=${name}`));
    expect([name, status]).toEqual([name, 200]);
  }
});
