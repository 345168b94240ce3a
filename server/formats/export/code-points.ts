/** Counts code points instead of UTF-16 units, as the W3C's TextPositionSelector does. */
import { firstAtLeast } from '../../ascending.ts';

/** A function from offsets in UTF-16 units of the text to offsets in code points. */
export function codePointCounter(text: string): (offset: number) => number {
  const ends = [...text.matchAll(/[\u{10000}-\u{10FFFF}]/gu)].map(({ index }) => index + 2);
  return (offset) => offset - firstAtLeast(ends, offset + 1);
}
