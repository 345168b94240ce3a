/**
 * Two people in two browsers who type at once in one small text, and change its blocks under each other's caret. Each letter is
 * one of a kind, so that it is known who stands where; what is said of a letter by the page in which it was typed is the truth.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { randomFrom } from '../random.ts';
import type { Notes, Stray } from './where-typed.ts';
import { strayLetters } from './where-typed.ts';

/** What came of it. */
export interface Outcome {
  readonly letters: number;
  readonly strays: readonly Stray[];
  /** What was not the same for both when they had rested. */
  readonly differences: readonly string[];
}

/** What a person does instead of typing a letter, and out of how many things it is done once. */
const KEYS: readonly (readonly [key: string, weight: number])[] = [
  ['Backspace', 5],
  ['Enter', 3],
  ['ArrowLeft', 4],
  ['ArrowRight', 4],
  ['Home', 1],
  ['End', 1],
  ['Control+z', 2],
  ['Control+Alt+2', 2],
  ['Control+Alt+0', 2],
  ['Control+Shift+8', 2],
  ['Control+Alt+c', 0],
];
const ELSEWHERE = 6;
const LETTER = 68;

/** Lets two people type and looks at the text whenever they rest. `pages` show one article, opened by `openNoted`. */
export async function typeTogether(
  pages: readonly [Page, Page],
  { seed, seconds, perSecond }: { seed: number; seconds: number; perSecond: number },
): Promise<Outcome> {
  const typists = pages.map((page, nth) => new Typist(page, seed * 2 + nth, 0x4e00 + nth * 10_000));
  const strays = new Map<string, Stray>();
  const differences: string[] = [];
  const end = Date.now() + seconds * 1000;
  while (Date.now() < end) {
    const rest = Math.min(end, Date.now() + ROUND_MS);
    await Promise.all(typists.map((typist) => typist.typeUntil(rest, perSecond)));
    await delay(REST_MS);
    const [one = [], other = []] = await Promise.all(pages.map(blocksOf));
    if (one.join('\n') !== other.join('\n'))
      differences.push(`${one.join(' | ')} / ${other.join(' | ')}`);
    for (const stray of strayLetters(one, await notesOf(pages)))
      strays.set(`${stray.what} ${stray.letter}`, stray);
  }
  const letters = typists.reduce((sum, { typed }) => sum + typed, 0);
  return { letters, strays: [...strays.values()], differences };
}

const ROUND_MS = 15_000;
const REST_MS = 1500;

class Typist {
  typed = 0;
  readonly #page: Page;
  readonly #random: (below: number) => number;
  readonly #first: number;

  constructor(page: Page, seed: number, first: number) {
    this.#page = page;
    this.#random = randomFrom(seed);
    this.#first = first;
  }

  async typeUntil(end: number, perSecond: number): Promise<void> {
    let next = Date.now();
    while (Date.now() < end) {
      await this.#act();
      next += 1000 / perSecond;
      await delay(Math.max(0, next - Date.now()));
    }
  }

  async #act(): Promise<void> {
    const { keyboard } = this.#page;
    let left = this.#random(ELSEWHERE + LETTER + KEYS.reduce((sum, [, weight]) => sum + weight, 0));
    if (left < ELSEWHERE || this.typed === 0) await this.#goElsewhere();
    left -= ELSEWHERE;
    if (left < LETTER) {
      await keyboard.insertText(String.fromCharCode(this.#first + this.typed));
      this.typed += 1;
      return;
    }
    left -= LETTER;
    for (const [key, weight] of KEYS) {
      if (left < weight) return keyboard.press(key);
      left -= weight;
    }
  }

  /** Mostly into one of the first blocks, so that both are often in the same. */
  async #goElsewhere(): Promise<void> {
    const [block, share] = [1 + this.#random(3), this.#random(100) / 100];
    await this.#page.evaluate(
      ([number, offset]) => globalThis.typedLetters.putCaret(number, offset),
      [block, share] as const,
    );
    await delay(60); // the editor hears of it by an event
  }
}

function blocksOf(page: Page): Promise<string[]> {
  return page.evaluate(() => globalThis.typedLetters.blocks());
}

async function notesOf(pages: readonly Page[]): Promise<Notes> {
  const notes = await Promise.all(
    pages.map((page) =>
      page.evaluate(() => {
        const { typed, deleted } = globalThis.typedLetters;
        return { typed: [...typed], deleted: [...deleted] };
      }),
    ),
  );
  return {
    typed: notes.flatMap(({ typed }) => typed),
    deleted: notes.flatMap(({ deleted }) => deleted),
  };
}
