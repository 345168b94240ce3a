/** A working day without a mouse: from the sign-in link to a settled thread. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtServer, testBrowser } from '../support/browser.ts';
import type { ArticleReply, TestServer } from '../support/server.ts';
import { textbox, thread } from '../support/workspace.ts';

const browser = testBrowser();
let server: TestServer;
let article: ArticleReply;
let token: string;

beforeAll(async () => {
  server = await builtServer();
  article = await server.article('# The ferry\n\nThe ferry leaves at nine. It returns at noon.');
  ({ token } = await server.member('Kim Keys', 'editor'));
});
afterAll(() => server.close());

test('U13 sign in, open, select, comment, send, return, reply and resolve, all by keyboard', async () => {
  const page = await browser.newReader({ allows: [/status of 401/] });
  const { keyboard } = page;
  const press = async (key: string, times = 1): Promise<void> => {
    // Keys come one after the other.
    for (let time = 0; time < times; time += 1) await keyboard.press(key);
  };
  /** Presses Tab until the focus is on what has this name. */
  const tabTo = async (name: RegExp): Promise<void> => {
    const isThere = (): Promise<boolean> =>
      page.evaluate(
        ([source, flags]) => {
          const focused = document.activeElement;
          const words = focused?.getAttribute('aria-label') ?? focused?.textContent ?? '';
          return new RegExp(source!, flags).test(words.trim());
        },
        [name.source, name.flags] as const,
      );
    for (let step = 0; step < 60; step += 1) {
      // Keys come one after the other.
      if (await isThere()) return;
      await press('Tab');
    }
    throw new Error(`Tab never came to ${name}.`);
  };

  await page.goto(server.url);
  await page.getByRole('textbox', { name: 'E-mail' }).waitFor();
  await tabTo(/^Sign in with a link or token$/);
  await press('Enter');
  await press('Tab');
  await keyboard.type(token);
  await press('Enter');
  await page.getByText('The ferry').first().waitFor();
  await tabTo(/^The ferry$/);
  await press('Enter');

  await textbox(page).getByText('leaves at nine').waitFor();
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the text');
  await press('Enter');
  await press('Control+Home');
  await press('ArrowDown');
  await press('Home');
  await press('ArrowRight', 'The '.length);
  await press('Shift+ArrowRight', 'ferry'.length);
  await press('Control+Alt+m');
  await page.getByRole('textbox', { name: 'Comment' }).waitFor();
  await keyboard.type('Which one?');
  await press('Escape');
  const selected = (): Promise<string> => page.evaluate(() => String(getSelection()));
  await expect.poll(selected).toBe('ferry');
  expect(await textbox(page).evaluate((text) => text === document.activeElement)).toBe(true);
  await press('Control+Alt+m');
  expect(await page.getByRole('textbox', { name: 'Comment' }).inputValue()).toBe('Which one?');
  await press('Control+Enter');

  const card = thread(page, 'Which one?');
  await card.waitFor();
  await expect.poll(selected).toBe('ferry');
  expect(await textbox(page).evaluate((text) => text === document.activeElement)).toBe(true);
  await tabTo(/^Comment by Kim Keys/);
  await press('Enter');
  await tabTo(/^Reply$/);
  await press('Enter');
  await keyboard.type('The old one.');
  await press('Control+Enter');
  await card.getByText('The old one.').waitFor();
  await tabTo(/^Resolve$/);
  await press('Enter');
  const annotations = `/api/articles/${article.id}/annotations`;
  await expect
    .poll(async () => (await server.ask('GET', annotations)).json.items)
    .toMatchObject([
      { anchor: { exact: 'ferry' }, status: 'resolved', replies: [{ body: 'The old one.' }] },
    ]);
});
