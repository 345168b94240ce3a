/** Turns what a client says an annotation is about into an anchor in the text as it is. */
import type { Anchor, TextRange } from '../../shared/anchor/anchor.ts';
import { decodePosition, describe } from '../../shared/anchor/describe.ts';
import { wholeGraphemes } from '../../shared/anchor/graphemes.ts';
import { locate } from '../../shared/anchor/locate.ts';
import type { Sought } from '../../shared/anchor/locate.ts';
import type { TextIndex } from '../../shared/anchor/text-index.ts';
import { done, failed } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';
import type { Target } from '../../shared/annotation/target.ts';

/**
 * Words not found, or found more than once with nothing to tell them apart, are a problem that names the candidates. Positions
 * must have arrived (`AwaitedWords`): their quote is for words that are gone since, and never stands for words that are to come.
 */
export function anchorOf(index: TextIndex, target: Target): Result<Anchor> {
  if ('start' in target) return byPositions(index, target);
  if ('exact' in target) return byQuote(index, target);
  return byOffsets(index, target);
}

function byPositions(index: TextIndex, target: Extract<Target, { start: string }>): Result<Anchor> {
  const range = rangeOf(index, target.start, target.end);
  if (range !== null) return onWholeWords(index, range);
  return byQuote(index, { exact: target.exact });
}

function byQuote(index: TextIndex, sought: Sought): Result<Anchor> {
  const located = locate(index.text, sought);
  switch (located.state) {
    case 'found':
      return onWholeWords(index, located.range);
    case 'ambiguous':
      return failed('words-ambiguous', 'Give the words before or after them, or their place.', {
        candidates: located.candidates.map((range) => inContext(index.text, range)),
      });
    case 'missing':
      return failed('words-not-found', undefined, { candidates: [] });
  }
}

function byOffsets(index: TextIndex, { from, to }: TextRange): Result<Anchor> {
  if (from < to && to <= index.text.length) return onWholeWords(index, { from, to });
  const facts = { candidates: [], length: index.text.length };
  return failed('words-not-found', 'The offsets do not lie in the text, or hold nothing.', facts);
}

/** An end within a character, such as a flag or an accented letter, moves outwards. */
function onWholeWords(index: TextIndex, range: TextRange): Result<Anchor> {
  return done(describe(index, wholeGraphemes(index.text, range)));
}

function rangeOf(index: TextIndex, start: string, end: string): TextRange | null {
  const [first, last] = [decodePosition(start), decodePosition(end)];
  const from = first && index.offsetOf(first);
  const to = last && index.offsetOf(last);
  return from !== null && to !== null && from < to ? { from, to } : null;
}

function inContext(text: string, { from, to }: TextRange) {
  return {
    from,
    to,
    prefix: text.slice(Math.max(0, from - 32), from),
    suffix: text.slice(to, to + 32),
  };
}
