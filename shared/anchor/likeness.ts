/** How alike two wordings are, and where words like these stand: approximate matching within a bounded stretch of text. */
import search from 'approx-string-match';
import type { TextRange } from './anchor.ts';

export interface Match extends TextRange {
  /** Fewest characters to insert, delete or replace to turn the sought words into those that stand here. */
  readonly errors: number;
}

/** Two unrelated stretches of prose are that much alike by the letters that any prose shares. */
const BY_CHANCE = 0.4;
/** Each tells little, and there can be one for each character. */
const MAX_MATCHES = 8;

/**
 * The best places of some words within a stretch of the text, all with the same fewest errors; none where each would need
 * more than `maxErrors`. Takes time in proportion to the stretch times the words.
 */
export function matchesIn(
  text: string,
  stretch: TextRange,
  words: string,
  maxErrors: number,
): Match[] {
  const from = Math.max(0, stretch.from);
  return search(text.slice(from, stretch.to), words, maxErrors)
    .slice(0, MAX_MATCHES)
    .map(({ start, end, errors }) => ({
      from: wholeCharacter(text, from + start),
      to: wholeCharacter(text, from + end),
      errors,
    }));
}

/** Share of the neighbours that stand beside a range: 1 for all, 0 for what chance would bring. Null where none are known. */
export function likenessOfNeighbours(
  text: string,
  { from, to }: TextRange,
  { prefix, suffix }: { readonly prefix: string; readonly suffix: string },
): number | null {
  const known = prefix.length + suffix.length;
  if (known === 0) return null;
  const before = text.slice(Math.max(0, from - prefix.length), from);
  const behind = text.slice(to, to + suffix.length);
  const alike =
    prefix.length * alikeness(before, prefix) + suffix.length * alikeness(behind, suffix);
  return alike / known;
}

/** An offset that doesn't split a surrogate pair. */
export function wholeCharacter(text: string, offset: number): number {
  const code = text.charCodeAt(offset);
  return code >= 0xdc00 && code <= 0xdfff ? offset - 1 : offset;
}

function alikeness(there: string, known: string): number {
  if (there === known) return 1;
  const most = Math.floor(known.length * (1 - BY_CHANCE));
  const errors = search(there, known, most)[0]?.errors ?? known.length;
  return Math.max(0, (1 - errors / known.length - BY_CHANCE) / (1 - BY_CHANCE));
}
