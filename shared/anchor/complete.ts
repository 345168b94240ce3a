/** Completes the words between an anchor's positions by what was torn from them, and leaves out what replaced some of them. */
import type { Anchor, TextRange } from './anchor.ts';
import { decodePosition } from './describe.ts';
import { errorsOf, wordings } from './position-range.ts';
import { matchesIn } from './similarity.ts';
import type { TextIndex } from './text-index.ts';

/** Line breaks may have come between the parts. */
const BREAKS = 2;
/** What others inserted between them hides how much is lacking. */
const SLACK = 8;
/** Share of what is added to the words that must be what they lack. */
const MIN_GAIN = 0.5;
/** From this many characters on, or half as many as the words have, something else was written. */
const MIN_MUCH = 8;
/** A quarter of the words, within these bounds, doesn't stand in other text by chance. */
const MIN_PIECE = 6;
const MAX_PIECE = 24;
/** The most pieces that are looked up; of longer words not every one is. */
const MAX_PIECES = 256;

/**
 * The range between the positions with what belongs to the words right beside it. On a split, a join or two changes at once
 * the editor's binding deletes a part of the words and inserts it again, where the positions don't follow. Gives the range
 * itself where nothing is to be added or left out.
 */
export function completed(index: TextIndex, anchor: Anchor, between: TextRange): TextRange {
  const words = index.slice(between);
  let best = between;
  for (const wording of wordings(anchor)) {
    if (wording === words) return best;
    const errors = errorsOf(words, wording);
    const { before, after } = missing(words, wording, errors);
    const from = Math.max(0, between.from - before);
    const around = index.slice({ from, to: between.to + after });
    for (const match of matchesIn(around, { from: 0, to: around.length }, wording, errors - 1)) {
      const whole = { from: from + match.from, to: from + match.to };
      const gained = (errors - match.errors) / (whole.to - whole.from - words.length);
      const isMore = whole.from <= best.from && best.to <= whole.to;
      if (isMore && gained >= MIN_GAIN) best = whole;
    }
    if (best !== between) return best;
  }
  return trimmed(index, anchor, between);
}

/**
 * Where the character at an edge is gone, what was written there instead lies between the positions as if it were one of the
 * words. Much of it is something else, and is left out: the words then begin and end where pieces of them still stand, long
 * ones rather than short ones, without losing anything that is similar.
 */
function trimmed(index: TextIndex, anchor: Anchor, between: TextRange): TextRange {
  const isOpen = { start: !isLeft(index, anchor.start), end: !isLeft(index, anchor.end) };
  if (!isOpen.start && !isOpen.end) return between;
  const wording = anchor.latest ?? anchor.exact;
  const words = index.slice(between);
  for (const own of wordings(anchor)) {
    const from = between.from + words.indexOf(own);
    if (words.includes(own)) return { from, to: from + own.length };
  }
  const much = Math.max(MIN_MUCH, wording.length / 2);
  const errors = errorsOf(words, wording);
  for (const core of cores(words, wording)) {
    const before = isOpen.start && core.from > much ? core.from : 0;
    const after = isOpen.end && words.length - core.to > much ? words.length - core.to : 0;
    const kept = { from: between.from + before, to: between.to - after };
    if (before + after > 0 && errorsOf(index.slice(kept), wording) <= errors) return kept;
  }
  return between;
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
  const step = Math.ceil(words.length / MAX_PIECES);
  for (let at = 0; at + length <= words.length; at += step) {
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

/** How many characters of the words may stand before and after a part of them that lacks `errors` of them. */
function missing(part: string, wording: string, errors: number): { before: number; after: number } {
  const at = wording.indexOf(part);
  if (at === -1) return { before: errors + SLACK, after: errors + SLACK };
  return { before: at + BREAKS, after: wording.length - at - part.length + BREAKS };
}
