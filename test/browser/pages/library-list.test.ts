/** The library as a list: sorted, ticked, put away, and empty. */
import { readFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seriousFindings } from '../../support/axe.ts';
import { builtServer, testBrowser } from '../../support/browser.ts';
import { OWNER_TOKEN } from '../../support/server.ts';
import type { TestServer } from '../../support/server.ts';

const browser = testBrowser();
let server: TestServer;

beforeAll(async () => {
  server = await builtServer();
});
afterAll(() => server.close());

async function open(token = OWNER_TOKEN, options = {}): Promise<Page> {
  const page = await browser.newPerson(server, token, options);
  await page.goto(`${server.url}/`);
  return page;
}

const titles = (page: Page): Promise<string[]> =>
  page.getByRole('list', { name: 'Articles' }).locator('.title').allInnerTexts();
const tick = (page: Page, title: string) =>
  page.getByRole('checkbox', { name: `Select ${title}`, exact: true });

test('LI4 an empty library says how to begin, to each as far as they may', async () => {
  const page = await open();
  await page.getByRole('heading', { name: 'No articles yet' }).waitFor();
  await page.getByRole('button', { name: 'Import files' }).waitFor();
  expect(await page.getByRole('link', { name: 'Invite the others' }).getAttribute('href')).toBe(
    '/settings/invitations',
  );
  const { token } = await server.member('Vera Viewer', 'viewer');
  const vera = await open(token);
  await vera.getByText('They appear here as soon as an editor brings them in.').waitFor();
  expect(await vera.getByRole('button', { name: 'Import files' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Write one' }).click();
  await page.waitForURL(/\/articles\//);
  const { items } = (await server.ask('GET', '/api/articles')).json;
  for (const { id } of items) await server.ask('DELETE', `/api/articles/${id}`);
});

test('LI3 it is sorted as one wants, also after a reload, and says by whom an article was edited', async () => {
  const [ten, two] = [await server.article('# Piece 10'), await server.article('# Piece 2')];
  const note = { layer: ten.layers[0]!.id, kind: 'comment', target: { from: 0, to: 2 }, body: 'x' };
  await server.ask('POST', `/api/articles/${ten.id}/annotations`, note);
  const page = await open();
  await expect.poll(() => titles(page)).toEqual(['Piece 2', 'Piece 10']);
  await page.getByLabel('Sort by').selectOption('Open threads');
  await expect.poll(() => titles(page)).toEqual(['Piece 10', 'Piece 2']);
  await page.getByText('1 open', { exact: true }).waitFor();
  await page.getByLabel('Sort by').selectOption('Title');
  await expect.poll(() => titles(page)).toEqual(['Piece 2', 'Piece 10']);
  await page.reload();
  await page.getByText('by Olga Owner').first().waitFor();
  expect(await page.getByLabel('Sort by').inputValue()).toBe('title');
  for (const { id } of [ten, two]) await server.ask('DELETE', `/api/articles/${id}`);
});

test('LI2 several are put away, found apart, and deleted together; “Undo” brings them back', async () => {
  for (let number = 1; number <= 6; number += 1) await server.article(`# Story ${number}`);
  const page = await open();
  await expect.poll(() => titles(page)).toHaveLength(6);
  await page.getByLabel('Sort by').selectOption('Title');
  await expect.poll(async () => (await titles(page))[0]).toBe('Story 1');
  await tick(page, 'Story 2').click();
  await tick(page, 'Story 4').click({ modifiers: ['Shift'] });
  const bar = page.getByRole('toolbar', { name: 'Selected articles' });
  await bar.getByText('3 selected').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await bar.getByRole('button', { name: 'Archive' }).click();
  await page.getByText('3 articles archived.').waitFor();
  await expect.poll(() => titles(page)).toEqual(['Story 1', 'Story 5', 'Story 6']);
  await page.getByRole('button', { name: /^Archive/ }).click();
  await expect.poll(() => titles(page)).toEqual(['Story 2', 'Story 3', 'Story 4']);
  // By keyboard.
  await tick(page, 'Story 2').focus();
  await page.keyboard.press('Space');
  await bar.getByRole('button', { name: 'Take out of the archive' }).click();
  await expect.poll(() => titles(page)).toEqual(['Story 3', 'Story 4']);
  await page.getByRole('button', { name: 'In work' }).click();
  await expect.poll(() => titles(page)).toHaveLength(4);
  await tick(page, 'Story 1').check();
  await bar.getByRole('button', { name: 'Select all' }).click();
  await bar.getByText('4 selected').waitFor();
  await page.keyboard.press('Escape');
  await bar.waitFor({ state: 'detached' });
  await tick(page, 'Story 1').check();
  await tick(page, 'Story 6').check();
  await bar.getByRole('button', { name: 'Delete…' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Delete 2 articles?' });
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await page.getByText('2 articles in the trash.').waitFor();
  expect(await titles(page)).toEqual(['Story 2', 'Story 5']);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => titles(page)).toEqual(['Story 1', 'Story 2', 'Story 5', 'Story 6']);
});

test('LI2 where “Undo” comes to nothing, it is said why', async () => {
  const made = [await server.article('# Kept 1'), await server.article('# Kept 2')];
  const page = await open(OWNER_TOKEN, { allows: [/status of 503/] });
  await tick(page, 'Kept 1').check();
  await tick(page, 'Kept 2').check();
  await page.getByRole('toolbar').getByRole('button', { name: 'Archive' }).click();
  await page.getByText('2 articles archived.').waitFor();
  const detail = 'This server is not in the mood.';
  const problem = { type: '/problems/store-failed', title: detail, status: 503, detail };
  await page.route('**/api/articles/*', (route) =>
    route.request().method() === 'PATCH'
      ? route.fulfill({ status: 503, contentType: 'application/problem+json', json: problem })
      : route.continue(),
  );
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText(detail).waitFor();
  for (const { id } of made) await server.ask('DELETE', `/api/articles/${id}`);
});

test('LI2 copies of several come as one archive; who may change nothing is offered that alone; on a phone the list fits', async () => {
  const { token } = await server.member('Vera Two', 'viewer');
  const vera = await open(token);
  await tick(vera, 'Story 1').check();
  await tick(vera, 'Story 2').check();
  const bar = vera.getByRole('toolbar', { name: 'Selected articles' });
  expect(await bar.getByRole('button', { name: /Archive|Delete/ }).count()).toBe(0);
  await bar.getByRole('button', { name: 'Export' }).click();
  const [file] = await Promise.all([
    vera.waitForEvent('download'),
    bar.getByRole('link', { name: /^Markdown/ }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/\.zip$/);
  const archive = unzipSync(await readFile(await file.path()));
  expect(Object.keys(archive).filter((name) => name.endsWith('.md'))).toHaveLength(2);
  const phone = await open(OWNER_TOKEN, { viewport: { width: 320, height: 640 } });
  await tick(phone, 'Story 1').check();
  await phone.getByText('1 selected').first().waitFor();
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});
