/** Seeks the words that a note of another program quotes in the article. */
import type { Quote } from '../../../../shared/anchor/anchor.ts';
import { quoteAt } from '../../../../shared/anchor/locate.ts';
import { seek } from '../../../../shared/anchor/seek.ts';
import type { ForeignNote, ForeignQuote } from '../../format.ts';
import type { PlacedNote } from '../../jobs.ts';

/** As many UTF-16 units as a note may quote, and as it keeps of what stands beside that. */
const [MAX_QUOTE, MAX_CONTEXT] = [20_000, 40];

/** The note on the one place of its words; without a place where there is none, or several that are equally good. */
export function placedNote({ quote, ...note }: ForeignNote, text: string): PlacedNote {
  if (quote === null) return { ...note, quote: { exact: '', prefix: '', suffix: '' }, range: null };
  const whole = quote.until === null ? quote : untilEnd(quote, quote.until, text);
  const sought = asWritten(shortened(whole ?? quote), text);
  // The beginning alone is not what was annotated.
  if (whole === null) return { ...note, quote: sought, range: null };
  const sighting = seek(text, sought, nearOf(sought, quote.from, text));
  const range = sighting.state === 'found' ? sighting.place : null;
  return { ...note, quote: sought, range: range && { from: range.from, to: range.to } };
}

/** Programs count other characters than we do, so a place counts only where it has the very words. Else no place is nearer than another. */
function nearOf({ exact }: Quote, from: number | null, text: string): number {
  return from !== null && text.startsWith(exact, from) ? from : 10 * (text.length + 1);
}

/** From words to before others; null where either isn't found, or in this order. */
function untilEnd(start: Quote, end: Quote, text: string): Quote | null {
  const [first, last] = [start, end].map((one) => {
    const written = asWritten(one, text);
    const sighting = seek(text, written, nearOf(written, null, text));
    return sighting.state === 'found' && sighting.place.words === 1 ? sighting.place.from : null;
  });
  if (typeof first !== 'number' || typeof last !== 'number' || first >= last) return null;
  return quoteAt(text, { from: first, to: last });
}

/** Blanks and line ends of a page are not always those of the text: as the text has them, where it has the words. */
function asWritten({ exact, prefix, suffix }: Quote, text: string): Quote {
  const ways: ((words: string) => string)[] = [
    (words) => words,
    (words) => words.replace(/\s+/g, (blank) => (blank.includes('\n') ? '\n' : ' ')),
    (words) => words.replace(/\s+/g, ' '),
  ];
  const way = ways.find((one) => text.includes(one(exact).trim())) ?? ((words) => words);
  return { exact: way(exact).trim(), prefix: way(prefix), suffix: way(suffix) };
}

function shortened({ exact, prefix, suffix }: Quote | ForeignQuote): Quote {
  return {
    exact: exact.slice(0, MAX_QUOTE).toWellFormed(),
    prefix: prefix.slice(-MAX_CONTEXT).toWellFormed(),
    suffix: suffix.slice(0, MAX_CONTEXT).toWellFormed(),
  };
}
