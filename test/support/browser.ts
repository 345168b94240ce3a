/** A real browser for a test file: people signed in at a server, each in a browser context of their own. */
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { builtAssets } from '../../server/http/assets.ts';
import { findBrowser, NO_BROWSER } from './find-browser.ts';
import type { Store } from '../../server/storage/store.ts';
import { memoryStore } from './memory-store.ts';
import { testServer } from './server.ts';
import type { TestOptions } from './server.ts';

const BUILT = fileURLToPath(new URL('../../dist/client', import.meta.url));

/** Nothing that the browser does on its own account: it would be noise on the network and in the log. */
const ARGUMENTS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The same for each machine, so that dates, sizes and pictures are. */
const USUAL: BrowserContextOptions = {
  locale: 'en-GB',
  timezoneId: 'UTC',
  viewport: { width: 1280, height: 800 },
  reducedMotion: 'reduce',
};

/** Of a browser context, and besides them what the test expects to go wrong. */
export interface PersonOptions extends BrowserContextOptions {
  /** Errors of the page that the test provokes; any other one fails it. */
  readonly allows?: readonly RegExp[];
}

/** Pages in contexts of their own: no two share cookies or stored words. */
export interface TestBrowser {
  /** A page of a person who signed in with the token; at no address yet. */
  newPerson(
    server: { readonly url: string },
    token: string,
    options?: PersonOptions,
  ): Promise<Page>;
  /** A page of somebody who is not signed in. */
  newReader(options?: PersonOptions): Promise<Page>;
}

/** Launches the browser that was found; the caller closes it. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = await findBrowser();
  if (executablePath === null) throw new Error(NO_BROWSER);
  // Chromium's sandbox refuses to run as root, and most containers don't allow it.
  const isConfined = process.getuid?.() === 0 || Boolean(process.env['CI']);
  return chromium.launch({
    executablePath,
    args: isConfined ? [...ARGUMENTS, '--no-sandbox'] : ARGUMENTS,
  });
}

/** A context whose session cookie is that of the token's member; without a token, of nobody. */
export async function openContext(
  browser: Browser,
  session: { readonly url: string; readonly token: string } | null,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({ ...USUAL, ...options });
  if (session === null) return context;
  const answer = await context.request.post(`${session.url}/api/session`, {
    data: { token: session.token },
  });
  if (!answer.ok()) throw new Error(`The sign-in was refused: ${await answer.text()}`);
  return context;
}

/**
 * Call it once at the top of a test file: one browser serves all of its tests, and an error of a page that nobody allowed
 * fails the test in which it came up. Pages opened in a test end with it, those of `beforeAll` with the file.
 */
export function testBrowser(): TestBrowser {
  let browser: Browser | null = null;
  let errors: string[] = [];
  /** Contexts of the running test; null between tests. */
  let opened: BrowserContext[] | null = null;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  beforeEach(() => {
    opened = [];
  });
  afterEach(async () => {
    const [contexts, found] = [opened ?? [], errors];
    [opened, errors] = [null, []];
    await Promise.all(contexts.map((context) => context.close()));
    expect(found, 'errors of the pages').toEqual([]);
  });
  afterAll(() => browser?.close());

  async function newPage(
    session: { url: string; token: string } | null,
    { allows = [], ...options }: PersonOptions,
  ): Promise<Page> {
    if (browser === null) throw new Error('A page was asked for outside of a test.');
    const context = await openContext(browser, session, options);
    opened?.push(context);
    const page = await context.newPage();
    const note = (error: string): void => {
      if (!allows.some((pattern) => pattern.test(error))) errors.push(error);
    };
    page.on('pageerror', (error) => note(error.stack ?? error.message));
    page.on('console', (message) => {
      // Where it came from is part of the error: of a failed request the text alone doesn't say which.
      if (message.type() === 'error') note(`${message.text()} (${message.location().url})`);
    });
    return page;
  }

  return {
    newPerson: ({ url }, token, options = {}) => newPage({ url, token }, options),
    newReader: (options = {}) => newPage(null, options),
  };
}

/** A test server that serves the client as `node build.js` built it, over a store in memory unless it is given one. */
export function builtServer(
  options: Omit<TestOptions, 'assets'> = {},
  store: Store = memoryStore(),
) {
  return testServer({ ...options, assets: () => builtAssets(BUILT) }, store);
}

/** The editor hears of a selection before the next frame; a key that comes sooner is the browser's own affair. */
export async function selectionSeen(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen))),
  );
}
