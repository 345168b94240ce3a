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

test.each(['', 'A title alone'])('L21 an article called “%s” is begun blank', async (title) => {
  const page = await browser.newPerson(server, OWNER_TOKEN);
  await page.goto(server.url);
  await page.getByRole('button', { name: 'New article' }).first().click();
  await page.getByRole('textbox', { name: 'Title' }).fill(title);
  await page.getByRole('button', { name: 'Create' }).click();
  await page.waitForURL(/\/articles\//);
  const heading = textbox(page).getByRole('heading', { level: 1 });
  await heading.waitFor({ state: 'attached' });
  await page.getByText('Saved', { exact: true }).waitFor();
  expect(await heading.textContent()).toBe(title);
  if (title === '') {
    await heading.click();
    await page.keyboard.type('Named here');
  }
  await page.keyboard.press('Control+End');
  await textbox(page).locator('p').last().click();
  await page.keyboard.type('The first words.');
  await page.getByText('Saved', { exact: true }).waitFor();
  const id = page.url().split('/').at(-1);
  await expect
    .poll(async () => (await server.ask('GET', `/api/articles/${id}/text`)).text)
    .toBe(`${title || 'Named here'}\nThe first words.`);
});
