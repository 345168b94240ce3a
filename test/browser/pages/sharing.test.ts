/** Sharing an article: what who shares it does, what guests see, and what a right that is taken away looks like. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CLOSE } from '../../../shared/wire/close-codes.ts';
import { builtServer, testBrowser } from '../../support/browser.ts';
import { OWNER_TOKEN } from '../../support/server.ts';
import type { ArticleReply, TestServer } from '../../support/server.ts';
import { selectWords, textbox, thread, typeBehind } from '../../support/workspace.ts';

/** What is said to happen within a second is given that, and a moment for drawing it. */
const SOON = { timeout: 1500 };
/** Refusals and closed sockets that a test provokes; the browser logs each. */
const REFUSED = { allows: [/status of 40\d/, /WebSocket/] };

const browser = testBrowser();
let server: TestServer;
let article: ArticleReply;

beforeAll(async () => {
  server = await builtServer();
});
beforeEach(async () => {
  article = await server.article('# The ferry\n\nThe ferry leaves at nine. It returns at noon.');
});
afterAll(() => server.close());

async function openArticle(token = OWNER_TOKEN): Promise<Page> {
  const page = await browser.newPerson(server, token, REFUSED);
  await page.goto(`${server.url}/articles/${article.id}`);
  await textbox(page).getByText('leaves').waitFor();
  return page;
}

async function makeShare(role: string, more: object = {}): Promise<{ id: string; url: string }> {
  const { json } = await server.ask('POST', `/api/articles/${article.id}/shares`, {
    role,
    ...more,
  });
  return json;
}

/** Follows a link as somebody who has no account. */
async function enter(link: string, name: string): Promise<Page> {
  const guest = await browser.newReader(REFUSED);
  await guest.goto(link);
  await guest.getByRole('textbox', { name: 'Your name' }).fill(name);
  await guest.getByRole('button', { name: 'Open the article' }).click();
  await textbox(guest).getByText('leaves').waitFor();
  return guest;
}

async function comment(page: Page, words: string, body: string): Promise<void> {
  await selectWords(page, words);
  await page.keyboard.press('Control+Alt+m');
  await page.getByRole('textbox', { name: 'Comment' }).fill(body);
  await page.keyboard.press('Control+Enter');
}

/** Whether typing changes the text. */
async function isWritable(page: Page): Promise<boolean> {
  return (await textbox(page).getAttribute('aria-readonly')) === 'false';
}

async function openDialog(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await page.getByRole('dialog', { name: 'Share “The ferry”' }).waitFor();
}

