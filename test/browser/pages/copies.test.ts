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

async function openDialog(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Export' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export a copy' });
  await layer(dialog, 'Comments').waitFor();
  return dialog;
}

const layer = (dialog: Locator, name: string): Locator =>
  dialog.getByRole('group', { name: 'Layers' }).getByRole('checkbox', { name });

/** Downloads a copy, which closes the dialog, and gives its words. */
async function taken(page: Page, dialog: Locator, label = 'Plain text'): Promise<string> {
  const { about = '' } = COPY_FORMATS.find((format) => format.label === label) ?? {};
  await dialog.getByRole('radio', { name: `${label} ${about}` }).check();
  const download = page.waitForEvent('download');
  await dialog.getByRole('link', { name: 'Save' }).click();
  const words = await readable(await readFile(await (await download).path()));
  await dialog.waitFor({ state: 'hidden' });
  return words;
}

describe('the workspace’s dialog', () => {
  test.each(COPY_FORMATS)(
    'U26 keeps one’s own notes out of the copy as $label',
    async ({ label }) => {
      await note('notes', 'noon', 'Said to myself.');
      const page = await openArticle();
      const dialog = await openDialog(page);
      expect(await layer(dialog, 'Comments').isChecked()).toBe(true);
      expect(await layer(dialog, 'My notes').isChecked()).toBe(false);
      const usual = await taken(page, dialog, label);
      expect(usual).toContain('Said to all.');
      expect(usual).not.toMatch(/Said to myself|My notes/);

      await openDialog(page);
      await layer(dialog, 'My notes').check();
      expect(await taken(page, dialog, label)).toMatch(/Said to all\.[^]*Said to myself\./);
      // Who takes another copy later may not think of it any more.
      await openDialog(page);
      expect(await layer(dialog, 'My notes').isChecked()).toBe(false);
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
    const dialog = await openDialog(page);
    expect(await layer(dialog, 'My notes').isChecked()).toBe(false);
    expect(await layer(dialog, 'Reports').isChecked()).toBe(false);
    expect(await taken(page, dialog)).not.toContain('Said to myself.');
    await openDialog(page);
    expect(await layer(dialog, 'Reports').isChecked()).toBe(false);
    await layer(dialog, 'My notes').check();
    expect(await taken(page, dialog)).toContain('Said to myself.');
  });

  test('U26 gives the text alone where nothing is ticked', async () => {
    await note('notes', 'noon', 'Said to myself.');
    const page = await openArticle();
    const dialog = await openDialog(page);
    await layer(dialog, 'Comments').uncheck();
    expect(await taken(page, dialog)).not.toMatch(/Said to/);
    await openDialog(page);
    await layer(dialog, 'Comments').uncheck();
    await layer(dialog, 'My notes').check();
    const own = await taken(page, dialog);
    expect(own).toContain('Said to myself.');
    expect(own).not.toContain('Said to all.');
  });

  test('U26 takes no layer that came while it was open, and offers it at the next opening', async () => {
    const page = await openArticle();
    const dialog = await openDialog(page);
    const made = await server.ask('POST', at('/layers'), { name: 'Legal' });
    await note(made.json.id, 'noon', 'Said by the lawyers.');
    expect(await layer(dialog, 'Legal').count()).toBe(0);
    expect(await taken(page, dialog)).not.toContain('Said by the lawyers.');
    await openDialog(page);
    await layer(dialog, 'Legal').waitFor();
    expect(await layer(dialog, 'Legal').isChecked()).toBe(true);
    expect(await taken(page, dialog)).toContain('Said by the lawyers.');
    await server.ask('DELETE', at(`/layers/${made.json.id}`));
    await openDialog(page);
    await layer(dialog, 'Legal').waitFor({ state: 'detached' });
    expect(await taken(page, dialog)).toContain('Said to all.');
  });

  test('U26 goes by its ticks where the margin hides a layer', async () => {
    const page = await openArticle();
    await page.getByRole('button', { name: 'Layers' }).click();
    await page.getByRole('switch', { name: 'Comments' }).click();
    await thread(page, 'Said to all.').waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    const dialog = await openDialog(page);
    expect(await layer(dialog, 'Comments').isChecked()).toBe(true);
    expect(await taken(page, dialog)).toContain('Said to all.');
  });
});

