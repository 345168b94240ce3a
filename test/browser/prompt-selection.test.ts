/** Where a person clicks while another one types without a pause, in a real browser. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type * as Y from 'yjs';
import { builtServer, testBrowser } from '../support/browser.ts';
import type { ArticleReply, TestServer } from '../support/server.ts';
import { stockClient } from '../support/sync-client.ts';
import { selectWords, textbox } from '../support/workspace.ts';
import { Random } from '../fuzz/random.ts';

const CLICKS = 40;
/** 50 keys a second. */
const KEY_MS = 20;

const browser = testBrowser();
let server: TestServer;
let article: ArticleReply;
let ann: Page;

const words = (from: number) => Array.from({ length: 60 }, (_, at) => `word${from + at}`).join(' ');

beforeAll(async () => {
  server = await builtServer();
  article = await server.article(`# The ferry\n\nBob: .\n\n${words(100)}\n\n${words(200)}`);
  const { token } = await server.member('Ann Kowalska', 'editor');
  ann = await browser.newPerson(server, token);
  await ann.goto(`${server.url}/articles/${article.id}`);
  await textbox(ann).getByText('word200').waitFor();
});
afterAll(() => server.close());

/** A person who types at the end of the second and the third block until `stop` is called. */
async function fastColleague(): Promise<{ stop: () => void }> {
  const { token } = await server.member('Bob Moroz', 'editor');
  const client = stockClient(server, article.id, token);
  await client.synced;
  const fragment = client.doc.getXmlFragment('article');
  const lines = [1, 2].map((at) => (fragment.get(at) as Y.XmlElement).get(0) as Y.XmlText);
  let typed = 0;
  const timer = setInterval(() => {
    const line = lines[typed % 2];
    typed += 1;
    line?.insert(line.length, 'a');
    // Never more than a few, or words would move away under the mouse.
    if (line !== undefined && typed % 40 >= 38) line.delete(line.length - 20, 20);
  }, KEY_MS);
  return {
    stop: () => {
      clearInterval(timer);
      client.destroy();
    },
  };
}

/** The middle of a word on the screen. */
function middleOf(page: Page, word: string): Promise<{ x: number; y: number }> {
  return page.evaluate((sought) => {
    const root = document.querySelector('[aria-label="Article text"]')!;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = (node as Text).data.indexOf(sought);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + sought.length);
      const { left, right, top, bottom } = range.getBoundingClientRect();
      return { x: (left + right) / 2, y: (top + bottom) / 2 };
    }
    throw new Error(`“${sought}” isn't in the text.`);
  }, word);
}

/** The word in which the caret is. */
function wordAtCaret(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { focusNode, focusOffset } = getSelection()!;
    const text = focusNode?.textContent ?? '';
    const start = text.lastIndexOf(' ', focusOffset - 1) + 1;
    const end = text.indexOf(' ', focusOffset);
    return text.slice(start, end === -1 ? undefined : end);
  });
}

test('E30 no click is undone by a colleague who types 50 keys a second', async () => {
  const random = new Random(5);
  const colleague = await fastColleague();
  const undone: string[] = [];
  try {
    for (let click = 0; click < CLICKS; click += 1) {
      const word = `word${random.pick([100, 200]) + 1 + random.below(58)}`;
      const { x, y } = await middleOf(ann, word);
      await ann.mouse.click(x, y);
      await ann.waitForTimeout(60 + random.below(60));
      const found = await wordAtCaret(ann);
      if (found !== word) undone.push(`${word}: ${found}`);
    }
  } finally {
    colleague.stop();
  }
  expect(undone).toEqual([]);
});

test('E30 cut, a click elsewhere and paste at once: pasted where was clicked', async () => {
  await ann.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  for (const [cut, at] of [
    ['word110', 'word220'],
    ['word221', 'word130'],
    ['word131', 'word240'],
  ] as const) {
    await selectWords(ann, cut);
    await ann.keyboard.press('Control+x');
    const { x, y } = await middleOf(ann, at);
    await ann.mouse.click(x, y);
    await ann.keyboard.press('Control+v');
    const [start, end] = [at.slice(0, 4), at.slice(4)];
    await expect
      .poll(() => textbox(ann).innerText())
      .toMatch(new RegExp(`${start.slice(0, 2)}\\w*${cut}\\w*${end.slice(-1)}`));
  }
});

test('E30 a click and a key at once: the key is about where was clicked', async () => {
  const { x, y } = await middleOf(ann, 'word250');
  await ann.mouse.click(x, y);
  await ann.keyboard.press('Enter');
  await expect.poll(() => textbox(ann).innerText()).toMatch(/wor?d?2?5?\s*\n+\s*r?d?2?5?0/);
});

test('E30 what is pasted before the browser has told of the click is pasted where was clicked', async () => {
  await selectWords(ann, 'word103');
  await ann.evaluate(() => {
    const root = document.querySelector('[aria-label="Article text"]')!;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    let node = walker.nextNode() as Text;
    while (!node.data.includes('word255')) node = walker.nextNode() as Text;
    getSelection()!.collapse(node, node.data.indexOf('word255'));
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', 'pasted ');
    root.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  });
  const text = await textbox(ann).innerText();
  expect([text.includes('word103'), text.includes('pasted word255')]).toEqual([true, true]);
});
