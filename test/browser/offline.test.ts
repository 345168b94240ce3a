/** Words that the network keeps from the server for a while, and what is done about them meanwhile. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { builtServer, testBrowser } from '../support/browser.ts';
import { OWNER_TOKEN } from '../support/server.ts';
import type { ArticleReply, TestServer } from '../support/server.ts';
import { selectWords, textbox, thread, typeBehind } from '../support/workspace.ts';

const browser = testBrowser();
let server: TestServer;
let article: ArticleReply;

beforeAll(async () => {
  server = await builtServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  article = await server.article('# The ferry\n\nThe ferry leaves at nine. It returns at noon.');
});

test('U25 a comment on words that are still on their way arrives behind them', async () => {
  const page = await browser.newPerson(server, OWNER_TOKEN);
  const held: (string | Buffer)[] = [];
  let isHeld = false;
  let goOn = (): void => {};
  await page.routeWebSocket(new RegExp(`/sync/${article.id}\\?`), (socket) => {
    const onward = socket.connectToServer();
    socket.onMessage((message) => (isHeld ? void held.push(message) : onward.send(message)));
    goOn = () => {
      isHeld = false;
      for (const message of held) onward.send(message);
    };
  });
  await page.goto(`${server.url}/articles/${article.id}`);
  await page.getByText('Saved', { exact: true }).waitFor();
  isHeld = true;
  const posted: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') posted.push(request.url());
  });
  await typeBehind(page, 'at nine', ' sharp');
  await selectWords(page, 'nine sharp');
  await page.keyboard.press('Control+Alt+m');
  await page.getByRole('textbox', { name: 'Comment' }).fill('In winter too?');
  await page.keyboard.press('Control+Enter');
  await thread(page, 'In winter too?').waitFor();
  expect(posted).toEqual([]);
  goOn();
  await page.getByText('Saved', { exact: true }).waitFor();
  const { json } = await server.ask('GET', `/api/articles/${article.id}/annotations`);
  expect(json.items).toMatchObject([{ body: 'In winter too?' }]);
  expect(posted).toHaveLength(1);
});

describe('T52 words typed offline by who may only read by now', () => {
  /** What is said of an editor's words once the network is back, and the role another. */
  async function backAsCommenter(page: Page, member: string): Promise<void> {
    let isDown = false;
    let cut = (): void => {};
    await page.routeWebSocket(new RegExp(`/sync/${article.id}\\?`), (socket) => {
      if (isDown) return void socket.close({ code: 1001 });
      const onward = socket.connectToServer();
      cut = () => {
        isDown = true;
        void onward.close();
        void socket.close({ code: 1001 });
      };
    });
    await page.goto(`${server.url}/articles/${article.id}`);
    await page.getByText('Saved', { exact: true }).waitFor();
    cut();
    await typeBehind(page, 'at nine', ' precisely');
    await server.ask('PATCH', `/api/members/${member}`, { role: 'commenter' });
    isDown = false;
  }

  async function editor(): Promise<{ id: string; page: Page }> {
    const { id, token } = await server.member('Olga Offline', 'editor');
    return { id, page: await browser.newPerson(server, token, { allows: [/WebSocket/] }) };
  }

  test('T52 are kept and handed back, those of before too', async () => {
    const { id, page } = await editor();
    await backAsCommenter(page, id);
    const kept = page.getByText('with words that could not be saved, is kept on this device.');
    await kept.waitFor();
    expect(await textbox(page).innerText()).toContain('precisely');
    const { text } = await server.ask('GET', `/api/articles/${article.id}/text`);
    expect(text).not.toContain('precisely');
    await server.ask('PATCH', `/api/members/${id}`, { role: 'editor' });
    await page.unrouteAll();
    await backAsCommenter(page, id);
    await page.getByText('Older ones: 1;').waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Forget them' }).click();
    await expect.poll(() => page.getByText('Older ones: 1;').count()).toBe(0);
    await page.getByRole('button', { name: 'Forget them' }).click();
    await expect.poll(() => kept.count()).toBe(0);
  });

  test('T52 that the device has no room for are told of, and the page is not left unasked', async () => {
    const { id, page } = await editor();
    await page.addInitScript(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
    });
    await backAsCommenter(page, id);
    await page.getByText('could neither be saved nor kept on this device').waitFor();
    const asked = page.waitForEvent('dialog');
    void page.close({ runBeforeUnload: true });
    const dialog = await asked;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.dismiss();
  });
});
