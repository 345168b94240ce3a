/** The trash as people use it: deleting, undoing, looking in it, bringing back, deleting for good. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtServer, testBrowser } from '../../support/browser.ts';
import { OWNER_TOKEN } from '../../support/server.ts';
import type { TestServer } from '../../support/server.ts';
import { thread } from '../../support/workspace.ts';

const browser = testBrowser();
let server: TestServer;

beforeAll(async () => {
  server = await builtServer();
});
afterAll(() => server.close());

async function open(path: string, token = OWNER_TOKEN): Promise<Page> {
  const page = await browser.newPerson(server, token);
  await page.goto(server.url + path);
  return page;
}

async function deleteInLibrary(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${title}` }).click();
  await page.getByRole('button', { name: 'Delete…' }).click();
  const dialog = page.getByRole('alertdialog', { name: `Delete “${title}”?` });
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await page.getByText(`“${title}” is in the trash.`).waitFor();
}

test('L35 what is deleted in the library comes back by “Undo”', async () => {
  const { id } = await server.article('# The lock\n\nWords.');
  const page = await open('/');
  await deleteInLibrary(page, 'The lock');
  await expect.poll(() => page.getByRole('link', { name: 'The lock' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('“The lock” is back.').waitFor();
  await page.getByRole('link', { name: 'The lock' }).waitFor();
  expect((await server.ask('GET', `/api/articles/${id}`)).status).toBe(200);
});

test('L35 the page of the trash restores and deletes for good, by keyboard, and says that it is empty', async () => {
  const one = await server.article('# The quay\n\nWords.');
  const other = await server.article('# The pier\n\nWords.');
  const page = await open('/');
  await deleteInLibrary(page, 'The quay');
  await server.ask('DELETE', `/api/articles/${other.id}`);
  await page.getByRole('link', { name: 'Trash' }).click();
  await page.waitForURL(/\/trash$/);
  await page.getByRole('heading', { level: 1, name: 'Trash' }).waitFor();
  const list = page.getByRole('list', { name: 'Trash' });
  await list.getByText('The quay').waitFor();
  expect(await list.getByRole('listitem').count()).toBe(2);
  expect(await list.innerText()).toMatch(
    /The pier\s+Article · deleted just now by Olga Owner · goes for good in 30 days/,
  );
  await page.getByRole('button', { name: 'Restore The quay' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('“The quay” is back.').waitFor();
  await expect.poll(() => list.getByRole('listitem').count()).toBe(1);
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Trash');
  expect((await server.ask('GET', `/api/articles/${one.id}`)).status).toBe(200);
  await page.getByRole('button', { name: 'Delete for good: The pier' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('alertdialog', { name: 'Delete “The pier” for good?' });
  await dialog.waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => dialog.count()).toBe(0);
  expect(await list.getByRole('listitem').count()).toBe(1);
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Delete for good' }).click();
  await page.getByText('The trash is empty.').waitFor();
  expect((await server.ask('GET', '/api/trash')).json.items).toEqual([]);
});

test('L35 who may bring nothing back finds an empty trash', async () => {
  const { id } = await server.article('# The weir\n\nWords.');
  await server.ask('DELETE', `/api/articles/${id}`);
  const { token } = await server.member('Vera Viewer', 'viewer');
  const page = await open('/trash', token);
  await page.getByText('The trash is empty.').waitFor();
  await server.ask('DELETE', `/api/trash/${id}`);
});

test('L36 a layer goes from all open pages, and “Undo” brings it back to them with its notes', async () => {
  const article = await server.article('# The tide\n\nThe tide is out.');
  const at = `/api/articles/${article.id}`;
  const { json } = await server.ask('POST', `${at}/layers`, { name: 'Facts' });
  const note = { layer: json.id, kind: 'comment', target: { exact: 'out' }, body: 'Since when?' };
  await server.ask('POST', `${at}/annotations`, note);
  const { token } = await server.member('Cy Commenter', 'commenter');
  const [page, other] = [
    await open(`/articles/${article.id}`),
    await open(`/articles/${article.id}`, token),
  ];
  for (const one of [page, other]) await thread(one, 'Since when?').waitFor();
  await other.getByRole('button', { name: 'Layers' }).click();
  await other.getByRole('switch', { name: /Facts/ }).waitFor();
  expect(await other.getByRole('button', { name: /Delete layer/ }).count()).toBe(0);
  await page.getByRole('button', { name: 'Layers' }).click();
  expect(await page.getByRole('button', { name: 'Delete layer Reports' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Delete layer Facts' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Delete the layer “Facts”?' });
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await page.getByText('“Facts” is in the trash.').waitFor();
  for (const one of [page, other])
    await expect.poll(() => thread(one, 'Since when?').count()).toBe(0);
  // The toolbar has one for the text.
  await page.locator('galley-toast').getByRole('button', { name: 'Undo' }).click();
  await page.getByText('“Facts” is back.').waitFor();
  for (const one of [page, other]) await thread(one, 'Since when?').waitFor();
});
