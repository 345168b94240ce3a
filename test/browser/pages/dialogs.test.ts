/** Dialogs and keys of the pages as people use them: where the focus goes, and which key means what where. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtServer, testBrowser } from '../../support/browser.ts';
import { OWNER_TOKEN } from '../../support/server.ts';
import type { ArticleReply, TestServer } from '../../support/server.ts';

const browser = testBrowser();
let server: TestServer;
let article: ArticleReply;

beforeAll(async () => {
  server = await builtServer();
  article = await server.article('# The ferry\n\nThe ferry leaves at nine.');
  await server.ask('PATCH', `/api/articles/${article.id}`, { status: 'published' });
  await server.ask('POST', `/api/articles/${article.id}/reports`, { exact: 'nine', note: 'Ten?' });
});
afterAll(() => server.close());

async function open(path: string): Promise<Page> {
  const page = await browser.newPerson(server, OWNER_TOKEN);
  await page.goto(server.url + path);
  await page.getByText('The ferry').first().waitFor();
  return page;
}

/** What assistive technology calls that which has the focus. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { activeElement: element } = document;
    return (element?.getAttribute('aria-label') ?? element?.textContent ?? '').trim();
  });
}

test('UI7 a dialog has its heading’s name, closes by Esc and by its button, and gives the focus back', async () => {
  const page = await open(`/articles/${article.id}`);
  const opener = page.getByRole('button', { name: 'Share', exact: true });
  const dialog = page.getByRole('dialog', { name: 'Share “The ferry”' });
  for (const close of [
    () => page.keyboard.press('Escape'),
    () => dialog.getByRole('button', { name: 'Done' }).click(),
  ]) {
    await opener.click();
    await dialog.waitFor();
    expect(await focused(page)).not.toBe('Share');
    await close();
    await expect.poll(() => dialog.count()).toBe(0);
    expect(await focused(page)).toBe('Share');
  }
});

test('UI7 Ctrl+Enter sends the form of a dialog', async () => {
  const page = await open('/');
  await page.getByRole('button', { name: 'Actions for The ferry' }).click();
  await page.getByRole('button', { name: 'Rename…' }).click();
  const title = page.getByRole('dialog', { name: 'Rename' }).getByRole('textbox');
  expect(await title.inputValue()).toBe('The ferry');
  await title.fill('The ferry to the islands');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Renamed.').waitFor();
  await page.getByRole('link', { name: 'The ferry to the islands' }).waitFor();
});

test('UI8 a key without modifiers is a command only where nobody writes and no dialog is open', async () => {
  const page = await open('/');
  await page.keyboard.press('/');
  const search = page.getByRole('searchbox', { name: 'Search the library' });
  expect(await search.evaluate((field) => field === document.activeElement)).toBe(true);
  await page.keyboard.type('and/or');
  expect(await search.inputValue()).toBe('and/or');
});

test('UI8 the queue lists its keys, which rest while they are read', async () => {
  const page = await open('/queue');
  await page.getByRole('button', { name: 'Resolve' }).waitFor();
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await dialog.getByText('Next (also ↓)').waitFor();
  expect(await dialog.locator('kbd').allInnerTexts()).toEqual(
    'J K A X R U G Ctrl+K / ?'.split(' '),
  );
  await page.keyboard.press('r');
  await page.keyboard.press('Escape');
  await expect.poll(() => dialog.count()).toBe(0);
  await page.getByRole('button', { name: 'Resolve' }).waitFor();
  await page.keyboard.press('r');
  await page.getByText('Nothing is waiting.').waitFor();
  await page.keyboard.press('u');
  await page.getByText('Open again.').waitFor();
});
