/** Counts code points instead of UTF-16 units, as the W3C's TextPositionSelector does. */

/** A function from offsets in UTF-16 units of the text to offsets in code points. */
export function codePointCounter(text: string): (offset: number) => number {
  const ends = [...text.matchAll(/[\u{10000}-\u{10FFFF}]/gu)].map(({ index }) => index + 2);
  return (offset) => offset - countUpTo(ends, offset);
}

/** How many of the ascending numbers are at most `limit`, by halving. */
function countUpTo(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle]! <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
