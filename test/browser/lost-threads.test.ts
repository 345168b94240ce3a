/** Threads whose words are gone, or that are on wrong ones: offered places, chosen by a person, and what the cards say of it. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seriousFindings } from '../support/axe.ts';
import { builtServer, testBrowser } from '../support/browser.ts';
import { OWNER_TOKEN } from '../support/server.ts';
import type { ArticleReply, TestServer } from '../support/server.ts';
import { selectWords, textbox, thread } from '../support/workspace.ts';

const FERRY = `# The ferry

The ferry leaves at nine. It returns at noon with the post. Nobody waits for it.

The bridge is older. Carts cross it all day.

In the evening it returned at noon with the post, they say.`;
const WORDS = 'It returns at noon with the post.';
/** What comes over the network, on a machine that has more to do. */
const SOON = { timeout: 10_000 };

const browser = testBrowser();
let server: TestServer;

beforeAll(async () => {
  server = await builtServer();
});
afterAll(() => server.close());

async function open(article: ArticleReply): Promise<Page> {
  const page = await browser.newPerson(server, OWNER_TOKEN);
  await page.goto(`${server.url}/articles/${article.id}`);
  await textbox(page).locator('p').first().waitFor();
  return page;
}

/** An article with one comment on its words; gives both with the comment's address. */
async function commented(exact: string) {
  const article = await server.article(FERRY);
  const note = { layer: article.layers[0]!.id, kind: 'comment', target: { exact }, body: 'Why?' };
  const all = `/api/articles/${article.id}/annotations`;
  const { json } = await server.ask('POST', all, note);
  return { article, id: String(json.id), one: `${all}/${json.id}` };
}

function marked(page: Page, id: string): Promise<string> {
  return page.evaluate(
    (annotation) =>
      [...document.querySelectorAll(`mark[data-annotation="${annotation}"]`)]
        .map((mark) => mark.textContent)
        .join(''),
    id,
  );
}

describe('U47 a thread whose words are gone', () => {
  test('U47 is offered the places of words like these, and is tied to one by a key', async () => {
    const { article, id, one } = await commented(WORDS);
    const page = await open(article);
    await expect.poll(() => marked(page, id), SOON).toBe(WORDS);
    await selectWords(page, WORDS);
    await page.keyboard.press('Delete');
    await page.getByRole('button', { name: '1 lost: show the notes without a place' }).click();
    const tray = page.locator('galley-tray');
    await tray.getByText('These words are not in the text any more.').waitFor();
    expect(await tray.locator('.old-place').textContent()).toContain(WORDS);
    expect(await tray.getByRole('button', { name: /^Place 1/ }).count()).toBe(0);

    await page.keyboard.press('Tab');
    await tray.locator('galley-thread:focus').waitFor();
    const place = tray.getByRole('button', { name: /^Place 1 of 1: .*it returned at noon/ });
    await place.waitFor();
    expect(await tray.getByRole('status').textContent()).toBe('It may belong here:');
    expect(await marked(page, id)).toBe('');

    await place.focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => marked(page, id), SOON).toContain('it returned at noon with the post');
    await page.locator('.cards galley-thread:focus').waitFor(SOON);
    const first = thread(page, 'Why?').locator('summary', { hasText: 'First on' });
    expect(await first.textContent()).toBe(`First on “${WORDS}”`);
    await first.click();
    await thread(page, 'Why?').getByText('moved it from').waitFor();
    await expect
      .poll(async () => (await server.ask('GET', one)).json.anchors, SOON)
      .toMatchObject([{ exact: WORDS }]);
  });

  test('U47 is shown in the tray where a link leads to it', async () => {
    const { article, id, one } = await commented(WORDS);
    await server.ask('POST', `${one}/anchor`, { target: null });
    const page = await browser.newPerson(server, OWNER_TOKEN);
    await page.goto(`${server.url}/articles/${article.id}#thread-${id}`);
    await page.locator('galley-tray galley-thread[active]:focus').waitFor(SOON);
    await page.getByRole('button', { name: /^Place 1 of 2: .*It returns at noon/ }).waitFor(SOON);
    expect(await seriousFindings(page)).toEqual([]);
  });

  test('U47 says that nothing like them was found', async () => {
    const { article } = await commented('Carts cross it all day.');
    const page = await open(article);
    await thread(page, 'Why?').waitFor();
    await selectWords(page, 'Carts cross it all day.');
    await page.keyboard.press('Delete');
    await page.getByRole('button', { name: /^1 lost/ }).click();
    await page.keyboard.press('Tab');
    await page.getByText('No words like these were found in the text.').waitFor(SOON);
  });
});

