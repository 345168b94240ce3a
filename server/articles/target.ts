/** Turns what a client says an annotation is about into an anchor in the text as it is. */
import type { Anchor, TextRange } from '../../shared/anchor/anchor.ts';
import { deletionOf } from '../../shared/anchor/deletion.ts';
import { decodePosition, describe } from '../../shared/anchor/describe.ts';
import { wholeGraphemes } from '../../shared/anchor/graphemes.ts';
import { locate } from '../../shared/anchor/locate.ts';
import type { Sought } from '../../shared/anchor/locate.ts';
import type { TextIndex } from '../../shared/anchor/text-index.ts';
import { done, failed } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';
import type { Target } from '../../shared/annotation/target.ts';

/**
 * The most UTF-16 units that a note quotes: each page that opens the article gets the quotes of all notes, and each list compares
 * them with the text.
 */
const MAX_QUOTE = 20_000;
/** And that a proposal replaces: more are several changes, of which one may be right and another wrong. */
const MAX_REPLACED = 2000;

/**
 * Words not found, or found more than once with nothing to tell them apart, are a problem that names the candidates. Positions
 * must have arrived (`AwaitedWords`): their quote is for words that are gone since, and never stands for words that are to come.
 * Words that are to be deleted, by an empty `replacement`, take a blank along, see `deletionOf`. Too many words are a problem, too.
 */
export function anchorOf(
  index: TextIndex,
  target: Target,
  replacement: string | null = null,
): Result<Anchor> {
  const found = rangeOf(index, target);
  if (!found.ok) return found;
  // An end within a character, such as a flag or an accented letter, moves outwards.
  const range = wholeGraphemes(index.text, found.value);
  const most = replacement === null ? MAX_QUOTE : MAX_REPLACED;
  if (range.to - range.from > most) return failed('words-too-many', undefined, { most });
  return done(describe(index, replacement === '' ? deletionOf(index.text, range) : range));
}

function rangeOf(index: TextIndex, target: Target): Result<TextRange> {
  if ('start' in target) return byPositions(index, target);
  if ('exact' in target) return byQuote(index, target);
  return byOffsets(index, target);
}

function byPositions(
  index: TextIndex,
  target: Extract<Target, { start: string }>,
): Result<TextRange> {
  const range = between(index, target.start, target.end);
  if (range !== null) return done(range);
  return byQuote(index, { exact: target.exact });
}

function byQuote(index: TextIndex, sought: Sought): Result<TextRange> {
  const located = locate(index.text, sought);
  switch (located.state) {
    case 'found':
      return done(located.range);
    case 'ambiguous':
      return failed('words-ambiguous', 'Give the words before or after them, or their place.', {
        candidates: located.candidates.map((range) => inContext(index.text, range)),
      });
    case 'missing':
      return failed('words-not-found', undefined, { candidates: [] });
  }
}

function byOffsets(index: TextIndex, { from, to }: TextRange): Result<TextRange> {
  if (from < to && to <= index.text.length) return done({ from, to });
  const facts = { candidates: [], length: index.text.length };
  return failed('words-not-found', 'The offsets do not lie in the text, or hold nothing.', facts);
}

function between(index: TextIndex, start: string, end: string): TextRange | null {
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
