/** Threads stay on their words while these are cut, pasted, dragged, undone and typed around, and are drawn wherever they are. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { builtServer, selectionSeen, testBrowser } from '../support/browser.ts';
import { OWNER_TOKEN } from '../support/server.ts';
import type { ArticleReply, TestServer } from '../support/server.ts';
import { selectWords, textbox, thread, typeBehind } from '../support/workspace.ts';

const FERRY = `# The ferry

The ferry leaves at nine. It returns at noon with the post. Nobody waits for it.

The bridge is older. Carts cross it all day.

The quay lies empty in winter.`;
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
  await textbox(page).locator('p, h1').first().waitFor();
  return page;
}

/** Comments on words of an article; gives the thread's id. */
async function comment(article: ArticleReply, exact: string, body = 'Why?'): Promise<string> {
  const note = { layer: article.layers[0]!.id, kind: 'comment', target: { exact }, body };
  const { json, status, text } = await server.ask(
    'POST',
    `/api/articles/${article.id}/annotations`,
    note,
  );
  if (status !== 201) throw new Error(text);
  return json.id;
}

/** Two people in an article with one thread on a sentence. */
async function twoAtTheFerry() {
  const article = await server.article(FERRY);
  const id = await comment(article, WORDS);
  const [ann, bob] = [await open(article), await open(article)];
  for (const page of [ann, bob]) await expect.poll(() => marked(page, id), SOON).toBe(WORDS);
  return { article, id, ann, bob };
}

/** The words that are drawn for a thread, and the paragraph that they begin in. */
function marked(page: Page, id: string): Promise<string> {
  return page.evaluate(
    (annotation) =>
      [...document.querySelectorAll(`mark[data-annotation="${annotation}"]`)]
        .map((mark) => mark.textContent)
        .join(''),
    id,
  );
}

function paragraphOf(page: Page, id: string): Promise<string | null> {
  return page.evaluate(
    (annotation) =>
      document.querySelector(`mark[data-annotation="${annotation}"]`)?.closest('p')?.textContent ??
      null,
    id,
  );
}

/** What is drawn for a thread in the very frame that shows the next change of the text. */
async function markedInTheFrameOf(page: Page, id: string, act: () => Promise<void>) {
  await page.evaluate((annotation) => {
    const text = document.querySelector('.article-text');
    if (text === null) throw new Error('There is no text.');
    const seen = new Promise<string>((resolve) => {
      const watch = new MutationObserver(() => {
        watch.disconnect();
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.addEventListener('message', () => {
            const marks = document.querySelectorAll(`mark[data-annotation="${annotation}"]`);
            resolve([...marks].map((mark) => mark.textContent).join(''));
          });
          port1.start();
          port2.postMessage(null);
        });
      });
      watch.observe(text, { subtree: true, childList: true, characterData: true });
    });
    Object.assign(globalThis, { seen });
  }, id);
  await act();
  return page.evaluate(() => (globalThis as unknown as { seen: Promise<string> }).seen);
}

declare global {
  // Only as a `var` is it a property of the page's `globalThis`.
  var toldMoves: number;
}