describe('the share dialog', () => {
  test('T40 makes a link with a password, which a guest needs, and whose secret goes into no address', async () => {
    const owner = await openArticle();
    await openDialog(owner);
    await owner.getByText('New link').click();
    await owner.getByRole('combobox', { name: 'Guests may' }).selectOption('Comment');
    await owner.getByRole('textbox', { name: 'For whom' }).fill('The harbour master');
    await owner.getByRole('textbox', { name: 'Password' }).fill('lighthouse');
    await owner.getByRole('button', { name: 'Make link' }).click();
    const link = await owner.getByRole('textbox', { name: 'Share link' }).inputValue();
    const shown = owner.getByRole('dialog', { name: 'Link for The harbour master' });
    await shown.getByRole('button', { name: 'Done' }).click();
    await owner.getByText('Not used yet · ends in 30 days').waitFor();

    const guest = await browser.newReader(REFUSED);
    const addresses: string[] = [];
    guest.on('request', (request) => addresses.push(request.url()));
    await guest.goto(link);
    await guest.getByRole('heading', { name: 'The ferry' }).waitFor();
    await guest.getByText('You may read it and write notes beside it.').waitFor();
    expect(guest.url()).toMatch(/\/join$/);
    await guest.getByRole('textbox', { name: 'Your name' }).fill('Gus Harbour');
    await guest.getByLabel('Password of the link').fill('windmill');
    await guest.getByRole('button', { name: 'Open the article' }).click();
    await guest.getByText('The password of this link is another one.').waitFor();
    await guest.getByLabel('Password of the link').fill('lighthouse');
    await guest.getByRole('button', { name: 'Open the article' }).click();
    await textbox(guest).getByText('leaves').waitFor();
    const secret = link.split('=').at(-1)!;
    expect(addresses.filter((address) => address.split('#')[0]!.includes(secret))).toEqual([]);
    expect(await guest.evaluate(() => document.referrer)).toBe('');

    await owner.keyboard.press('Escape');
    await openDialog(owner);
    const row = owner.getByRole('listitem').filter({ hasText: 'The harbour master' });
    await row.getByText('Used once, last just now').waitFor();
    await row.getByRole('button', { name: 'Revoke The harbour master' }).click();
    await owner.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
    await owner.getByText('The link is revoked.').waitFor();
    await expect.poll(() => row.count()).toBe(0);
    // The notice lies over the dialog, not under it.
    await owner.getByRole('button', { name: 'Dismiss' }).click();
  });

  test('T41 gives a commenter a higher role here, in the page that they have open, and takes it back', async () => {
    const { token } = await server.member('Carla Commenter', 'commenter');
    const [owner, carla] = [await openArticle(), await openArticle(token)];
    expect(await isWritable(carla)).toBe(false);
    await openDialog(owner);
    await owner.getByText('Give a higher role').click();
    await owner
      .getByRole('combobox', { name: 'Member' })
      .selectOption('Carla Commenter (commenter)');
    await owner.getByRole('combobox', { name: 'Role here' }).selectOption('Editor');
    await owner.getByRole('button', { name: 'Give role' }).click();
    await owner.getByText('Editor here, commenter elsewhere').waitFor();
    await expect.poll(() => isWritable(carla), SOON).toBe(true);
    await typeBehind(carla, 'at nine', ' sharp');
    await textbox(owner).getByText('at nine sharp').waitFor();
    await owner.getByRole('button', { name: 'Take the role of Carla Commenter back' }).click();
    await expect.poll(() => isWritable(carla), SOON).toBe(false);
    await textbox(carla).getByText('at nine sharp').waitFor();
  });

  test('T42 offers an editor no more than they have, and a commenter nothing', async () => {
    const { token } = await server.member('Eddie Editor', 'editor');
    const editor = await openArticle(token);
    await openDialog(editor);
    await editor.getByText('New link').click();
    const choice = editor.getByRole('combobox', { name: 'Guests may' });
    expect(await choice.locator('option').allInnerTexts()).toEqual(['Read', 'Comment', 'Edit']);
    expect(await editor.getByText('Members with a higher role here').count()).toBe(0);
    const commenter = await openArticle((await server.member('Coco', 'commenter')).token);
    expect(await commenter.getByRole('button', { name: 'Share', exact: true }).count()).toBe(0);
  });
});

test('T51 the library’s menu opens the same dialog', async () => {
  const page = await browser.newPerson(server, OWNER_TOKEN);
  await page.goto(server.url);
  const row = page.getByRole('listitem').filter({ hasText: 'The ferry' }).first();
  await row.getByRole('button', { name: 'Actions for The ferry' }).click();
  await row.getByRole('button', { name: 'Share…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share “The ferry”' });
  await dialog.getByText('There is no link to this article.').waitFor();
  await dialog
    .getByText('Give a higher role')
    .or(dialog.getByText('Everybody has'))
    .first()
    .waitFor();
});

describe('a guest', () => {
  test('T43 writes under a name that is marked, owns what it wrote, and has one article only', async () => {
    const { url } = await makeShare('commenter');
    const [owner, guest] = [await openArticle(), await enter(url, 'Gus Guest')];
    await owner.getByText('Gus Guest (guest)').first().waitFor({ state: 'attached' });
    await comment(guest, 'at nine', 'In winter too?');
    const card = thread(owner, 'In winter too?');
    await card.getByText('Gus Guest', { exact: true }).waitFor();
    await card.getByText('guest', { exact: true }).waitFor();
    expect(await card.getAttribute('aria-label')).toBe('Comment by Gus Guest (guest) on “at nine”');
    const own = thread(guest, 'In winter too?');
    await own.click();
    await own.getByRole('button', { name: 'More about this comment' }).click();
    await own.getByRole('button', { name: 'Delete' }).waitFor();

    expect(await guest.getByRole('navigation', { name: 'Galley' }).count()).toBe(0);
    expect(await guest.getByRole('button', { name: 'Share', exact: true }).count()).toBe(0);
    expect(await isWritable(guest)).toBe(false);
    for (const path of ['/', '/queue', '/settings']) {
      await guest.goto(new URL(path, guest.url()).href);
      await guest.waitForURL(`**/articles/${article.id}`);
    }
  });

  test('T44 edits where the link says so, and leaves when it likes', async () => {
    const { url } = await makeShare('editor');
    const guest = await enter(url, 'Edwina');
    await typeBehind(guest, 'at nine', ' sharp');
    await expect
      .poll(async () => (await server.ask('GET', `/api/articles/${article.id}/text`)).text)
      .toContain('at nine sharp');
    await guest.getByRole('button', { name: 'You: Edwina' }).click();
    await guest.getByText('Guest, as editor').waitFor();
    await guest.getByRole('button', { name: 'Leave' }).click();
    await guest.getByRole('heading', { name: 'Open your link once more' }).waitFor();
  });

  test('T45 a member who follows a link stays a member, and is asked for nothing', async () => {
    const { url } = await makeShare('viewer', { password: 'lighthouse' });
    const { token } = await server.member('Mia Member', 'editor');
    const mia = await browser.newPerson(server, token, REFUSED);
    const { hash } = new URL(url);
    await mia.goto(`${server.url}/join${hash}`);
    await textbox(mia).getByText('leaves').waitFor();
    expect(await isWritable(mia)).toBe(true);
    await mia.getByRole('link', { name: 'Library', exact: true }).waitFor();
  });

  test('T46 a link that has ended says so, and not what it led to', async () => {
    const { id, url } = await makeShare('viewer');
    await server.ask('DELETE', `/api/articles/${article.id}/shares/${id}`);
    const late = await browser.newReader(REFUSED);
    await late.goto(url);
    await late.getByRole('heading', { name: 'This link leads nowhere' }).waitFor();
    expect(await late.getByText('The ferry').count()).toBe(0);
  });
});

