/** The direction of each letter that Unicode has, as the browser's own `dir="auto"` takes it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';
import { directionOfWords } from '../../shared/article/block-directions.ts';
import { launchBrowser } from '../support/browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** How many are asked at once. */
const STEP = 0x1000;
const END = 0x20000;
const LETTER = /\p{L}/u;

/** The direction that each of the characters begins with; null for one that leaves that to what comes after it. */
function askBrowser(characters: readonly string[]): ('ltr' | 'rtl' | null)[] {
  const paragraph = document.body.appendChild(document.createElement('p'));
  paragraph.dir = 'auto';
  return characters.map((character) => {
    const [latin, hebrew] = ['A', '\u05D0'].map((letter) => {
      paragraph.textContent = character + letter;
      return paragraph.matches(':dir(rtl)') ? 'rtl' : 'ltr';
    });
    return latin === hebrew ? (latin ?? null) : null;
  });
}

test('E40 every letter begins a text in the direction that the browser says', async () => {
  const page = await browser.newPage();
  // The loader of tests names functions by a helper of its own.
  await page.addInitScript('globalThis.__name = (named) => named');
  await page.goto('about:blank');
  const wrong: string[] = [];
  for (let from = 0x20; from < END; from += STEP) {
    const points = Array.from({ length: STEP }, (_, index) => from + index);
    const characters = points
      .filter((point) => point < 0xd800 || point > 0xdfff)
      .map((point) => String.fromCodePoint(point))
      .filter((character) => LETTER.test(character));
    const said = await page.evaluate(askBrowser, characters);
    for (const [index, character] of characters.entries()) {
      const ours = directionOfWords(character);
      if (ours !== said[index])
        wrong.push(`${character.codePointAt(0)?.toString(16)} ${ours} ${said[index]}`);
    }
  }
  expect(wrong).toEqual([]);
});
