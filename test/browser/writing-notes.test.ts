/** What is typed right after a note was asked for goes into the note, also where the notes lie over the text. */
import type { CDPSession, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { builtServer, testBrowser } from '../support/browser.ts';
import type { PersonOptions } from '../support/browser.ts';
import { OWNER_TOKEN } from '../support/server.ts';
import type { ArticleReply, TestServer } from '../support/server.ts';
import { selectWords, textbox, thread } from '../support/workspace.ts';

const WORDS = 'at noon';
const TYPED = 'On Sundays too?';

/** With motion, unlike elsewhere: a sheet that glides in is where a focus gets lost. */
const MOVING = { reducedMotion: 'no-preference' } as const;
const PHONE: PersonOptions = { ...MOVING, viewport: { width: 360, height: 740 } };
const WINDOWS: readonly [string, PersonOptions][] = [
  ['a phone', PHONE],
  ['half a screen', { ...MOVING, viewport: { width: 640, height: 800 } }],
  ['200 % zoom', { ...MOVING, viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 }],
  ['a whole screen', { ...MOVING, viewport: { width: 1280, height: 800 } }],
];

/** On words of different length: the buttons stay away from those that have a note just now. */
const KINDS = [
  { kind: 'comment', on: WORDS, button: 'Comment', code: 'KeyM', field: 'Comment', typed: 'body' },
  {
    kind: 'suggestion',
    on: 'The ferry leaves',
    button: 'Suggest',
    code: 'KeyS',
    field: 'New wording',
    typed: 'replacement',
  },
] as const;
type NoteKind = (typeof KINDS)[number];

/** Something that a hand does, as the browser gets it. */
type Act = (session: CDPSession) => Promise<unknown>;

const browser = testBrowser();
let server: TestServer;

beforeAll(async () => {
  server = await builtServer();
});
afterAll(() => server.close());

const ferry = (): Promise<ArticleReply> =>
  server.article('# The ferry\n\nThe ferry leaves at nine. It returns at noon.');

async function open(article: ArticleReply, options: PersonOptions): Promise<Page> {
  const page = await browser.newPerson(server, OWNER_TOKEN, options);
  await page.goto(`${server.url}/articles/${article.id}`);
  await textbox(page).locator('p').first().waitFor();
  return page;
}

/** Does each before the page is done with the one before: the hand is quick, the machine slow. */
async function hurry(page: Page, acts: readonly Act[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await Promise.all(acts.map((act) => act(session)));
  await session.detach();
}

function press(key: object): Act[] {
  return [
    (session) => session.send('Input.dispatchKeyEvent', { type: 'keyDown', ...key }),
    (session) => session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key }),
  ];
}

const keys = (words: string): Act[] =>
  Array.from(words).flatMap((letter) => press({ key: letter, text: letter }));

function chord(code: string): Act[] {
  const key = code.slice(-1).toLowerCase();
  const [alt, ctrl] = [1, 2]; // bits in the protocol of the browser's tools
  return press({ key, code, windowsVirtualKeyCode: code.charCodeAt(3), modifiers: alt + ctrl });
}

async function click(button: Locator): Promise<Act[]> {
  const box = await button.boundingBox();
  if (box === null) throw new Error('The button isn’t there.');
  const point = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const left = { ...point, button: 'left', clickCount: 1 } as const;
  return [
    (session) => session.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...left }),
    (session) => session.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...left }),
  ];
}

const inAdder = (page: Page, { button }: NoteKind): Locator =>
  page.locator('galley-adder').getByText(button);

/** Each way to ask for a note, with what is typed at once. */
const WAYS: readonly [string, (page: Page, kind: NoteKind) => Promise<void>, PersonOptions?][] = [
  ['keys', (page, { code }) => hurry(page, [...chord(code), ...keys(TYPED)])],
  [
    'the button at the words',
    async (page, kind) => {
      await inAdder(page, kind).waitFor();
      await hurry(page, [...(await click(inAdder(page, kind))), ...keys(TYPED)]);
    },
  ],
  [
    'a finger',
    async (page, kind) => {
      await inAdder(page, kind).tap();
      // A tap is no click before the browser has made sure of it; then the field has the focus as soon as it is there.
      await page.getByRole('textbox', { name: kind.field }).waitFor({ state: 'attached' });
      await hurry(page, keys(TYPED));
    },
    { hasTouch: true },
  ],
  [
    'the toolbar',
    async (page, { button }) => {
      const tool = page.getByRole('toolbar').getByRole('button', { name: button });
      await tool.scrollIntoViewIfNeeded();
      await hurry(page, [...(await click(tool)), ...keys(TYPED)]);
    },
  ],
];

