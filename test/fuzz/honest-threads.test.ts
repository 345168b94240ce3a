/**
 * Threads held against the truth about their characters, while three people change the text in every way. A failure names its
 * seed: `npm run bench:honest -- --seed n --threads 55` plays it again, and plays long.
 */
import { expect, test } from 'vitest';
import { LANGUAGES, paragraphsIn } from '../support/honest/corpus.ts';
import { World } from '../support/honest/world.ts';
import { randomFrom } from '../support/random.ts';

/** One for each of some languages; those at the end once failed. */
const SEEDS = [11, 12, 13, 14, 7, 10];

function played(seed: number, isStock: boolean) {
  const language = LANGUAGES[seed % LANGUAGES.length] ?? 'eng';
  const random = randomFrom(seed);
  const world = new World(paragraphsIn(language, 40).slice(0, 16), random, undefined, isStock);
  for (const words of [1, 2, 3, 8]) world.annotate(14, words);
  for (let step = 0; step < 60; step += 1) world.step();
  world.meet();
  expect(world.agree()).toBe(true);
  const faring = world.faring();
  world.destroy();
  return faring;
}

test.each(SEEDS)(
  'A36 no thread is on wrong words, and none whose words live is lost: seed %i',
  (seed) => {
    const faults = played(seed, false).filter(({ judgement }) =>
      ['wrong', 'lost'].includes(judgement),
    );
    expect(faults).toEqual([]);
  },
);

test.each([21, 22])(
  'A37 nor is one on wrong words where all use another client: seed %i',
  (seed) => {
    expect(played(seed, true).filter(({ judgement }) => judgement === 'wrong')).toEqual([]);
  },
);

test('A38 of words that are deleted one by one none is taken for another', () => {
  const world = new World(paragraphsIn('eng', 40), randomFrom(5), ['erase']);
  for (const words of [1, 2, 3]) world.annotate(20, words);
  for (let step = 0; step < 90; step += 1) world.step();
  world.meet();
  const faring = world.faring();
  world.destroy();
  expect(faring.filter(({ judgement }) => judgement === 'wrong')).toEqual([]);
  expect(faring.filter(({ state }) => state === 'orphaned').length).toBeGreaterThan(5);
});
