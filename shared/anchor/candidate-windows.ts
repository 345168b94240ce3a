/** Where in a long text words like some quote may stand, so that the slow comparison has to look only there. */
import type { Quote, TextRange } from './anchor.ts';

/** Pieces of the quote this long are looked up; one that has not changed shows the way. */
const PIECE = 8;
const MAX_PIECES = 12;
/** A piece that occurs more often leads nowhere. */
const MAX_OCCURRENCES = 24;
const MAX_WINDOWS = 6;

/**
 * The likeliest windows, best first and at most seven: those where most pieces of the words and their context stand in their
 * places, and last the surroundings of the old place (`near`). Words that changed all over, at more than every eighth
 * character, are missed.
 */
export function candidateWindows(
  text: string,
  { exact, prefix, suffix }: Quote,
  near: number,
): TextRange[] {
  const slack = Math.ceil(exact.length / 2) + PIECE;
  const windowAt = (from: number): TextRange => ({
    from: Math.max(0, from - slack),
    to: Math.min(text.length, from + exact.length + slack),
  });
  const starts = likelyStarts(text, `${prefix}${exact}${suffix}`, prefix.length);
  const groups = grouped(starts, slack).sort(
    (one, other) => other.votes - one.votes || one.from - other.from,
  );
  return [...groups.slice(0, MAX_WINDOWS).map(({ from }) => windowAt(from)), windowAt(near)];
}

/** Where the words would begin, once for each piece that was found, in order. */
function likelyStarts(text: string, passage: string, lead: number): number[] {
  const starts: number[] = [];
  const last = Math.max(0, passage.length - PIECE);
  const step = Math.max(PIECE / 2, Math.ceil(last / MAX_PIECES));
  for (let at = 0; at <= last; at += step) {
    const piece = passage.slice(at, at + PIECE);
    const found = occurrences(text, piece);
    if (found.length <= MAX_OCCURRENCES) starts.push(...found.map((place) => place - at + lead));
  }
  return starts.sort((one, other) => one - other);
}

function occurrences(text: string, piece: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(piece); at !== -1; at = text.indexOf(piece, at + 1)) {
    found.push(at);
    if (found.length > MAX_OCCURRENCES) break;
  }
  return found;
}

interface Group {
  readonly from: number;
  readonly votes: number;
}

/** Starts that lie closer together than `width` vote for the same window, which begins at their middle one. */
function grouped(starts: readonly number[], width: number): Group[] {
  const groups: Group[] = [];
  for (let first = 0; first < starts.length;) {
    let last = first;
    while (last + 1 < starts.length && (starts[last + 1] ?? 0) - (starts[first] ?? 0) < width)
      last += 1;
    groups.push({ from: starts[(first + last) >> 1] ?? 0, votes: last - first + 1 });
    first = last + 1;
  }
  return groups;
}