/** Counts how often a card comes to say that its words have moved; it may go again before a test looks. */
function countMoves(page: Page): Promise<void> {
  return page.evaluate(() => {
    globalThis.toldMoves = 0;
    let before = 0;
    new MutationObserver(() => {
      const said = [...document.querySelectorAll('galley-thread .remark')].filter(
        ({ textContent }) => textContent === 'Moved with its words.',
      ).length;
      globalThis.toldMoves += Math.max(0, said - before);
      before = said;
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
}

const key = (page: Page, name: string) => (): Promise<void> => page.keyboard.press(name);

describe('U40 a commented sentence that is cut and pasted elsewhere', () => {
  test('U40 keeps its thread in the same frame, and in the other window, though the old place has changed', async () => {
    const { id, ann, bob } = await twoAtTheFerry();
    await selectWords(ann, WORDS);
    await ann.keyboard.press('Control+x');
    await bob.getByText('leaves at nine.  Nobody waits').waitFor(SOON);
    expect(await marked(bob, id)).toBe('');
    await thread(ann, 'Why?').waitFor({ state: 'detached' });
    await typeBehind(bob, 'leaves at nine.', ' Or so they say.');
    await ann.getByText('Or so they say.').waitFor(SOON);
    await selectWords(ann, 'all day.');
    await ann.keyboard.press('ArrowRight');
    expect(await markedInTheFrameOf(ann, id, key(ann, 'Control+v'))).toBe(WORDS);
    await expect.poll(() => marked(bob, id), SOON).toBe(WORDS);
    for (const page of [ann, bob]) {
      expect(await paragraphOf(page, id)).toContain('Carts cross it');
      await thread(page, 'Why?').waitFor(SOON);
    }
  });

  test('U40 is told to have moved once, until its new place is kept', async () => {
    const { id, ann, bob } = await twoAtTheFerry();
    await selectWords(ann, WORDS);
    await ann.keyboard.press('Control+x');
    await selectWords(ann, 'in winter.');
    await ann.keyboard.press('ArrowRight');
    await countMoves(ann);
    await ann.keyboard.press('Control+v');
    await expect.poll(() => marked(bob, id), SOON).toBe(WORDS);
    const told = await ann.evaluate(() => globalThis.toldMoves);
    expect(told).toBe(1);
    for (const page of [ann, bob])
      await expect
        .poll(() => page.getByText('Moved with its words.').count(), { timeout: 15_000 })
        .toBe(0);
    expect(await marked(bob, id)).toBe(WORDS);
  });
});

describe('U41 undo', () => {
  test('U41 of a cut brings the thread back in the same frame, and redo and undo again', async () => {
    const { id, ann, bob } = await twoAtTheFerry();
    await selectWords(ann, WORDS);
    await ann.keyboard.press('Control+x');
    await expect.poll(() => marked(bob, id), SOON).toBe('');
    await typeBehind(bob, 'Carts', ' and mules');
    await ann.getByText('Carts and mules').waitFor(SOON);
    expect(await markedInTheFrameOf(ann, id, key(ann, 'Control+z'))).toBe(WORDS);
    await expect.poll(() => marked(bob, id), SOON).toBe(WORDS);
    expect(await markedInTheFrameOf(ann, id, key(ann, 'Control+y'))).toBe('');
    expect(await markedInTheFrameOf(ann, id, key(ann, 'Control+z'))).toBe(WORDS);
    await ann.getByText('Carts and mules').waitFor();
  });

  test('U41 of a paste takes the thread back to where the words are put again', async () => {
    const { id, ann } = await twoAtTheFerry();
    await selectWords(ann, WORDS);
    await ann.keyboard.press('Control+x');
    await ann.waitForTimeout(600); // so that undo takes the cut and the paste for two things
    await selectWords(ann, 'in winter.');
    await ann.keyboard.press('ArrowRight');
    await ann.keyboard.press('Control+v');
    await expect.poll(() => paragraphOf(ann, id)).toContain('The quay');
    await ann.keyboard.press('Control+z');
    expect(await marked(ann, id)).toBe('');
    await ann.keyboard.press('Control+z');
    await expect.poll(() => paragraphOf(ann, id)).toContain('The ferry leaves');
    expect(await marked(ann, id)).toBe(WORDS);
  });
});

describe('U42 what is put elsewhere as a whole', () => {
  test('U42 words dragged with the mouse into another paragraph keep their thread', async () => {
    const { id, ann, bob } = await twoAtTheFerry();
    await selectWords(ann, WORDS);
    const from = await ann.locator(`mark[data-annotation="${id}"]`).boundingBox();
    const to = await textbox(ann).getByText('The quay lies').boundingBox();
    if (from === null || to === null) throw new Error('The words aren’t drawn.');
    await ann.mouse.move(from.x + 20, from.y + from.height / 2);
    await ann.mouse.down();
    await ann.mouse.move(to.x + 60, to.y + 14, { steps: 5 });
    await ann.mouse.move(to.x + 1, to.y + 14, { steps: 5 });
    await ann.mouse.up();
    await expect.poll(() => paragraphOf(ann, id), SOON).toContain('lies empty');
    for (const page of [ann, bob]) await expect.poll(() => marked(page, id), SOON).toBe(WORDS);
  });

  test('U42 a paragraph that is cut and pasted above the others keeps its thread', async () => {
    const { id, ann, bob } = await twoAtTheFerry();
    await selectWords(ann, 'The ferry leaves');
    await ann.keyboard.press('Home');
    await ann.keyboard.press('Shift+ArrowDown');
    await ann.keyboard.press('Shift+End');
    await selectionSeen(ann);
    await ann.keyboard.press('Control+x');
    await selectWords(ann, 'in winter.');
    await ann.keyboard.press('ArrowRight');
    await ann.keyboard.press('Enter');
    expect(await markedInTheFrameOf(ann, id, key(ann, 'Control+v'))).toBe(WORDS);
    await expect.poll(() => marked(bob, id), SOON).toBe(WORDS);
  });
});

describe('U43 typing', () => {
  test('U43 of one’s own moves the mark in the same frame, and typing at its edges stays out', async () => {
    const { id, ann, bob } = await twoAtTheFerry();
    await selectWords(ann, 'The ferry leaves');
    await ann.keyboard.press('Home');
    for (const letter of 'Look!')
      expect(await markedInTheFrameOf(ann, id, key(ann, letter))).toBe(WORDS);
    await typeBehind(ann, 'with the post.', ' Perhaps.');
    await bob.getByText('with the post. Perhaps.').waitFor(SOON);
    for (const page of [ann, bob]) expect(await marked(page, id)).toBe(WORDS);
  });
});

const EVERYWHERE = `# Über den Fluss

First words of all. A long way over the water.

> And on in a quotation.

| Boat | Sails |
| --- | --- |
| Möwe | at nine sharp |
| Ente | never |

שלום, המעבורת יוצאת בתשע.

Family 👩‍👩‍👧‍👦 on board, café de\u0301ja\u0300 vu 🇩🇪.

The very last words`;

/** The direction of the block that the caret is in. */
function caretDirection(): string {
  const at = getSelection()?.anchorNode;
  const element = at instanceof Element ? at : at?.parentElement;
  return element ? getComputedStyle(element).direction : 'ltr';
}

describe('U44 highlights are drawn wherever words are, and reached by keyboard', () => {
  const CASES: readonly [string, string][] = [
    ['at the very start', 'Über den'],
    ['over several blocks', 'over the water.\nAnd on in'],
    ['in a cell of a table', 'nine sharp'],
    ['over two cells', 'Ente\nnever'],
    ['from right to left', 'המעבורת יוצאת'],
    ['emoji of many parts', '👩‍👩‍👧‍👦 on'],
    ['combining marks', 'de\u0301ja\u0300'],
    ['a flag', 'vu 🇩🇪'],
    ['at the very end', 'last words'],
  ];
  test('U44 each of them', async () => {
    const article = await server.article(EVERYWHERE);
    const ids = new Map<string, string>();
    for (const [name, words] of CASES) ids.set(name, await comment(article, words, name));
    const page = await open(article);
    for (const [name, words] of CASES) {
      const id = ids.get(name)!;
      // A case after the other.
      await expect.poll(() => marked(page, id), { message: name }).toBe(words.replace('\n', ''));
    }
    await page.locator('h1').click();
    await page.keyboard.press('Control+Home');
    const reached = new Set<string>();
    for (let step = 0; step < 300 && reached.size < CASES.length; step += 1) {
      // As a person would: onwards is to the left where the words are from right to left.
      const direction = await page.evaluate(caretDirection);
      await page.keyboard.press(direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight');
      const active = await page.evaluate(activeThread);
      for (const [name, id] of ids) if (active === `thread-${id}`) reached.add(name);
    }
    expect([...reached].toSorted()).toEqual(CASES.map(([name]) => name).toSorted());
  });

  test('U44 ten over one another', async () => {
    const article = await server.article(
      '# Depth\n\none two three four five six seven eight nine ten',
    );
    const words = 'one two three four five six seven eight nine ten'.split(' ');
    const ids: string[] = [];
    for (let depth = 0; depth < 10; depth += 1)
      ids.push(await comment(article, words.slice(0, 10 - depth).join(' '), `Depth ${depth}.`));
    const page = await open(article);
    await expect.poll(() => marked(page, ids[9]!)).toBe('one');
    for (const [depth, id] of ids.entries())
      expect(await marked(page, id)).toBe(words.slice(0, 10 - depth).join(' '));
    await selectWords(page, 'one');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowRight');
    await page.locator(`#thread-${ids[9]}[active]`).waitFor();
    await page.locator(`#thread-${ids[9]}`).focus();
    const walked = new Set([ids[9]]);
    for (const letter of 'kkkkkkkkkjjjjjjjjjj') {
      await page.keyboard.press(letter);
      walked.add(await page.evaluate(() => document.activeElement?.id.replace('thread-', '')));
    }
    expect(walked).toEqual(new Set(ids));
  });
});

describe('U45 an article with more threads than are drawn at once', () => {
  test('U45 draws those beside what is seen, says how many there are, and leads to all of them', async () => {
    const sentences = Array.from({ length: 300 }, (_none, at) => `Sentence number ${at} is here.`);
    const article = await server.article(`# Many\n\n${sentences.join('\n\n')}`);
    for (let from = 0; from < 300; from += 20)
      // Twenty at once.
      await Promise.all(
        Array.from({ length: 20 }, (_none, n) =>
          comment(article, `number ${from + n} is`, `Note ${from + n}.`),
        ),
      );
    const page = await open(article);
    const cards = page.locator('galley-margin galley-thread');
    const first = page.locator('galley-thread', { hasText: 'Note 0.' });
    await first.waitFor();
    expect(await cards.count()).toBeLessThanOrEqual(60);
    expect(await first.getAttribute('aria-posinset')).toBe('1');
    expect(await first.getAttribute('aria-setsize')).toBe('300');
    expect(await page.locator('mark[data-annotation]').count()).toBeLessThan(150);

    await first.focus();
    for (let step = 0; step < 60; step += 1) await page.keyboard.press('j');
    const sixtieth = page.locator('galley-thread:focus', { hasText: 'Note 60.' });
    await sixtieth.waitFor(SOON);
    await expect.poll(() => sixtieth.evaluate(isInWindow), SOON).toBe(true);
    await expect
      .poll(() => page.locator('mark[data-active]').evaluate(isInWindow), SOON)
      .toBe(true);

    await page.keyboard.press('Tab');
    for (let tabs = 0; tabs < 6; tabs += 1) await page.keyboard.press('Tab');
    const at = await page.evaluate(
      () => document.activeElement?.closest('[data-card]')?.textContent ?? '',
    );
    expect(at).toMatch(/Note 6\d\./);

    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await page.locator('galley-thread', { hasText: 'Note 299.' }).waitFor(SOON);
    await expect.poll(() => marksIn(page, 'number 299 is'), SOON).toBe(1);
    const earlier = page.getByRole('button', { name: /^\d+ earlier threads$/ });
    const count = Number.parseInt((await earlier.getAttribute('aria-label')) ?? '', 10);
    expect(count).toBeGreaterThan(200);
    await earlier.click();
    await page.locator('galley-thread:focus', { hasText: `Note ${count - 1}.` }).waitFor(SOON);
    expect(await page.getByRole('button', { name: /later threads?$/ }).count()).toBeLessThan(2);
  });

  test('U45 what is being written in a card stays while one scrolls away', async () => {
    const article = await server.article(
      `# Many\n\n${Array.from({ length: 210 }, (_none, at) => `Sentence number ${at} is here.`).join('\n\n')}`,
    );
    for (let from = 0; from < 210; from += 21)
      await Promise.all(
        Array.from({ length: 21 }, (_none, n) =>
          comment(article, `number ${from + n} is`, `Note ${from + n}.`),
        ),
      );
    const page = await open(article);
    const card = page.locator('galley-thread', { hasText: 'Note 1.' }).first();
    await card.click();
    await card.getByRole('button', { name: 'Reply', exact: true }).click();
    await card.getByRole('textbox').fill('Half a sentence');
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    const last = page.locator('galley-thread', { hasText: 'Note 209.' });
    await last.click();
    await page.evaluate(() => scrollTo(0, 0));
    expect(await card.getByRole('textbox').inputValue()).toBe('Half a sentence');
  });
});

function isInWindow(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
}

function marksIn(page: Page, words: string): Promise<number> {
  return page.locator('mark[data-annotation]', { hasText: words }).count();
}

/** The id of the card of the words that the caret is in, once the page has followed the caret. */
function activeThread(): Promise<string | undefined> {
  return new Promise((resolve) => {
    const look = (): void => resolve(document.querySelector('galley-thread[active]')?.id);
    requestAnimationFrame(() => requestAnimationFrame(look));
  });
}
