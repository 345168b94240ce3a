/** Searching everything, as a person does: in the palette, by keyboard, and in the library. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seriousFindings } from '../../support/axe.ts';
import { builtServer, testBrowser } from '../../support/browser.ts';
import { OWNER_TOKEN } from '../../support/server.ts';
import type { ArticleReply, TestServer } from '../../support/server.ts';
import { textbox } from '../../support/workspace.ts';

const browser = testBrowser();
let server: TestServer;
let article: ArticleReply;

beforeAll(async () => {
  server = await builtServer();
  const filler = Array.from({ length: 40 }, (_, nth) => `Paragraph ${nth} of the tide tables.`);
  article = await server.article(
    `# Harbour lights\n\n${filler.join('\n\n')}\n\nThe lighthouse keeper sleeps at noon.`,
  );
  await server.article('# Another harbour\n\nNothing of note.');
  const made = await server.ask('POST', `/api/articles/${article.id}/annotations`, {
    layer: article.layers[0]?.id,
    kind: 'comment',
    target: { exact: 'Paragraph 30' },
    body: 'Does the zephyr blow here?',
  });
  expect(made.status).toBe(201);
});
afterAll(() => server.close());

test('SP1 the palette opens by key, finds a thread’s words, and Enter lands on the thread', async () => {
  const page = await browser.newPerson(server, OWNER_TOKEN);
  await page.goto(server.url);
  await page.getByRole('heading', { name: 'Library' }).waitFor();
  await page.keyboard.press('Control+k');
  const box = page.getByRole('combobox', { name: 'Search everything' });
  await box.waitFor();
  await page.keyboard.type('zephyr');
  const option = page.getByRole('option').filter({ hasText: 'Does the zephyr blow here?' });
  await option.waitFor();
  expect(await option.locator('mark').textContent()).toBe('zephyr');
  await page.keyboard.press('Enter');
  await page.waitForURL(/#thread-/);
  const card = page.getByRole('article').filter({ hasText: 'Does the zephyr blow here?' });
  await card.waitFor();
  await expect
    .poll(() => card.evaluate((one) => one.getBoundingClientRect().top))
    .toBeLessThan(720);
});

test('SP2 a text opens at its words, which are selected; also one that is open already', async () => {
  const page = await browser.newPerson(server, OWNER_TOKEN);
  await page.goto(`${server.url}/articles/${article.id}`);
  await textbox(page).getByText('Paragraph 1 of').waitFor();
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await page.getByRole('combobox', { name: 'Search everything' }).fill('"keeper sleeps"');
  await page.getByRole('option').filter({ hasText: 'The lighthouse keeper sleeps' }).waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.evaluate(() => getSelection()?.toString())).toBe('keeper sleeps');
  await expect
    .poll(() =>
      textbox(page)
        .getByText('The lighthouse')
        .evaluate((one) => one.getBoundingClientRect().top),
    )
    .toBeLessThan(720);
  await page.reload();
  await expect.poll(() => page.evaluate(() => getSelection()?.toString())).toBe('keeper sleeps');
});

test('SP3 arrows walk the results, Escape closes, and nothing found is said', async () => {
  const page = await browser.newPerson(server, OWNER_TOKEN);
  await page.goto(`${server.url}/settings`);
  await page.getByRole('button', { name: 'Search', exact: true }).waitFor();
  await page.keyboard.press('/');
  const box = page.getByRole('combobox', { name: 'Search everything' });
  await box.fill('harbour');
  // The settings have a list of their own.
  const options = page.getByRole('listbox', { name: 'Results' }).getByRole('option');
  await options.nth(1).waitFor(); // the first search waits for the index
  expect(await options.count()).toBe(2);
  const chosen = (): Promise<number> =>
    options.evaluateAll((all) =>
      all.findIndex((one) => one.getAttribute('aria-selected') === 'true'),
    );
  expect(await chosen()).toBe(0);
  await page.keyboard.press('ArrowDown');
  await expect.poll(chosen).toBe(1);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect.poll(chosen).toBe((await options.count()) - 1);
  await page.getByRole('button', { name: 'Titles' }).click();
  await page.getByRole('status').filter({ hasText: '2 results' }).waitFor();
  await box.fill('nonesuch');
  await page.getByRole('status').filter({ hasText: 'No results' }).waitFor();
  await page.keyboard.press('Escape');
  await box.waitFor({ state: 'hidden' });
});

test('SP4 the library’s field finds what is in texts and threads, too', async () => {
  const page = await browser.newPerson(server, OWNER_TOKEN);
  await page.goto(server.url);
  await page.getByRole('searchbox').fill('zephyr');
  const list = page.getByRole('list', { name: 'In texts and threads' });
  await list.getByRole('link').filter({ hasText: 'Does the zephyr blow here?' }).waitFor();
  await page.getByRole('button', { name: 'Show all results' }).click();
  await page.getByRole('option').filter({ hasText: 'zephyr' }).waitFor();
});

test.each([
  ['a phone', { viewport: { width: 320, height: 640 } }],
  ['in the dark', { colorScheme: 'dark' as const }],
])('SP5 the palette has no finding of axe and no overflow: %s', async (name, options) => {
  const page = await browser.newPerson(server, OWNER_TOKEN, options);
  await page.goto(`${server.url}/articles/${article.id}`);
  await textbox(page).waitFor();
  // In a narrow window the bar has no room for it beside the title.
  if (name === 'a phone') await page.getByRole('button', { name: /^You:/ }).click();
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await page.getByRole('combobox', { name: 'Search everything' }).fill('harbour');
  await page.getByRole('option').first().waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  const overflow = () => document.documentElement.scrollWidth - innerWidth;
  expect(await page.evaluate(overflow)).toBeLessThanOrEqual(0);
  const dialog = page.getByRole('dialog', { name: 'Search everything' });
  expect(await dialog.evaluate((one) => one.scrollWidth - one.clientWidth)).toBeLessThanOrEqual(0);
});
