/** What is new since one was here last, in all of one's browsers; the list of all threads; and what is deleted, and taken back. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { builtServer, testBrowser } from '../support/browser.ts';
import type { PersonOptions } from '../support/browser.ts';
import type { ArticleReply, TestServer } from '../support/server.ts';
import { textbox, thread } from '../support/workspace.ts';

const LINES = Array.from({ length: 40 }, (_none, at) => `Line ${at} of the log.`);

const browser = testBrowser();
let server: TestServer;
let article: ArticleReply;
let ann: { token: string };
let bob: { token: string };

beforeAll(async () => {
  server = await builtServer();
  ann = await server.member('Ann Kowalska', 'moderator');
  bob = await server.member('Bob Moroz', 'commenter');
});
afterAll(() => server.close());

beforeEach(async () => {
  article = await server.article(`# The log\n\n${LINES.join('\n\n')}`);
  await note(0, 'Note 0', ann);
});

async function note(line: number, body: string, { token } = bob): Promise<string> {
  const target = { exact: `Line ${line} of` };
  const fields = { layer: article.layers[0]!.id, kind: 'comment', target, body };
  const made = await server.ask('POST', `/api/articles/${article.id}/annotations`, fields, token);
  return made.json.id;
}

async function open({ token }: { token: string }, options: PersonOptions = {}): Promise<Page> {
  const page = await browser.newPerson(server, token, options);
  await page.goto(`${server.url}/articles/${article.id}`);
  await textbox(page).locator('p').first().waitFor();
  await page.locator('galley-thread', { hasText: 'Note 0' }).waitFor({ state: 'attached' });
  return page;
}

/** The row is there once the first visit was noted. */
async function visited(page: Page): Promise<void> {
  await expect
    .poll(async () => {
      const { upTo } = await page.evaluate(async (address) => {
        const answer = await fetch(address);
        return (await answer.json()) as { upTo: string | null };
      }, `/api/articles/${article.id}/visit`);
      return upTo;
    })
    .not.toBe(null);
}

const focused = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => /Note \d+/.exec(document.activeElement?.textContent ?? '')?.[0]);

test('TH6 what is new is counted and led to, and seen in one browser it is seen in the other', async () => {
  const first = await open(ann);
  await visited(first);
  expect(await first.getByText(/new since your last visit/).count()).toBe(0);
  await first.close();
  for (const line of [20, 30]) await note(line, `Note ${line}`);
  const page = await open(ann);
  await page.getByText('2 new since your last visit').waitFor();
  await page.getByRole('button', { name: 'Next new' }).click();
  await expect.poll(() => focused(page)).toBe('Note 20');
  await page.getByText('1 new since your last visit').waitFor();
  await page
    .locator('galley-thread[unread]', { hasText: 'Note 30' })
    .waitFor({ state: 'attached' });
  await expect
    .poll(async () => {
      const other = await open(ann);
      const count = await other.getByText('1 new since your last visit').count();
      await other.close();
      return count;
    })
    .toBe(1);
  await page.getByRole('button', { name: 'Next new' }).click();
  await expect.poll(() => focused(page)).toBe('Note 30');
  await page.getByText(/new since your last visit/).waitFor({ state: 'hidden' });
});

