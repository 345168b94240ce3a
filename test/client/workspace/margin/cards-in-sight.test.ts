/** Which cards of a long margin are drawn. */
import { describe, expect, test } from 'vitest';
import { cardsInSight, MOST_CARDS } from '../../../../client/workspace/margin/cards-in-sight.ts';

/** Every tenth character has a note. */
const offsetOf = (number: number): number => number * 10;
const COUNT = 5000;

const from = (first: number, end: number): number[] =>
  Array.from({ length: end - first }, (_none, at) => first + at);

describe('M37 of many cards those beside what is seen are drawn, and those that somebody is at', () => {
  test('M37 all of a usual article', () => {
    const drawn = cardsInSight(MOST_CARDS, offsetOf, { from: 100, to: 200 }, []);
    expect(drawn).toEqual({ from: 0, to: MOST_CARDS, numbers: from(0, MOST_CARDS) });
  });

  test('M37 of a long one those whose words begin in sight', () => {
    const drawn = cardsInSight(COUNT, offsetOf, { from: 995, to: 1100 }, []);
    expect(drawn).toEqual({ from: 100, to: 110, numbers: from(100, 110) });
  });

  test.each([
    ['at the very start', { from: 0, to: 15 }, 0, 2],
    ['at the very end', { from: 49_975, to: 60_000 }, 4998, 5000],
    ['between two notes', { from: 101, to: 109 }, 11, 11],
  ])('M37 %s', (_name, seen, first, end) => {
    const drawn = cardsInSight(COUNT, offsetOf, seen, []);
    expect(drawn).toEqual({ from: first, to: end, numbers: from(first, end) });
  });

  test('M37 the one that somebody is at, with its neighbours, so that Tab finds the next', () => {
    const { numbers } = cardsInSight(COUNT, offsetOf, { from: 995, to: 1015 }, [0, 101, 3000]);
    expect(numbers).toEqual([0, 1, 100, 101, 102, 2999, 3000, 3001]);
  });

  test('M37 never more than a page can bear, and then those in the middle', () => {
    const drawn = cardsInSight(COUNT, () => 5, { from: 0, to: 100 }, []);
    expect(drawn.numbers).toEqual(from((COUNT - MOST_CARDS) / 2, (COUNT + MOST_CARDS) / 2));
  });

  test('M37 some before the text is there', () => {
    expect(cardsInSight(COUNT, offsetOf, null, []).numbers.length).toBeLessThan(MOST_CARDS);
    expect(cardsInSight(COUNT, offsetOf, null, []).numbers[0]).toBe(0);
  });
});
