/** The sentence around words, for people who decide without opening the article. */
import type { TextRange } from '../../shared/anchor/anchor.ts';

export interface Sentence {
  readonly before: string;
  readonly words: string;
  readonly after: string;
}

const MAX_SIDE = 240;

/** The words with the rest of their sentence on both sides, by the language's own rules; long sides are cut at a word. */
export function sentenceAround(text: string, { from, to }: TextRange, language: string): Sentence {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const lineEnd = text.indexOf('\n', to);
  const end = lineEnd === -1 ? text.length : lineEnd;
  const block = text.slice(start, end);
  let first = from;
  let last = to;
  for (const { index, segment } of segmenter(language).segment(block)) {
    const [begins, ends] = [start + index, start + index + segment.length];
    if (begins <= from && from < ends) first = begins;
    if (begins < to && to <= ends) last = ends;
  }
  return {
    before: cutBefore(text.slice(first, from).trimStart()),
    words: text.slice(from, to),
    after: cutBehind(text.slice(to, last).trimEnd()),
  };
}

function segmenter(language: string): Intl.Segmenter {
  const known = Intl.Segmenter.supportedLocalesOf([language]).length > 0;
  return new Intl.Segmenter(known ? language : 'en', { granularity: 'sentence' });
}

function cutBefore(text: string): string {
  if (text.length <= MAX_SIDE) return text;
  const cut = text.slice(-MAX_SIDE);
  return `…${cut.slice(cut.search(/\s/) + 1)}`;
}

function cutBehind(text: string): string {
  if (text.length <= MAX_SIDE) return text;
  return `${text.slice(0, MAX_SIDE).replace(/\s\S*$/, '')}…`;
}