describe('a right that is taken away', () => {
  test('T47 a revoked link tells its guest why, and leaves the text and the half-written note', async () => {
    const { id, url } = await makeShare('commenter');
    const guest = await enter(url, 'Gus Guest');
    await selectWords(guest, 'at nine');
    await guest.keyboard.press('Control+Alt+m');
    const field = guest.getByRole('textbox', { name: 'Comment' });
    await field.fill('Half a thou');
    await server.ask('DELETE', `/api/articles/${article.id}/shares/${id}`);
    await guest.getByText('The link by which you came has ended.').waitFor(SOON);
    expect(await textbox(guest).innerText()).toContain('The ferry leaves at nine.');
    expect(await field.inputValue()).toBe('Half a thou');
  });

  test('T48 words that could not be sent before it are kept and handed back', async () => {
    const { id, url } = await makeShare('editor');
    const guest = await enter(url, 'Gus Guest');
    let isHeld = false;
    await guest.routeWebSocket(new RegExp(`/sync/${article.id}\\?`), (socket) => {
      const onward = socket.connectToServer();
      socket.onMessage((message) => isHeld || onward.send(message));
    });
    await guest.reload();
    await textbox(guest).getByText('leaves').waitFor();
    await guest.getByText('Saved').first().waitFor();
    isHeld = true;
    await typeBehind(guest, 'at nine', ' sharp');
    await guest.getByText('Saving…').first().waitFor();
    await server.ask('DELETE', `/api/articles/${article.id}/shares/${id}`);
    await guest.getByText(CLOSE.linkEnded.reason.slice(0, 30)).waitFor(SOON);
    await guest.getByText('with words that could not be saved, is kept on this device.').waitFor();
    expect(await textbox(guest).innerText()).toContain('at nine sharp');
    const kept = await guest.evaluate(() => JSON.stringify(localStorage));
    expect(kept).toContain('at nine sharp');
  });

  test('T49 a changed role changes the open page by itself, both ways', async () => {
    const { id, token } = await server.member('Ria Role', 'editor');
    const ria = await openArticle(token);
    expect(await isWritable(ria)).toBe(true);
    await server.ask('PATCH', `/api/members/${id}`, { role: 'viewer' });
    await expect.poll(() => isWritable(ria), SOON).toBe(false);
    await ria.getByText('You can read').waitFor();
    await server.ask('PATCH', `/api/members/${id}`, { role: 'editor' });
    await expect.poll(() => isWritable(ria), SOON).toBe(true);
    await typeBehind(ria, 'at nine', ' sharp');
    await ria.getByText('Saved').first().waitFor();
  });

  test('T50 a removed member is told so, and keeps the text on the screen', async () => {
    const { id, token } = await server.member('Remo Removed', 'editor');
    const remo = await openArticle(token);
    await server.ask('DELETE', `/api/members/${id}`);
    await remo.getByText('You are no longer a member here.').waitFor(SOON);
    expect(await textbox(remo).innerText()).toContain('The ferry leaves at nine.');
    expect(await isWritable(remo)).toBe(false);
  });
});
