/** The panel of layers, as a moderator and others use it. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seriousFindings } from '../../support/axe.ts';
import { builtServer, testBrowser } from '../../support/browser.ts';
import type { ArticleReply, TestServer } from '../../support/server.ts';
import { textbox, thread } from '../../support/workspace.ts';

const browser = testBrowser();
let server: TestServer;

beforeAll(async () => {
  server = await builtServer();
});
afterAll(() => server.close());

const tide = (): Promise<ArticleReply> =>
  server.article('# The tide\n\nThe tide is out until noon, and comes back by six in the evening.');

async function enter(
  article: ArticleReply,
  name: string,
  role: string,
  options = {},
): Promise<Page> {
  const { token } = await server.member(name, role as 'editor');
  const page = await browser.newPerson(server, token, options);
  await page.goto(`${server.url}/articles/${article.id}`);
  await textbox(page).getByText('The tide is out').waitFor();
  return page;
}

const openPanel = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Layers' }).click();
  await page.getByRole('dialog', { name: 'Layers' }).waitFor();
};
const say = async (article: ArticleReply, layer: string, exact: string, body: string) =>
  (
    await server.ask('POST', `/api/articles/${article.id}/annotations`, {
      layer,
      kind: 'comment',
      target: { exact },
      body,
    })
  ).json.id as string;

test('LY1 a layer is made, renamed, recoloured, opened and locked by keyboard, and others see it at once', async () => {
  const article = await tide();
  const [mo, cy] = [
    await enter(article, 'Mo Moderates', 'moderator'),
    await enter(article, 'Cy Comments', 'commenter'),
  ];
  await openPanel(cy);
  await openPanel(mo);
  await mo.getByRole('button', { name: 'New layer' }).focus();
  await mo.keyboard.press('Enter');
  await mo.keyboard.type('Facts');
  await mo.getByRole('radio', { name: 'Blue' }).focus();
  await mo.keyboard.press('ArrowRight');
  expect(await mo.getByRole('radio', { name: 'Green' }).isChecked()).toBe(true);
  await mo.keyboard.press('Enter');
  await cy.getByRole('switch', { name: 'Facts' }).waitFor();
  await expect
    .poll(async () => (await server.ask('GET', `/api/articles/${article.id}/layers`)).json.items)
    .toContainEqual(
      expect.objectContaining({ name: 'Facts', color: 'green', audience: 'members' }),
    );
  expect(await cy.getByRole('button', { name: /^(Change|Delete) layer/ }).count()).toBe(0);
  // The focus is back, and what is changed is changed in the row.
  await expect
    .poll(() => mo.evaluate(() => document.activeElement?.textContent?.trim()))
    .toBe('New layer');
  await mo.getByRole('button', { name: 'Change layer Facts' }).click();
  const form = mo.getByRole('form', { name: 'Layer Facts' });
  await form.getByLabel('Name').fill('Checked facts');
  await form.getByRole('radio', { name: 'Orange' }).check({ force: true });
  await form.getByLabel('Who reads it').selectOption('editors');
  await form.getByText('Editors and up: you').waitFor();
  expect(await seriousFindings(mo)).toEqual([]);
  await form.getByLabel('Who reads it').selectOption('members');
  await form.getByLabel('Locked').check();
  await form.getByRole('button', { name: 'Save' }).click();
  await cy.getByRole('switch', { name: 'Checked facts' }).waitFor();
  await cy.getByText('Locked').waitFor();
  const { items } = (await server.ask('GET', `/api/articles/${article.id}/layers`)).json;
  expect(items).toContainEqual(
    expect.objectContaining({ name: 'Checked facts', color: 'orange', locked: true }),
  );
  // Esc leaves the form alone.
  await mo.getByRole('button', { name: 'Change layer Checked facts' }).click();
  await mo.keyboard.press('Escape');
  await form.waitFor({ state: 'detached' });
  expect(await mo.getByRole('dialog', { name: 'Layers' }).isVisible()).toBe(true);
});

test('LY2 a layer says by whom it is read', async () => {
  const article = await tide();
  const page = await enter(article, 'Mo Reads', 'moderator');
  await server.member('Ed Reads', 'editor');
  await page.reload();
  await openPanel(page);
  const reports = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('switch', { name: 'Reports' }) });
  await reports.getByText('Editors and up: you, ').waitFor();
});

test('LY3 before a layer goes one reads what goes along', async () => {
  const article = await tide();
  const page = await enter(article, 'Mo Deletes', 'moderator');
  const { json } = await server.ask('POST', `/api/articles/${article.id}/layers`, { name: 'Old' });
  await say(article, json.id, 'noon', 'Which one?');
  await say(article, json.id, 'six', 'Or seven?');
  await thread(page, 'Or seven?').waitFor();
  await openPanel(page);
  await page.getByRole('button', { name: 'Delete layer Old' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Delete the layer “Old”?' });
  await dialog.getByText('2 threads go along, with words by ').waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect(await thread(page, 'Or seven?').count()).toBe(1);
});

test('LY4 one layer alone, none at all, and all as they were; kept after a reload', async () => {
  const article = await tide();
  const page = await enter(article, 'Mo Hides', 'moderator');
  const { json } = await server.ask('POST', `/api/articles/${article.id}/layers`, {
    name: 'Facts',
  });
  await say(article, json.id, 'noon', 'In the facts');
  await say(article, article.layers[0]!.id, 'six', 'In the comments');
  await thread(page, 'In the facts').waitFor();
  await openPanel(page);
  const only = page.getByRole('button', { name: 'Only Facts' });
  await only.click();
  await thread(page, 'In the comments').waitFor({ state: 'detached' });
  expect(await only.getAttribute('aria-pressed')).toBe('true');
  await page.getByRole('button', { name: 'Hide all and read' }).click();
  await thread(page, 'In the facts').waitFor({ state: 'detached' });
  await page.getByText('all hidden').waitFor();
  await expect.poll(() => page.locator('mark.highlight').count()).toBe(0);
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
    'Article text',
  );
  await openPanel(page);
  await page.getByRole('button', { name: 'Show again' }).click();
  await thread(page, 'In the facts').waitFor();
  expect(await thread(page, 'In the comments').count()).toBe(0);
  await page.reload();
  await thread(page, 'In the facts').waitFor();
  expect(await thread(page, 'In the comments').count()).toBe(0);
  await openPanel(page);
  await only.click();
  await thread(page, 'In the comments').waitFor();
});

test('E51 of five notes on the same words three are drawn, and clicks walk through all of them', async () => {
  const article = await tide();
  const comments = article.layers[0]!.id;
  const words = [
    'noon',
    'until noon',
    'out until noon',
    'is out until noon',
    'tide is out until noon',
  ];
  const ids: string[] = [];
  for (const [at, exact] of words.entries())
    ids.push(await say(article, comments, exact, `Note ${at}`));
  const page = await enter(article, 'Mo Clicks', 'moderator');
  await thread(page, 'Note 4').waitFor();
  const noon = page.locator('mark.highlight', { hasText: /^noon$/ });
  const drawn = page.locator('mark.highlight:not([data-deep])', { hasText: /^noon$/ });
  await expect.poll(() => noon.count()).toBe(5);
  expect(await drawn.count()).toBe(3);
  const active = () => page.locator('galley-thread[active]').getAttribute('id');
  const walked: (string | null)[] = [];
  for (let click = 0; click < 5; click += 1) {
    await noon.last().click();
    await expect.poll(active).not.toBe(walked.at(-1) ?? null);
    walked.push(await active());
  }
  expect(new Set(walked)).toEqual(new Set(ids.map((id) => `thread-${id}`)));
  expect(
    await page.locator('mark.highlight[data-active]:not([data-deep])', { hasText: 'noon' }).count(),
  ).toBe(1);
});
