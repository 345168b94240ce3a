/** A reader's report, from the published page through the moderators' queue into the live words, and back to the reader. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { builtServer, testBrowser } from '../../support/browser.ts';
import type { ArticleReply, TestServer } from '../../support/server.ts';
import { textbox, typeBehind } from '../../support/workspace.ts';

const browser = testBrowser();
let server: TestServer;
let article: ArticleReply;
let tokens: Record<'editor' | 'moderator', string>;

beforeAll(async () => {
  server = await builtServer({ environment: { GALLEY_REPORTS_PER_HOUR: '1000' } });
  article = await server.article(
    '# The pier\n\nThe the pier was built by the the council in 1904.\n\nIt stands.',
  );
  await server.ask('PATCH', `/api/articles/${article.id}`, { status: 'published' });
  tokens = {
    editor: (await server.member('Edith Editor', 'editor')).token,
    moderator: (await server.member('Mona Moderator', 'moderator')).token,
  };
});
afterAll(() => server.close());

/** Selects the n-th of equal words on the published page. */
async function selectOnPage(page: Page, words: string, nth: number): Promise<void> {
  await page.evaluate(
    ([sought, count]) => {
      const walker = document.createTreeWalker(
        document.querySelector('article')!,
        NodeFilter.SHOW_TEXT,
      );
      let left = count;
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const { data } = node as Text;
        for (let at = data.indexOf(sought); at !== -1; at = data.indexOf(sought, at + 1)) {
          if (left-- > 0) continue;
          getSelection()!.setBaseAndExtent(node, at, node, at + sought.length);
          return;
        }
      }
      throw new Error(`“${sought}” isn't on the page.`);
    },
    [words, nth] as [string, number],
  );
}

async function report(page: Page, wording: string): Promise<string> {
  await page.keyboard.press('Control+Enter');
  const dialog = page.getByRole('dialog', { name: 'Report a mistake' });
  await dialog.getByRole('textbox').first().fill(wording);
  await dialog.getByRole('button', { name: 'Send' }).click();
  const link = dialog
    .getByRole('link')
    .or(page.getByRole('link', { name: /receipt|outcome|report/i }))
    .first();
  return (await link.getAttribute('href')) ?? '';
}

describe('a reader', () => {
  test('U8 reports the second of two equal words, an editor types before it, a moderator presses A: the right word is corrected', async () => {
    const reader = await browser.newReader();
    await reader.goto(`${server.url}/read/${article.slug}`);
    await reader.getByText('Noticed a mistake? Select it and press Ctrl+Enter').waitFor();
    await selectOnPage(reader, 'the ', 2); // "the the council": the second one
    const receipt = await report(reader, '');
    expect(receipt).toMatch(/\/reports\/[\w-]{40,}/);

    const editor = await browser.newPerson(server, tokens.editor);
    await editor.goto(`${server.url}/articles/${article.id}`);
    await textbox(editor).getByText('was built by').waitFor();
    await typeBehind(editor, 'The the pier', ' of the town');
    await editor.getByText('Saved').first().waitFor();

    const moderator = await browser.newPerson(server, tokens.moderator);
    await moderator.goto(`${server.url}/queue`);
    await moderator.getByText('The the pier of the town was built by').first().waitFor();
    await moderator.keyboard.press('a');

    await textbox(editor)
      .getByText('The the pier of the town was built by the council in 1904.')
      .waitFor({ timeout: 2000 });
    const { json } = await server.ask('GET', `/api/articles/${article.id}/annotations?kind=report`);
    expect(json.items).toMatchObject([{ status: 'accepted', author: 'reader' }]);

    await reader.goto(new URL(receipt, server.url).href);
    await reader.locator('[data-status="accepted"]').waitFor();
    await reader
      .getByText(/corrected/i)
      .first()
      .waitFor();
    await reader.goto(`${server.url}/read/${article.slug}`);
    await reader.getByText('was built by the council in 1904.').waitFor();
  });

  test('U9 uses the button at the selection where there is no such key, and a moderator declines with X', async () => {
    const reader = await browser.newReader({
      hasTouch: true,
      viewport: { width: 390, height: 844 },
    });
    await reader.goto(`${server.url}/read/${article.slug}`);
    await selectOnPage(reader, 'stands', 0);
    await reader.getByRole('button', { name: 'Report a mistake' }).click();
    const dialog = reader.getByRole('dialog', { name: 'Report a mistake' });
    await dialog.getByRole('textbox').first().fill('stood');
    await dialog.getByRole('button', { name: 'Send' }).click();
    const moderator = await browser.newPerson(server, tokens.moderator);
    await moderator.goto(`${server.url}/queue`);
    await moderator.getByText('stood').first().waitFor();
    await moderator.keyboard.press('x');
    await expect.poll(async () => (await server.ask('GET', '/api/queue')).json.counts.all).toBe(0);
    expect((await server.ask('GET', `/api/articles/${article.id}/text`)).text).toContain(
      'It stands.',
    );
  });

  test('U10 a member’s suggestion takes the same way, and R resolves', async () => {
    for (const [exact, replacement] of [
      ['1904', '1905'],
      ['council', 'town council'],
    ]) {
      await server.ask('POST', `/api/articles/${article.id}/annotations`, {
        layer: article.layers.find(({ name }) => name === 'Comments')!.id,
        kind: 'suggestion',
        target: { exact },
        replacement,
      });
    }
    const moderator = await browser.newPerson(server, tokens.moderator);
    await moderator.goto(`${server.url}/queue`);
    await moderator.getByText('1905').first().waitFor();
    await moderator.keyboard.press('j');
    await moderator.keyboard.press('k');
    await moderator.keyboard.press('a');
    await expect
      .poll(async () => (await server.ask('GET', `/api/articles/${article.id}/text`)).text)
      .toContain('in 1905.');
    await moderator.getByText('town council').first().waitFor();
    // A key is for what stands in front: one that comes while that is being decided is let go.
    await moderator.getByText('Accepted.').waitFor();
    await moderator.keyboard.press('r');
    await moderator.getByText('Nothing is waiting.').waitFor();
    expect((await server.ask('GET', `/api/articles/${article.id}/text`)).text).not.toContain(
      'town council',
    );
  });
});