describe('U48 a thread that was tied to wrong words', () => {
  test('U48 is taken off them, stands in the tray with the focus, and comes back', async () => {
    const { article, id, one } = await commented(WORDS);
    await server.ask('POST', `${one}/anchor`, { target: { exact: 'The bridge is older.' } });
    const page = await open(article);
    await expect.poll(() => marked(page, id), SOON).toBe('The bridge is older.');
    const never = page.getByRole('button', { name: 'It was never here' });
    expect(await never.count()).toBe(0);
    await thread(page, 'Why?').locator('.body').click(); // elsewhere in the card a control may lie
    await never.click();
    await page.locator('galley-tray galley-thread:focus').waitFor(SOON);
    expect(await marked(page, id)).toBe('');
    const tray = page.locator('galley-tray');
    expect(await tray.locator('.quote').textContent()).toBe(WORDS);
    await tray.getByText('It was never on “The bridge is older.”, said Olga Owner').waitFor();
    await tray.getByRole('button', { name: /^Place 1 of 3: .*It returns at noon/ }).click();
    await expect.poll(() => marked(page, id), SOON).toBe(WORDS);
    await page.locator('.cards galley-thread:focus').waitFor(SOON);
    await expect
      .poll(async () => (await server.ask('GET', one)).json.anchoring, SOON)
      .toMatchObject({ state: 'exact', exact: WORDS });
  });

  test('U48 nothing of it is offered where the words are those that were annotated', async () => {
    const { article } = await commented(WORDS);
    const page = await open(article);
    await thread(page, 'Why?').click();
    await thread(page, 'Why?').getByRole('button', { name: 'Reply', exact: true }).waitFor();
    expect(await page.getByRole('button', { name: 'It was never here' }).count()).toBe(0);
  });
});

describe('M43 a card says what its words were', () => {
  test('M43 words that were edited are shown as annotated and as they read now', async () => {
    const { article } = await commented('Carts cross it all day.');
    const proposal = {
      layer: article.layers[0]!.id,
      kind: 'suggestion',
      target: { exact: 'Carts cross it all day.' },
      replacement: 'Carts cross.',
    };
    await server.ask('POST', `/api/articles/${article.id}/annotations`, proposal);
    const page = await open(article);
    await thread(page, 'Why?').waitFor();
    await selectWords(page, 'all day');
    await page.keyboard.type('by night');
    const comment = thread(page, 'Why?');
    await comment.getByText('These words have been edited since.').waitFor(SOON);
    expect(await comment.locator('.wording').textContent()).toMatch(/day[\s\S]*night/);
    const suggestion = page.locator('galley-thread', { hasText: 'Suggestion' });
    await suggestion.getByText('Reads now: “Carts cross it by night.”').waitFor();
    expect(await suggestion.locator('.wording del').textContent()).toBe('Carts cross it all day.');

    await comment.click();
    await comment.getByRole('button', { name: 'Resolve', exact: true }).click();
    await comment.getByText('Reads now: “Carts cross it by night.”').waitFor(SOON);
    expect(await comment.locator('.quote').textContent()).toBe('Carts cross it all day.');
  });

  test('M43 each who tied it to other words is named, and one’s own list opens by a key', async () => {
    const { article, one } = await commented(WORDS);
    const { token } = await server.member('Edith Ek', 'editor');
    const tie = (exact: string, by: string) =>
      server.ask('POST', `${one}/anchor`, { target: { exact } }, by);
    await tie('The bridge is older.', token);
    await tie('Nobody waits for it.', OWNER_TOKEN);
    const page = await open(article);
    const origin = thread(page, 'Why?').locator('.origin');
    await origin.locator('summary').focus();
    await page.keyboard.press('Enter');
    await origin.getByText('Edith Ek').waitFor(SOON);
    const said = await origin.getByRole('listitem').allTextContents();
    expect(said.map((words) => words.replaceAll(/\s+/g, ' ').trim())).toEqual([
      `Edith Ek moved it from “${WORDS}”, just now`,
      'Olga Owner moved it from “The bridge is older.”, just now',
    ]);
    await thread(page, 'Why?').click();
    await page.getByRole('button', { name: 'It was never here' }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });
});
