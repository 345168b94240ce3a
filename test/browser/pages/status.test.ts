/** The status of an article in its workspace: publishing it, the page, and its link. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtServer, testBrowser } from '../../support/browser.ts';
import type { TestServer } from '../../support/server.ts';

const browser = testBrowser();
let server: TestServer;
beforeAll(async () => {
  server = await builtServer();
});
afterAll(() => server.close());

test('WS5 an editor publishes from the status, sees the page, copies its link, and takes it back', async () => {
  const article = await server.article('# The ferry\n\nIt leaves at nine.');
  const { token } = await server.member('Edda Editor', 'editor');
  const page = await browser.newPerson(server, token, {
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await page.goto(`${server.url}/articles/${article.id}`);
  await page.getByRole('button', { name: 'Draft' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Publish' }).click();
  const status = page.getByRole('button', { name: 'Published' });
  await status.waitFor();
  await page.getByText('Published: readers see it now.').waitFor();

  await status.click();
  await page.getByRole('button', { name: 'Copy link' }).click();
  await page.getByText('The link to the page is copied.').waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const reader = await browser.newReader();
  await reader.goto(link);
  await reader.getByRole('heading', { name: 'The ferry' }).waitFor();

  await status.click();
  const opened = page.waitForEvent('popup');
  await page.getByRole('link', { name: 'See the page' }).click();
  await (await opened).getByText('It leaves at nine.').waitFor();

  await status.click();
  await page.getByRole('button', { name: 'Unpublish' }).click();
  await page.getByRole('button', { name: 'Draft' }).waitFor();
  const { json } = await server.ask('GET', `/api/articles/${article.id}`);
  expect(json.status).toBe('draft');
});

test('WS5 who may not publish reads the status, and gets to a published page', async () => {
  const article = await server.article('# The bridge\n\nIt opens at ten.');
  const { token } = await server.member('Cora Commenter', 'commenter');
  const page = await browser.newPerson(server, token);
  await page.goto(`${server.url}/articles/${article.id}`);
  await page.getByText('Draft', { exact: true }).waitFor();
  expect(await page.getByRole('button', { name: 'Draft' }).count()).toBe(0);
  await server.ask('PATCH', `/api/articles/${article.id}`, { status: 'published' });
  await page.reload();
  await page.getByRole('button', { name: 'Published' }).click();
  await page.getByRole('link', { name: 'See the page' }).waitFor();
  expect(await page.getByRole('button', { name: 'Unpublish' }).count()).toBe(0);
});

test('WS5 in a window of 320 px the status is a dot with its name, and does the same', async () => {
  const article = await server.article('# The long way round the harbour\n\nIt is long.');
  const { token } = await server.member('Nora Narrow', 'editor');
  const page = await browser.newPerson(server, token, { viewport: { width: 320, height: 640 } });
  await page.goto(`${server.url}/articles/${article.id}`);
  await page.getByRole('button', { name: 'Draft' }).click();
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByRole('button', { name: 'Published' }).waitFor();
});
