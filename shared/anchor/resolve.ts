/** Where an anchor's words are in the text as it is: the same answer on the server and on every client. */
import type { Anchor, Anchoring, TextRange } from './anchor.ts';
import { decodePosition } from './describe.ts';
import { locate } from './locate.ts';
import type { TextIndex } from './text-index.ts';

/** Quotes this short occur by chance, so a place found by quote alone must have neighbours in common. */
const SHORT_QUOTE = 24;
const MIN_CONTEXT_SCORE = 0.25;

/** Relative positions first, then the quote with its neighbours near the old place; never a silent guess. */
export function resolve(index: TextIndex, anchor: Anchor): Anchoring {
  const live = liveRange(index, anchor);
  const liveWords = live ? index.text.slice(live.from, live.to) : '';
  if (live && liveWords === anchor.exact) return { state: 'exact', ...live, exact: liveWords };
  const byQuote = locate(index.text, anchor);
  const whole =
    byQuote.state === 'found' && isCredible(anchor, byQuote.score) ? byQuote.range : null;
  // Live positions that hold a part of the quote only: the binding re-inserted the rest, as on a split.
  if (live && liveWords.trim() !== '' && !(whole && isTornFrom(liveWords, anchor.exact))) {
    return { state: 'changed', ...live, exact: liveWords };
  }
  if (whole) return moved(index, whole);
  if (byQuote.state === 'ambiguous') {
    return {
      state: 'ambiguous',
      from: null,
      to: null,
      exact: anchor.exact,
      candidates: byQuote.candidates,
    };
  }
  return { state: 'orphaned', from: null, to: null, exact: anchor.exact };
}

function liveRange(index: TextIndex, anchor: Anchor): TextRange | null {
  const start = decodePosition(anchor.start);
  const end = decodePosition(anchor.end);
  const from = start && index.offsetOf(start);
  const to = end && index.offsetOf(end);
  if (from === null || to === null || from >= to) return null;
  return { from, to };
}

function moved(index: TextIndex, range: TextRange): Anchoring {
  return { state: 'moved', ...range, exact: index.text.slice(range.from, range.to) };
}

function isCredible(anchor: Anchor, score: number): boolean {
  return anchor.exact.length > SHORT_QUOTE || score >= MIN_CONTEXT_SCORE;
}

/** Whether the live words are a mere piece of the quoted ones. */
function isTornFrom(live: string, quote: string): boolean {
  return live.length < quote.length && quote.includes(live.trim());
}