const selected = (page: Page): Promise<string> => page.evaluate(() => String(getSelection()));

const isInText = (page: Page): Promise<boolean> =>
  textbox(page).evaluate((text) => text === document.activeElement);

/** Selects the words and begins a comment on them, which has the focus then. */
async function begin(page: Page): Promise<Locator> {
  await selectWords(page, WORDS);
  await hurry(page, chord('KeyM'));
  return page.locator('textarea:focus');
}

describe.each(WINDOWS)('U27 in the window of %s', (_window, options) => {
  test.each(WAYS)('U27 words typed at once go into the note: %s', async (_way, start, also) => {
    const article = await ferry();
    const page = await open(article, { ...options, ...also });
    const before = await textbox(page).innerText();
    const items = async () =>
      (await server.ask('GET', `/api/articles/${article.id}/annotations`)).json.items;
    for (const kind of KINDS) {
      await selectWords(page, kind.on);
      await start(page, kind);
      expect(await textbox(page).innerText()).toBe(before);
      expect(await page.locator('textarea:focus').inputValue()).toContain(TYPED);
      await page.keyboard.press('Control+Enter');
      await expect.poll(items).toContainEqual(
        expect.objectContaining({
          kind: kind.kind,
          [kind.typed]: expect.stringContaining(TYPED),
        }),
      );
      expect(await selected(page)).toBe(kind.on);
      expect(await isInText(page)).toBe(true);
      expect(await textbox(page).innerText()).toBe(before);
    }
  });
});

describe('U27 the notes over the text', () => {
  test('U27 Esc and Cancel go back to the selected words', async () => {
    const page = await open(await ferry(), PHONE);
    await begin(page);
    await page.keyboard.press('Escape');
    expect(await selected(page)).toBe(WORDS);
    expect(await isInText(page)).toBe(true);
    await hurry(page, chord('KeyM'));
    await page.getByRole('button', { name: 'Cancel' }).click();
    expect(await selected(page)).toBe(WORDS);
    expect(await isInText(page)).toBe(true);
  });

  test('U27 a note that was left half written, or empty, gets the focus when it is asked for again', async () => {
    const page = await open(await ferry(), PHONE);
    const field = await begin(page);
    await page.getByRole('button', { name: 'Close the notes' }).click();
    await hurry(page, [...chord('KeyM'), ...keys('On ')]);
    expect(await field.inputValue()).toBe('On ');
    await page.keyboard.press('Escape');
    await hurry(page, [...chord('KeyM'), ...keys('Sundays')]);
    expect(await field.inputValue()).toBe('On Sundays');
    expect(await textbox(page).innerText()).toContain('It returns at noon.');
  });

  test('U27 a reply to a thread that was opened in the text', async () => {
    const article = await ferry();
    const note = { layer: article.layers[0]!.id, kind: 'comment', target: { exact: WORDS } };
    const path = `/api/articles/${article.id}/annotations`;
    await server.ask('POST', path, { ...note, body: 'In winter?' });
    const page = await open(article, PHONE);
    await page.locator('mark[data-annotation]').click();
    await thread(page, 'In winter?').getByRole('button', { name: 'Reply' }).click();
    await hurry(page, keys(TYPED));
    await page.keyboard.press('Control+Enter');
    await thread(page, TYPED).waitFor();
    expect(await textbox(page).innerText()).toContain('It returns at noon.');
  });

  test('U27 among many notes the one that is written is in sight', async () => {
    const sentences = Array.from({ length: 12 }, (_none, at) => `Sentence ${at} is here.`);
    const article = await server.article(`# Many\n\n${sentences.join(' ')} It returns at noon.`);
    const note = { layer: article.layers[0]!.id, kind: 'comment', body: 'Why?' };
    const path = `/api/articles/${article.id}/annotations`;
    await Promise.all(
      sentences.map((exact) => server.ask('POST', path, { ...note, target: { exact } })),
    );
    const page = await open(article, PHONE);
    await page.locator('galley-thread').nth(11).waitFor({ state: 'attached' });
    const field = await begin(page);
    await expect
      .poll(() => field.evaluate((element) => element.getBoundingClientRect().bottom))
      .toBeLessThan(740);
  });
});
