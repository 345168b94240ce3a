/** Takes the pictures of the README, from the built client: `npm run pictures`. */
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { builtServer, launchBrowser, openContext } from '../support/browser.ts';
import type { TestServer } from '../support/server.ts';
import { setScene } from './scene.ts';
import type { Scene } from './scene.ts';

const FOLDER = fileURLToPath(new URL('./', import.meta.url));
const WINDOW = { viewport: { width: 1280, height: 860 }, colorScheme: 'light' } as const;

/** One picture: goes where it is to be taken and sets things up. */
type Shot = (stage: Stage) => Promise<Page>;

interface Stage {
  readonly server: TestServer;
  readonly scene: Scene;
  /** A page of the member who has the token, or of a reader. */
  readonly open: (path: string, token?: string) => Promise<Page>;
}

const SHOTS: Readonly<Record<string, Shot>> = {
  'workspace.png': async ({ scene, open }) => {
    const path = `/articles/${scene.article.id}`;
    const [other, page] = [
      await open(path, scene.tokens.mira),
      await open(`${path}#thread-${scene.thread}`, scene.tokens.ann),
    ];
    await putCaretAt(other, 'On the far bank a bell rings.');
    await page.getByRole('article').first().waitFor();
    await page.locator('.caret').waitFor();
    return page;
  },
  'queue.png': async ({ scene, open }) => {
    const page = await open('/queue', scene.tokens.mira);
    await page.getByRole('button', { name: 'Accept' }).first().waitFor();
    return page;
  },
  'published-page.png': async ({ scene, open }) => {
    const page = await open(`/read/${scene.article.slug}`);
    await select(page, 'the the great wheels');
    await page.keyboard.press('Control+Enter');
    const dialog = page.getByRole('dialog', { name: 'Report a mistake' });
    await dialog.getByLabel('How it should read').fill('the great wheels');
    return page;
  },
  'workspace-right-to-left.png': async ({ scene, open }) => {
    const page = await open(`/articles/${scene.rightToLeft.id}`, scene.tokens.ann);
    await page.getByRole('article').first().waitFor();
    return page;
  },
};

/** Selects words of the page as a pointer would. */
async function select(page: Page, words: string): Promise<void> {
  await page.getByText(words).first().scrollIntoViewIfNeeded();
  await page.evaluate((sought) => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { currentNode } = texts;
      const at = (currentNode.nodeValue ?? '').indexOf(sought);
      if (at < 0) continue;
      getSelection()?.setBaseAndExtent(currentNode, at, currentNode, at + sought.length);
      return;
    }
  }, words);
}

async function putCaretAt(page: Page, words: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Article text' }).focus();
  await select(page, words);
  await page.keyboard.press('ArrowRight');
}

async function takePictures(browser: Browser, server: TestServer): Promise<void> {
  const scene = await setScene(server);
  for (const [name, shot] of Object.entries(SHOTS)) {
    const opened: Page[] = [];
    const open = async (path: string, token?: string): Promise<Page> => {
      const session = token === undefined ? null : { url: server.url, token };
      const page = await (await openContext(browser, session, WINDOW)).newPage();
      opened.push(page);
      await page.goto(server.url + path);
      await page.evaluate(() => document.fonts.ready);
      return page;
    };
    // Each picture has the machine to itself.
    const page = await shot({ server, scene, open });
    await page.waitForTimeout(500); // what moves has come to rest; nothing depends on it
    await page.screenshot({ path: FOLDER + name });
    await Promise.all(opened.map((each) => each.context().close()));
    process.stdout.write(`test/pictures/${name}\n`);
  }
}

await mkdir(FOLDER, { recursive: true });
const server = await builtServer();
const browser = await launchBrowser();
try {
  await takePictures(browser, server);
} finally {
  await browser.close();
  await server.close();
}
