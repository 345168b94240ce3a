/** Cards under the hands of people: new ones, many at one place, linked ones, and those of layers that somebody has just made. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { builtServer, testBrowser } from '../support/browser.ts';
import type { PersonOptions } from '../support/browser.ts';
import { OWNER_TOKEN } from '../support/server.ts';
import type { ArticleReply, TestServer } from '../support/server.ts';
import { selectWords, textbox, thread } from '../support/workspace.ts';

const browser = testBrowser();
let server: TestServer;
let article: ArticleReply;

beforeAll(async () => {
  server = await builtServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  const more = Array.from({ length: 30 }, (_, at) => `Paragraph ${at} has words of its own.`);
  const text = ['# The ferry', 'The old ferry leaves at nine.', ...more].join('\n\n');
  article = await server.article(text);
});

const annotations = () => `/api/articles/${article.id}/annotations`;
const layer = (name: string) => article.layers.find((one) => one.name === name)?.id;

async function comment(exact: string, body: string, more: object = {}): Promise<string> {
  const said = { layer: layer('Comments'), kind: 'comment', target: { exact }, body, ...more };
  const { json, text } = await server.ask('POST', annotations(), said);
  if (json.id === undefined) throw new Error(text);
  return json.id;
}

async function open(options: PersonOptions = {}, hash = ''): Promise<Page> {
  const page = await browser.newPerson(server, OWNER_TOKEN, options);
  await page.goto(`${server.url}/articles/${article.id}${hash}`);
  await textbox(page).getByText('ferry leaves at nine').waitFor();
  return page;
}

/** Whether all of a card is within the window, below its bars. */
function isInSight(page: Page, words: string): Promise<boolean> {
  return thread(page, words).evaluate((card) => {
    const { top, bottom } = card.getBoundingClientRect();
    return top >= 90 && bottom <= innerHeight;
  });
}

test('U50 a layer that somebody makes, its notes, its new name and its end are in the open tab at once', async () => {
  const page = await open();
  const path = `/api/articles/${article.id}/layers`;
  const made = { name: 'Law', color: 'blue', audience: 'members' };
  const { json } = await server.ask('POST', path, made);
  await comment('at nine', 'By which law?', { layer: json.id });
  await thread(page, 'By which law?').waitFor({ timeout: 3000 });
  await page.getByRole('button', { name: 'Layers' }).click();
  await page.getByRole('switch', { name: 'Law' }).waitFor();
  await server.ask('PATCH', `${path}/${json.id}`, { name: 'Order' });
  await page.getByRole('switch', { name: 'Order' }).waitFor({ timeout: 3000 });
  await server.ask('DELETE', `${path}/${json.id}`);
  await page.getByRole('switch', { name: 'Order' }).waitFor({ state: 'hidden', timeout: 3000 });
  expect(await thread(page, 'By which law?').count()).toBe(0);
});

test('U51 what is proposed to be deleted leaves no blank too many, and comes back whole', async () => {
  const page = await open();
  const suggest = async (words: string): Promise<void> => {
    await selectWords(page, words);
    await page.keyboard.press('Control+Alt+KeyS');
    await page.getByRole('textbox', { name: 'New wording' }).fill('');
    await page.keyboard.press('Control+Enter');
    await thread(page, words).first().waitFor();
  };
  const text = async () => (await server.ask('GET', `/api/articles/${article.id}/text`)).text;
  await suggest('old');
  await suggest('nine');
  const card = thread(page, 'nine');
  await card.click();
  await card.getByRole('button', { name: 'Accept' }).click();
  await expect.poll(text).toContain('The old ferry leaves at.\n');
  const other = thread(page, 'old');
  await other.click();
  await other.getByRole('button', { name: 'Accept' }).click();
  await expect.poll(text).toContain('The ferry leaves at.\n');
  await expect.poll(() => textbox(page).innerText()).toContain('The ferry leaves at.');
  const { items } = (await server.ask('GET', annotations())).json;
  const { id } = items.find((item: { anchor: { exact: string } }) => item.anchor.exact === 'old ');
  await server.ask('POST', `${annotations()}/${id}/status`, { status: 'open' });
  await expect.poll(text).toContain('The old ferry leaves at.\n');
});

test('M2 however many are above it, no card leaves the page at the top, whichever is active', async () => {
  for (let number = 1; number <= 9; number += 1) await comment('ferry leaves', `Note ${number}.`);
  await comment('at nine', 'The last one.');
  const page = await open();
  const tops = (): Promise<number[]> =>
    page.evaluate(() =>
      [...document.querySelectorAll('galley-thread')].map(
        (card) => card.getBoundingClientRect().top + scrollY,
      ),
    );
  await thread(page, 'The last one.').click();
  await expect.poll(async () => Math.min(...(await tops()))).toBeGreaterThan(90);
  await thread(page, 'Note 9.').click();
  await expect.poll(async () => Math.min(...(await tops()))).toBeGreaterThan(90);
  await page.evaluate(() => scrollTo(0, 0));
  await expect.poll(() => isInSight(page, 'Note 1.')).toBe(true);
});

test.each([1280, 700, 390])(
  'M44 one’s new note is the active card, and in sight below however many, %i px wide',
  async (width) => {
    for (let number = 1; number <= 12; number += 1)
      await comment('ferry leaves', `Note ${number}.`);
    const page = await open({ viewport: { width, height: 800 } });
    await page.locator('galley-thread', { hasText: 'Note 12.' }).waitFor({ state: 'attached' });
    await selectWords(page, 'at nine');
    await page.keyboard.press('Control+Alt+KeyM');
    await page.getByRole('textbox', { name: 'Comment' }).fill('My new one.');
    await page.keyboard.press('Control+Enter');
    // Where the notes would lie over the words, they come when one wants them.
    if (width < 1000) await page.getByRole('button', { name: /^Notes/ }).click();
    const card = thread(page, 'My new one.');
    await expect.poll(() => card.getAttribute('active')).not.toBeNull();
    await expect.poll(() => isInSight(page, 'My new one.')).toBe(true);
    expect(await page.evaluate(() => String(getSelection()))).toBe('at nine');
  },
);

