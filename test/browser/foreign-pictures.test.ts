/** Pictures of other hosts: nobody's browser asks for one before its person does. */
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtServer, testBrowser } from '../support/browser.ts';
import { pictureHost } from '../support/picture-host.ts';
import type { PictureHost } from '../support/picture-host.ts';
import { OWNER_TOKEN } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';
import { textbox } from '../support/workspace.ts';

const browser = testBrowser();
let server: TestServer;
let sharing: PictureHost;
let keeping: PictureHost;
let listed: PictureHost;

beforeAll(async () => {
  [sharing, keeping, listed] = await Promise.all([
    pictureHost(true),
    pictureHost(false),
    pictureHost(false),
  ]);
  server = await builtServer({ environment: { GALLEY_PICTURE_HOSTS: listed.host } });
});
afterAll(async () => {
  for (const host of [sharing, keeping, listed]) host.close();
  await server.close();
});

const articleWith = (host: PictureHost) =>
  server.article(`# The ferry\n\nFirst.\n\n![A map](${host.address})\n\nLast.`);

async function openWorkspace(id: string, token = OWNER_TOKEN, allows: readonly RegExp[] = []) {
  const page = await browser.newPerson(server, token, { allows });
  await page.goto(`${server.url}/articles/${id}`);
  await textbox(page).getByText('Last.').waitFor();
  return page;
}

/** How wide the picture in the frame is; 0 before it is there. */
const widthInFrame = (within: Page | Locator): Promise<number> =>
  within
    .locator('iframe')
    .evaluate(
      (frame) =>
        (frame as HTMLIFrameElement).contentDocument?.querySelector('img')?.naturalWidth ?? 0,
    );

test('E39 in the workspace it is shown once asked for, also after a reload, to nobody else', async () => {
  const { id } = await articleWith(sharing);
  const before = sharing.asked.length;
  const page = await openWorkspace(id);
  await textbox(page).getByText(`Picture from ${sharing.host}`).waitFor();
  await textbox(page).getByText('A map').waitFor();
  expect(sharing.asked.length).toBe(before);
  await textbox(page).getByRole('button', { name: 'Show' }).click();
  await expect.poll(() => widthInFrame(textbox(page))).toBe(1);
  expect(sharing.asked.slice(before)).toEqual([{ referrer: null }]);
  await page.reload();
  await expect.poll(() => widthInFrame(textbox(page))).toBe(1);
  const { token } = await server.member('Vera', 'viewer');
  const other = await openWorkspace(id, token);
  await textbox(other).getByRole('button', { name: 'Show' }).waitFor();
  expect(await textbox(other).getByRole('button', { name: 'Keep a copy' }).count()).toBe(0);
});

test('E39 a copy takes its place, for everybody, and words typed beside it stay', async () => {
  const { id } = await articleWith(sharing);
  const page = await openWorkspace(id);
  const other = await openWorkspace(id, (await server.member('Vera', 'viewer')).token);
  await textbox(page).getByRole('button', { name: 'Keep a copy' }).click();
  for (const one of [page, other]) {
    const picture = textbox(one).getByRole('img', { name: 'A map' });
    await picture.waitFor();
    expect(await picture.getAttribute('src')).toMatch(/^\/pictures\/[0-9a-f]{64}$/);
    expect(await textbox(one).locator('.foreign-picture').count()).toBe(0);
  }
  await textbox(page).getByText('Last.').click();
  await page.keyboard.press('End');
  await page.keyboard.type(' Words.');
  await textbox(other).getByText('Last. Words.').waitFor();
  await page.reload();
  await textbox(page).getByRole('img', { name: 'A map' }).waitFor();
});

test('E39 where the host lets no page have it, that is said, and it is still shown', async () => {
  const { id } = await articleWith(keeping);
  const page = await openWorkspace(id, OWNER_TOKEN, [/CORS policy/, /net::ERR_FAILED/]);
  await textbox(page).getByRole('button', { name: 'Keep a copy' }).click();
  await page.getByText(`${keeping.host} doesn’t let other pages copy its pictures.`).waitFor();
  await expect.poll(() => widthInFrame(textbox(page))).toBe(1);
});

test('E39 pictures of a listed host load at once', async () => {
  const { id } = await articleWith(listed);
  const page = await openWorkspace(id);
  const picture = textbox(page).getByRole('img', { name: 'A map' });
  await picture.scrollIntoViewIfNeeded();
  await expect
    .poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth))
    .toBe(1);
});

test('R13 on the published page it is shown once asked for, and a report counts it as one character', async () => {
  const { id, slug } = await articleWith(keeping);
  await server.ask('PATCH', `/api/articles/${id}`, { status: 'published' });
  const before = keeping.asked.length;
  const page = await browser.newReader();
  await page.goto(`${server.url}/read/${slug}`);
  const place = page.locator('.foreign-picture');
  await place.getByRole('img', { name: `A map · Picture from ${keeping.host}` }).waitFor();
  const words = () => page.locator('article').evaluate((article) => article.textContent);
  const text = (await server.ask('GET', `/api/articles/${id}/text`)).text;
  expect(await words()).toBe(text);
  expect(keeping.asked.length).toBe(before);
  await place.getByRole('button', { name: 'Show' }).click();
  await expect.poll(() => widthInFrame(place)).toBe(1);
  expect(keeping.asked.slice(before)).toEqual([{ referrer: null }]);
  expect(await words()).toBe(text);
  await page.getByText('Last.').click({ clickCount: 3 });
  await page.keyboard.press('Control+Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Send' }).click();
  await page.getByText('Your report has reached the editors').waitFor();
  const { json } = await server.ask('GET', `/api/articles/${id}/annotations?kind=report`);
  expect(json.items[0].anchoring).toMatchObject({ state: 'exact', exact: 'Last.' });
});
