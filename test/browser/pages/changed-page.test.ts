/** Reports from a published page that a translator, an extension or a late script has changed. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtServer, testBrowser } from '../../support/browser.ts';
import type { ArticleReply, TestServer } from '../../support/server.ts';

const browser = testBrowser();
let server: TestServer;
let article: ArticleReply;
beforeAll(async () => {
  server = await builtServer({ environment: { GALLEY_REPORTS_PER_HOUR: '1000' } });
  article = await server.article(
    '# The café\n\nA café by the sea.\n\nThe café was empty, quite empty.\n\nOpen daily.',
  );
  await server.ask('PATCH', `/api/articles/${article.id}`, { status: 'published' });
});
afterAll(() => server.close());

async function opened(): Promise<Page> {
  const page = await browser.newReader();
  await page.goto(`${server.url}/read/${article.slug}`);
  await page.getByText('Noticed a mistake? Select it and press Ctrl+Enter').waitFor();
  return page;
}

/** Selects the words as they are on the page, the n-th ones of the paragraph. */
async function select(page: Page, paragraph: number, words: string, nth = 0): Promise<void> {
  await page.evaluate(
    ([block, sought, count]) => {
      const root = document.querySelectorAll('article p')[block]!;
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      let left = count;
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const { data } = node as Text;
        for (let at = data.indexOf(sought); at !== -1; at = data.indexOf(sought, at + 1)) {
          if (left-- > 0) continue;
          getSelection()!.setBaseAndExtent(node, at, node, at + sought.length);
          return;
        }
      }
      throw new Error(`“${sought}” isn't there.`);
    },
    [paragraph, words, nth] as [number, string, number],
  );
}

/** Sends a report of what is selected and gives what the server kept of it. */
async function reported(page: Page, shown: string): Promise<{ from: number; exact: string }> {
  await page.keyboard.press('Control+Enter');
  const dialog = page.getByRole('dialog', { name: 'Report a mistake' });
  expect(await dialog.locator('blockquote mark').textContent()).toBe(shown);
  const wording = `full ${Math.random()}`;
  await dialog.getByRole('textbox').first().fill(wording);
  await dialog.getByRole('button', { name: 'Send' }).click();
  await dialog.getByRole('link').waitFor();
  await dialog.getByRole('button', { name: 'Close' }).click();
  const list = await server.ask('GET', `/api/articles/${article.id}/annotations?kind=report`);
  const items = list.json.items as { replacement: string; anchoring: { from: number; exact: string } }[]; // prettier-ignore
  return items.find(({ replacement }) => replacement === wording)!.anchoring;
}

async function expectRefusal(page: Page): Promise<void> {
  await page.keyboard.press('Control+Enter');
  await page.getByRole('status').getByText('other words here than the article').waitFor();
  expect(await page.getByRole('dialog').isVisible()).toBe(false);
}

test('R12 an earlier block that is longer by 7 characters moves no report', async () => {
  const page = await opened();
  await page.evaluate(() => document.querySelector('article p')!.prepend('1234567'));
  await select(page, 1, 'empty', 1);
  expect(await reported(page, 'empty')).toMatchObject({ exact: 'empty', from: 54 });
});

test('R12 words of a translated block are refused, those of the block beside it are not', async () => {
  const page = await opened();
  await page.evaluate(() => {
    const block = document.querySelectorAll('article p')[1]!;
    block.innerHTML = '<font><font>Das Lokal war leer, ganz leer. Open daily.</font></font>';
  });
  await select(page, 1, 'leer');
  await expectRefusal(page);
  await select(page, 1, 'daily'); // a word of the article, but not of this block
  await expectRefusal(page);
  await select(page, 2, 'daily');
  expect(await reported(page, 'daily')).toMatchObject({ exact: 'daily' });
});

test('R12 an inserted element moves no report, and its own words are none', async () => {
  const page = await opened();
  await page.evaluate(() => {
    const advert = document.createElement('div');
    advert.textContent = 'Buy an empty café!';
    document.querySelector('article p')!.after(advert);
    const badge = document.createElement('span');
    badge.textContent = '[checked] ';
    document.querySelectorAll('article p')[1]!.prepend(badge);
  });
  await select(page, 1, 'empty');
  expect(await reported(page, 'empty')).toMatchObject({ exact: 'empty', from: 41 });
  await select(page, 1, 'checked');
  await expectRefusal(page);
});
