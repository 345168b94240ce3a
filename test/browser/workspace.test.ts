/** Small things of the workspace, the queue and the library that people would miss at once. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CLOSE } from '../../shared/wire/close-codes.ts';
import { builtServer, selectionSeen, testBrowser } from '../support/browser.ts';
import { OWNER_TOKEN } from '../support/server.ts';
import type { ArticleReply, TestServer } from '../support/server.ts';
import { selectWords, textbox, thread, typeBehind } from '../support/workspace.ts';

const browser = testBrowser();
let server: TestServer;

beforeAll(async () => {
  server = await builtServer();
});
afterAll(() => server.close());

async function openArticle(article: ArticleReply, token = OWNER_TOKEN): Promise<Page> {
  const page = await browser.newPerson(server, token, { allows: [/WebSocket/] });
  await page.goto(`${server.url}/articles/${article.id}`);
  await textbox(page).locator('p').first().waitFor();
  return page;
}

const ferry = (): Promise<ArticleReply> =>
  server.article('# The ferry\n\nThe ferry leaves at nine. It returns at noon.');

describe('U14 the buttons over the selected words', () => {
  test('U14 are gone once the words are highlighted, and stay away while others write', async () => {
    const article = await ferry();
    const [page, other] = [await openArticle(article), await openArticle(article)];
    const adder = page.locator('galley-adder .box');
    await selectWords(page, 'at noon');
    await adder.waitFor();
    await adder.getByText('Highlight').click();
    await page.locator('mark[data-annotation]', { hasText: 'at noon' }).waitFor();
    await typeBehind(other, 'leaves', ' again');
    await page.getByText('leaves again at nine').waitFor();
    expect(await adder.isVisible()).toBe(false);
    await selectWords(page, 'nine');
    await adder.waitFor();
  });
});

test('U23 who types while the server stores nothing is told so after a while, and that it is saved again', async () => {
  const article = await ferry();
  const page = await openArticle(article);
  const { log } = server.store;
  const commit = log.commit.bind(log);
  let goOn = (): void => {};
  const held = new Promise<void>((resolve) => (goOn = resolve));
  log.commit = async (writes) => {
    await held;
    return commit(writes);
  };
  await typeBehind(page, 'leaves', ' again');
  const notice = page.getByText('The server hasn’t stored your last changes yet');
  await page.getByText('Saving…').waitFor();
  expect(await notice.isVisible()).toBe(false);
  await notice.waitFor({ timeout: 10_000 });
  goOn();
  await page.getByText('Saved', { exact: true }).waitFor();
  expect(await notice.isVisible()).toBe(false);
  log.commit = commit;
});

test('U15 the bar and the tab follow the title in the text', async () => {
  const page = await openArticle(await ferry());
  await page.locator('h1').click();
  await page.keyboard.press('End');
  await page.keyboard.type(' at night');
  await page.locator('header .title', { hasText: 'The ferry at night' }).waitFor();
  await expect.poll(() => page.title()).toBe('The ferry at night · Galley');
});

test('U16 a note that was begun is not lost to a second one', async () => {
  const page = await openArticle(await ferry());
  await selectWords(page, 'at nine');
  await page.keyboard.press('Control+Alt+m');
  const field = page.getByRole('textbox', { name: 'Comment' });
  await field.fill('In winter too?');
  await selectWords(page, 'at noon');
  await page.keyboard.press('Control+Alt+s');
  await page.getByText('Send or cancel the note that you have begun first.').waitFor();
  expect(await field.inputValue()).toBe('In winter too?');
  expect(await page.getByRole('textbox', { name: 'New wording' }).count()).toBe(0);
});

describe('U24 a page that came by plain HTTP', () => {
  /** As much as it lacks; `isBroken` makes it worse, so that nothing new can be named. */
  async function openPlain(article: ArticleReply): Promise<Page> {
    const page = await browser.newPerson(server, OWNER_TOKEN, { allows: [/No ids/] });
    await page.addInitScript(() => {
      Object.assign(crypto, { randomUUID: undefined });
      const give = crypto.getRandomValues.bind(crypto);
      crypto.getRandomValues = (into) => {
        if ('isBroken' in globalThis) throw new Error('No ids.');
        return give(into);
      };
    });
    await page.goto(`${server.url}/articles/${article.id}`);
    await textbox(page).locator('p').first().waitFor();
    return page;
  }

  async function comment(page: Page, words: string): Promise<void> {
    await selectWords(page, 'at noon');
    await page.keyboard.press('Control+Alt+m');
    await page.getByRole('textbox', { name: 'Comment' }).fill(words);
    await page.keyboard.press('Control+Enter');
  }

  test('U24 takes notes like any other', async () => {
    const article = await ferry();
    const page = await openPlain(article);
    await comment(page, 'On Sundays too?');
    await thread(page, 'On Sundays too?').waitFor();
    await page.getByText('Saved').waitFor();
    const { json } = await server.ask('GET', `/api/articles/${article.id}/annotations`);
    expect(json.items).toMatchObject([{ body: 'On Sundays too?' }]);
    expect(json.items[0].id).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  test('U24 a note that could not be taken stays in its field, and is there after a reload', async () => {
    const page = await openPlain(await ferry());
    await page.evaluate(() => Object.assign(globalThis, { isBroken: true }));
    const failed = page.waitForEvent('pageerror');
    await comment(page, 'On Sundays too?');
    await failed;
    const field = page.getByRole('textbox', { name: 'Comment' });
    expect(await field.inputValue()).toBe('On Sundays too?');
    await page.reload();
    await field.waitFor();
    expect(await field.inputValue()).toBe('On Sundays too?');
  });
});

