/** The range between an anchor's relative positions: what they still hold of the words. */
import type { Anchor, TextRange } from './anchor.ts';
import { decodePosition } from './describe.ts';
import { matchesIn, sameAtEnd, sameAtStart } from './similarity.ts';
import type { TextIndex } from './text-index.ts';

/** Where one position is gone, this many characters beside the other must read as quoted. */
const MIN_REST = 3;

/**
 * The range between the anchor's relative positions; beside the one that is left, as far as the text reads as quoted, where
 * the other is gone. Null where nothing is left.
 */
export function positionRange(index: TextIndex, anchor: Anchor): TextRange | null {
  const from = offsetOf(index, anchor.start);
  const to = offsetOf(index, anchor.end);
  if (from === null && to === null) return null;
  const range = from !== null && to !== null ? { from, to } : rest(index, anchor, from, to);
  return range.from < range.to && index.slice(range).trim() !== '' ? range : null;
}

/** How much of the words, as annotated or as last seen, is found in these: 0 for nothing, 1 for all. */
export function shareLeft(anchor: Anchor, words: string): number {
  return Math.max(
    ...wordings(anchor).map((wording) => 1 - errorsOf(words, wording) / wording.length),
  );
}

/** The words as annotated and, where they read otherwise since, as last seen. */
export function wordings({ exact, latest }: Anchor): string[] {
  return latest === undefined ? [exact] : [exact, latest];
}

/** Fewest characters to insert, delete or replace to turn `wording` into some part of `words`; its length where nothing is alike. */
export function errorsOf(words: string, wording: string): number {
  const [best] = matchesIn(words, { from: 0, to: words.length }, wording, wording.length - 1);
  return best?.errors ?? wording.length;
}

function rest(
  index: TextIndex,
  { exact }: Anchor,
  from: number | null,
  to: number | null,
): TextRange {
  if (from !== null) {
    const same = sameAtStart(index.slice({ from, to: from + exact.length }), exact);
    return { from, to: same < MIN_REST ? from : from + same };
  }
  const end = to ?? 0;
  const same = sameAtEnd(index.slice({ from: Math.max(0, end - exact.length), to: end }), exact);
  return { from: same < MIN_REST ? end : end - same, to: end };
}

function offsetOf(index: TextIndex, encoded: string): number | null {
  const position = decodePosition(encoded);
  return position && index.offsetOf(position);
}
