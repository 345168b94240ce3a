/** A tab that was open while the server was updated. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtServer, testBrowser } from '../support/browser.ts';
import type { TestServer } from '../support/server.ts';
import { textbox, typeBehind } from '../support/workspace.ts';

const browser = testBrowser();
let server: TestServer;

beforeAll(async () => {
  server = await builtServer();
});
afterAll(() => server.close());

test('W7 a tab of before an update reads on, and who types in it is told to reload', async () => {
  const { id } = await server.article('# Title\n\nThe ship sails north.');
  const { token } = await server.member('Ann Kowalska', 'editor');
  const page = await browser.newPerson(server, token);
  // As the page of an earlier release does: it asks with the schema that it knows.
  // As the page of an earlier release does: it asks with the schema that it knows.
  await page.addInitScript(() => {
    const Plain = globalThis.WebSocket;
    globalThis.WebSocket = class extends Plain {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(String(url).replace(/schema=\d+/, 'schema=1'), protocols);
      }
    };
  });
  await page.goto(`${server.url}/articles/${id}`);
  await textbox(page).getByText('sails north').waitFor();
  await typeBehind(page, 'sails', ' far');
  await page.getByText('The server has been updated, and this page is older.').waitFor();
  const { json } = await server.ask('GET', `/api/articles/${id}/text`);
  expect(JSON.stringify(json)).not.toContain('far');
  await page.getByRole('button', { name: 'Reload' }).waitFor();
});