describe('U17 a server that goes for a while', () => {
  const closes = [
    [CLOSE.restarting, 'The server is restarting'],
    [CLOSE.storeFailed, 'store changes at the moment'],
  ] as const;
  for (const [{ code, reason }, words] of closes) {
    test(`U17 says so, and is asked again within seconds (${code})`, async () => {
      const article = await ferry();
      const page = await browser.newPerson(server, OWNER_TOKEN, { allows: [/WebSocket/] });
      let end: () => void = () => undefined;
      await page.routeWebSocket(new RegExp(`/sync/${article.id}\\?`), (socket) => {
        const onward = socket.connectToServer();
        end = () => {
          void socket.close({ code, reason });
          void onward.close();
        };
      });
      await page.goto(`${server.url}/articles/${article.id}`);
      await page.getByText('Saved').waitFor();
      end();
      await page.getByText(words).waitFor();
      await page.getByText('Saved').waitFor({ timeout: 10_000 });
      await expect.poll(() => page.getByText(words).count()).toBe(0);
    });
  }
});

test('U18 notes look the same in the queue as in the margin', async () => {
  const article = await ferry();
  const target = { exact: 'at nine' };
  const body = 'In **winter**?\n\n- Ten\n- Eleven';
  const layer = article.layers[0]!.id;
  const path = `/api/articles/${article.id}/annotations`;
  await server.ask('POST', path, { layer, kind: 'comment', target, body });
  const page = await openArticle(article);
  await thread(page, 'Eleven').locator('strong', { hasText: 'winter' }).waitFor();
  await page.goto(`${server.url}/queue?article=${article.id}`);
  const item = page.getByRole('article').filter({ hasText: 'Eleven' });
  await item.locator('strong', { hasText: 'winter' }).waitFor();
  expect(await item.locator('li').allInnerTexts()).toEqual(['Ten', 'Eleven']);
});

test('U19 language and direction are set in the library, and the text is shown so', async () => {
  const article = await server.article('# Der Hafen\n\nDas Boot.', 'markdown');
  const page = await browser.newPerson(server, OWNER_TOKEN);
  await page.goto(server.url);
  await page.getByRole('button', { name: 'Actions for Der Hafen' }).click();
  await page.getByText('Language and direction…').click();
  const dialog = page.getByRole('dialog', { name: 'Language and direction' });
  await dialog.getByRole('combobox', { name: 'Language' }).selectOption('he');
  expect(await dialog.getByRole('radio', { name: 'Right to left' }).isChecked()).toBe(true);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('list', { name: 'Articles' }).getByText('Hebrew').waitFor();
  await page.goto(`${server.url}/articles/${article.id}`);
  await textbox(page).waitFor();
  expect(await textbox(page).getAttribute('lang')).toBe('he');
  expect(await textbox(page).getAttribute('dir')).toBe('rtl');
});

test('U20 a quotation in Hebrew stands upright, and a name in it keeps its direction', async () => {
  const article = await server.article('# שלום\n\nהמעבורת יוצאת בתשע.');
  const layer = article.layers[0]!.id;
  const path = `/api/articles/${article.id}/annotations`;
  const target = { exact: 'המעבורת' };
  const { json } = await server.ask('POST', path, { layer, kind: 'comment', target, body: 'מתי?' });
  await server.ask('POST', `${path}/${json.id}/replies`, { body: 'At nine, said Ann (2).' });
  const page = await openArticle(article);
  const card = thread(page, 'מתי?');
  await card.waitFor();
  const style = await card.locator('.quote').evaluate((quote) => getComputedStyle(quote).fontStyle);
  expect(style).toBe('normal');
  expect(await card.locator('.last-reply bdi').allInnerTexts()).toEqual([
    'Olga Owner',
    'At nine, said Ann (2).',
  ]);
});

