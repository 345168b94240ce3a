/** Somebody composes with an input method while another one writes into the same line. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtServer, testBrowser } from '../support/browser.ts';
import type { ArticleReply, TestServer } from '../support/server.ts';
import { textbox, typeBehind } from '../support/workspace.ts';

const browser = testBrowser();
let server: TestServer;
let article: ArticleReply;
let ann: Page;
let bob: Page;

beforeAll(async () => {
  server = await builtServer();
  article = await server.article('# The ferry\n\nThe ferry leaves at nine.\n\nIt returns at noon.');
  ann = await open('Ann Kowalska');
  bob = await open('Bob Moroz');
});
afterAll(() => server.close());

async function open(name: string): Promise<Page> {
  const { token } = await server.member(name, 'editor');
  const page = await browser.newPerson(server, token);
  await page.goto(`${server.url}/articles/${article.id}`);
  await textbox(page).getByText('The ferry leaves').waitFor();
  return page;
}

test('E28 what is composed stays whole, others’ words in that line come after it, and in other lines at once', async () => {
  await typeBehind(ann, 'leaves', ' ');
  const input = await ann.context().newCDPSession(ann);
  const compose = (text: string) =>
    input.send('Input.imeSetComposition', {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
  await compose('に');
  await typeBehind(bob, 'at', ' half past');
  await typeBehind(bob, 'returns', ' home');
  await textbox(ann).getByText('It returns home at noon.').waitFor();
  expect(await textbox(ann).textContent()).toContain('leaves に at nine.');
  await compose('にほ');
  await compose('にほん');
  await textbox(bob).getByText('leaves にほん at half past nine.').waitFor();
  await input.send('Input.insertText', { text: '日本' });
  for (const page of [ann, bob])
    await textbox(page).getByText('The ferry leaves 日本 at half past nine.').waitFor();
});
