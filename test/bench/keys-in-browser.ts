/**
 * `npx tsx test/bench/keys-in-browser.ts [WORDS] [THREADS]`: what a key, a key of another's, scrolling and opening cost in a
 * real browser, in a long article with thousands of threads. Needs the built client.
 */
import { availableParallelism, cpus } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import type { CDPSession, Page } from 'playwright-core';
import * as Y from 'yjs';
import { ARTICLE_ROOT } from '../../shared/article/schema.ts';
import { builtServer, launchBrowser, openContext } from '../support/browser.ts';
import { OWNER_TOKEN } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';
import { stockClient } from '../support/sync-client.ts';
import { annotate, longText } from './annotated-article.ts';
import { installPageTimer } from './page-timer.ts';
import type { Shown } from './page-timer.ts';

const WORDS = Number(process.argv[2] ?? 50_000);
const THREADS = Number(process.argv[3] ?? 5000);
const KEYS = 100;
/** A quick typist's pace, and one at which no key waits for what an earlier one has put off. */
const PACES_MS = [80, 400];
const SCREENS = 10;
/** What a key may take to the next frame, ms: one frame of a usual screen. */
const TARGET_MS = 16;

interface Line {
  readonly what: string;
  readonly median: number;
  readonly worst: number;
  /** What the page's thread computed for each in all, ms, also behind the frame. */
  readonly busy?: number;
  readonly target?: number;
}

const server: TestServer = await builtServer();
const browser = await launchBrowser();
try {
  const article = await server.article(longText(WORDS));
  const { json: session } = await server.ask('GET', '/api/session');
  await annotate(server, article, session.member.id, THREADS);
  const context = await openContext(browser, { url: server.url, token: OWNER_TOKEN });
  // The loader that runs this file names functions by a helper of its own.
  await context.addInitScript('globalThis.__name = (named) => named');
  await context.addInitScript(installPageTimer);
  const page = await context.newPage();
  const lines: Line[] = [...(await opened(page, `${server.url}/articles/${article.id}`))];
  const devtools = await context.newCDPSession(page);
  for (const pace of PACES_MS) lines.push(...(await ownKeys(page, devtools, pace)));
  lines.push(...(await othersKeys(page, devtools, article.id)));
  lines.push(...(await scrolled(page, devtools)));
  print(lines, browser.version());
} finally {
  await browser.close();
  await server.close();
}

/** From asking for the page to its text, its threads and the marks of its first screen. */
async function opened(page: Page, address: string): Promise<Line[]> {
  const start = performance.now();
  await page.goto(address);
  await page.locator('.article-text p').first().waitFor();
  const text = performance.now() - start;
  await page.locator('mark[data-annotation]').first().waitFor();
  const marks = performance.now() - start;
  await page.locator('galley-thread[data-placed]').first().waitFor();
  const cards = performance.now() - start;
  await delay(5000); // what is put off until the page rests
  return [
    { what: 'first text', median: text, worst: text },
    { what: 'first highlight', median: marks, worst: marks },
    { what: 'first card in its place', median: cards, worst: cards },
  ];
}

/** Typed in the middle of the article. */
async function ownKeys(page: Page, devtools: CDPSession, pace: number): Promise<Line[]> {
  const paragraphs = page.locator('.article-text > p');
  const middle = paragraphs.nth(Math.floor((await paragraphs.count()) / 2));
  await middle.scrollIntoViewIfNeeded();
  await middle.click({ position: { x: 120, y: 12 } });
  await delay(1500);
  const busy = await busyDuring(devtools, KEYS, async () => {
    for (let nth = 0; nth < KEYS; nth += 1) {
      await page.keyboard.press('abcdefgh'[nth % 8] ?? 'a');
      await delay(pace);
    }
  });
  const shown = await page.evaluate(() => globalThis.pageTimer.keys);
  return linesOf(`own key, one each ${pace} ms`, shown, busy);
}

/** Typed by a peer, a screen away and far away in turns. */
async function othersKeys(page: Page, devtools: CDPSession, room: string): Promise<Line[]> {
  const peer = stockClient(server, room, OWNER_TOKEN);
  await peer.synced;
  const blocks = peer.doc
    .getXmlFragment(ARTICLE_ROOT)
    .toArray()
    .filter((block): block is Y.XmlElement => block instanceof Y.XmlElement);
  const middle = Math.floor(blocks.length / 2);
  await delay(1500);
  const busy = await busyDuring(devtools, KEYS, async () => {
    for (let nth = 0; nth < KEYS; nth += 1) {
      const text = blocks[nth % 2 === 0 ? middle + 4 : 5]?.get(0);
      if (text instanceof Y.XmlText) text.insert(10, 'x');
      await delay(150);
    }
  });
  peer.destroy();
  const shown = await page.evaluate(() => globalThis.pageTimer.remote);
  return linesOf('another’s key, one each 150 ms', shown, busy);
}

/** Ten screens down with the wheel, a quarter of a screen at a time. */
async function scrolled(page: Page, devtools: CDPSession): Promise<Line[]> {
  await page.mouse.move(500, 400);
  await delay(1500);
  const steps = SCREENS * 4;
  await page.evaluate(() => globalThis.pageTimer.watchFrames());
  const busy = await busyDuring(devtools, steps, async () => {
    for (let step = 0; step < steps; step += 1) {
      await page.mouse.wheel(0, 200);
      await delay(50);
    }
  });
  const frames = await page.evaluate(() => globalThis.pageTimer.frames);
  const what = `from frame to frame, scrolling ${SCREENS} screens`;
  return [{ what, median: quantile(frames, 0.5), worst: quantile(frames, 0.95), busy }];
}

/** What the page's thread computed for each of some actions, ms, whatever else the machine does; clears what the page has measured before. */
async function busyDuring(
  devtools: CDPSession,
  actions: number,
  act: () => Promise<void>,
): Promise<number> {
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  await devtools.send('Runtime.evaluate', { expression: 'pageTimer.clear()' });
  const before = await busySeconds(devtools);
  await act();
  await delay(300);
  return (((await busySeconds(devtools)) - before) * 1000) / actions;
}

async function busySeconds(devtools: CDPSession): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
}

function linesOf(what: string, shown: readonly Shown[], busy: number): Line[] {
  if (shown.length < KEYS * 0.9) throw new Error(`Only ${shown.length} of ${what} were seen.`);
  const of = (times: readonly number[]) => ({
    median: quantile(times, 0.5),
    worst: quantile(times, 0.95),
  });
  const frames = shown.map(({ frame }) => frame);
  const painted = shown.map((one) => one.painted);
  return [
    { what: `${what}: to the next frame`, ...of(frames), busy, target: TARGET_MS },
    { what: `${what}: to that frame painted`, ...of(painted) },
  ];
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function print(lines: readonly Line[], version: string): void {
  const where = `${cpus()[0]?.model ?? 'unknown processor'} × ${availableParallelism()}, Chromium ${version}`;
  const rows = lines.map(({ what, median, worst, busy, target }) =>
    [
      what.padEnd(58),
      ms(median),
      ms(worst),
      busy === undefined ? ''.padStart(10) : ms(busy),
      target === undefined ? '' : `   ${median < target ? 'met' : 'MISSED'}: under ${target} ms`,
    ].join(''),
  );
  const head = `${''.padEnd(58)}${'median'.padStart(10)}${'95 %'.padStart(10)}${'computed'.padStart(10)}`;
  process.stdout.write(
    `${WORDS} words, ${THREADS} threads; ${where}\n${head}\n${rows.join('\n')}\n`,
  );
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`.padStart(10);
}
