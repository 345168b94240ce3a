/** The queue in the hands of several moderators, on a long day, and on a phone. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { beyondScreen } from '../../support/beyond-screen.ts';
import { builtServer, testBrowser } from '../../support/browser.ts';
import { OWNER_TOKEN } from '../../support/server.ts';
import type { ArticleReply, TestServer } from '../../support/server.ts';

const browser = testBrowser();
let server: TestServer;
let article: ArticleReply;

beforeAll(async () => {
  server = await builtServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  article = await server.article('# The ferry\n\nThe ferry leaves at nine. It returns at noon.');
});

const annotations = () => `/api/articles/${article.id}/annotations`;

async function suggest(body: string, replacement = 'at ten', exact = 'at nine'): Promise<string> {
  const layer = article.layers.find(({ name }) => name === 'Comments')?.id;
  const target = { exact };
  const said = { layer, kind: 'suggestion', target, body, replacement };
  const { json, text } = await server.ask('POST', annotations(), said);
  if (json.id === undefined) throw new Error(text);
  return json.id;
}

async function openQueue(page: Page): Promise<void> {
  await page.goto(`${server.url}/queue?article=${article.id}`);
  await page.getByRole('article').first().waitFor();
}

test('L22 a card that another moderator has settled meanwhile does nothing, and says by whom', async () => {
  const id = await suggest('Summer time.');
  await suggest('And in winter?', 'at eight');
  const mona = await server.member('Mona Moderator', 'moderator');
  const page = await browser.newPerson(server, OWNER_TOKEN, { allows: [/status of 409/] });
  await openQueue(page);
  const stale = { status: 'declined' };
  await server.ask('POST', `${annotations()}/${id}/status`, stale, mona.token);
  await page.getByRole('article').first().focus();
  await page.keyboard.press('a');
  const card = page.getByRole('article').filter({ hasText: 'Summer time.' });
  await card.getByText('Mona Moderator declined it meanwhile.').waitFor();
  const { text } = await server.ask('GET', `/api/articles/${article.id}/text`);
  expect(text).toContain('leaves at nine');
  expect((await server.ask('GET', `${annotations()}/${id}`)).json.status).toBe('declined');
});

test('L22 a card whose proposal was reworded meanwhile accepts neither wording', async () => {
  const id = await suggest('Summer time.');
  const page = await browser.newPerson(server, OWNER_TOKEN, { allows: [/status of 409/] });
  await openQueue(page);
  await server.ask('PATCH', `${annotations()}/${id}`, { replacement: 'never' });
  await page.getByRole('button', { name: 'Accept' }).click();
  await page.getByText('Its words were changed meanwhile.').waitFor();
  const { text } = await server.ask('GET', `/api/articles/${article.id}/text`);
  expect(text).toContain('leaves at nine');
});

test('L20 J goes through a queue of several pages, to its end', async () => {
  for (let number = 1; number <= 55; number += 1) await suggest(`Note ${number}.`);
  const page = await browser.newPerson(server, OWNER_TOKEN);
  await openQueue(page);
  expect(await page.getByRole('article').count()).toBe(50);
  for (let step = 1; step < 50; step += 1) await page.keyboard.press('j');
  await page.keyboard.press('j');
  const current = page.locator('[aria-current=true]').filter({ hasText: /Note \d/ });
  await expect.poll(() => current.textContent()).toContain('Note 51.');
  await page.keyboard.press('j');
  await expect.poll(() => current.textContent()).toContain('Note 52.');
});

const LONG = 'Donaudampfschifffahrtsgesellschaftskapitaensmuetze'.repeat(6);

test.each([320, 390])(
  'L23 on a phone of %i px nothing of the queue is wider than it',
  async (width) => {
    article = await server.article(`# ${LONG}\n\nThe ${LONG} leaves at nine.`);
    await suggest(`See https://example.org/${LONG}\n\n\`${LONG}\``, LONG, `The ${LONG}`);
    const { id, token } = await server.member(`Maximiliane ${LONG.slice(0, 60)}`, 'moderator');
    const layer = article.layers.find(({ name }) => name === 'Comments')?.id;
    const asks = { layer, kind: 'question', target: { exact: 'at nine' }, body: LONG };
    await server.ask('POST', annotations(), asks, token);
    expect(id).not.toBe('');
    const page = await browser.newPerson(server, OWNER_TOKEN, {
      viewport: { width, height: 700 },
      isMobile: true,
      hasTouch: true,
      allows: [/status of 409/],
    });
    await openQueue(page);
    expect(await page.evaluate(() => innerWidth)).toBe(width);
    expect(await beyondScreen(page)).toEqual([]);
    await server.ask('PATCH', `${annotations()}/${await firstId()}`, { replacement: `${LONG}x` });
    await page.getByRole('button', { name: 'Accept' }).first().click();
    await page.getByText('Its words were changed meanwhile.').waitFor();
    expect(await beyondScreen(page)).toEqual([]);
  },
);

async function firstId(): Promise<string> {
  return (await server.ask('GET', `${annotations()}?kind=suggestion`)).json.items[0].id;
}
