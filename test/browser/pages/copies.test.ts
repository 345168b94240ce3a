/** Annotated copies as people take them: what is ticked is what leaves. */
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { COPY_FORMATS } from '../../../shared/article/formats.ts';
import { builtServer, testBrowser } from '../../support/browser.ts';
import { OWNER_TOKEN } from '../../support/server.ts';
import type { ArticleReply, TestServer } from '../../support/server.ts';
import { readable } from '../../support/readable.ts';
import { selectWords, thread } from '../../support/workspace.ts';

const browser = testBrowser();
let server: TestServer;
let article: ArticleReply;

beforeAll(async () => {
  server = await builtServer();
});
beforeEach(async () => {
  article = await server.article('# The ferry\n\nThe ferry leaves at nine. It returns at noon.');
  await note('Comments', 'nine', 'Said to all.');
});
afterAll(() => server.close());

const at = (rest: string): string => `/api/articles/${article.id}${rest}`;

/** Writes a comment as the owner; a layer that the article did not come with is given by its id. */
async function note(name: string, exact: string, body: string): Promise<void> {
  const layer = article.layers.find((one) => one.name === name)?.id ?? name;
  const fields = { layer, kind: 'comment', target: { exact }, body };
  expect((await server.ask('POST', at('/annotations'), fields)).status).toBe(201);
}

async function openArticle(): Promise<Page> {
  const page = await browser.newPerson(server, OWNER_TOKEN);
  await page.goto(`${server.url}/articles/${article.id}`);
  await thread(page, 'Said to all.').waitFor();
  return page;
}

async function openMenu(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Export' }).click();
  const menu = page.getByRole('group', { name: 'Export', exact: true });
  await layer(menu, 'Comments').waitFor();
  return menu;
}

const layer = (menu: Locator, name: string): Locator =>
  menu.getByRole('group', { name: 'Layers' }).getByRole('checkbox', { name });

/** Downloads a copy, which closes the menu, and gives its words. */
async function taken(page: Page, menu: Locator, label = 'Plain text'): Promise<string> {
  const download = page.waitForEvent('download');
  await menu.getByRole('link', { name: label }).click();
  const words = readable(await readFile(await (await download).path()));
  await menu.waitFor({ state: 'hidden' });
  expect(words).toContain('leaves at');
  return words;
}

describe('the workspace’s menu', () => {
  test.each(COPY_FORMATS)(
    'U26 keeps one’s own notes out of the copy as $label',
    async ({ label }) => {
      await note('notes', 'noon', 'Said to myself.');
      const page = await openArticle();
      const menu = await openMenu(page);
      expect(await layer(menu, 'Comments').isChecked()).toBe(true);
      expect(await layer(menu, 'My notes').isChecked()).toBe(false);
      const usual = await taken(page, menu, label);
      expect(usual).toContain('Said to all.');
      expect(usual).not.toMatch(/Said to myself|My notes/);

      await openMenu(page);
      await layer(menu, 'My notes').check();
      expect(await taken(page, menu, label)).toMatch(/Said to all\.[^]*Said to myself\./);
      // Who takes another copy later may not think of it any more.
      await openMenu(page);
      expect(await layer(menu, 'My notes').isChecked()).toBe(false);
    },
  );

  test('U26 offers the first of one’s own notes, written after the page was opened', async () => {
    const page = await openArticle();
    await selectWords(page, 'noon');
    await page.keyboard.press('Control+Alt+m');
    await page.getByRole('combobox', { name: 'Layer' }).selectOption('My notes');
    await page.getByRole('textbox', { name: 'Comment' }).fill('Said to myself.');
    const answered = page.waitForResponse((answer) => answer.request().method() === 'POST');
    await page.keyboard.press('Control+Enter');
    expect((await answered).status()).toBe(201);
    const menu = await openMenu(page);
    expect(await layer(menu, 'My notes').isChecked()).toBe(false);
    await layer(menu, 'Reports').uncheck();
    expect(await taken(page, menu)).not.toContain('Said to myself.');
    await openMenu(page);
    expect(await layer(menu, 'Reports').isChecked()).toBe(false);
    await layer(menu, 'My notes').check();
    expect(await taken(page, menu)).toContain('Said to myself.');
  });

  test('U26 gives the text alone where nothing is ticked', async () => {
    await note('notes', 'noon', 'Said to myself.');
    const page = await openArticle();
    const menu = await openMenu(page);
    for (const name of ['Comments', 'Reports']) {
      // One after the other, as a person does.
      await layer(menu, name).uncheck();
    }
    expect(await taken(page, menu)).not.toMatch(/Said to/);
    await openMenu(page);
    await layer(menu, 'My notes').check();
    const own = await taken(page, menu);
    expect(own).toContain('Said to myself.');
    expect(own).not.toContain('Said to all.');
  });

  test('U26 takes no layer that came while it was open, and offers it at the next opening', async () => {
    const page = await openArticle();
    const menu = await openMenu(page);
    const made = await server.ask('POST', at('/layers'), { name: 'Legal' });
    await note(made.json.id, 'noon', 'Said by the lawyers.');
    expect(await layer(menu, 'Legal').count()).toBe(0);
    expect(await taken(page, menu)).not.toContain('Said by the lawyers.');
    await openMenu(page);
    await layer(menu, 'Legal').waitFor();
    expect(await layer(menu, 'Legal').isChecked()).toBe(true);
    expect(await taken(page, menu)).toContain('Said by the lawyers.');
    await server.ask('DELETE', at(`/layers/${made.json.id}`));
    await openMenu(page);
    await layer(menu, 'Legal').waitFor({ state: 'detached' });
    expect(await taken(page, menu)).toContain('Said to all.');
  });

  test('U26 goes by its ticks where the margin hides a layer', async () => {
    const page = await openArticle();
    await page.getByRole('button', { name: 'Layers' }).click();
    await page.getByRole('switch', { name: 'Comments' }).click();
    await thread(page, 'Said to all.').waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    const menu = await openMenu(page);
    expect(await layer(menu, 'Comments').isChecked()).toBe(true);
    expect(await taken(page, menu)).toContain('Said to all.');
  });
});

test('U26 the library’s dialog offers the layers of its article, and keeps one’s own notes out', async () => {
  await note('notes', 'noon', 'Said to myself.');
  const page = await browser.newPerson(server, OWNER_TOKEN);
  await page.goto(`${server.url}/?query=ferry`);
  const row = page.getByRole('listitem').filter({ has: page.locator(`[href$="${article.id}"]`) });
  const dialog = page.getByRole('dialog', { name: 'Export “The ferry”' });
  const open = async (): Promise<void> => {
    await row.getByRole('button', { name: /^Actions for/ }).click();
    await row.getByRole('button', { name: 'Export' }).click();
    await dialog.waitFor();
  };
  await open();
  // Whether the layers have come or not, one's own notes are not among what leaves.
  expect(await taken(page, dialog)).not.toContain('Said to myself.');
  await open();
  expect(await layer(dialog, 'My notes').isChecked()).toBe(false);
  expect(await taken(page, dialog)).toMatch(/Said to all\./);
  await open();
  await layer(dialog, 'My notes').check();
  expect(await taken(page, dialog)).toContain('Said to myself.');
});
