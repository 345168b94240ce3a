/** Two people in two browsers: what one does the other sees within a second, and it is there after a restart. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../server/storage/open.ts';
import { builtServer, testBrowser } from '../support/browser.ts';
import type { ArticleReply, TestServer } from '../support/server.ts';
import { selectWords, textbox, thread, typeBehind } from '../support/workspace.ts';

/** What is said to arrive within a second is given that, and not more. */
const SOON = { timeout: 1000 };

const browser = testBrowser();
let folder: string;
let server: TestServer;
let article: ArticleReply;
let tokens: Record<'ann' | 'bob' | 'carl' | 'vera', string>;
let ann: Page;
let bob: Page;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'galley-two-'));
  server = await builtServer({}, await openStore(folder));
  article = await server.article(
    '# The ferry\n\nThe ferry leaves at nine. It returns at noon with the post.',
  );
  tokens = {
    ann: (await server.member('Ann Kowalska', 'editor')).token,
    bob: (await server.member('Bob Moroz', 'editor')).token,
    carl: (await server.member('Carl Commenter', 'commenter')).token,
    vera: (await server.member('Vera Viewer', 'viewer')).token,
  };
  ann = await open('ann');
  bob = await open('bob');
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

async function open(who: keyof typeof tokens): Promise<Page> {
  // The restart, and frames that the viewer is refused, are in the browser's log as errors.
  const page = await browser.newPerson(server, tokens[who], {
    allows: [/WebSocket|Failed to load resource/],
  });
  await page.goto(`${server.url}/articles/${article.id}`);
  await textbox(page).getByText('The ferry leaves').waitFor();
  return page;
}

describe('two people', () => {
  test('U1 see each other typing', async () => {
    await typeBehind(ann, 'at nine', ' sharp');
    await bob.getByText('The ferry leaves at nine sharp.').waitFor(SOON);
    await typeBehind(bob, 'the post', ' and bread');
    await ann.getByText('with the post and bread.').waitFor(SOON);
  });

  test('U2 see each other’s name at the caret and among those present', async () => {
    await bob
      .getByText('Ann Kowalska')
      .first()
      .waitFor({ state: 'attached', ...SOON });
    await ann
      .getByText('Bob Moroz')
      .first()
      .waitFor({ state: 'attached', ...SOON });
  });

  test('U3 a highlight arrives', async () => {
    await selectWords(ann, 'the post');
    await ann.getByRole('button', { name: 'Highlight', exact: true }).click();
    await bob.locator('mark[data-annotation]', { hasText: 'the post' }).waitFor(SOON);
  });

  test('U4 a comment arrives beside its words, a reply and a resolve come back', async () => {
    await selectWords(ann, 'nine sharp');
    await ann.getByRole('button', { name: 'Comment', exact: true }).click();
    await ann.getByRole('textbox', { name: 'Comment' }).fill('Is it nine in winter too?');
    await ann.keyboard.press('Control+Enter');
    const card = thread(bob, 'Is it nine in winter too?');
    await card.waitFor(SOON);
    await card.click();
    await card.getByRole('button', { name: 'Reply', exact: true }).click();
    await card.getByRole('textbox').fill('Ten, from November.');
    await bob.keyboard.press('Control+Enter');
    const own = thread(ann, 'Is it nine in winter too?');
    await own.click();
    await own.getByText('Ten, from November.').waitFor(SOON);
    await card.getByRole('button', { name: 'Resolve', exact: true }).click();
    const comments = `/api/articles/${article.id}/annotations?kind=comment`;
    await expect
      .poll(async () => (await server.ask('GET', comments)).json.items[0], SOON)
      .toMatchObject({ status: 'resolved', replies: [{ body: 'Ten, from November.' }] });
    await own.waitFor({ state: 'detached', ...SOON });
  });

  test('U5 a commenter comments, and can not type into the text', async () => {
    const carl = await open('carl');
    const before = await textbox(carl).innerText();
    await selectWords(carl, 'returns at noon');
    await carl.keyboard.type('SMUGGLED');
    await carl.keyboard.press('Delete');
    expect(await textbox(carl).innerText()).toBe(before);
    await selectWords(carl, 'returns at noon');
    await carl.getByRole('button', { name: 'Comment', exact: true }).click();
    await carl.getByRole('textbox', { name: 'Comment' }).fill('Noon on Sundays?');
    await carl.keyboard.press('Control+Enter');
    await thread(ann, 'Noon on Sundays?').waitFor(SOON);
    const { text } = await server.ask('GET', `/api/articles/${article.id}/text`);
    expect(text).not.toContain('SMUGGLED');
  });

  test('U6 a viewer reads all, and is offered neither typing nor commenting', async () => {
    const vera = await open('vera');
    await thread(vera, 'Noon on Sundays?').waitFor();
    const before = await textbox(vera).innerText();
    await selectWords(vera, 'returns at noon');
    await vera.keyboard.type('SMUGGLED');
    await vera.keyboard.press('Control+Alt+m');
    expect(await textbox(vera).innerText()).toBe(before);
    for (const name of ['Highlight', 'Comment', 'Suggest']) {
      const buttons = await vera.getByRole('button', { name, exact: true }).all();
      for (const button of buttons) expect(await button.isEnabled()).toBe(false);
    }
    expect(await vera.getByRole('textbox', { name: 'Comment' }).count()).toBe(0);
    const refused = await server.ask(
      'POST',
      `/api/articles/${article.id}/annotations`,
      { layer: article.layers[0]!.id, kind: 'comment', target: { exact: 'noon' }, body: 'x' },
      tokens.vera,
    );
    expect(refused.status).toBe(403);
  });

  test('U7 after a restart all is there, and the open pages go on by themselves', async () => {
    const { text } = await server.ask('GET', `/api/articles/${article.id}/text`);
    const port = new URL(server.url).port;
    await server.close();
    await ann
      .getByText(/offline|reconnect/i)
      .first()
      .waitFor();
    server = await builtServer({ environment: { PORT: port } }, await openStore(folder));
    expect((await server.ask('GET', `/api/articles/${article.id}/text`)).text).toBe(text);
    const { json } = await server.ask('GET', `/api/articles/${article.id}/annotations`);
    expect(json.items).toHaveLength(3);
    await typeBehind(ann, 'The ferry leaves at nine sharp', ' again');
    await bob.getByText('at nine sharp again.').waitFor({ timeout: 10_000 });
    await ann.getByText('Saved').first().waitFor();
  });
});
