/** Places in a text of before, found in the text as it is. */
import { expect, test } from 'vitest';
import { parseOrigin, runsOfBlocks } from '../../../server/formats/copy-origin.ts';
import { TextThen } from '../../../server/returns/text-then.ts';
import { describe as anchorAt, toIdRun } from '../../../shared/anchor/describe.ts';
import { resolve } from '../../../shared/anchor/resolve.ts';
import { deleteAt, indexOf, insertAt, liveParagraphs, moveTo } from '../../support/live-text.ts';
import { randomFrom } from '../../support/random.ts';

test('RC2 each place is where an annotation of then is', () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const random = randomFrom(seed);
    const words = (): string => Array.from({ length: 1 + random(9) }, () => `word${random(4)}`).join(' '); // prettier-ignore
    const live = liveParagraphs(words(), ...Array.from({ length: 1 + random(4) }, words));
    for (let left = random(5); left > 0; left -= 1) insertAt(live, 1 + random(3), `n${left}`);
    const before = indexOf(live);
    const blocks = before.blocksIn({ from: 0, to: before.length });
    const runs = runsOfBlocks(blocks, (range) => before.runsIn(range).map(toIdRun));
    const then = new TextThen({ text: before.text, runs });
    const anchors = Array.from({ length: 5 }, () => {
      const from = random(before.length - 1);
      const range = { from, to: Math.min(before.length, from + 1 + random(12)) };
      return { made: anchorAt(before, range), told: then.anchorOf(range), range };
    });
    for (const { made, told } of anchors) expect(told.tie, `seed ${seed}`).toEqual(made.tie);
    for (const { made, told } of anchors) {
      const [first] = made.tie?.runs ?? [];
      // A range that begins with a break begins with the character after it.
      if (first !== undefined && before.text[told.from] !== '\n')
        expect(then.offsetOf([first[0], first[1]]), `seed ${seed}`).toBe(told.from);
    }
    for (let left = 6; left > 0; left -= 1) {
      const { length } = indexOf(live);
      const at = 1 + random(length - 2);
      if (random(3) === 0) insertAt(live, at, 'new ');
      else if (random(2) === 0) deleteAt(live, at, Math.min(length, at + random(6)));
      else if (
        at + 8 < length &&
        !indexOf(live)
          .slice({ from: at, to: at + 8 })
          .includes('\n')
      )
        moveTo(live, at, at + 3, at + 7);
    }
    const now = indexOf(live);
    for (const { made, told } of anchors)
      expect(resolve(now, told), `seed ${seed}`).toEqual(resolve(now, made));
  }
});

test('RC2 an origin in which characters are none, stand twice or nowhere is none', () => {
  const read = (...runs: object[]) =>
    parseOrigin(
      JSON.stringify({ version: 1, article: 'a', text: 'some words', runs, threads: [] }),
    );
  expect(read({ from: 0, ids: [1, 0, 4] }, { from: 5, ids: [1, 5, 2, 2, 0, 3] })).not.toBeNull();
  expect(read({ from: 0, ids: [1, 0, 4] }, { from: 3, ids: [1, 5, 5] })).toBeNull();
  expect(read({ from: 0, ids: [1, 0, 0] })).toBeNull();
  expect(read({ from: 0, ids: [1, 0, 11] })).toBeNull();
  expect(read({ from: 0, ids: [1, 0] })).toBeNull();
  expect(read({ from: 0, ids: [1, Number.MAX_SAFE_INTEGER, 2] })).toBeNull();
});