test('L22 a card that has not heard yet what another has settled settles nothing, and says by whom', async () => {
  const suggestion = { kind: 'suggestion', replacement: 'at ten' };
  const id = await comment('at nine', 'Summer time.', suggestion);
  const mona = await server.member('Mona Moderator', 'moderator');
  const page = await browser.newPerson(server, OWNER_TOKEN, { allows: [/status of 409/] });
  let isHeld = false;
  await page.routeWebSocket(new RegExp(`/sync/${article.id}/`), (socket) => {
    const onward = socket.connectToServer();
    socket.onMessage((message) => onward.send(message));
    onward.onMessage((message) => {
      if (!isHeld) socket.send(message);
    });
  });
  await page.goto(`${server.url}/articles/${article.id}`);
  await thread(page, 'Summer time.').click();
  isHeld = true;
  const declined = { status: 'declined' };
  await server.ask('POST', `${annotations()}/${id}/status`, declined, mona.token);
  await thread(page, 'Summer time.').getByRole('button', { name: 'Accept' }).click();
  await page.getByText('Mona Moderator declined it meanwhile.').waitFor();
  const { text } = await server.ask('GET', `/api/articles/${article.id}/text`);
  expect(text).toContain('leaves at nine');
  expect((await server.ask('GET', `${annotations()}/${id}`)).json.status).toBe('declined');
});

test('U52 a link to another thread of the open article is followed, in a note, by the address, and again', async () => {
  const target = await comment('Paragraph 28', 'Far below.');
  const address = `${server.url}/articles/${article.id}#thread-${target}`;
  const from = await comment('at nine', `See [that one](${address}).`);
  const page = await open();
  const link = thread(page, 'See that one').getByRole('link', { name: 'that one' });
  for (let time = 0; time < 2; time += 1) {
    await page.evaluate(() => scrollTo(0, 0));
    await link.click();
    const card = thread(page, 'Far below.');
    await expect.poll(() => card.getAttribute('active')).not.toBeNull();
    await expect.poll(() => isInSight(page, 'Far below.')).toBe(true);
  }
  expect(page.context().pages()).toHaveLength(1);
  await page.goto(`${server.url}/articles/${article.id}#thread-${from}`);
  await expect.poll(() => thread(page, 'See that one').getAttribute('active')).not.toBeNull();
  await expect.poll(() => isInSight(page, 'See that one')).toBe(true);
  await page.goBack();
  await expect.poll(() => thread(page, 'Far below.').getAttribute('active')).not.toBeNull();
});

test('U53 a reader’s long proposal is cut in the text, and scrolls in its card', async () => {
  await server.ask('PATCH', `/api/articles/${article.id}`, { status: 'published' });
  const suggestion = `at ten ${'and so on '.repeat(90)}`.trim();
  const report = { exact: 'at nine', suggestion };
  const sent = await server.ask('POST', `/api/articles/${article.id}/reports`, report, '');
  expect(sent.status).toBe(202);
  const page = await open();
  const card = thread(page, 'at ten');
  await card.waitFor();
  const line = textbox(page).locator('p').first();
  expect((await line.boundingBox())!.height).toBeLessThan(150);
  expect((await card.boundingBox())!.height).toBeLessThan(250);
  await card.click();
  await card.getByRole('button', { name: 'Accept' }).waitFor();
  await expect.poll(async () => (await card.boundingBox())!.height).toBeLessThan(560);
  await expect.poll(async () => (await card.boundingBox())!.height).toBeGreaterThan(250);
  expect(
    await card.locator('.wording').evaluate((box) => box.scrollHeight > box.clientHeight),
  ).toBe(true);
});

test.each([
  ['a phone', { viewport: { width: 390, height: 700 }, isMobile: true, hasTouch: true }],
  ['a tablet', { viewport: { width: 1180, height: 820 }, isMobile: true, hasTouch: true }],
] as const)(
  'U54 on %s a tap on a highlight puts the caret there, never into the title',
  async (_on, device) => {
    const id = await comment('Paragraph 20', 'Why twenty?');
    const page = await open(device);
    const mark = textbox(page).locator(`mark[data-annotation="${id}"]`);
    await mark.evaluate((words) => words.scrollIntoView({ block: 'center' }));
    await mark.waitFor();
    await mark.tap();
    await expect.poll(() => thread(page, 'Why twenty?').getAttribute('active')).not.toBeNull();
    const caretIn = (): Promise<string> =>
      page.evaluate(() => {
        const node = getSelection()?.anchorNode ?? null;
        const element = node instanceof Element ? node : node?.parentElement;
        return element?.closest('h1, p')?.textContent ?? '';
      });
    await expect.poll(caretIn).toContain('Paragraph 20');
    // And once the notes that lie over the text are closed again.
    await page.keyboard.press('Escape');
    await expect.poll(caretIn).toContain('Paragraph 20');
    await page.keyboard.type('!');
    await expect.poll(() => textbox(page).locator('h1').textContent()).toBe('The ferry');
    const marked = async (): Promise<number> => {
      const { text } = await server.ask('GET', `/api/articles/${article.id}/text`);
      return text.split('\n').filter((line) => line.includes('!')).length;
    };
    await expect.poll(marked).toBe(1);
  },
);
