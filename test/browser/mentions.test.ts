/** Mentions: chosen from a list while one writes, seen by who is mentioned, under the name of today. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { builtServer, testBrowser } from '../support/browser.ts';
import type { ArticleReply, TestServer } from '../support/server.ts';
import { selectWords, textbox, thread } from '../support/workspace.ts';

const browser = testBrowser();
let server: TestServer;
let article: ArticleReply;
let ann: { id: string; token: string };
let bob: { id: string; token: string };

beforeAll(async () => {
  server = await builtServer();
  ann = await server.member('Ann Kowalska', 'editor');
  bob = await server.member('Bob Moroz', 'commenter');
  await server.member('Boris Volk', 'editor');
});
afterAll(() => server.close());

beforeEach(async () => {
  article = await server.article('# The ferry\n\nThe ferry leaves at nine.');
});

async function open({ token }: { token: string }): Promise<Page> {
  const page = await browser.newPerson(server, token);
  await page.goto(`${server.url}/articles/${article.id}`);
  await textbox(page).getByText('The ferry leaves').waitFor();
  return page;
}

async function comment(page: Page): Promise<void> {
  await selectWords(page, 'at nine');
  await page.keyboard.press('Control+Alt+KeyM');
}

const bodies = async (): Promise<string[]> =>
  (await server.ask('GET', `/api/articles/${article.id}/annotations`)).json.items.flatMap(
    (one: { body: string; replies: { body: string }[] }) => [
      one.body,
      ...one.replies.map(({ body }) => body),
    ],
  );

test('TH2 somebody is found by the beginning of a name and chosen by keyboard', async () => {
  const page = await open(ann);
  await comment(page);
  await page.keyboard.type('Ask @bo');
  const list = page.getByRole('listbox', { name: 'Mention' });
  await list.waitFor();
  expect(await list.getByRole('option').allTextContents()).toEqual(
    [/Bob Moroz/, /Boris Volk/].map((name) => expect.stringMatching(name)),
  );
  await page.keyboard.press('ArrowDown');
  await list.getByRole('option', { name: 'Boris Volk', selected: true }).waitFor();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await page.keyboard.type('please');
  const field = page.getByRole('textbox', { name: 'Comment', exact: true });
  expect(await field.inputValue()).toBe('Ask @Bob Moroz please');
  await page.keyboard.press('Control+Enter');
  await thread(page, 'Ask @Bob Moroz please').waitFor();
  await expect.poll(bodies).toEqual([`Ask [@Bob Moroz](galley:person/${bob.id}) please`]);
});

test('TH4 the one who is mentioned sees it on the card, under the name of today, and can see it alone', async () => {
  for (const body of [`Ask [@Bob Moroz](galley:person/${bob.id}) please`, 'Nobody']) {
    const target = { exact: 'at nine' };
    const fields = { layer: article.layers[0]!.id, kind: 'comment', target, body };
    await server.ask('POST', `/api/articles/${article.id}/annotations`, fields, ann.token);
  }
  await server.ask('PATCH', `/api/members/${bob.id}`, { name: 'Bob Frost' });
  const theirs = await open(bob);
  await thread(theirs, 'Ask @Bob Frost please').getByText('Mentions you').waitFor();
  await theirs.getByRole('button', { name: 'Mentions me' }).click();
  await thread(theirs, 'Nobody').waitFor({ state: 'hidden' });
  await thread(theirs, 'Ask @Bob Frost please').waitFor();
  await server.ask('PATCH', `/api/members/${bob.id}`, { name: 'Bob Moroz' });
});

test('TH2 Esc closes the list and leaves the note, and the pointer chooses in a reply and in an edit', async () => {
  const page = await open(ann);
  await comment(page);
  await page.keyboard.type('Hm @');
  const list = page.getByRole('listbox', { name: 'Mention' });
  await list.waitFor();
  await page.keyboard.press('Escape');
  await list.waitFor({ state: 'hidden' });
  await page.keyboard.type('b');
  expect(await list.count()).toBe(0);
  await page.keyboard.press('Control+Enter');
  const card = thread(page, 'Hm @b');
  await card.getByRole('button', { name: 'Reply', exact: true }).click();
  await page.keyboard.type('@Moroz');
  await list.getByRole('option', { name: 'Bob Moroz' }).click();
  await page.keyboard.press('Control+Enter');
  await card.getByText('@Bob Moroz').waitFor();
  await card.getByRole('button', { name: 'More about this reply' }).click();
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  const field = card.getByRole('textbox', { name: 'Edit reply' });
  expect(await field.inputValue()).toBe('@Bob Moroz');
  await field.press('End');
  await page.keyboard.type(' and @vol');
  await list.waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Control+Enter');
  await card.getByText('@Boris Volk').waitFor();
  await expect
    .poll(async () => (await bodies())[1])
    .toMatch(/^\[@Bob Moroz\].* and \[@Boris Volk\]/);
});

test('TH3 who can not read the layer is named before the note is sent', async () => {
  const page = await open(ann);
  const fields = { name: 'Among editors', color: 'blue', audience: 'editors' };
  await server.ask('POST', `/api/articles/${article.id}/layers`, fields);
  await comment(page);
  await page.keyboard.type('@bob');
  await page.getByRole('listbox', { name: 'Mention' }).waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type('**now**');
  const form = page.getByRole('form', { name: 'New comment' });
  await form.getByRole('combobox', { name: 'Layer' }).selectOption('Among editors');
  await form.getByText('Bob Moroz can’t read “Among editors”, and won’t hear of this.').waitFor();
  await form.getByRole('combobox', { name: 'Layer' }).selectOption('Comments');
  await form.getByText(/can’t read/).waitFor({ state: 'hidden' });
});

test('TH5 what is being written is previewed, and written on', async () => {
  const page = await open(ann);
  await comment(page);
  await page.keyboard.type('@Bob Moroz **now**');
  const form = page.getByRole('form', { name: 'New comment' });
  await form.getByRole('button', { name: 'Preview' }).click();
  const preview = form.getByRole('region', { name: 'Preview' });
  await preview.getByText('@Bob Moroz').waitFor();
  expect(await preview.locator('strong').textContent()).toBe('now');
  await form.getByRole('button', { name: 'Preview', pressed: true }).click();
  await page.keyboard.type(', please');
  await page.keyboard.press('Control+Enter');
  await thread(page, '@Bob Moroz now, please').waitFor();
});
