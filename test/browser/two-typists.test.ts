/** Two people in two browsers type at once in one small text, and change its blocks under each other's caret. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtServer, testBrowser } from '../support/browser.ts';
import type { TestServer } from '../support/server.ts';
import { FIRST_ARTICLE, openNoted } from '../support/typists/open-pages.ts';
import { slowLine } from '../support/typists/slow-line.ts';
import { typeTogether } from '../support/typists/two-typists.ts';

const browser = testBrowser();
let server: TestServer;

beforeAll(async () => {
  server = await builtServer();
});
afterAll(() => server.close());

/** As in the longer runs without a screen, a block may come before the one that it was parted from. */
const MAX_SHARE = 0.05;

test('E33 each letter of two people in two browsers stands where it was typed', async () => {
  const { id } = await server.article(FIRST_ARTICLE);
  const line = await slowLine(server.url, 20);
  const pages = await Promise.all(
    ['Ann Kowalska', 'Bob Moroz'].map(async (name) => {
      const { token } = await server.member(name, 'editor');
      const page = await browser.newPerson({ url: line.url }, token);
      await openNoted(page, `${line.url}/articles/${id}`);
      return page;
    }),
  );
  const options = { seed: 1, seconds: 15, perSecond: 10 };
  const { letters, strays, differences } = await typeTogether([pages[0]!, pages[1]!], options);
  expect(differences).toEqual([]);
  expect(letters).toBeGreaterThan(50);
  expect(strays.filter(({ what }) => what !== 'elsewhere')).toEqual([]);
  expect(strays.length, strays[0]?.told).toBeLessThan(letters * MAX_SHARE);
  await Promise.all(pages.map((page) => page.context().close()));
  line.close();
});
