/** The sentence around some words, to show them in their context. */
import type { TextRange } from './anchor.ts';

/** The sentence in three parts; `words` is exactly the text of the range. */
export interface Sentence {
  readonly before: string;
  readonly words: string;
  readonly after: string;
}

/** The most that is shown on either side, in UTF-16 units: some scripts have no mark for the end of a sentence. */
const MAX_SIDE_LENGTH = 160;

/**
 * The sentence (or, where the range runs over several, the sentences) around a range of a plain text, by the
 * rules of the language (UAX 29). It never runs over the end of a line; what is cut off becomes `…`.
 */
export function sentenceAround(text: string, range: TextRange, language: string): Sentence {
  const { from, to } = range;
  const lineStart = from === 0 ? 0 : text.lastIndexOf('\n', from - 1) + 1;
  const lineEnd = text.indexOf('\n', to);
  const lines = text.slice(lineStart, lineEnd === -1 ? text.length : lineEnd);
  const segments = new Intl.Segmenter(language, { granularity: 'sentence' }).segment(lines);
  const first = segments.containing(from - lineStart);
  const last = segments.containing(Math.max(from, to - 1) - lineStart);
  const start = first ? lineStart + first.index : from;
  const end = last ? lineStart + last.index + last.segment.length : to;
  return {
    before: shortenStart(text.slice(start, from).trimStart(), MAX_SIDE_LENGTH, language),
    words: text.slice(from, to),
    after: shortenEnd(text.slice(to, end).trimEnd(), MAX_SIDE_LENGTH, language),
  };
}

/** The text without what goes over `max` UTF-16 units; ends with a whole word and `…` where it was cut. */
export function shortenEnd(text: string, max: number, language: string): string {
  if (text.length <= max) return text;
  return `${text.slice(0, wordAt(text, max, language)?.index ?? max).trimEnd()}…`;
}

/** The end of the text, of at most `max` UTF-16 units; begins with `…` and a whole word where it was cut. */
export function shortenStart(text: string, max: number, language: string): string {
  if (text.length <= max) return text;
  const cut = wordAt(text, text.length - max - 1, language);
  return `…${text.slice(cut ? cut.index + cut.segment.length : text.length - max).trimStart()}`;
}

function wordAt(text: string, offset: number, language: string): Intl.SegmentData | undefined {
  return new Intl.Segmenter(language, { granularity: 'word' }).segment(text).containing(offset);
}
