/** Keys of one's own: chosen in the dialog, refused with a reason, kept and set back. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mentionOf } from '../../../shared/annotation/mentions.ts';
import { seriousFindings } from '../../support/axe.ts';
import { builtServer, testBrowser } from '../../support/browser.ts';
import { OWNER_TOKEN } from '../../support/server.ts';
import type { ArticleReply, TestServer } from '../../support/server.ts';
import { selectWords, textbox } from '../../support/workspace.ts';

const browser = testBrowser();
let server: TestServer;
let article: ArticleReply;

beforeAll(async () => {
  server = await builtServer();
  article = await server.article('# The tide\n\nThe tide is out until noon.');
});
afterAll(() => server.close());

async function open(path: string): Promise<Page> {
  const page = await browser.newPerson(server, OWNER_TOKEN);
  await page.goto(`${server.url}${path}`);
  await page.getByRole('button', { name: /^You: / }).waitFor();
  return page;
}

const say = async (body: string): Promise<void> => {
  const note = { layer: article.layers[0]!.id, kind: 'comment', target: { exact: 'noon' }, body };
  await server.ask('POST', `/api/articles/${article.id}/annotations`, note);
};
const keys = (page: Page) => page.getByRole('dialog', { name: 'Keyboard shortcuts' });

test('KB1 a key of the queue is given another one by keyboard, and holds after a reload and on its help', async () => {
  await say('First');
  await say('Second');
  const page = await open('/queue');
  await page.getByRole('list', { name: 'Waiting' }).waitFor();
  await page.keyboard.press('?');
  const dialog = keys(page);
  await dialog.getByRole('button', { name: 'Next: J, change' }).focus();
  await page.keyboard.press('Enter');
  await dialog.getByText('Press the new keys for “Next”.').waitFor();
  await page.keyboard.press('a');
  await dialog.getByText('A is the key for “Accept').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await dialog.getByText('Left as it was.').waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.press('n');
  await dialog.getByText('“Next” is N now.').waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => dialog.count()).toBe(0);
  await page.reload();
  const cards = page.locator('galley-queue-item');
  await cards.nth(1).waitFor();
  const at = (): Promise<number> =>
    cards.evaluateAll((all) => all.findIndex((one) => one.contains(document.activeElement)));
  await page.keyboard.press('j');
  expect(await at()).toBe(-1);
  await page.keyboard.press('n');
  await expect.poll(at).toBe(1);
  await page.keyboard.press('?');
  await dialog.getByRole('button', { name: 'Reset Next' }).click();
  await dialog.getByRole('button', { name: 'Next: J, change' }).waitFor();
});

test('KB1 the keys of notes and of the text are given others, and hold while one writes', async () => {
  const page = await open(`/articles/${article.id}`);
  await textbox(page).getByText('The tide is out').waitFor();
  await page.getByRole('button', { name: /^You: / }).click();
  await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
  const dialog = keys(page);
  await dialog.getByRole('button', { name: /^Comment: / }).click();
  await page.keyboard.press('q');
  await dialog.getByText('Q writes in a text').waitFor();
  await page.keyboard.press('Control+Alt+Shift+KeyC');
  await dialog.getByText('“Comment” is Ctrl+Alt+Shift+C now.').waitFor();
  await dialog.getByRole('button', { name: /^Bold: / }).click();
  await page.keyboard.press('Control+Shift+KeyB');
  await dialog.getByText('“Bold” is Ctrl+Shift+B now.').waitFor();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await selectWords(page, 'tide is');
  await page.keyboard.press('Control+b');
  expect(await textbox(page).locator('strong').count()).toBe(0);
  await page.keyboard.press('Control+Shift+KeyB');
  await textbox(page).locator('strong', { hasText: 'tide is' }).waitFor();
  await page.keyboard.press('Control+Alt+KeyM');
  expect(await page.getByRole('textbox', { name: 'Comment' }).count()).toBe(0);
  await page.keyboard.press('Control+Alt+Shift+KeyC');
  await page.getByRole('textbox', { name: 'Comment' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^You: / }).click();
  await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
  await dialog.getByRole('button', { name: 'Reset all' }).click();
  await dialog.getByRole('button', { name: 'Comment: Ctrl+Alt+M, change' }).waitFor();
});

test('QM1 the queue shows what mentions oneself alone, and its address says so', async () => {
  const { json } = await server.ask('GET', '/api/session');
  const { id, name } = json.member;
  await say(`${mentionOf(id, name)}, which noon?`);
  const page = await open('/queue');
  const cards = page.locator('galley-queue-item');
  await expect.poll(() => cards.count()).toBeGreaterThan(1);
  await page.getByRole('button', { name: 'Mentions me' }).click();
  await expect.poll(() => cards.count()).toBe(1);
  expect(page.url()).toContain('mentions=me');
  await page.reload();
  await expect.poll(() => cards.count()).toBe(1);
  await page.getByRole('button', { name: 'Mentions me' }).click();
  await expect.poll(() => cards.count()).toBeGreaterThan(1);
});
