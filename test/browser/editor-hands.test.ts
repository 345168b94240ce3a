/** Menus, tables, an emptied text and paper: what hands do with the text beside typing. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { builtServer, testBrowser } from '../support/browser.ts';
import { OWNER_TOKEN } from '../support/server.ts';
import type { ArticleReply, TestServer } from '../support/server.ts';
import { selectWords, textbox, thread, typeBehind } from '../support/workspace.ts';

const browser = testBrowser();
let server: TestServer;
let article: ArticleReply;

beforeAll(async () => {
  server = await builtServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  article = await server.article('# The ferry\n\nThe ferry leaves at nine.\n\nIt returns at noon.');
});

async function open(token = OWNER_TOKEN): Promise<Page> {
  const page = await browser.newPerson(server, token);
  await page.goto(`${server.url}/articles/${article.id}`);
  await textbox(page).getByText('leaves at nine').waitFor();
  await page.getByText('Saved', { exact: true }).waitFor();
  return page;
}

const text = async () => (await server.ask('GET', `/api/articles/${article.id}/text`)).text;

describe('UI9 an open menu', () => {
  const openMenus = (page: Page): Promise<number> =>
    page.evaluate(() => document.querySelectorAll('[popover]:popover-open').length);
  const focused = (page: Page): Promise<string> =>
    page.evaluate(() => {
      const { activeElement: focus } = document;
      const label = focus instanceof HTMLInputElement ? focus.labels?.[0]?.textContent : null;
      return (focus?.getAttribute('aria-label') ?? label ?? focus?.textContent ?? '').trim();
    });
  const MENUS: readonly (readonly [name: RegExp, first: RegExp])[] = [
    [/^Kind of block/, /^Paragraph$/],
    [/^More formats$/, /^Superscript$/],
    [/^Insert$/, /^Figure…$/],
    [/^Draft/, /^Publish$/],
    [/You: /, /Keyboard shortcuts/],
    [/^Layers/, /Comments/],
  ];

  test.each(MENUS)(
    'UI9 %s, opened by the pointer or a key, is walked by arrows and closed by Esc',
    async (name, first) => {
      const page = await open();
      const button = page.getByRole('button', { name }).first();
      await textbox(page).getByText('leaves at nine').click();
      await button.click();
      await expect.poll(() => openMenus(page)).toBe(1);
      await page.keyboard.press('Escape');
      await expect.poll(() => openMenus(page)).toBe(0);
      await button.click();
      await page.keyboard.press('ArrowDown');
      await expect.poll(() => focused(page)).toMatch(first);
      await page.keyboard.press('Escape');
      await expect.poll(() => openMenus(page)).toBe(0);
      await button.focus();
      await page.keyboard.press('Enter');
      await expect.poll(() => openMenus(page)).toBe(1);
      await page.keyboard.press('ArrowDown');
      await expect.poll(() => focused(page)).toMatch(first);
      await page.keyboard.press('Escape');
      await expect.poll(() => openMenus(page)).toBe(0);
      await expect.poll(() => focused(page)).toMatch(name);
      expect(await text()).toContain('The ferry leaves at nine.');
    },
  );

  test('UI9 of a card or of the library is walked and closed too, and the arrows go round', async () => {
    const layer = article.layers.find(({ name }) => name === 'Comments')?.id;
    const said = { layer, kind: 'comment', target: { exact: 'at nine' }, body: 'Why?' };
    await server.ask('POST', `/api/articles/${article.id}/annotations`, said);
    const page = await open();
    await thread(page, 'Why?').click();
    await page.getByRole('button', { name: 'More about this comment' }).click();
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => focused(page)).toBe('Delete');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => focused(page)).toBe('Edit');
    await page.keyboard.press('Escape');
    await expect.poll(() => openMenus(page)).toBe(0);
    expect(await thread(page, 'Why?').getAttribute('active')).not.toBeNull();
    await page.goto(server.url);
    await page.locator('galley-article-row button[popovertarget]').first().click();
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => focused(page)).toBe('Open');
    await page.keyboard.press('Escape');
    await expect.poll(() => openMenus(page)).toBe(0);
  });
});

describe('E35 a new table', () => {
  async function insert(page: Page): Promise<void> {
    await typeBehind(page, 'at nine.', '');
    await page.getByRole('button', { name: 'Insert' }).click();
    await page.getByRole('button', { name: 'Table', exact: true }).click();
    await textbox(page).locator('table').waitFor();
  }

  test('E35 has the caret in its first cell, and Tab in the last one adds a row', async () => {
    const page = await open();
    await insert(page);
    await page.keyboard.type('first');
    const cells = textbox(page).locator('th, td');
    await expect.poll(() => cells.first().textContent()).toBe('first');
    for (let step = 1; step < 9; step += 1) await page.keyboard.press('Tab');
    await page.keyboard.type('last');
    expect(await cells.nth(8).textContent()).toBe('last');
    await page.keyboard.press('Tab');
    await page.keyboard.type('more');
    await expect.poll(() => textbox(page).locator('tr').count()).toBe(4);
    expect(await cells.nth(9).textContent()).toBe('more');
    expect(await cells.nth(9).evaluate((cell) => cell.localName)).toBe('td');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('End');
    await page.keyboard.type('!');
    await expect.poll(() => cells.nth(8).textContent()).toContain('!');
    await expect.poll(text).toContain('more');
  });

  test('E35 stands in the place of an empty paragraph, with the caret in it too', async () => {
    const page = await open();
    await typeBehind(page, 'at nine.', '');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Insert' }).click();
    await page.getByRole('button', { name: 'Table', exact: true }).click();
    await page.keyboard.type('first');
    await expect.poll(() => textbox(page).locator('th').first().textContent()).toBe('first');
  });
});

describe('E36 a text from which all was deleted', () => {
  const outline = (page: Page): Promise<string[]> =>
    textbox(page).evaluate((root) =>
      [...root.children].map((block) => `${block.localName}:${block.textContent}`),
    );
  const placeholder = (page: Page, block: string): Promise<string> =>
    textbox(page)
      .locator(block)
      .evaluate((one) => getComputedStyle(one, '::before').content);

  test.each(['Backspace', 'Delete', 'Control+x'])(
    'E36 by %s has a title and a paragraph, which say so, and comes back',
    async (key) => {
      const page = await open();
      await textbox(page).getByText('leaves at nine').click();
      await page.keyboard.press('Control+a');
      await page.keyboard.press(key);
      await expect.poll(() => outline(page)).toEqual(['h1:', 'p:']);
      expect(await placeholder(page, 'h1')).toBe('"Title"');
      expect(await placeholder(page, 'p')).toBe('"Text"');
      await page.keyboard.type('Anew');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.type('Words.');
      await expect.poll(text).toBe('Anew\nWords.');
      expect(await placeholder(page, 'p')).toBe('none');
      for (let step = 0; step < 8 && !(await text()).includes('noon'); step += 1)
        await page.keyboard.press('Control+z');
      await expect.poll(text).toBe('The ferry\nThe ferry leaves at nine.\nIt returns at noon.');
      expect(await outline(page)).toHaveLength(3);
    },
  );

  test('E36 typed over as a whole it has both, too', async () => {
    const page = await open();
    await textbox(page).getByText('leaves at nine').click();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('New');
    await expect.poll(() => outline(page)).toHaveLength(2);
    expect((await outline(page)).map((block) => block.split(':')[0])).toEqual(['h1', 'p']);
    await page.keyboard.type(' words');
    await expect.poll(async () => (await text()).trim()).toBe('New words');
  });

  test('E36 selected by the pointer from its first word to its last one, too', async () => {
    const page = await open();
    await textbox(page).evaluate((root) => {
      root.focus();
      const [first, last] = [root.querySelector('h1')!.firstChild!, root.lastChild!.firstChild!];
      getSelection()!.setBaseAndExtent(first, 0, last, last.textContent!.length);
    });
    await page.waitForTimeout(50); // the editor hears of a selection by an event
    await page.keyboard.press('Backspace');
    await expect.poll(() => outline(page)).toEqual(['h1:', 'p:']);
  });
});

test('U55 on paper the workspace has the text and its notes, and no carets and buttons', async () => {
  const { token } = await server.member('Bob Beside', 'editor');
  const layer = article.layers.find(({ name }) => name === 'Comments')?.id;
  const said = {
    layer,
    kind: 'suggestion',
    target: { exact: 'at nine' },
    body: 'Why?',
    replacement: 'at ten',
  };
  await server.ask('POST', `/api/articles/${article.id}/annotations`, said);
  const page = await open();
  const other = await open(token);
  await selectWords(other, 'returns');
  await textbox(page).locator('.caret').waitFor({ state: 'attached' });
  await thread(page, 'Why?').click();
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 794, height: 1123 }); // a sheet of A4
  const left = await page.evaluate(() =>
    [
      ...document.querySelectorAll(
        'button, [role=button], select, textarea, .caret, .skip, summary',
      ),
    ]
      .filter((one) => one.checkVisibility())
      .map((one) => `${one.localName}.${one.className} ${one.textContent?.trim()}`),
  );
  expect(left).toEqual([]);
  expect(await textbox(page).getByText('leaves').isVisible()).toBe(true);
  for (const words of ['Olga Owner', 'at ten', 'Why?'])
    expect(await thread(page, 'Why?').getByText(words).first().isVisible(), words).toBe(true);
  expect(await page.getByRole('banner').isVisible()).toBe(false);
  // Under the number that its words have in the text; and gone with the paper.
  const number = textbox(page).locator('.note-number');
  const numbers = await number.evaluateAll((all) =>
    all.map((one) => (one as HTMLElement).dataset['number']),
  );
  const notes = page.getByRole('region', { name: 'Annotations' }).getByRole('listitem');
  expect(new Set(numbers)).toEqual(new Set(numbers.map((_none, at) => String(at + 1))));
  expect(await notes.count()).toBe(numbers.length);
  await page.emulateMedia({ media: 'screen' });
  await expect.poll(() => number.count()).toBe(0);
  expect(await page.locator('galley-printed-notes article').count()).toBe(0);
});
