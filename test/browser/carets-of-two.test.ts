/** One person's block commands around another one's caret: the next letters and the next comment are where they were. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtServer, testBrowser } from '../support/browser.ts';
import type { TestServer } from '../support/server.ts';
import { selectWords, textbox, thread, typeBehind } from '../support/workspace.ts';

const browser = testBrowser();
let server: TestServer;
let tokens: readonly string[];

beforeAll(async () => {
  server = await builtServer();
  tokens = [
    (await server.member('Ann Kowalska', 'editor')).token,
    (await server.member('Bob Moroz', 'editor')).token,
  ];
});
afterAll(() => server.close());

/** Both in an article of their own; the caret of the second stands in the middle paragraph. */
async function scene(): Promise<{ ann: Page; bob: Page }> {
  const article = await server.article(
    '# Title\n\nBefore it.\n\nFirst paragraph HERE end.\n\nSecond paragraph stays.',
  );
  const [ann, bob] = await Promise.all(
    tokens.map(async (token) => {
      const page = await browser.newPerson(server, token);
      await page.goto(`${server.url}/articles/${article.id}`);
      await textbox(page).getByText('HERE end.').waitFor();
      return page;
    }),
  );
  if (!ann || !bob) throw new Error('Somebody is missing.');
  return { ann, bob };
}

const COMMANDS: Readonly<Record<string, { readonly at: string; readonly key: string }>> = {
  'makes it a heading': { at: 'First', key: 'Control+Alt+2' },
  'makes it a list': { at: 'First', key: 'Control+Shift+8' },
  'makes it code': { at: 'First', key: 'code' },
  'joins it with the paragraph before': { at: '', key: 'Backspace' },
  'breaks it before the caret': { at: 'First', key: 'Enter' },
};

async function press(page: Page, { at, key }: { at: string; key: string }): Promise<void> {
  await selectWords(page, at === '' ? 'First' : at);
  await page.keyboard.press(at === '' ? 'ArrowLeft' : 'ArrowRight');
  if (key === 'code') {
    await page.getByRole('button', { name: 'Kind of block' }).click();
    await page.getByRole('button', { name: 'Code', exact: true }).click();
  } else await page.keyboard.press(key);
}

const textOf = async (page: Page): Promise<string> =>
  (await textbox(page).innerText()).replaceAll(/\s+/g, ' ');

test.each(Object.keys(COMMANDS))(
  'U49 while one types, another %s: each letter stands where it was typed',
  async (what) => {
    const { ann, bob } = await scene();
    await typeBehind(ann, 'HERE', ' one');
    // Some letters are on their way while the command is, and some come after it.
    await Promise.all([
      ann.keyboard.type(' two three', { delay: 20 }),
      press(bob, COMMANDS[what]!),
    ]);
    await expect.poll(() => textOf(bob)).toContain('HERE one two three end.');
    await ann.keyboard.type(' four');
    for (const page of [ann, bob])
      await expect.poll(() => textOf(page)).toContain('HERE one two three four end.');
    expect(await textOf(ann)).toContain('Second paragraph stays.');
    await Promise.all([ann.context().close(), bob.context().close()]);
  },
);

test.each(Object.keys(COMMANDS))(
  'U49 words that one has selected stay selected while another %s, and a comment is about them',
  async (what) => {
    const { ann, bob } = await scene();
    await selectWords(ann, 'HERE');
    const before = await textbox(bob).innerHTML();
    await press(bob, COMMANDS[what]!);
    await expect.poll(() => textbox(bob).innerHTML()).not.toBe(before);
    await expect.poll(async () => (await textbox(ann).innerHTML()).length).not.toBe(before.length);
    await ann.keyboard.press('Control+Alt+m');
    await ann.keyboard.type('About these.');
    await ann.keyboard.press('Control+Enter');
    await thread(bob, 'About these.').getByText('HERE', { exact: true }).first().waitFor();
    await Promise.all([ann.context().close(), bob.context().close()]);
  },
);

test.each(Object.keys(COMMANDS))(
  'U49 a comment that one is writing while another %s is about the words that were selected',
  async (what) => {
    const { ann, bob } = await scene();
    await selectWords(ann, 'HERE');
    await ann.keyboard.press('Control+Alt+m');
    await ann.keyboard.type('Half of it');
    const before = await textbox(ann).innerHTML();
    await press(bob, COMMANDS[what]!);
    await expect.poll(() => textbox(ann).innerHTML()).not.toBe(before);
    await ann.keyboard.type(' and the rest.');
    await ann.keyboard.press('Control+Enter');
    const card = thread(bob, 'Half of it and the rest.');
    await card.getByText('HERE', { exact: true }).first().waitFor();
    expect(await textOf(ann)).toContain('HERE end.');
    await Promise.all([ann.context().close(), bob.context().close()]);
  },
);

test.each(Object.keys(COMMANDS))(
  'U49 what one composes while another %s stands where it was begun',
  async (what) => {
    const { ann, bob } = await scene();
    await selectWords(ann, 'HERE');
    await ann.keyboard.press('ArrowRight');
    const input = await ann.context().newCDPSession(ann);
    const compose = (text: string) =>
      input.send('Input.imeSetComposition', {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      });
    await compose('に');
    // Phones compose all the time; who pauses for seconds sees what others do.
    let isDone = false;
    const pressed = press(bob, COMMANDS[what]!).then(() => (isDone = true));
    for (let nth = 0; !isDone || nth < 4; nth += 1) {
      await compose(nth % 2 === 0 ? 'に' : 'にほ');
      await ann.waitForTimeout(300);
    }
    await pressed;
    await compose('にほん');
    await input.send('Input.insertText', { text: '日本' });
    for (const page of [ann, bob]) await expect.poll(() => textOf(page)).toContain('HERE日本 end.');
    await Promise.all([ann.context().close(), bob.context().close()]);
  },
);
