/** Browser extensions and translators write into the page beside the person who edits. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtServer, testBrowser } from '../support/browser.ts';
import type { ArticleReply, TestServer } from '../support/server.ts';
import { textbox, typeBehind } from '../support/workspace.ts';

const browser = testBrowser();
let server: TestServer;
let article: ArticleReply;
let ann: Page;

beforeAll(async () => {
  server = await builtServer();
  article = await server.article(
    '# The ferry\n\nThe ferry **leaves** at nine.\n\n- It returns at noon.\n\n```\nsome code\n```',
  );
  const { token } = await server.member('Ann Kowalska', 'editor');
  ann = await browser.newPerson(server, token);
  await ann.goto(`${server.url}/articles/${article.id}`);
  await textbox(ann).getByText('The ferry').first().waitFor();
});
afterAll(() => server.close());

const stored = async () => (await server.ask('GET', `/api/articles/${article.id}/text`)).text;

/** In the page: done to every block of the text. */
const DEEDS: Record<string, (block: Element) => void> = {
  'an element of a checker at the end of a block': (block) => {
    const made = document.createElement('grammarly-extension');
    made.textContent = 'SMUGGLED';
    block.append(made);
  },
  'one before a block, with text of its own': (block) => {
    const made = document.createElement('lt-highlighter');
    made.innerHTML = '<div>SMUGGLED</div>';
    block.before(made);
  },
  'one in the midst of a text': (block) => {
    const text = document.createTreeWalker(block, NodeFilter.SHOW_TEXT).nextNode() as Text;
    const made = document.createElement('x-note');
    made.textContent = 'SMUGGLED';
    text.before(made);
  },
  'a translation instead of each text': (block) => {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    while (walker.nextNode()) texts.push(walker.currentNode as Text);
    for (const text of texts) {
      const made = document.createElement('font');
      made.innerHTML = '<font>SMUGGLED</font>';
      text.before(made);
      text.remove();
    }
  },
  'a translation by replaceWith': (block) => {
    const text = document.createTreeWalker(block, NodeFilter.SHOW_TEXT).nextNode() as Text;
    const made = document.createElement('font');
    made.textContent = 'SMUGGLED';
    text.replaceWith(made);
  },
  'a wrapper around the words': (block) => {
    const text = document.createTreeWalker(block, NodeFilter.SHOW_TEXT).nextNode() as Text;
    const made = document.createElement('font');
    text.before(made);
    made.append(text, 'SMUGGLED');
  },
  'an attribute': (block) => block.setAttribute('data-lt-tmp-id', 'lt-1'),
};

for (const [name, deed] of Object.entries(DEEDS)) {
  test(`E31 ${name} changes nothing`, async () => {
    const [before, shown] = [await stored(), await textbox(ann).innerText()];
    for (const block of await textbox(ann).locator('h1, p, pre').all()) await block.evaluate(deed);
    await ann.waitForTimeout(100); // nothing is to come, so there is nothing to wait for
    expect(await textbox(ann).innerText()).toBe(shown);
    await typeBehind(ann, 'at', '!');
    await expect.poll(stored).toBe(before.replace('at', 'at!'));
  });
}
