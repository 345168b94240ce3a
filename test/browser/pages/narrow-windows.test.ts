/** Each page in narrow windows: nothing of it is out of reach. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { beyondScreen } from '../../support/beyond-screen.ts';
import { builtServer, testBrowser } from '../../support/browser.ts';
import { OWNER_TOKEN } from '../../support/server.ts';
import type { TestServer } from '../../support/server.ts';

const browser = testBrowser();
let server: TestServer;
let paths: readonly string[];
beforeAll(async () => {
  server = await builtServer();
  const kept = await server.article(
    '# A ferry that leaves at nine and comes back at noon\n\nWords.',
  );
  const gone = await server.article('# Another article, with a title that is long\n\nWords.');
  await server.ask('DELETE', `/api/articles/${gone.id}`);
  const settings = ['', '/invitations', '/workspace', '/audit', '/account', '/sessions', '/tokens'];
  paths = [
    '/',
    '/trash',
    '/queue',
    `/articles/${kept.id}`,
    ...settings.map((path) => `/settings${path}`),
  ];
});
afterAll(() => server.close());

test.each([320, 360])('UI30 in a window of %i px the way in is within it', async (width) => {
  const page = await browser.newReader({ viewport: { width, height: 700 } });
  for (const path of ['/signin', '/signin#forgotten']) {
    await page.goto(server.url + path, { waitUntil: 'networkidle' });
    expect(await beyondScreen(page), path).toEqual([]);
  }
});

test.each([320, 360, 640])('UI30 in a window of %i px every page is within it', async (width) => {
  const page = await browser.newPerson(server, OWNER_TOKEN, { viewport: { width, height: 700 } });
  for (const path of paths) {
    await page.goto(server.url + path, { waitUntil: 'networkidle' });
    expect(await beyondScreen(page), path).toEqual([]);
  }
});