test('U26 the library’s dialog offers the layers of its article, and keeps one’s own notes out', async () => {
  await note('notes', 'noon', 'Said to myself.');
  const page = await browser.newPerson(server, OWNER_TOKEN);
  await page.goto(`${server.url}/?query=ferry`);
  const row = page.getByRole('listitem').filter({ has: page.locator(`[href$="${article.id}"]`) });
  const dialog = page.getByRole('dialog', { name: 'Export a copy of “The ferry”' });
  const open = async (): Promise<void> => {
    await row.getByRole('button', { name: /^Actions for/ }).click();
    await row.getByRole('button', { name: 'Export' }).click();
    await dialog.waitFor();
  };
  await open();
  expect(await taken(page, dialog)).not.toContain('Said to myself.');
  await open();
  expect(await layer(dialog, 'My notes').isChecked()).toBe(false);
  expect(await taken(page, dialog)).toMatch(/Said to all\./);
  await open();
  await layer(dialog, 'My notes').check();
  expect(await taken(page, dialog)).toContain('Said to myself.');
});

describe('the choices', () => {
  test('U66 the dialog says what will leave, by layer and person, as one chooses', async () => {
    await note('Comments', 'noon', 'Said twice.');
    await note('Reports', 'returns', 'Reported.');
    const page = await openArticle();
    const dialog = await openDialog(page);
    const leaves = dialog.getByRole('region', { name: 'What will leave' });
    await leaves.getByText('2 notes and replies.').waitFor();
    expect(await leaves.getByRole('listitem').allInnerTexts()).toEqual([
      expect.stringMatching(/^Comments\s+Olga Owner 2$/),
    ]);
    await dialog.getByText('Not in the copy: Reports').waitFor();
    await layer(dialog, 'Reports').check();
    await leaves.getByText('3 notes and replies.').waitFor();
    await dialog.getByRole('combobox', { name: 'Names' }).selectOption('No names');
    await leaves.getByText('Nobody is named').waitFor();
    await dialog.getByRole('combobox', { name: 'Notes' }).selectOption('None: a clean copy');
    await leaves.getByText('No notes.').waitFor();
    expect(await taken(page, dialog)).toMatch(/Said to all/); // of another format, so as usual there
  });

  test('U68 the last choices come back, but not the layers', async () => {
    const page = await openArticle();
    const dialog = await openDialog(page);
    await dialog.getByRole('radio', { name: 'Plain text' }).check();
    await dialog.getByRole('combobox', { name: 'Notes' }).selectOption('Notes alone');
    await layer(dialog, 'Comments').uncheck();
    expect(await taken(page, dialog)).not.toContain('leaves at');
    await page.reload();
    await openDialog(page);
    expect(await dialog.getByRole('radio', { name: 'Plain text' }).isChecked()).toBe(true);
    expect(await dialog.getByRole('combobox', { name: 'Notes' }).inputValue()).toBe('Notes alone');
    expect(await layer(dialog, 'Comments').isChecked()).toBe(true);
  });

  test('U69 the link carries the choices, and Esc gives the focus back', async () => {
    const page = await openArticle();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const dialog = await openDialog(page);
    await dialog.getByRole('combobox', { name: 'Names' }).selectOption('No names');
    await dialog.getByRole('button', { name: 'Copy link' }).click();
    await dialog.getByText('Link copied.').waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link).toBe(
      `${server.url}${at('/export')}?format=html&layers=${article.layers[0]?.id ?? ''}&names=none`,
    );
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    const focused = page.getByRole('button', { name: 'Export' });
    expect(await focused.evaluate((element) => element === document.activeElement)).toBe(true);
  });
});

test('X71 X72 Markdown can have the notes in the text as CriticMarkup, and front matter; what was chosen is kept', async () => {
  const page = await openArticle();
  const dialog = await openDialog(page);
  await dialog.getByRole('radio', { name: /^Markdown/ }).check();
  await dialog.getByRole('combobox', { name: 'Notes' }).selectOption('As CriticMarkup');
  await dialog.getByRole('checkbox', { name: /^Begin with front matter/ }).check();
  const file = await taken(page, dialog, 'Markdown');
  expect(file).toMatch(
    /^---\ntitle: "The ferry"\nlang: "en"\nslug: "the-ferry[^"]*"\n---\n\n# The ferry\n/,
  );
  expect(file).toMatch(/leaves at \{==nine==\}\{>>Olga Owner, [^<]*: Said to all\.<<\}\./);
  const again = await openDialog(page);
  expect(await again.getByRole('checkbox', { name: /^Begin with front matter/ }).isChecked()).toBe(
    true,
  );
  await again.getByRole('radio', { name: /^Web page/ }).check();
  expect(await again.getByRole('checkbox', { name: /^Begin with front matter/ }).count()).toBe(0);
});

test('X81 an e-book is taken like any other copy', async () => {
  const page = await openArticle();
  expect(await taken(page, await openDialog(page), 'E-book')).toContain('Said to all.');
});
