/** Places for a person to choose from, while others go on writing. */
import { describe, expect, test } from 'vitest';
import {
  inText,
  offeredPlaces,
  placeChoices,
} from '../../../../client/workspace/layers/place-choices.ts';
import type { PlaceChoice } from '../../../../client/workspace/layers/place-choices.ts';
import { AnchorIndex } from '../../../../shared/anchor/anchor-index.ts';
import { resolve } from '../../../../shared/anchor/resolve.ts';
import { ARTICLE_ROOT } from '../../../../shared/article/schema.ts';
import { deleteAt, insertAt, liveParagraphs, rangeOf } from '../../../support/live-text.ts';
import { ANCHOR, annotation } from './example.ts';

const TEXT = [
  'The ferry leaves at nine and returns at noon with the post.',
  'In the evening it returned at noon with the post, they say.',
  'The bridge is older than the quay. Carts cross it all day.',
  'The returns at noon with the post are down.',
  'Nobody returns at noon with the posters.',
];

function live() {
  const doc = liveParagraphs('The ferry', ...TEXT);
  const anchors = new AnchorIndex(doc.getXmlFragment(ARTICLE_ROOT));
  return { doc, anchors, textNow: () => anchors.text };
}

const lost = (exact: string, ...former: string[]) => ({
  anchor: { ...ANCHOR, exact, prefix: '', suffix: '' },
  anchors: former.map((words) => ({ exact: words, from: 0, by: 'ann', at: '2026' })),
});
const wordsOf = (choices: readonly PlaceChoice[]): string[] => choices.map(({ words }) => words);

describe('M42 of a thread that is lost', () => {
  test('M42 at most three places are offered, with what is around them', () => {
    const { textNow } = live();
    const offered = offeredPlaces(textNow, lost('returns at noon with the post'));
    expect(offered).toHaveLength(3);
    expect(wordsOf(offered).slice(0, 2)).toContain('returns at noon with the post');
    const [one] = offeredPlaces(textNow, lost('The bridge is older'));
    expect(one).toMatchObject({
      before: '…noon with the post, they say.\n',
      words: 'The bridge is older',
      after: ' than the quay. Carts cross it…',
    });
  });

  test('M42 of the words that it quotes first, then of those that it was taken off, and was on first', () => {
    const former = ['Carts cross it all day', 'nothing like it', 'the quay'];
    const offered = offeredPlaces(live().textNow, lost('they say', ...former));
    expect(wordsOf(offered)).toEqual(['they say', 'the quay', 'Carts cross it all day']);
  });

  test('M42 a place that is offered holds while others write before it', () => {
    const { doc, anchors, textNow } = live();
    const [one] = offeredPlaces(textNow, lost('The bridge is older'));
    insertAt(doc, 4, 'very old ');
    const anchor = one?.anchor() ?? null;
    expect(anchor && resolve(anchors.text, anchor)).toMatchObject({
      state: 'exact',
      exact: 'The bridge is older',
    });
  });

  test.each([
    ['go', (from: number, to: number): [number, number] => [from, to]],
    ['change', (from: number, to: number): [number, number] => [from + 4, to]],
  ])('M42 and falls where its words %s', (_name, range) => {
    const { doc, anchors, textNow } = live();
    const [one] = offeredPlaces(textNow, lost('The bridge is older'));
    const { from, to } = rangeOf(anchors.text.text, 'The bridge is older');
    deleteAt(doc, ...range(from, to));
    expect(one?.anchor()).toBe(null);
  });

  test('M42 nothing is offered before the text is there', () => {
    expect(offeredPlaces(() => null, annotation())).toEqual([]);
  });

  test('M42 what is around words is cut between words, and only where more is there', () => {
    const quote = { exact: 'x', prefix: 'all of it ', suffix: ` and ${'more '.repeat(20)}` };
    expect(inText(quote)).toMatchObject({ before: 'all of it ', words: 'x' });
    expect(inText(quote).after).toMatch(/^ and (more ){4}more…$/);
  });

  test('M42 of words that stand several times each place is named, and can be chosen', () => {
    const { anchors } = live();
    const { text } = anchors;
    const candidates = [rangeOf(text.text, 'the post'), rangeOf(text.text, 'the post', 1)];
    const place = {
      state: 'ambiguous',
      from: null,
      to: null,
      exact: 'the post',
      candidates,
    } as const;
    const choices = placeChoices(text, place);
    expect(choices.map((choice) => choice.anchor()?.from)).toEqual(
      candidates.map(({ from }) => from),
    );
    expect(placeChoices(text, { state: 'orphaned', from: null, to: null, exact: 'x' })).toEqual([]);
  });
});