test('U21 a list pasted from Word is a list, and a picture of the writer’s own disk is left out', async () => {
  const article = await ferry();
  const page = await browser.newPerson(server, OWNER_TOKEN);
  await page.goto(`${server.url}/articles/${article.id}`);
  await textbox(page).locator('p').first().click();
  await page.keyboard.press('Control+End');
  await selectionSeen(page);
  await page.keyboard.press('Enter');
  await page.evaluate(() => {
    const item = (mark: string, words: string): string =>
      `<p style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">${mark}</span>${words}</p>`;
    const data = new DataTransfer();
    data.setData(
      'text/html',
      `${item('·', 'Ropes')}${item('·', 'Buoys')}${item('1.', 'Cast off')}<img src="file:///c:/ship.png"><p>Done.</p>`,
    );
    const init = { clipboardData: data, bubbles: true, cancelable: true };
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', init));
  });
  await textbox(page).getByText('Done.').waitFor();
  expect(await textbox(page).locator('ul > li').allInnerTexts()).toEqual(['Ropes', 'Buoys']);
  expect(await textbox(page).locator('ol > li').allInnerTexts()).toEqual(['Cast off']);
  expect(await textbox(page).locator('figure').count()).toBe(0);
});

/** Notes the name of each element that is drawn from now on. */
async function watchDrawing(page: Page): Promise<() => Promise<ReadonlySet<string>>> {
  await page.evaluate(() => {
    const drawn: string[] = [];
    Object.assign(globalThis, { drawn });
    const names = [...document.querySelectorAll('*')].map(({ localName }) => localName);
    for (const name of new Set(names)) {
      const element = customElements.get(name) as unknown as
        { prototype: { performUpdate(this: HTMLElement): void } } | undefined;
      if (element === undefined) continue;
      const { prototype } = element;
      const original = prototype.performUpdate;
      prototype.performUpdate = function performUpdate(this: HTMLElement) {
        drawn.push(this.localName);
        original.call(this);
      };
    }
  });
  return async () =>
    new Set(await page.evaluate(() => (globalThis as unknown as { drawn: string[] }).drawn));
}

test('WS2 typing draws the toolbar and what shows that all is saved, and neither the sheet nor the notes', async () => {
  const article = await ferry();
  const note = { layer: article.layers[0]!.id, kind: 'comment', target: { exact: 'at noon' } };
  const path = `/api/articles/${article.id}/annotations`;
  await server.ask('POST', path, { ...note, body: 'In winter?' });
  const page = await openArticle(article);
  await thread(page, 'In winter?').waitFor();
  await page.getByText('Saved').waitFor();
  await typeBehind(page, 'The ferry leaves', ' a');
  await page.getByText('Saved').waitFor();
  await selectionSeen(page);
  const drawn = await watchDrawing(page);
  await page.keyboard.type('lways');
  const text = async (): Promise<string> =>
    (await server.ask('GET', `/api/articles/${article.id}/text`)).text;
  await expect.poll(text).toContain('leaves always');
  await page.getByText('Saved').waitFor();
  await selectionSeen(page);
  const expected = [
    'galley-article-workspace',
    'galley-connection',
    'galley-connection-notice',
    'galley-export-button',
    'galley-header',
    'galley-news',
    'galley-presence',
    'galley-share-button',
    'galley-toolbar',
    'galley-workspace-bar',
  ];
  expect([...(await drawn())].filter((name) => !expected.includes(name))).toEqual([]);
  expect([...(await drawn())]).toContain('galley-toolbar');
});

test('U22 typing draws no card anew, and a reply only its own', async () => {
  const article = await ferry();
  const layer = article.layers[0]!.id;
  const path = `/api/articles/${article.id}/annotations`;
  const ids: string[] = [];
  for (const exact of ['at nine', 'It returns', 'at noon']) {
    const note = { layer, kind: 'comment', target: { exact }, body: `About ${exact}` };
    ids.push((await server.ask('POST', path, note)).json.id);
  }
  const page = await openArticle(article);
  await thread(page, 'About at noon').waitFor();
  await page.evaluate(() => {
    const drawn: string[] = [];
    Object.assign(globalThis, { drawn });
    const { prototype } = customElements.get('galley-thread') as unknown as {
      prototype: { performUpdate(this: HTMLElement): void };
    };
    const original = prototype.performUpdate;
    prototype.performUpdate = function performUpdate(this: HTMLElement) {
      drawn.push(this.id);
      original.call(this);
    };
  });
  const drawn = (): Promise<string[]> =>
    page.evaluate(() => (globalThis as unknown as { drawn: string[] }).drawn);
  await typeBehind(page, 'The ferry leaves', ' always');
  await page.getByText('Saved').waitFor();
  expect(await drawn()).toEqual([]);
  await server.ask('POST', `${path}/${ids[1]}/replies`, { body: 'Not in winter.' });
  await page.getByText('Not in winter.').waitFor();
  expect(new Set(await drawn())).toEqual(new Set([`thread-${ids[1]}`]));
});
