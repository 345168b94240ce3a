/** How similar two wordings are, and where words like these stand: approximate matching within a window of the text. */
import search from 'approx-string-match';
import type { Quote, TextRange } from './anchor.ts';

/** A place of words that read as sought, or nearly so. */
export interface Match extends TextRange {
  /** Fewest characters to insert, delete or replace to turn the sought words into those that stand here. */
  readonly errors: number;
}

/** How much of a quote's context stands beside a range. */
export interface Context {
  /** Share of it, 1 for all, 0 for no more than chance brings; null where nothing is known. */
  readonly share: number | null;
  /** How many characters next to the words are the very same, on both sides together. */
  readonly same: number;
}

/** Two unrelated passages of prose are this similar by the letters that all prose shares. */
const BY_CHANCE = 0.4;
/** Each tells little, and there can be one for each character. */
const MAX_MATCHES = 8;
/** Of longer words than twice this, the beginning and the end are sought. */
const EDGE = 160;

/**
 * The best places of some words within a window of the text, all with the same fewest errors, at most eight; none where each
 * would need more than `maxErrors`. By Myers' bit-parallel search (`approx-string-match`): time grows with the window times
 * the words' length, so longer words than 320 characters are found by their two ends.
 */
export function matchesIn(
  text: string,
  window: TextRange,
  words: string,
  maxErrors: number,
): Match[] {
  const base = Math.max(0, window.from);
  const within = text.slice(base, window.to);
  const found =
    words.length > 2 * EDGE
      ? edgesIn(within, words, maxErrors)
      : search(within, words, maxErrors).slice(0, MAX_MATCHES);
  return found.map(({ start, end, errors }) => ({
    from: wholeCharacter(text, base + start),
    to: wholeCharacter(text, base + end),
    errors,
  }));
}

/** Compares what stands beside a range with the quote's context: by edits, and by the characters next to the words. */
export function contextAt(text: string, range: TextRange, { prefix, suffix }: Quote): Context {
  const known = prefix.length + suffix.length;
  if (known === 0) return { share: null, same: 0 };
  const before = text.slice(Math.max(0, range.from - prefix.length), range.from);
  const after = text.slice(range.to, range.to + suffix.length);
  const sameBefore = sameAtEnd(before, prefix);
  const sameAfter = sameAtStart(after, suffix);
  const similar =
    prefix.length * similarity(before, prefix, sameBefore) +
    suffix.length * similarity(after, suffix, sameAfter);
  return { share: similar / known, same: sameBefore + sameAfter };
}

/** How many characters both begin with. */
export function sameAtStart(one: string, other: string): number {
  let same = 0;
  while (same < one.length && one[same] === other[same]) same += 1;
  return same;
}

/** How many characters both end with. */
export function sameAtEnd(one: string, other: string): number {
  let same = 0;
  while (same < one.length && one.at(-1 - same) === other.at(-1 - same)) same += 1;
  return same;
}

/** The offset itself, or the one before it where it would split a surrogate pair. */
export function wholeCharacter(text: string, offset: number): number {
  const code = text.charCodeAt(offset);
  return code >= 0xdc00 && code <= 0xdfff ? offset - 1 : offset;
}

/** 0 to 1: by edits, or by how far the characters next to the words are the very same, whichever says more. */
function similarity(there: string, known: string, same: number): number {
  if (same === known.length) return 1;
  const most = Math.floor(known.length * (1 - BY_CHANCE));
  const errors = search(there, known, most)[0]?.errors ?? known.length;
  const byEdits = (1 - errors / known.length - BY_CHANCE) / (1 - BY_CHANCE);
  return Math.max(byEdits, same / known.length);
}

/** Long words by their two ends; what their middle has gained or lost in length counts as errors. */
function edgesIn(
  text: string,
  words: string,
  maxErrors: number,
): { start: number; end: number; errors: number }[] {
  const most = Math.min(maxErrors, EDGE / 2);
  const heads = search(text, words.slice(0, EDGE), most).slice(0, MAX_MATCHES);
  const tails = search(text, words.slice(-EDGE), most).slice(0, MAX_MATCHES);
  const pairs = heads.flatMap((head) =>
    tails.map((tail) => ({
      start: head.start,
      end: tail.end,
      errors: head.errors + tail.errors + Math.abs(tail.end - head.start - words.length),
    })),
  );
  const fewest = Math.min(maxErrors, ...pairs.map(({ errors }) => errors));
  return pairs.filter(({ errors }) => errors === fewest).slice(0, MAX_MATCHES);
}
