/** The interface in Russian, in Belarusian and from right to left: what it says, how it is chosen, and that it fits. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { beyondScreen } from '../../support/beyond-screen.ts';
import { builtServer, testBrowser } from '../../support/browser.ts';
import { OWNER_TOKEN } from '../../support/server.ts';
import type { ArticleReply, TestServer } from '../../support/server.ts';

const browser = testBrowser();
let server: TestServer;
let article: ArticleReply;

beforeAll(async () => {
  server = await builtServer();
  article = await server.article('# The ferry\n\nThe ferry leaves at nine. It returns at noon.');
  await server.ask('PATCH', `/api/articles/${article.id}`, { language: 'en' });
  const layer = article.layers.find(({ name }) => name === 'Comments')?.id;
  const said = { layer, kind: 'comment', target: { exact: 'at nine' }, body: 'Really?' };
  const { json } = await server.ask('POST', `/api/articles/${article.id}/annotations`, said);
  const replies = `/api/articles/${article.id}/annotations/${json.id}/replies`;
  for (const body of ['Yes.', 'In summer.']) await server.ask('POST', replies, { body });
});
afterAll(() => server.close());

const SAYINGS = [
  { locale: 'en-GB', lang: 'en', queue: 'Queue', replies: '2 replies', decide: 'Resolve' },
  { locale: 'ru-RU', lang: 'ru', queue: 'Очередь', replies: '2 ответа', decide: 'Решить' },
  { locale: 'be-BY', lang: 'be', queue: 'Чарга', replies: '2 адказы', decide: 'Вырашыць' },
] as const;

test.each(SAYINGS)(
  'LA15 a browser that asks for $locale gets the queue in $lang, and the words of the article in theirs',
  async ({ locale, lang, queue, replies, decide }) => {
    const page = await browser.newPerson(server, OWNER_TOKEN, { locale });
    await page.goto(`${server.url}/queue`);
    await page.getByRole('heading', { name: queue, exact: true }).waitFor();
    const card = page.getByRole('article');
    await card.getByText(replies).waitFor();
    await card.getByRole('button', { name: decide }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe(lang);
    expect(await page.locator('html').getAttribute('dir')).toBe('ltr');
    expect(await card.locator('.sentence').getAttribute('lang')).toBe('en');
    expect(await page.title()).toBe(`${queue} (1) · Galley`);
  },
);

test.each([
  ['ru', 'Текст статьи', 'Комментировать', 'Новый комментарий', 'Добавить', 'Комментарии'],
  ['be', 'Тэкст артыкула', 'Каментаваць', 'Новая заўвага', 'Дадаць', 'Заўвагі'],
])(
  'LA15 one comments in %s, and the text keeps its language',
  async (lang, text, verb, form, send, layer) => {
    const page = await browser.newPerson(server, OWNER_TOKEN, { locale: lang });
    await page.goto(`${server.url}/articles/${article.id}`);
    const words = page.getByRole('textbox', { name: text });
    await words.getByText('returns').waitFor();
    expect(await words.getAttribute('lang')).toBe('en');
    await words.click({ position: { x: 60, y: 80 } });
    await page.getByRole('button', { name: verb, exact: true }).click();
    const writing = page.getByRole('form', { name: form });
    await writing.locator('textarea').fill(`Said in ${lang}.`);
    await writing.getByRole('button', { name: send }).click();
    const card = page.locator('galley-thread').filter({ hasText: `Said in ${lang}.` });
    await card.getByText(layer, { exact: true }).waitFor();
  },
);

test('LA16 the language is chosen in the person’s menu, by keyboard too, and stays', async () => {
  const page = await browser.newPerson(server, OWNER_TOKEN);
  await page.goto(`${server.url}/settings`);
  await page.getByRole('button', { name: /^You:/ }).click();
  const choice = page.getByRole('combobox', { name: 'Language' });
  expect(await choice.getByRole('option').allTextContents()).toEqual([
    'As in the browser',
    'English',
    'Русский',
    'Беларуская',
  ]);
  await choice.selectOption('Беларуская');
  await page.getByRole('heading', { name: 'Удзельнікі' }).waitFor();
  await page.goto(`${server.url}/queue`);
  await page.getByRole('heading', { name: 'Чарга', exact: true }).waitFor();
  await page.getByRole('button', { name: /^Вы:/ }).click();
  await page.getByRole('combobox', { name: 'Мова' }).selectOption('Як у браўзеры');
  await page.getByRole('heading', { name: 'Queue', exact: true }).waitFor();
});

test('LA19 the account keeps the choice, and another device takes it over at signing in', async () => {
  const { json } = await server.ask('POST', '/api/members', { name: 'Zoya', role: 'editor' });
  const token = async () => {
    const made = await server.ask('POST', `/api/members/${json.id}/tokens`, { label: 'test' });
    return made.json.token;
  };
  const first = await browser.newPerson(server, await token());
  await first.goto(`${server.url}/settings/account`);
  await first.getByRole('button', { name: /^You:/ }).click();
  await first.getByRole('combobox', { name: 'Language' }).selectOption('Русский');
  await first.getByRole('heading', { name: 'Учётная запись' }).waitFor();
  const second = await browser.newReader({ allows: [/status of 401/] });
  await second.goto(`${server.url}/signin`);
  await second.getByText('Sign in with a link or token').click();
  await second.getByLabel('Sign-in link or token').fill(await token());
  await second.locator('details').getByRole('button', { name: 'Sign in' }).click();
  await second.getByRole('heading', { name: 'Библиотека' }).waitFor();
});

test('LA16 the language is chosen before signing in', async () => {
  const page = await browser.newReader({ locale: 'en-GB', allows: [/status of 401/] });
  await page.goto(`${server.url}/signin`);
  await page.getByRole('combobox', { name: 'Language' }).selectOption('Русский');
  await page.getByRole('button', { name: 'Войти', exact: true }).waitFor();
  await page.getByLabel('Почта').fill('nobody@example.org');
  await page.getByLabel('Пароль').fill('not the password');
  await page.getByRole('button', { name: 'Войти', exact: true }).click();
  await page.getByText('Нет участника с таким адресом и паролем.').waitFor();
});

test('LA10 what the server says is said in the language of the page', async () => {
  await server.ask('POST', '/api/members', {
    name: 'Mia Member',
    email: 'mia@example.org',
    role: 'editor',
  });
  const page = await browser.newPerson(server, OWNER_TOKEN, {
    locale: 'ru-RU',
    allows: [/status of 409/],
  });
  await page.goto(`${server.url}/settings`);
  await page.getByText('Добавить участника без приглашения').click();
  await page.getByRole('textbox', { name: 'Имя' }).fill('Somebody');
  await page.getByRole('textbox', { name: 'Почта (необязательно)' }).fill('mia@example.org');
  await page.getByRole('button', { name: 'Добавить участника' }).click();
  await page
    .getByText('Это противоречит тому, что уже есть. Этот адрес почты уже у другого участника.')
    .waitFor();
});

const LANGUAGES = ['ru', 'be', 'ar-XB'] as const;

test.each(LANGUAGES)('LA17 in %s each page is within a window of 320 px', async (tag) => {
  const page = await browser.newPerson(server, OWNER_TOKEN, {
    viewport: { width: 320, height: 700 },
    allows: [/status of 404/],
  });
  await speak(page, tag);
  for (const path of paths()) {
    await page.goto(server.url + path, { waitUntil: 'networkidle' });
    expect(await page.locator('html').getAttribute('lang'), path).toBe(tag);
    expect(await beyondScreen(page), path).toEqual([]);
    expect(await cutButtons(page), path).toEqual([]);
  }
});

test('LA13 in the pseudo-language the page is mirrored, and an article keeps its direction', async () => {
  const page = await browser.newPerson(server, OWNER_TOKEN, {
    viewport: { width: 1280, height: 800 },
  });
  await speak(page, 'ar-XB');
  await page.goto(`${server.url}/queue`);
  await page.getByRole('article').first().waitFor();
  expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
  const brand = await page.locator('.brand').boundingBox();
  expect(brand?.x).toBeGreaterThan(1000);
  expect(await page.locator('.sentence').first().getAttribute('dir')).toBe('ltr');
  await page.goto(`${server.url}/articles/${article.id}`);
  await page.locator('galley-thread').first().waitFor();
  const text = await page.locator('.article-text').boundingBox();
  const margin = await page.locator('galley-margin').boundingBox();
  expect(margin?.x).toBeLessThan(text?.x ?? 0);
  expect(await page.locator('.article-text').getAttribute('dir')).toBe('ltr');
});

function paths(): string[] {
  const settings = ['', '/invitations', '/workspace', '/audit', '/account', '/sessions', '/tokens'];
  return [
    '/',
    '/trash',
    '/queue',
    `/articles/${article.id}`,
    ...settings.map((path) => `/settings${path}`),
    '/no-such-page',
  ];
}

async function speak(page: Page, tag: string): Promise<void> {
  await page.addInitScript((chosen) => localStorage.setItem('galley:language', chosen), tag);
}

/** Buttons whose words don't have the room that they need. */
function cutButtons(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.button')]
      .filter((one) => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1)
      .map((one) => one.textContent.trim()),
  );
}
