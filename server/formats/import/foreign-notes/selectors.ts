/** Finds the quote among the selectors of an annotation (https://www.w3.org/TR/annotation-model/#selectors). */
import type { Quote } from '../../../../shared/anchor/anchor.ts';
import type { ForeignQuote } from '../../format.ts';
import { fieldsOf, listOf, numberIn, stringIn } from './json-values.ts';
import type { Fields } from './json-values.ts';

/** A selector may refine another one, which may be the start of a range. */
const MAX_DEPTH = 8;

/** The words that a target's selectors quote; null where none of them does, as a place without words is none of this text's. */
export function quoteIn(selectors: unknown): ForeignQuote | null {
  const all = flat(selectors, 0);
  const from = startIn(all);
  for (const selector of all) {
    const quote = quoteOf(selector);
    if (quote !== null) return { ...quote, from, until: null };
  }
  for (const selector of all) {
    const [start, end] = ['startSelector', 'endSelector'].map((name) => quoteIn(selector[name]));
    if (start && end) return { ...start, from, until: withoutPlace(end) };
  }
  return null;
}

function flat(selectors: unknown, depth: number): Fields[] {
  if (depth > MAX_DEPTH) return [];
  return listOf(selectors).flatMap((one) => {
    const selector = fieldsOf(one);
    if (selector === null) return [];
    // The refinement says it more exactly.
    return [...flat(selector['refinedBy'], depth + 1), ...flat(selector['items'], depth + 1), selector]; // prettier-ignore
  });
}

function quoteOf(selector: Fields): Quote | null {
  const exact = stringIn(selector, 'exact');
  if (exact.trim() === '') return null;
  return { exact, prefix: stringIn(selector, 'prefix'), suffix: stringIn(selector, 'suffix') };
}

function withoutPlace({ exact, prefix, suffix }: ForeignQuote): Quote {
  return { exact, prefix, suffix };
}

function startIn(selectors: readonly Fields[]): number | null {
  for (const selector of selectors) {
    const start = numberIn(selector, 'start');
    if (start !== null && numberIn(selector, 'end') !== null) return start;
  }
  return null;
}
