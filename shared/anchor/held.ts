/** The words that an anchor's relative positions still hold, and what was torn from them. */
import type { Anchor, TextRange } from './anchor.ts';
import { decodePosition } from './describe.ts';
import { matchesIn, sameAtEnd, sameAtStart } from './likeness.ts';
import type { TextIndex } from './text-index.ts';

/** Where one position is gone, so many characters beside the other must read as quoted. */
const MIN_REST = 3;
/** Line breaks may have come between the parts. */
const BREAKS = 2;
/** So many characters are much, or half as many as the words have. */
const MIN_MUCH = 8;
/** A quarter of the words, within these bounds, doesn't stand in other text by chance. */
const MIN_PIECE = 6;
const MAX_PIECE = 24;

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

/**
 * Where the character at an edge is gone, what was written in its place is held as if it were one of the words: without it
 * where it is much, for then it is something else. The words begin and end where pieces of them still stand, long ones
 * rather than short ones, and losing none of what is alike.
 */
function trimmed(index: TextIndex, anchor: Anchor, held: TextRange): TextRange {
  const isOpen = { start: !isLeft(index, anchor.start), end: !isLeft(index, anchor.end) };
  if (!isOpen.start && !isOpen.end) return held;
  const wording = anchor.latest ?? anchor.exact;
  const much = Math.max(MIN_MUCH, wording.length / 2);
  const words = index.slice(held);
  const errors = errorsOf(words, wording);
  for (const core of cores(words, wording)) {
    const before = isOpen.start && core.from > much ? core.from : 0;
    const behind = isOpen.end && words.length - core.to > much ? words.length - core.to : 0;
    const kept = { from: held.from + before, to: held.to - behind };
    if (before + behind > 0 && errorsOf(index.slice(kept), wording) <= errors) return kept;
  }
  return held;
}

/** Guesses at the part of a text that the words come down to, the tightest first. */
function cores(text: string, words: string): TextRange[] {
  const quarter = Math.max(MIN_PIECE, Math.min(MAX_PIECE, Math.ceil(words.length / 4)));
  const [best] = matchesIn(text, { from: 0, to: text.length }, words, words.length / 2);
  const isWhole = ({ from, to }: TextRange): boolean =>
    span(text.slice(0, from), words, quarter) === null &&
    span(text.slice(to), words, quarter) === null;
  const guesses = [quarter, 12, 8].map((length) => span(text, words, length));
  return [best && isWhole(best) ? best : null, ...guesses].filter((core) => core !== null);
}

/** From the first to the last piece of the words, of this length, in a text; null where there is none. */
function span(text: string, words: string, length: number): TextRange | null {
  let [from, to] = [Infinity, 0];
  for (let at = 0; at + length <= words.length; at += 1) {
    const piece = words.slice(at, at + length);
    const first = text.indexOf(piece);
    if (first === -1) continue;
    from = Math.min(from, first);
    to = Math.max(to, text.lastIndexOf(piece) + length);
  }
  return from < to ? { from, to } : null;
}

/** Whether the very character that a position is tied to is still there. */
function isLeft(index: TextIndex, encoded: string): boolean {
  const position = decodePosition(encoded);
  return position !== null && index.holds(position);
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
