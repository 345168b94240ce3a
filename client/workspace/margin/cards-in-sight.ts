/** Which cards of a margin are drawn: in a long one those beside what is seen, and those that somebody is at. */
import type { TextRange } from '../../../shared/anchor/anchor.ts';

/** Up to this number all cards are drawn, and never more beside what is seen. */
export const MOST_CARDS = 200;
/** The number of cards that are drawn as long as nobody knows what is seen. */
const AT_FIRST = 50;

/** The numbers of cards in reading order. */
export interface DrawnCards {
  /** Those beside what is seen: from the first one up to before the other. */
  readonly from: number;
  readonly to: number;
  /** Those, and those that are kept, in order. */
  readonly numbers: readonly number[];
}

/**
 * `offsetOf` gives where the words of a card begin, `seen` is the part of the text on the screen, null where there is none.
 * `kept` are cards that must not go while somebody is at them; so that Tab finds the next one, their neighbours stay too.
 */
export function cardsInSight(
  count: number,
  offsetOf: (number: number) => number,
  seen: TextRange | null,
  kept: readonly number[],
): DrawnCards {
  if (count <= MOST_CARDS) return { from: 0, to: count, numbers: upTo(0, count) };
  const { from, to } =
    seen === null ? { from: 0, to: AT_FIRST } : around(seen, count, offsetOf, MOST_CARDS);
  const numbers = new Set(upTo(from, to));
  for (const number of kept) {
    for (const near of upTo(Math.max(0, number - 1), Math.min(count, number + 2)))
      numbers.add(near);
  }
  return { from, to, numbers: [...numbers].sort((one, other) => one - other) };
}

/** The cards whose words are seen; where those are too many, the ones in the middle. */
function around(
  seen: TextRange,
  count: number,
  offsetOf: (number: number) => number,
  most: number,
): TextRange {
  const first = firstFrom(seen.from, count, offsetOf);
  const end = firstFrom(seen.to, count, offsetOf);
  const spare = Math.max(0, end - first - most);
  const from = first + Math.floor(spare / 2);
  return { from, to: end - Math.ceil(spare / 2) };
}

/** The first card whose words begin at or after an offset, by bisection. */
function firstFrom(offset: number, count: number, offsetOf: (number: number) => number): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (offsetOf(middle) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function upTo(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_none, at) => from + at);
}
