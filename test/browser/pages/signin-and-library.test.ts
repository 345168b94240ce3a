/** Coming in by a link, and beginning an article. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtServer, testBrowser } from '../../support/browser.ts';
import { OWNER_TOKEN } from '../../support/server.ts';
import type { TestServer } from '../../support/server.ts';
import { textbox } from '../../support/workspace.ts';

const browser = testBrowser();
let server: TestServer;

beforeAll(async () => {
  server = await builtServer();
});
afterAll(() => server.close());

test('T33 a sign-in link pasted into the tab that shows the sign-in page signs in', async () => {
  const { token } = await server.member('Lena Link', 'editor');
  const page = await browser.newReader({ allows: [/status of 401/] });
  await page.goto(`${server.url}/signin`);
  await page.getByRole('heading', { name: /^Sign in/ }).waitFor();
  await page.goto(`${server.url}/signin#token=wrong`);
  await page.getByText('This link has been used or has ended.').waitFor();
  await page.goto(`${server.url}/signin#token=${token}`);
  await page.getByText('You are signed in.').waitFor();
  expect(page.url()).not.toContain(token);
  await page.getByRole('button', { name: 'Not now' }).click();
  await page.getByText('Lena Link').first().waitFor({ state: 'attached' });
});

test('L21 a new article is blank and open at once, and one types its title and then its text', async () => {
  const page = await browser.newPerson(server, OWNER_TOKEN);
  await page.goto(server.url);
  await page.getByRole('button', { name: 'New article' }).click();
  await page.waitForURL(/\/articles\//);
  const heading = textbox(page).getByRole('heading', { level: 1 });
  await heading.waitFor({ state: 'attached' });
  expect(await heading.textContent()).toBe('');
  await expect
    .poll(() => textbox(page).evaluate((text) => text.contains(document.activeElement)))
    .toBe(true);
  await page.keyboard.type('Named here');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.type('The first words.');
  await page.getByText('Saved', { exact: true }).waitFor();
  const id = page.url().split('/').at(-1);
  await expect
    .poll(async () => (await server.ask('GET', `/api/articles/${id}/text`)).text)
    .toBe('Named here\nThe first words.');
});
