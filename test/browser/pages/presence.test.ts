/** People at one article: told apart by colour, followed, and seen at the thread that they read. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seriousFindings } from '../../support/axe.ts';
import { builtServer, testBrowser } from '../../support/browser.ts';
import type { ArticleReply, TestServer } from '../../support/server.ts';
import { stockClient } from '../../support/sync-client.ts';
import { selectWords, textbox, thread, typeBehind } from '../../support/workspace.ts';

const browser = testBrowser();
let server: TestServer;

beforeAll(async () => {
  server = await builtServer();
});
afterAll(() => server.close());

const LONG = Array.from(
  { length: 60 },
  (_none, at) => `Paragraph ${at} of the long way from the pier to the lighthouse and back again.`,
);

const longWay = (): Promise<ArticleReply> => server.article(`# The way\n\n${LONG.join('\n\n')}`);

async function enter(article: ArticleReply, name: string, options = {}): Promise<Page> {
  const { token } = await server.member(name, 'editor');
  const page = await browser.newPerson(server, token, options);
  await page.goto(`${server.url}/articles/${article.id}`);
  await textbox(page).getByText('Paragraph 0 of').waitFor();
  return page;
}

const picture = (page: Page, name: string) =>
  page.getByRole('list', { name: 'Also here' }).getByRole('switch', { name: `Follow ${name}` });
const notice = (page: Page) => page.locator('galley-presence .following');
const scrolled = (page: Page): Promise<number> => page.evaluate(() => scrollY);

test('PE1 names stand over the line where there is room, colours differ, and who is away is pale', async () => {
  const article = await longWay();
  const ann = await enter(article, 'Ann Kowalska');
  const others = [
    'Bob Moroz',
    'Cy Long',
    'Dee Dora',
    'Eve Ember',
    'Flo Fern',
    'Guy Gale',
    'Hal Holt',
  ];
  const clients = await Promise.all(
    others.slice(1).map(async (name) => {
      const { token } = await server.member(name, 'editor');
      const client = stockClient(server, article.id, token);
      client.provider.awareness.setLocalStateField('cursor', null);
      return client;
    }),
  );
  const bob = await enter(article, 'Bob Moroz');
  const all = ann.getByRole('button', { name: 'All 7 others who are here' });
  await all.click();
  const colors = await ann
    .locator('#others-here .avatar')
    .evaluateAll((avatars) => avatars.map((one) => (one as HTMLElement).dataset['person']));
  expect(new Set(colors).size).toBe(7);
  await ann.keyboard.press('Escape');
  await typeBehind(bob, 'Paragraph 0', ' here');
  const caret = ann.locator('.caret[data-name="Bob Moroz"]');
  await caret.and(ann.locator('.moving')).waitFor();
  expect(await caret.getAttribute('class')).not.toContain('turned');
  expect(colors).toContain(await caret.getAttribute('data-person'));
  await selectWords(bob, 'Paragraph 1 of');
  await bob.keyboard.press('ArrowRight');
  await bob.keyboard.press('End');
  await ann.locator('.caret.turned[data-name="Bob Moroz"]').waitFor();
  for (const client of clients) client.destroy();
});

test('PE1 who has done nothing for two minutes is pale at the caret and among those present', async () => {
  const article = await longWay();
  const ann = await enter(article, 'Ann Idle');
  const { token } = await server.member('Bob Idle', 'editor');
  const bob = await browser.newPerson(server, token);
  await bob.clock.install();
  await bob.goto(`${server.url}/articles/${article.id}`);
  await textbox(bob).getByText('Paragraph 1 of').waitFor();
  await typeBehind(bob, 'Paragraph 1 of', ' all');
  await picture(ann, 'Bob Idle').waitFor();
  await bob.clock.fastForward('02:30');
  await ann.getByRole('switch', { name: 'Follow Bob Idle, away' }).waitFor();
  await ann.locator('.caret[data-idle]').waitFor({ state: 'attached' });
  await bob.keyboard.press('ArrowLeft');
  await ann.getByRole('switch', { name: 'Follow Bob Idle', exact: true }).waitFor();
});

test('PE2 the page follows somebody’s caret until one scrolls, types, or presses Esc', async () => {
  const article = await longWay();
  const ann = await enter(article, 'Ann Follows');
  const bob = await enter(article, 'Bob Leads');
  await typeBehind(bob, 'Paragraph 55', ' or so');
  await picture(ann, 'Bob Leads').click();
  await notice(ann).getByText('Following Bob Leads').waitFor();
  expect(await seriousFindings(ann)).toEqual([]);
  await ann.getByText('The page follows Bob Leads. Esc ends that.').waitFor({ state: 'attached' });
  await expect.poll(() => scrolled(ann)).toBeGreaterThan(500);
  await expect.poll(() => textbox(ann).getByText('55 or so').isVisible()).toBe(true);
  await typeBehind(bob, 'Paragraph 2 of', ' all');
  await expect.poll(() => scrolled(ann)).toBeLessThan(300);
  await ann.keyboard.press('Escape');
  await expect.poll(() => notice(ann).count()).toBe(0);
  await ann.getByText('doesn’t follow Bob Leads any more').waitFor({ state: 'attached' });
  // By keyboard, and ended by the wheel.
  await picture(ann, 'Bob Leads').focus();
  await ann.keyboard.press('Enter');
  await notice(ann).waitFor();
  expect(await picture(ann, 'Bob Leads').getAttribute('aria-checked')).toBe('true');
  await ann.mouse.move(400, 400);
  await ann.mouse.wheel(0, 300);
  await expect.poll(() => notice(ann).count()).toBe(0);
  // By typing.
  await picture(ann, 'Bob Leads').click();
  await notice(ann).waitFor();
  await textbox(ann).focus();
  await ann.keyboard.type('x');
  await expect.poll(() => notice(ann).count()).toBe(0);
  // And where they leave.
  await picture(ann, 'Bob Leads').click();
  await notice(ann).waitFor();
  await bob.close();
  await ann
    .getByText('Bob Leads, whom the page followed, has left.')
    .waitFor({ state: 'attached' });
  expect(await notice(ann).count()).toBe(0);
});

test('PE3 a card shows who has it before them; of what not everybody reads nobody is told', async () => {
  const article = await longWay();
  const at = `/api/articles/${article.id}`;
  const { json } = await server.ask('POST', `${at}/layers`, { name: 'Desk', audience: 'editors' });
  const say = async (layer: string, exact: string, body: string): Promise<string> =>
    (
      await server.ask('POST', `${at}/annotations`, {
        layer,
        kind: 'comment',
        target: { exact },
        body,
      })
    ).json.id;
  await say(article.layers[0]!.id, 'Paragraph 1 of', 'Open to all');
  const secret = await say(json.id, 'Paragraph 3 of', 'For the desk');
  const [ann, bob] = [await enter(article, 'Ann Reads'), await enter(article, 'Bob Looks')];
  const { token } = await server.member('Vera Viewer', 'viewer');
  const vera = stockClient(server, article.id, token);
  const told = (): string => JSON.stringify([...vera.provider.awareness.getStates().values()]);
  const heard: string[] = [];
  vera.provider.awareness.on('change', () => heard.push(told()));
  await thread(ann, 'Open to all').click();
  await thread(bob, 'Open to all')
    .getByRole('img', { name: 'At this thread now: Ann Reads' })
    .waitFor();
  await thread(ann, 'For the desk').click();
  await expect.poll(() => bob.getByRole('img', { name: /At this thread now/ }).count()).toBe(0);
  await thread(ann, 'Open to all').click();
  await bob.getByRole('img', { name: /At this thread now/ }).waitFor();
  expect(heard.length).toBeGreaterThan(1);
  expect(heard.filter((one) => one.includes(secret))).toEqual([]);
  vera.destroy();
});

test('PE4 the card of somebody who is here has the colour of their caret', async () => {
  const article = await longWay();
  const pages = await Promise.all(
    ['One Two', 'Three Four', 'Five Six'].map((name) => enter(article, name)),
  );
  const [first] = pages;
  if (first === undefined) throw new Error('Nobody came.');
  for (const [number, page] of pages.entries()) {
    await selectWords(page, `Paragraph ${number} of`);
    await page.getByRole('button', { name: 'Comment', exact: true }).click();
    await page.getByRole('textbox', { name: 'Comment' }).fill(`Said by ${number}`);
    await page.keyboard.press('Control+Enter');
  }
  for (const [number, name] of [
    [1, 'Three Four'],
    [2, 'Five Six'],
  ] as const) {
    const color = await picture(first, name).getAttribute('data-person');
    const avatar = thread(first, `Said by ${number}`).locator('galley-remark .avatar');
    await expect.poll(() => avatar.getAttribute('data-person')).toBe(color);
  }
});
