/** Every page, in light and in dark, has nothing serious against it. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seriousFindings } from '../../support/axe.ts';
import { builtServer, testBrowser } from '../../support/browser.ts';
import { OWNER_TOKEN } from '../../support/server.ts';
import type { ArticleReply, TestServer } from '../../support/server.ts';
import { thread } from '../../support/workspace.ts';

const browser = testBrowser();
let server: TestServer;
let page: Page;
let article: ArticleReply;
let receipt: string;
let join: Record<'invite' | 'share', string>;

beforeAll(async () => {
  server = await builtServer();
  article = await server.article(
    '# The ferry\n\nThe ferry leaves at nine. It returns at noon.\n\n> Rain or *shine*\n\n- one\n- two\n\n| a | b |\n|---|---|\n| c | d |',
  );
  const { id, layers } = article;
  const layer = layers[0]!.id;
  const notes = [
    { kind: 'comment', target: { exact: 'at nine' }, body: 'In **winter** too?' },
    { kind: 'suggestion', target: { exact: 'returns' }, replacement: 'is back' },
    { kind: 'highlight', target: { exact: 'noon' }, color: 'pink' },
  ];
  for (const note of notes) {
    await server.ask('POST', `/api/articles/${id}/annotations`, { layer, ...note });
  }
  await server.ask('PATCH', `/api/articles/${id}`, { status: 'published' });
  const deleted = await server.article('# A tale');
  await server.ask('DELETE', `/api/articles/${deleted.id}`);
  const report = { exact: 'It returns', suggestion: 'She returns', note: 'A ship is a she.' };
  receipt = (await server.ask('POST', `/api/articles/${id}/reports`, report, '')).json.url;
  const invited = await server.ask('POST', '/api/invites', { role: 'editor', label: 'Ines' });
  const share = { role: 'commenter', label: 'The harbour master', password: 'lighthouse' };
  const shared = await server.ask('POST', `/api/articles/${id}/shares`, share);
  page = await browser.newPerson(server, OWNER_TOKEN, { allows: [/status of 40[14]/] });
  join = { invite: new URL(invited.json.url).hash, share: new URL(shared.json.url).hash };
});
afterAll(() => server.close());

/** Of each page: its address, and what is on it once it is there. */
const PAGES: readonly [
  name: string,
  address: () => string,
  ready: (page: Page) => Promise<void>,
][] = [
  ['library', () => '/', (page) => page.getByText('The ferry').first().waitFor()],
  ['library’s menu', () => '/', openMenu],
  ['workspace', () => `/articles/${article.id}`, (page) => thread(page, 'winter').waitFor()],
  ['workspace with an open thread', () => `/articles/${article.id}`, openThread],
  ['queue', () => '/queue', (page) => page.getByRole('article').first().waitFor()],
  [
    'trash',
    () => '/trash',
    (page) => page.getByRole('button', { name: 'Restore A tale' }).waitFor(),
  ],
  ['settings', () => '/settings', (page) => page.getByText('Olga Owner').first().waitFor()],
  ['invitations', () => '/settings/invitations', (page) => page.getByText('Ines').waitFor()],
  ['invitation’s link', () => '/settings/invitations', makeInvitation],
  ['name of the workspace', () => '/settings/workspace', (page) => page.getByRole('button', { name: 'Save' }).waitFor()], // prettier-ignore
  ['audit log', () => '/settings/audit', (page) => page.getByRole('list', { name: 'Audit log' }).waitFor()], // prettier-ignore
  ['account', () => '/settings/account', (page) => page.getByRole('button', { name: 'Save' }).waitFor()], // prettier-ignore
  ['sessions', () => '/settings/sessions', (page) => page.getByText('This browser').waitFor()],
  ['API tokens', () => '/settings/tokens', (page) => page.getByRole('button', { name: 'Make token' }).waitFor()], // prettier-ignore
  ['share dialog', () => `/articles/${article.id}`, openShare],
  ['invitation', () => `/join${join.invite}`, (page) => page.getByText('invited as').waitFor()],
  ['dead link', () => '/join#share=none', (page) => page.getByText('leads nowhere').waitFor()],
  ['sign-in page', () => '/signin', (page) => page.getByRole('heading').first().waitFor()],
  ['forgotten password', () => '/signin', openForgotten],
  ['missing page', () => '/nowhere', (page) => page.getByRole('heading').first().waitFor()],
  ['missing article', () => '/articles/none', (page) => page.getByText('nothing here').waitFor()],
  ['published page', () => `/read/${article.slug}`, openReport],
  ['receipt', () => new URL(receipt, server.url).pathname, (page) => page.getByRole('heading').first().waitFor()], // prettier-ignore
];

for (const [name, address, ready] of PAGES) {
  test(`U12 ${name}`, async () => {
    await page.goto(server.url + address());
    await ready(page);
    expect(await seriousFindings(page)).toEqual([]);
  });
}

/** A member who follows a share link is led on at once, so its page is looked at as somebody without an account. */
test('U12 share link', async () => {
  const reader = await browser.newReader({ allows: [/status of 401/] });
  await reader.goto(`${server.url}/join${join.share}`);
  await reader.getByLabel('Password of the link').waitFor();
  expect(await seriousFindings(reader)).toEqual([]);
});

async function openMenu(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Actions for The ferry' }).click();
  await page.getByText('Language and direction…').waitFor();
}

async function makeInvitation(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Make invitation' }).click();
  await page.getByRole('textbox', { name: 'Invitation link' }).waitFor();
}

async function openShare(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await page.getByText('New link').click();
  await page.getByText('The harbour master').waitFor();
}

async function openForgotten(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Forgot your password?' }).click();
  await page.getByText('This server sends no mail.').waitFor();
}

async function openThread(page: Page): Promise<void> {
  await thread(page, 'winter').click();
  await page.getByRole('button', { name: 'Reply', exact: true }).first().click();
  await page.getByRole('textbox', { name: /reply/i }).waitFor();
}

async function openReport(page: Page): Promise<void> {
  await page.getByText('The ferry leaves').waitFor();
  await page.getByText('leaves').dblclick();
  await page.getByRole('button', { name: 'Report a mistake' }).click();
  await page.getByRole('dialog', { name: 'Report a mistake' }).waitFor();
}
