/** Which words an annotation is about, given what is selected. */
import type { TextRange } from '../../../shared/anchor/anchor.ts';

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
  const line = lineAt(text, offset);
  let found: TextRange | null = null;
  for (const { segment, index, isWordLike } of segments(text, line, 'word')) {
    const from = line.from + index;
    const to = from + segment.length;
    if (from > offset) break;
    if (isWordLike && to >= offset) found = { from, to };
  }
  return found;
}

function wholeGraphemes(text: string, range: TextRange): TextRange {
  return { from: graphemeEdge(text, range.from, 'start'), to: graphemeEdge(text, range.to, 'end') };
}

function graphemeEdge(text: string, offset: number, edge: 'start' | 'end'): number {
  for (const { segment, index } of segments(text, lineAt(text, offset), 'grapheme')) {
    const from = lineAt(text, offset).from + index;
    const to = from + segment.length;
    if (from < offset && offset < to) return edge === 'start' ? from : to;
    if (to >= offset) break;
  }
  return offset;
}

function segments(text: string, range: TextRange, granularity: 'word' | 'grapheme') {
  const segmenter = new Intl.Segmenter(undefined, { granularity });
  return segmenter.segment(text.slice(range.from, range.to));
}

function lineAt(text: string, offset: number): TextRange {
  const from = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  return { from: offset === 0 ? 0 : from, to: end === -1 ? text.length : end };
}
