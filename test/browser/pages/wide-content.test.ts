/** Tables and code that are wider than the page: they scroll on screen, by keys too, and fit on paper. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seriousFindings } from '../../support/axe.ts';
import { builtServer, testBrowser } from '../../support/browser.ts';
import { OWNER_TOKEN } from '../../support/server.ts';
import type { ArticleReply, TestServer } from '../../support/server.ts';

const COLUMNS = Array.from({ length: 20 }, (_, column) => `heading${column}`);
const row = (cells: readonly string[], tag: string) =>
  `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
const HTML = `<h1>Wide</h1><p>Before.</p><table>${row(COLUMNS, 'th')}${row(COLUMNS, 'td')}</table>
<pre>${'x'.repeat(400)}</pre><p>The end.</p>`;

const browser = testBrowser();
let server: TestServer;
let article: ArticleReply;
beforeAll(async () => {
  server = await builtServer();
  article = await server.article(HTML, 'html');
  await server.ask('PATCH', `/api/articles/${article.id}`, { status: 'published' });
});
afterAll(() => server.close());

const PLACES: readonly [name: string, open: () => Promise<Page>][] = [
  ['R11 the published page', openPublished],
  ['X23 the HTML copy', openCopy],
];

async function openPublished(): Promise<Page> {
  const page = await browser.newReader({ viewport: { width: 800, height: 800 } });
  await page.goto(`${server.url}/read/${article.slug}`);
  return page;
}

async function openCopy(): Promise<Page> {
  const page = await browser.newPerson(server, OWNER_TOKEN, {
    viewport: { width: 800, height: 800 },
  });
  const path = `/api/articles/${article.id}/export?format=html`;
  const copy = await server.ask('GET', path);
  await page.setContent(copy.text);
  return page;
}

const isPageScrolled = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth > innerWidth);

describe.each(PLACES)('%s', (name, open) => {
  test(`${name} scrolls what is wide by keys`, async () => {
    const page = await open();
    await page.getByText('Before.').waitFor();
    expect(await isPageScrolled(page)).toBe(false);
    expect(await seriousFindings(page)).toEqual([]);
    for (const selector of ['.wide', 'pre']) {
      const box = page.locator(selector);
      await box.focus();
      expect(await box.evaluate((element) => element === document.activeElement)).toBe(true);
      await page.keyboard.press('ArrowRight');
      await expect.poll(() => box.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0);
    }
  });

  test(`${name} has all of it on paper`, async () => {
    const page = await open();
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 640, height: 900 });
    expect(await isPageScrolled(page)).toBe(false);
    for (const selector of ['.wide', 'pre']) {
      const hidden = await page
        .locator(selector)
        .evaluate((element) => element.scrollWidth - element.clientWidth);
      expect(hidden, selector).toBeLessThanOrEqual(0);
    }
  });
});
