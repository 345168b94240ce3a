/** Bringing back what a text was before somebody took most of it out. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtServer, testBrowser } from '../../support/browser.ts';
import { MANY_WORDS } from '../../support/emptied.ts';
import type { TestServer } from '../../support/server.ts';

const browser = testBrowser();
let server: TestServer;
beforeAll(async () => {
  server = await builtServer();
});
afterAll(() => server.close());

test('WS20 who has selected all and deleted brings the text back from the menu, by keyboard, with its thread', async () => {
  const article = await server.article(`# The ferry\n\n${MANY_WORDS}`);
  const layer = article.layers.find(({ name }) => name === 'Comments')?.id;
  const note = { layer, kind: 'comment', target: { exact: 'harbour 33' }, body: 'Is it so?' };
  await server.ask('POST', `/api/articles/${article.id}/annotations`, note);
  const { token } = await server.member('Edda Editor', 'editor');
  const page = await browser.newPerson(server, token);
  await page.goto(`${server.url}/articles/${article.id}`);
  const text = page.getByRole('textbox', { name: 'Article text' });
  await text.getByText('harbour 59').click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.press('Delete');
  await expect.poll(() => text.innerText()).not.toContain('harbour');
  const words = async () => (await server.ask('GET', `/api/articles/${article.id}/text`)).text;
  await expect.poll(words).not.toContain('harbour');

  await page.getByRole('button', { name: 'Draft' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Bring back earlier text…' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Earlier text' });
  const list = dialog.getByRole('list', { name: 'Earlier texts' });
  await list.getByRole('listitem').first().waitFor();
  expect(await list.innerText()).toMatch(
    /All of its 122 words\s+taken out just now by Edda Editor · goes for good in 30 days/,
  );
  await dialog.getByRole('button', { name: 'Bring back' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('The earlier text is back.').waitFor();
  await expect.poll(() => text.innerText()).toContain('harbour 59');
  await page.getByRole('article').getByText('Is it so?').waitFor();
  await expect.poll(() => dialog.count()).toBe(0);
});

test('WS20 where nothing was kept the dialog says so, and who may not edit is offered nothing', async () => {
  const article = await server.article('# The bridge\n\nIt opens at ten.');
  const { token } = await server.member('Edda Editor', 'editor');
  const page = await browser.newPerson(server, token);
  await page.goto(`${server.url}/articles/${article.id}`);
  await page.getByRole('button', { name: 'Draft' }).click();
  await page.getByRole('button', { name: 'Bring back earlier text…' }).click();
  await page.getByText('Nothing was kept: no one has taken most of this text away.').waitFor();
  await page.keyboard.press('Escape');
  await server.ask('PATCH', `/api/articles/${article.id}`, { status: 'published' });
  const viewer = await server.member('Vera Viewer', 'viewer');
  const other = await browser.newPerson(server, viewer.token);
  await other.goto(`${server.url}/articles/${article.id}`);
  await other.getByRole('button', { name: 'Published' }).click();
  await other.getByRole('link', { name: 'See the page' }).waitFor();
  expect(await other.getByRole('button', { name: 'Bring back earlier text…' }).count()).toBe(0);
});