test('TH7 all threads are listed, searched and narrowed, and Enter goes to one, by keyboard alone', async () => {
  const resolved = await note(35, 'Note 35');
  await note(10, 'Note 10');
  await server.ask('POST', `/api/articles/${article.id}/annotations/${resolved}/status`, {
    status: 'resolved',
  });
  const page = await open(ann);
  await textbox(page).click();
  await page.keyboard.press('Control+Alt+Shift+KeyA');
  const list = page.getByRole('list', { name: 'All threads' });
  await list.waitFor();
  expect(await list.getByRole('listitem').count()).toBe(3);
  await page.keyboard.type('note 3');
  await page.getByRole('status').getByText('1 thread', { exact: true }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await list.waitFor({ state: 'hidden' });
  await expect.poll(() => focused(page)).toBe('Note 35');
  await page.getByRole('button', { name: 'All threads' }).click();
  await page.getByRole('searchbox', { name: 'Search in threads' }).fill('');
  await page.getByRole('combobox', { name: 'Person' }).selectOption('Bob Moroz');
  await page.getByRole('combobox', { name: 'Status' }).selectOption('Open');
  await expect.poll(() => list.getByRole('listitem').count()).toBe(1);
  await list.getByText('Note 10').waitFor();
});

test('TH9 what is deleted comes back by Undo as it was, and goes for good with the notice', async () => {
  const path = `/api/articles/${article.id}/annotations`;
  const id = await note(1, 'Note 1', ann);
  await server.ask('POST', `${path}/${id}/replies`, { body: 'An answer' }, bob.token);
  const page = await open(ann);
  const remove = async (): Promise<void> => {
    await thread(page, 'Note 1').click();
    await thread(page, 'Note 1').getByRole('button', { name: 'More about this comment' }).click();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await thread(page, 'Note 1').waitFor({ state: 'hidden' });
  };
  await remove();
  await page.locator('galley-toast').getByRole('button', { name: 'Undo' }).click();
  await thread(page, 'Note 1').getByText('An answer').waitFor();
  expect((await server.ask('GET', `${path}/${id}`)).json.replies).toHaveLength(1);
  await remove();
  expect((await server.ask('GET', `${path}/${id}`)).status).toBe(200);
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect.poll(async () => (await server.ask('GET', `${path}/${id}`)).status).toBe(404);
});

test('TH9 what was deleted right before the page is left is deleted', async () => {
  const path = `/api/articles/${article.id}/annotations`;
  const id = await note(1, 'Note 1', ann);
  const page = await open(ann);
  await thread(page, 'Note 1').click();
  await thread(page, 'Note 1').getByRole('button', { name: 'More about this comment' }).click();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.goto(`${server.url}/`);
  await expect.poll(async () => (await server.ask('GET', `${path}/${id}`)).status).toBe(404);
});

test('TH9 what was deleted right before its author signs out is deleted', async () => {
  const path = `/api/articles/${article.id}/annotations`;
  const cleo = await server.member('Cleo Brandt', 'commenter');
  const id = await note(1, 'Note 1', cleo);
  const page = await open(cleo);
  await thread(page, 'Note 1').click();
  await thread(page, 'Note 1').getByRole('button', { name: 'More about this comment' }).click();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByRole('button', { name: /You: / }).click();
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect.poll(async () => (await server.ask('GET', `${path}/${id}`)).status).toBe(404);
});

test('TH8 edited words say so, and when', async () => {
  const page = await open(ann);
  const card = thread(page, 'Note 0');
  await card.click();
  await card.getByRole('button', { name: 'More about this comment' }).click();
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await page.getByRole('textbox', { name: 'Edit comment' }).fill('Note 0, again');
  await page.keyboard.press('Control+Enter');
  const mark = card.getByText('edited', { exact: true });
  await mark.waitFor();
  expect(await mark.getAttribute('title')).toMatch(/^Edited .*\d{4}/);
});

test('TH10 a reply that was begun is there after a reload', async () => {
  const page = await open(ann);
  const card = thread(page, 'Note 0');
  await card.click();
  await card.getByRole('button', { name: 'Reply', exact: true }).click();
  await page.keyboard.type('Half of a');
  await page.reload();
  const field = card.getByRole('textbox', { name: /^Reply to/ });
  expect(await field.inputValue()).toBe('Half of a');
  await field.press('End');
  await page.keyboard.type(' reply');
  await page.keyboard.press('Control+Enter');
  await thread(page, 'Half of a reply').waitFor();
  await page.reload();
  await thread(page, 'Half of a reply').waitFor();
  expect(await field.count()).toBe(0);
});

test('TH11 a card says its layer, cuts long words, and shows a proposal word by word', async () => {
  const path = `/api/articles/${article.id}/annotations`;
  await server.ask(
    'POST',
    path,
    {
      layer: 'notes',
      kind: 'suggestion',
      target: { exact: 'Line 2 of the log.' },
      replacement: 'Line two of the log.',
      body: `Mine. ${'A long story. '.repeat(100)}`,
    },
    ann.token,
  );
  const page = await open(ann);
  await thread(page, 'Note 0').getByText('Comments', { exact: true }).waitFor();
  const card = thread(page, 'Mine.');
  await card.getByText('My notes · only you').waitFor();
  expect(await card.locator('del').allTextContents()).toEqual(['2']);
  expect(await card.locator('ins').allTextContents()).toEqual(['two']);
  await card.click();
  const heightOf = (): Promise<number> =>
    card.locator('.body').evaluate((body) => body.getBoundingClientRect().height);
  const before = await heightOf();
  await card.getByRole('button', { name: 'Show more' }).click();
  await card.getByRole('button', { name: 'Show less', expanded: true }).waitFor();
  expect(await heightOf()).toBeGreaterThan(before * 1.5);
});

test('TH12 a copied link leads to its thread in the open page, also where it is resolved and its layer hidden', async () => {
  const path = `/api/articles/${article.id}/annotations`;
  const id = await note(25, 'Note 25', ann);
  const page = await open(ann, { permissions: ['clipboard-read', 'clipboard-write'] });
  const card = page.locator('galley-thread', { hasText: 'Note 25' });
  await card.click();
  await card.getByRole('button', { name: 'More about this comment' }).click();
  await page.getByRole('button', { name: 'Copy link', exact: true }).click();
  await page.getByText('Copied.').waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toBe(`${server.url}/articles/${article.id}#thread-${id}`);
  await server.ask('POST', `${path}/${id}/status`, { status: 'resolved' });
  await page.getByRole('button', { name: 'Layers' }).click();
  await page.getByRole('switch', { name: /Comments/ }).uncheck();
  await page.keyboard.press('Escape');
  await card.waitFor({ state: 'hidden' });
  await page.evaluate((address) => {
    location.href = address;
  }, link);
  await card.and(page.locator('[active]')).waitFor();
});
