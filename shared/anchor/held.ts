/** The words that an anchor's relative positions still hold, and what was torn from them. */
import type { Anchor, TextRange } from './anchor.ts';
import { decodePosition } from './describe.ts';
import { matchesIn, sameAtEnd, sameAtStart } from './likeness.ts';
import type { TextIndex } from './text-index.ts';

/** Where one position is gone, so many characters beside the other must read as quoted. */
const MIN_REST = 3;
/** Line breaks may have come between the parts. */
const BREAKS = 2;
/** So many characters more than the words had, or half as many as they had, are much. */
const MIN_EXCESS = 16;

/**
 * The range between the anchor's relative positions; beside the one that is left, as far as the text reads as quoted, where
 * the other is gone. Null where nothing is left.
 */
export function heldRange(index: TextIndex, anchor: Anchor): TextRange | null {
  const from = offsetOf(index, anchor.start);
  const to = offsetOf(index, anchor.end);
  if (from === null && to === null) return null;
  const range = from !== null && to !== null ? { from, to } : rest(index, anchor, from, to);
  return range.from < range.to && index.slice(range).trim() !== '' ? range : null;
}

/**
 * The held words with what belongs to them beside them. On a split, a join or two changes at once the binding takes out
 * a part of the words and puts it in again, where the positions don't follow.
 */
export function completed(index: TextIndex, anchor: Anchor, held: TextRange): TextRange {
  const words = index.slice(held);
  let best = held;
  for (const wording of wordings(anchor)) {
    if (wording === words) return best;
    const { before, behind } = missing(words, wording);
    const from = Math.max(0, held.from - before);
    const around = index.slice({ from, to: held.to + behind });
    const maxErrors = errorsOf(words, wording) - 1;
    for (const match of matchesIn(around, { from: 0, to: around.length }, wording, maxErrors)) {
      const whole = { from: from + match.from, to: from + match.to };
      if (whole.from <= best.from && best.to <= whole.to) best = whole;
    }
    if (best !== held) return best;
  }
  return trimmed(index, anchor, held);
}

/** Where much was written at an edge whose own character is gone, the words alone. */
function trimmed(index: TextIndex, { exact, latest }: Anchor, held: TextRange): TextRange {
  const wording = latest ?? exact;
  const words = index.slice(held);
  const excess = Math.max(MIN_EXCESS, wording.length / 2);
  const [own] = matchesIn(words, { from: 0, to: words.length }, wording, wording.length / 2);
  if (own === undefined || words.length - (own.to - own.from) < excess) return held;
  return { from: held.from + own.from, to: held.from + own.to };
}

/** Share of the quoted words that is found in these, 0 to 1. */
export function shareLeft(anchor: Anchor, words: string): number {
  return Math.max(
    ...wordings(anchor).map((wording) => 1 - errorsOf(words, wording) / wording.length),
  );
}

/** As annotated, and as last seen. */
function wordings({ exact, latest }: Anchor): string[] {
  return latest === undefined ? [exact] : [exact, latest];
}

function errorsOf(words: string, wording: string): number {
  const [best] = matchesIn(words, { from: 0, to: words.length }, wording, wording.length - 1);
  return best?.errors ?? wording.length;
}

/** How far the words may go on before and behind a part of them. */
function missing(part: string, wording: string): { before: number; behind: number } {
  const at = wording.indexOf(part);
  if (at !== -1) return { before: at + BREAKS, behind: wording.length - at - part.length + BREAKS };
  const length = Math.max(0, wording.length - part.length) + BREAKS;
  return { before: length, behind: length };
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
