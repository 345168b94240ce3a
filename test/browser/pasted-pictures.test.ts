/** Pictures that are pasted are kept by the server, and shown to everybody. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtServer, selectionSeen, testBrowser } from '../support/browser.ts';
import { DOT, pictureBytes, pictureForm } from '../support/pictures.ts';
import { OWNER_TOKEN } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';
import { textbox } from '../support/workspace.ts';

const browser = testBrowser();
let server: TestServer;

beforeAll(async () => {
  server = await builtServer();
});
afterAll(() => server.close());

async function openArticle(
  allows: readonly RegExp[] = [],
): Promise<{ readonly page: Page; readonly id: string }> {
  const { id } = await server.article('# The ferry\n\nFirst.\n\nLast.');
  const page = await browser.newPerson(server, OWNER_TOKEN, { allows });
  await page.goto(`${server.url}/articles/${id}`);
  await textbox(page).getByText('First.').click();
  await page.keyboard.press('End');
  await selectionSeen(page);
  return { page, id };
}

/** Pastes HTML, and files of these bytes in base64. */
async function paste(page: Page, html: string, files: readonly string[] = []): Promise<void> {
  await page.evaluate(
    ([pasted, contents]) => {
      const data = new DataTransfer();
      if (pasted !== '') data.setData('text/html', pasted);
      for (const content of contents) {
        const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
        data.items.add(new File([bytes], 'image.png', { type: 'image/png' }));
      }
      const init = { clipboardData: data, bubbles: true, cancelable: true };
      document.activeElement?.dispatchEvent(new ClipboardEvent('paste', init));
    },
    [html, files] as const,
  );
}

/** Of each picture in the text its address, and how wide the browser draws it. */
const shown = (page: Page): Promise<(string | number)[][]> =>
  textbox(page).evaluate((box) =>
    [...box.querySelectorAll('img')]
      .filter((image) => image.hasAttribute('src'))
      .map((image) => [image.getAttribute('src') ?? '', image.naturalWidth]),
  );

const KEPT = [expect.stringMatching(/^\/pictures\/[0-9a-f]{64}$/), 1];

test('E38 a picture whose data stand in the words is kept, and another person sees it', async () => {
  const { page, id } = await openArticle();
  await paste(page, `<p>A map <img src="data:image/png;base64,${DOT}"> of it.</p>`);
  await expect.poll(() => shown(page)).toEqual([KEPT]);
  await textbox(page).getByText('of it.').waitFor();
  const other = await browser.newPerson(server, (await server.member('Vera', 'viewer')).token);
  await other.goto(`${server.url}/articles/${id}`);
  await expect.poll(() => shown(other)).toEqual([KEPT]);
});

test('E38 it stands where it was pasted, though one goes on to write elsewhere', async () => {
  const { page } = await openArticle();
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/pictures', async (route) => {
    await released;
    await route.continue();
  });
  await paste(page, `<p>pasted <img src="data:image/png;base64,${DOT}"></p>`);
  await textbox(page).getByText('Last.').click();
  await page.keyboard.press('End');
  await selectionSeen(page);
  await page.keyboard.type(' And');
  release();
  await textbox(page).getByText('First.pasted').waitFor();
  await page.keyboard.type(' more.');
  await textbox(page).getByText('Last. And more.').waitFor();
});

test('E38 a file that is pasted is kept; beside words it is only a picture of them', async () => {
  const { page } = await openArticle();
  await paste(page, '', [DOT]);
  await expect.poll(() => shown(page)).toEqual([KEPT]);
  await paste(page, '<img src="https://elsewhere.example/a.png">', [DOT]);
  await expect.poll(() => shown(page)).toEqual([KEPT, KEPT]);
  await paste(page, '<p>only words</p>', [DOT]);
  await textbox(page).getByText('only words').waitFor();
  expect(await shown(page)).toHaveLength(2);
});

test('E38 one that can’t be kept is said, and the words are there', async () => {
  const { page } = await openArticle([/status of 415/]);
  await paste(page, '<p>still here <img src="data:image/svg+xml;base64,PHN2Zy8+" alt="A"></p>');
  await page.getByText('the kinds are PNG, JPEG, GIF, WebP and AVIF').waitFor();
  await textbox(page).getByText('still here').waitFor();
});

test('E38 a picture from another article is seen by whoever reads this one', async () => {
  const from = await server.article('# From\n\nWords.');
  const bytes = Buffer.concat([pictureBytes(), Buffer.from('of another article')]);
  const path = `/api/articles/${from.id}/pictures`;
  const { json } = await server.ask('POST', path, pictureForm(bytes));
  const { page, id } = await openArticle();
  await paste(page, `<figure data-pm-slice="0 0 []"><img src="${json.url}"></figure>`);
  await expect.poll(() => shown(page)).toEqual([KEPT]);
  await server.ask('PATCH', `/api/articles/${id}`, { status: 'published' });
  await expect
    .poll(async () => (await server.ask('GET', json.url, undefined, '')).status)
    .toBe(200);
});
