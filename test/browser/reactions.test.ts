/** Reactions to a thread: given from the palette or by a pill, seen by everybody, taken back. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { builtServer, testBrowser } from '../support/browser.ts';
import type { PersonOptions } from '../support/browser.ts';
import type { ArticleReply, TestServer } from '../support/server.ts';
import { textbox, thread } from '../support/workspace.ts';

const browser = testBrowser();
let server: TestServer;
let article: ArticleReply;
let ann: { token: string };
let bob: { token: string };
let vera: { token: string };

beforeAll(async () => {
  server = await builtServer();
  ann = await server.member('Ann Kowalska', 'commenter');
  bob = await server.member('Bob Moroz', 'commenter');
  vera = await server.member('Vera Viewer', 'viewer');
});
afterAll(() => server.close());

beforeEach(async () => {
  article = await server.article('# The ferry\n\nThe ferry leaves at nine.');
  const target = { exact: 'at nine' };
  const fields = { layer: article.layers[0]!.id, kind: 'comment', target, body: 'Winter time?' };
  await server.ask('POST', `/api/articles/${article.id}/annotations`, fields, ann.token);
});

async function open({ token }: { token: string }, options: PersonOptions = {}): Promise<Page> {
  const page = await browser.newPerson(server, token, options);
  await page.goto(`${server.url}/articles/${article.id}`);
  await textbox(page).getByText('The ferry leaves').waitFor();
  await thread(page, 'Winter time?').waitFor();
  return page;
}

const stored = async (): Promise<string[]> =>
  (await server.ask('GET', `/api/articles/${article.id}/annotations`)).json.items[0].reactions;

test('TH1 a reaction is chosen from the palette by arrows, and others join it by its pill', async () => {
  const [page, other, looking] = [await open(ann), await open(bob), await open(vera)];
  const card = thread(page, 'Winter time?');
  await card.click();
  await card.getByRole('button', { name: 'React', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await card.getByRole('button', { name: 'Heart, 1: you' }).waitFor();
  const theirs = thread(other, 'Winter time?');
  await theirs.getByRole('button', { name: 'Heart, 1: Ann Kowalska' }).click();
  await card.getByRole('button', { name: /^Heart, 2: (you, Bob Moroz|Bob Moroz, you)$/ }).waitFor();
  await thread(looking, 'Winter time?')
    .getByRole('img', { name: /^Heart, 2/ })
    .waitFor();
  expect(await looking.getByRole('button', { name: 'React' }).count()).toBe(0);
  await theirs.getByRole('button', { name: /^Heart, 2/, pressed: true }).click();
  await card.getByRole('button', { name: 'Heart, 1: you' }).click();
  await expect.poll(stored).toEqual([]);
  await thread(looking, 'Winter time?')
    .getByRole('img', { name: /^Heart/ })
    .waitFor({ state: 'hidden' });
  expect(await page.evaluate(() => document.activeElement?.localName)).toBe('galley-thread');
});

test('TH1 a reaction without the network is given once that is back', async () => {
  const page = await open(ann, { allows: [/ERR_INTERNET_DISCONNECTED/, /WebSocket/] });
  await page.context().setOffline(true);
  const card = thread(page, 'Winter time?');
  await card.click();
  await card.getByRole('button', { name: 'React', exact: true }).click();
  await page.getByRole('button', { name: 'Thumbs up', exact: true }).click();
  await card.getByRole('button', { name: 'Thumbs up, 1: you' }).waitFor();
  expect(await stored()).toEqual([]);
  await page.context().setOffline(false);
  await expect.poll(async () => (await stored()).length, { timeout: 20_000 }).toBe(1);
});

test('UI40 in an interface that runs from right to left the arrow to the left goes on', async () => {
  const page = await open(ann);
  await page.evaluate(() => (document.documentElement.dir = 'rtl'));
  const card = thread(page, 'Winter time?');
  await card.click();
  await card.getByRole('button', { name: 'React', exact: true }).click();
  const chosen = (): Promise<string | null> => page.locator(':focus').getAttribute('aria-label');
  const walked: (string | null)[] = [await chosen()];
  for (const key of ['ArrowLeft', 'ArrowLeft', 'ArrowRight', 'End', 'ArrowLeft']) {
    await page.keyboard.press(key);
    walked.push(await chosen());
  }
  expect(walked).toEqual(['Thumbs up', 'Heart', 'Smile', 'Heart', 'Thank you', 'Thumbs up']);
  await page.keyboard.press('Escape');
  expect(await chosen()).toBe('React');
});
