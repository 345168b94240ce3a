/** Anchors of words that are nowhere, for a person to tie to others. */
import type { Anchor, Quote } from '../../shared/anchor/anchor.ts';
import { quotedLength } from '../../shared/anchor/quotation.ts';
import type { Quotation } from '../../shared/anchor/quotation.ts';

/** Keeps the quote, which nobody looks for: it could be found on words that it was never on. `from` is where the words were. */
export function lostAnchor(quote: Quote & Quotation, from: number): Anchor {
  const tie = { runs: [], before: null, after: null };
  return { start: '', end: '', ...quote, from, to: from + quotedLength(quote), tie };
}
