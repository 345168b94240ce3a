/** Which words an annotation is about, given what is selected. */
import type { TextRange } from '../../../shared/anchor/anchor.ts';
import { lineAround, wholeGraphemes } from '../../../shared/anchor/graphemes.ts';

/**
 * The selected words without white space at their ends, or the word at the caret where nothing is selected.
 * Null where there is no word either. The ends are never inside a surrogate pair or a grapheme, so that the
 * quote can be found again by systems that count differently.
 */
export function wordsToAnnotate(text: string, selection: TextRange): TextRange | null {
  const { from, to } = selection;
  if (from === to) return wordAt(text, from);
  const selected = text.slice(from, to);
  const trimmed = selected.trim();
  if (trimmed === '') return null;
  const start = from + selected.indexOf(trimmed);
  return wholeGraphemes(text, { from: start, to: start + trimmed.length });
}

/** The word around an offset, or the one that ends there. */
function wordAt(text: string, offset: number): TextRange | null {
  const line = lineAround(text, offset);
  const words = new Intl.Segmenter(undefined, { granularity: 'word' });
  let found: TextRange | null = null;
  for (const { segment, index, isWordLike } of words.segment(text.slice(line.from, line.to))) {
    const from = line.from + index;
    const to = from + segment.length;
    if (from > offset) break;
    if (isWordLike && to >= offset) found = { from, to };
  }
  return found;
}
