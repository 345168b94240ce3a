/** Where an anchor's words are in the text as it is: the same answer on the server and on every client. */
import type { Anchor, Anchoring, TextRange } from './anchor.ts';
import { completed } from './complete.ts';
import { positionRange, shareLeft } from './position-range.ts';
import { decodePosition } from './describe.ts';
import { contextAt } from './similarity.ts';
import { seek } from './seek.ts';
import type { Sighting } from './seek.ts';
import type { TextIndex } from './text-index.ts';

/** With less than this share of the words left where they were tied to, they may well have gone elsewhere. */
const MIN_LEFT = 0.6;
/** Less than this share left is a mere remainder of the very words elsewhere, if they are too long to be there by chance. */
const REMAINDER = 0.35;
const LONG_QUOTE = 24;
/** Otherwise the very words elsewhere must have this many more characters of the context right beside them. */
const CLEARLY_MORE = 8;

/**
 * Relative positions first: the words between them are the words, whatever was done to them. What the editor has taken out
 * and put in again is not between them any more, so they are completed by what stands right beside them. Only where
 * nothing is left between them is the quote sought with its context; never a silent guess. Throws at nothing that an anchor
 * from outside may hold.
 */
export function resolve(index: TextIndex, anchor: Anchor): Anchoring {
  const between = positionRange(index, anchor);
  if (between === null) return byQuote(anchor, index.text, sighted(index, anchor));
  const words = index.slice(between);
  // No position can be tied to the break between two blocks, so one at an edge of the quote is never between them.
  if (words === anchor.exact || words === anchor.exact.replace(/^\n+|\n+$/g, ''))
    return { state: 'exact', ...between, exact: words };
  const there = completed(index, anchor, between);
  const now = index.slice(there);
  const left = shareLeft(anchor, now);
  if (left < MIN_LEFT) {
    const sighting = sighted(index, anchor);
    if (outweighs(sighting, index.text, anchor, there, left))
      return byQuote(anchor, index.text, sighting);
  }
  return placed(anchor, there, now);
}

/** Whether the words were rather moved elsewhere than worn down where they were. */
function outweighs(
  sighting: Sighting,
  text: string,
  anchor: Anchor,
  there: TextRange,
  left: number,
): boolean {
  if (sighting.state !== 'found' || sighting.place.words < 1) return false;
  const { from, to, context } = sighting.place;
  if (left < REMAINDER && to - from >= LONG_QUOTE) return true;
  return context.same >= contextAt(text, there, anchor).same + CLEARLY_MORE;
}

function byQuote(anchor: Anchor, text: string, sighting: Sighting): Anchoring {
  const { exact } = anchor;
  switch (sighting.state) {
    case 'found': {
      const { from, to } = sighting.place;
      return placed(anchor, { from, to }, text.slice(from, to));
    }
    case 'ambiguous': {
      const candidates = sighting.places.map(({ from, to }) => ({ from, to }));
      return { state: 'ambiguous', from: null, to: null, exact, candidates };
    }
    case 'missing':
      return { state: 'orphaned', from: null, to: null, exact };
  }
}

function placed(anchor: Anchor, { from, to }: TextRange, exact: string): Anchoring {
  const isAsQuoted = withoutBreaks(exact) === withoutBreaks(anchor.exact);
  return { state: isAsQuoted ? 'moved' : 'changed', from, to, exact };
}

/** Looks for the words as they were annotated and as they were last seen; the better find counts. */
function sighted(index: TextIndex, anchor: Anchor): Sighting {
  const near = oldPlace(index, anchor);
  const first = seek(index.text, anchor, near);
  if (anchor.latest === undefined) return first;
  const latest = seek(index.text, { ...anchor, exact: anchor.latest }, near);
  if (first.state !== 'found' || latest.state !== 'found')
    return latest.state === 'found' || first.state === 'missing' ? latest : first;
  return first.place.score >= latest.place.score ? first : latest;
}

/** Where the words were: beside what is left of them, or of what was written with them, else where they were last seen. */
function oldPlace(index: TextIndex, anchor: Anchor): number {
  const start = decodePosition(anchor.start);
  const end = decodePosition(anchor.end);
  const length = anchor.to - anchor.from;
  const from = (position: typeof start, place: number | null): number | null =>
    place === null ? null : position === start ? place : Math.max(0, place - length);
  return (
    from(start, start && index.offsetOf(start)) ??
    from(end, end && index.offsetOf(end)) ??
    from(start, start && index.lastPlaceOf(start)) ??
    from(end, end && index.lastPlaceOf(end)) ??
    anchor.from
  );
}

function withoutBreaks(words: string): string {
  return words.replaceAll('\n', '');
}
