/** Bringing a page in: the preview of what a clean-up would take out, the choice, and what is said afterwards. */
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtServer, testBrowser } from '../../support/browser.ts';
import { OWNER_TOKEN } from '../../support/server.ts';
import type { TestServer } from '../../support/server.ts';

const browser = testBrowser();
let server: TestServer;

beforeAll(async () => {
  server = await builtServer();
});
afterAll(() => server.close());

const SENTENCE =
  'The ferry leaves the harbour at nine, and nobody on the quay, not even the pilot, knows why.';
const PAGE = `<!doctype html><html lang="en"><head><title>The ferry</title></head><body>
<h1>The ferry</h1>
<div class="article-body">${`<p>${SENTENCE.repeat(4)}</p>`.repeat(6)}</div>
<div class="sidebar related"><ul><li><a href="/1">Most read today</a></li><li><a href="/2">Our newsletter</a></li></ul></div>
</body></html>`;

async function choose(
  ...files: readonly (readonly [name: string, content: string])[]
): Promise<{ page: Page; dialog: Locator }> {
  const page = await browser.newPerson(server, OWNER_TOKEN);
  await page.goto(server.url);
  await page.getByRole('button', { name: 'Import', exact: true }).waitFor();
  await page.getByLabel('Files to import').setInputFiles(
    files.map(([name, content]) => ({
      name,
      mimeType: 'text/html',
      buffer: Buffer.from(content),
    })),
  );
  return { page, dialog: page.getByRole('dialog', { name: 'Clean up this page?' }) };
}

async function textOf(title: string): Promise<string> {
  const { json } = await server.ask('GET', `/api/articles?query=${encodeURIComponent(title)}`);
  return (await server.ask('GET', `/api/articles/${json.items[0].id}/text`)).text;
}

test('L24 a page is cleaned up after a preview, and what went is said', async () => {
  const { page, dialog } = await choose(['ferry.html', PAGE]);
  await dialog.waitFor();
  await dialog.getByText('5 words would go').waitFor();
  await dialog.getByText('Most read today', { exact: true }).waitFor();
  const stays = dialog.getByText(/^[\d,]+ words would stay$/);
  await stays.click();
  await dialog.getByText(SENTENCE.slice(0, 40)).first().waitFor();
  await dialog.getByRole('button', { name: 'Clean up and import' }).click();
  await page.getByText('ferry.html came in. The clean-up left out 5 words.').waitFor();
  expect(await textOf('The ferry')).not.toContain('Our newsletter');
});

test('L24 everything of a page comes in where the person wants it, and nothing without an answer', async () => {
  const other = PAGE.replaceAll('The ferry', 'The tram');
  const { page, dialog } = await choose(['left.html', PAGE], ['tram.html', other]);
  await dialog.waitFor();
  await dialog.getByLabel(/Do the same with 1 more file/).waitFor();
  await page.keyboard.press('Escape');
  await dialog.getByText('tram.html').waitFor();
  await dialog.getByRole('button', { name: 'Import everything' }).click();
  await page.getByText('“The tram” imported.').waitFor();
  expect(await textOf('The tram')).toContain('Our newsletter');
  const { json } = await server.ask('GET', '/api/articles?query=tram');
  expect(json.items).toHaveLength(1);
});

test('L25 what was guessed is said, and can be put away', async () => {
  const { page, dialog } = await choose([
    'plain.html',
    '<p>ok</p><p>Image: <img src="file:///C:/a.png"></p>',
  ]);
  await page.getByText('plain.html came in. 1 picture was not taken along.').waitFor();
  expect(await dialog.count()).toBe(0);
  await page
    .getByRole('region', { name: 'Import' })
    .getByRole('button', { name: 'Dismiss' })
    .click();
  await expect.poll(() => page.getByText('plain.html came in.').count()).toBe(0);
});
