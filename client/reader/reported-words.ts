/** Turns what a reader selected into the words of a report. */
import type { Quote, TextRange } from '../../shared/anchor/anchor.ts';
import { quoteAt } from '../../shared/anchor/locate.ts';

/** The words with their context, and their place in UTF-16 units of the page's plain text. */
export type ReportedWords = Quote & TextRange;

/** The server takes no longer ones. */
export const MAX_WORDS_LENGTH = 1000;

/**
 * The words between two offsets of the plain text, in whichever order, with their context. White space and
 * pictures at the ends don't count; null where nothing else is left.
 */
export function reportedWords(text: string, one: number, other: number): ReportedWords | null {
  const start = Math.min(one, other);
  const selected = text.slice(start, Math.max(one, other));
  const words = selected.replace(/^[\s\uFFFC]+|[\s\uFFFC]+$/g, '');
  if (words === '') return null;
  const from = start + selected.indexOf(words);
  const range = { from, to: from + words.length };
  return { ...range, ...quoteAt(text, range) };
}
