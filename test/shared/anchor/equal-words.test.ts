/** Texts of equal words, in which every place is like every other. */
import { describe, expect, test } from 'vitest';
import type { Anchor } from '../../../shared/anchor/anchor.ts';
import { describe as anchorAt } from '../../../shared/anchor/describe.ts';
import { resolve } from '../../../shared/anchor/resolve.ts';
import { placesToOffer } from '../../../shared/anchor/seek.ts';
import type { TextIndex } from '../../../shared/anchor/text-index.ts';
import { calmMs } from '../../support/calm-machine.ts';
import { indexOf, liveParagraphs, quoteOnly } from '../../support/live-text.ts';

/** The longest that a person doesn't feel as a stall. */
const STALL_MS = 100;
const SENTENCE = 'The very same sentence stands here.';

const TEXTS: readonly [string, () => TextIndex][] = [
  ['the the the', () => indexOf(liveParagraphs('T', Array(60_000).fill('the').join(' ')))],
  ['one letter', () => indexOf(liveParagraphs('T', 'a'.repeat(300_000)))],
  ['equal paragraphs', () => indexOf(liveParagraphs('T', ...Array<string>(10_000).fill(SENTENCE)))],
  ['equal sentences', () => indexOf(liveParagraphs('T', Array(10_000).fill(SENTENCE).join(' ')))],
];

/** An anchor whose positions are gone, and what else is known of it. */
const LOST: readonly [string, (anchor: Anchor) => Anchor][] = [
  ['as quoted', (anchor) => anchor],
  ['with other words and neighbours', (anchor) => ({ ...anchor, ...otherWords(anchor) })],
  [
    'with words that are not there',
    (anchor) => ({ ...anchor, exact: 'Nothing of this is there.' }),
  ],
];

function otherWords({ exact }: Anchor): Partial<Anchor> {
  return { exact: `${exact.replace(/[ha]/, 'q')}zz`, prefix: 'xx yy', suffix: 'zz' };
}

describe('A31 in texts of equal words', () => {
  for (const [name, make] of TEXTS)
    test(`A31 no quote stalls the page: ${name}`, () => {
      const index = make();
      for (const length of [3, 20, 150, 300, 800]) {
        const from = 120_000;
        const anchor = anchorAt(index, { from, to: from + length });
        expect(resolve(index, anchor)).toMatchObject({ state: 'exact', from });
        for (const [how, lose] of LOST) {
          const lost = quoteOnly(lose(anchor));
          const ms = calmMs(() => resolve(index, lost));
          expect(ms, `${length} characters ${how}`).toBeLessThan(STALL_MS);
          const offeringMs = calmMs(() => placesToOffer(index.text, lost, from, 3));
          expect(offeringMs, `${length} characters ${how}, offered`).toBeLessThan(STALL_MS);
        }
      }
    });

  test('A31 the one that is told by its neighbours is found, however many equals come before it', () => {
    const equals = Array<string>(3000).fill('the same words');
    const index = indexOf(liveParagraphs('T', ...equals, 'Red the same words blue', ...equals));
    const from = index.text.indexOf('Red') + 4;
    const anchor = quoteOnly(anchorAt(index, { from, to: from + 14 }));
    expect(resolve(index, anchor)).toMatchObject({ state: 'moved', from });
  });
});
