/** Threads at the top of everybody's margin. */
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { builtServer, testBrowser } from '../support/browser.ts';
import type { PersonOptions } from '../support/browser.ts';
import type { ArticleReply, TestServer } from '../support/server.ts';
import { textbox, thread } from '../support/workspace.ts';

const LINES = Array.from({ length: 30 }, (_none, at) => `Line ${at} of the log.`);

const browser = testBrowser();
let server: TestServer;
let article: ArticleReply;
let editor: { token: string };
let commenter: { token: string };

beforeAll(async () => {
  server = await builtServer();
  editor = await server.member('Edith Editor', 'editor');
  commenter = await server.member('Carl Commenter', 'commenter');
});
afterAll(() => server.close());

beforeEach(async () => {
  article = await server.article(`# The log\n\n${LINES.join('\n\n')}`);
  for (const at of [1, 5, 28]) await note(`Line ${at} of`, `Note ${at}`);
});

async function note(exact: string, body: string): Promise<void> {
  const fields = { layer: article.layers[0]!.id, kind: 'comment', target: { exact }, body };
  await server.ask('POST', `/api/articles/${article.id}/annotations`, fields, editor.token);
}

async function open({ token }: { token: string }, options: PersonOptions = {}): Promise<Page> {
  const page = await browser.newPerson(server, token, options);
  await page.goto(`${server.url}/articles/${article.id}`);
  await textbox(page).locator('p').first().waitFor();
  await page.locator('galley-thread', { hasText: 'Note 28' }).waitFor({ state: 'attached' });
  return page;
}

const button = (card: Locator, name: string): Locator =>
  card.getByRole('button', { name, exact: true });

/** The notes from the top down, as they stand. */
const shownNotes = (page: Page): Promise<(string | undefined)[]> =>
  page.locator('galley-thread').evaluateAll((cards) =>
    cards
      .map((card) => ({ top: card.getBoundingClientRect().top, text: card.textContent }))
      .sort((one, other) => one.top - other.top)
      .map(({ text }) => /Note \d+/.exec(text)?.[0]),
  );

const focused = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => /Note \d+/.exec(document.activeElement?.textContent ?? '')?.[0]);

async function pin(page: Page, words: string, name = 'Pin'): Promise<void> {
  await thread(page, words).click();
  await button(thread(page, words), name).click();
}

const pinned = async (): Promise<string[]> => {
  const { json } = await server.ask('GET', `/api/articles/${article.id}/annotations`);
  return json.items
    .filter((one: { pinned: boolean }) => one.pinned)
    .map(({ body }: { body: string }) => body);
};

test('U46 what is pinned comes first for everybody at once, in words too, and goes back', async () => {
  const [page, other] = [await open(editor), await open(commenter)];
  expect(await shownNotes(other)).toEqual(['Note 1', 'Note 5', 'Note 28']);
  await pin(page, 'Note 28');
  await thread(other, 'Note 28').getByText('Pinned', { exact: true }).waitFor();
  await expect.poll(() => shownNotes(other)).toEqual(['Note 28', 'Note 1', 'Note 5']);
  expect(await button(thread(other, 'Note 28'), 'Unpin').count()).toBe(0);
  await button(thread(page, 'Note 28'), 'Unpin').click();
  await expect.poll(() => shownNotes(other)).toEqual(['Note 1', 'Note 5', 'Note 28']);
  expect(await thread(other, 'Note 28').getByText('Pinned', { exact: true }).count()).toBe(0);
});

test('U46 none covers another, and those beside their words stay there', async () => {
  const page = await open(editor);
  const topOf = async (words: string): Promise<number> =>
    (await thread(page, words).boundingBox())!.y;
  const wordsOf = async (words: string): Promise<number> =>
    (await page.locator('mark[data-annotation]', { hasText: words }).boundingBox())!.y;
  const before = (await topOf('Note 5')) - (await wordsOf('Line 5'));
  await pin(page, 'Note 28');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.evaluate(() => scrollTo(0, 0));
  const boxes = async () =>
    Promise.all(['Note 28', 'Note 1', 'Note 5'].map((words) => thread(page, words).boundingBox()));
  await expect
    .poll(async () => {
      const [first, second, third] = await boxes();
      return first!.y + first!.height <= second!.y && second!.y + second!.height <= third!.y;
    })
    .toBe(true);
  await thread(page, 'Note 5').click();
  await expect
    .poll(async () => Math.abs((await topOf('Note 5')) - (await wordsOf('Line 5')) - before))
    .toBeLessThan(3);
});

test('U46 J and K go through them first, and an active one stays in sight of its words', async () => {
  const page = await open(editor);
  await pin(page, 'Note 28');
  await page.evaluate(() => scrollTo(0, 0));
  await thread(page, 'Note 1').focus();
  await page.keyboard.press('k');
  await expect.poll(() => focused(page)).toBe('Note 28');
  const words = page.locator('mark[data-annotation]', { hasText: 'Line 28' });
  await expect
    .poll(async () => {
      const [card, mark] = [await thread(page, 'Note 28').boundingBox(), await words.boundingBox()];
      return [card, mark].every((box) => box !== null && box.y > 0 && box.y < 800);
    })
    .toBe(true);
  await page.keyboard.press('j');
  await expect.poll(() => focused(page)).toBe('Note 1');
});

test('U46 in the list, too, and a reply that is being written stays', async () => {
  const page = await open(commenter, { viewport: { width: 640, height: 800 } });
  await page.getByRole('button', { name: /^Notes/ }).click();
  await thread(page, 'Note 28').click();
  await button(thread(page, 'Note 28'), 'Reply').click();
  await page.keyboard.type('Half of a');
  await pin(await open(editor), 'Note 28');
  await thread(page, 'Note 28').getByText('Pinned', { exact: true }).waitFor();
  await page.keyboard.type(' reply');
  await page.keyboard.press('Control+Enter');
  await thread(page, 'Half of a reply').waitFor();
  await expect.poll(() => shownNotes(page)).toEqual(['Note 28', 'Note 1', 'Note 5']);
});

test('U46 pinned without the network, it is pinned once that is back', async () => {
  const page = await open(editor, { allows: [/ERR_INTERNET_DISCONNECTED/, /WebSocket/] });
  await page.context().setOffline(true);
  await pin(page, 'Note 5');
  await thread(page, 'Note 5').getByText('Pinned', { exact: true }).waitFor();
  expect(await pinned()).toEqual([]);
  await page.context().setOffline(false);
  await expect.poll(pinned, { timeout: 20_000 }).toEqual(['Note 5']);
});
