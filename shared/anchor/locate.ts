/** Finds quoted words in a text; of several equal ones, those with the quote's context or at its old place. */
import type { Quote, TextRange } from './anchor.ts';
import { wholeCharacter } from './similarity.ts';

/** What is known of the words: the quote, and the offset at which they were. Without context, any one place will do. */
export interface Sought {
  readonly exact: string;
  readonly prefix?: string | undefined;
  readonly suffix?: string | undefined;
  readonly from?: number | undefined;
}

/** The one place with its share of the context (0 to 1), all equally good places, or that the words aren't there. */
export type Located =
  | { readonly state: 'found'; readonly range: TextRange; readonly score: number }
  | { readonly state: 'ambiguous'; readonly candidates: readonly TextRange[] }
  | { readonly state: 'missing' };

/** How many UTF-16 units before and after the words a quote keeps, give or take one where a surrogate pair would be split. */
const CONTEXT_LENGTH = 32;

const MAX_CANDIDATES = 1000;
/** A candidate must be this much nearer to the old place than the next to win by place alone. */
const CLEARLY_NEARER = 2;

interface Candidate extends TextRange {
  /** Share of the known context that stands beside it, 0 to 1. */
  readonly score: number;
}

/**
 * The one best place of the words. The context decides first; among equals the old place does, where one candidate lies at
 * it or clearly nearer to it than all others. Otherwise the words are `ambiguous`, and all equals are named (of 1,000
 * occurrences at most). Empty words are nowhere.
 */
export function locate(text: string, sought: Sought): Located {
  const candidates = candidatesOf(text, sought);
  if (candidates.length === 0) return { state: 'missing' };
  const bestScore = Math.max(...candidates.map(({ score }) => score));
  const best = candidates.filter(({ score }) => score === bestScore);
  const winner = best.length === 1 ? best[0] : nearest(best, sought.from);
  if (winner) {
    return { state: 'found', range: { from: winner.from, to: winner.to }, score: winner.score };
  }
  return { state: 'ambiguous', candidates: best.map(({ from, to }) => ({ from, to })) };
}

/** The quote of a range: its words, and as much context as there is on either side, up to 32 UTF-16 units. */
export function quoteAt(text: string, { from, to }: TextRange): Quote {
  return {
    exact: text.slice(from, to),
    prefix: text.slice(wholeCharacter(text, Math.max(0, from - CONTEXT_LENGTH)), from),
    suffix: text.slice(to, wholeCharacter(text, Math.min(text.length, to + CONTEXT_LENGTH))),
  };
}

function candidatesOf(text: string, { exact, prefix = '', suffix = '' }: Sought): Candidate[] {
  const found: Candidate[] = [];
  if (exact === '') return found;
  for (let from = text.indexOf(exact); from !== -1; from = text.indexOf(exact, from + 1)) {
    const to = from + exact.length;
    const known = prefix.length + suffix.length;
    const same = sameBefore(text, from, prefix) + sameAfter(text, to, suffix);
    found.push({ from, to, score: known === 0 ? 1 : same / known });
    if (found.length === MAX_CANDIDATES) break;
  }
  return found;
}

function nearest(candidates: readonly Candidate[], place: number | undefined): Candidate | null {
  if (place === undefined) return null;
  const byDistance = candidates
    .map((candidate) => ({ candidate, distance: Math.abs(candidate.from - place) }))
    .sort((one, other) => one.distance - other.distance);
  const [first, second] = byDistance;
  if (!first || !second) return first?.candidate ?? null;
  return first.distance * CLEARLY_NEARER < second.distance ? first.candidate : null;
}

function sameBefore(text: string, offset: number, prefix: string): number {
  let same = 0;
  while (same < prefix.length && text[offset - 1 - same] === prefix[prefix.length - 1 - same])
    same += 1;
  return same;
}

function sameAfter(text: string, offset: number, suffix: string): number {
  let same = 0;
  while (same < suffix.length && text[offset + same] === suffix[same]) same += 1;
  return same;
}
