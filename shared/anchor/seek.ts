/** Finds the one place of a quote in a text, as quoted or worded otherwise, or several for a person to choose from. */
import type { Quote, TextRange } from './anchor.ts';
import { contextAt, matchesIn } from './similarity.ts';
import type { Context } from './similarity.ts';
import { candidateWindows } from './candidate-windows.ts';

/** A range of the text, judged as the place of a quote. */
export interface Place extends TextRange {
  /** Share of the words that stand here as quoted, 0 to 1. */
  readonly words: number;
  readonly context: Context;
  /**
   * Share of the whole quote, words and context, that is found here, each character counting the same. So a long quote is
   * judged by its words and a short one by its context.
   */
  readonly score: number;
}

/** The one place, several that are equally good, or none that can be believed. */
export type Sighting =
  | { readonly state: 'found'; readonly place: Place }
  | { readonly state: 'ambiguous'; readonly places: readonly Place[] }
  | { readonly state: 'missing' };

/** Shorter quotes occur by chance: they are believed where they and the same characters beside them are this many in a row. */
const SHORT_QUOTE = 15;
/** Words that read otherwise are believed from this score on, and where no more than half of them have changed. */
const MIN_SCORE = 0.55;
const MIN_WORDS = 0.5;
const MIN_CONTEXT = 0.3;
const LONG_QUOTE = 64;
/** Words of which this much stands as quoted are offered, if they aren't short. */
const ALIKE = 0.7;
/** Scores closer than this are equal. */
const EQUAL = 0.04;
/** Among equals, one that is this much nearer to the old place than the next wins by its place. */
const CLEARLY_NEARER = 2;
/** The most places of the very words that are compared by their context. */
const MAX_COMPARED = 100;

/** Looks for the very words first, and for words like them only where those can't be believed. `near` is the old place. */
export function seek(text: string, quote: Quote, near: number): Sighting {
  if (quote.exact.trim() === '') return { state: 'missing' };
  const exact = choose(veryWords(text, quote, near), near, (place) => isBelievable(quote, place));
  if (exact.state !== 'missing') return exact;
  return choose(likeWords(text, quote, near), near, (place) => isLikely(quote, place));
}

/**
 * The places that a person may choose from, at most `most`, the likeliest first: of the very words, and of words like them.
 * Shows more than `seek` believes: rare words count wherever they stand, and words that read otherwise whatever is beside
 * them, where most of them are as quoted.
 */
export function placesToOffer(text: string, quote: Quote, near: number, most: number): Place[] {
  if (quote.exact.trim() === '') return [];
  const exact = veryWords(text, quote, near);
  const isRare = exact.length <= most;
  const very = exact.filter((place) => isRare || isBelievable(quote, place));
  const like = likeWords(text, quote, near).filter(
    (place) => isLikely(quote, place) || isAlike(quote, place),
  );
  return apart([...very, ...like])
    .toSorted(
      (one, other) => other.score - one.score || distance(one, near) - distance(other, near),
    )
    .slice(0, most);
}

/** Judges a range as the place of a quote; `errors` says by how many characters its words differ from the quoted ones. */
function judge(text: string, quote: Quote, range: TextRange, errors: number): Place {
  const words = 1 - errors / quote.exact.length;
  const context = contextAt(text, range, quote);
  const known = quote.prefix.length + quote.suffix.length;
  const { length } = quote.exact;
  const score = (words * length + (context.share ?? 0) * known) / (length + known);
  return { from: range.from, to: range.to, words, context, score };
}

function veryWords(text: string, quote: Quote, near: number): Place[] {
  const { length } = quote.exact;
  return occurrences(text, quote.exact, near).map((from) =>
    judge(text, quote, { from, to: from + length }, 0),
  );
}

/** Where the very words begin: of many, those nearest to the old place. Looks to both sides of it, however long the text. */
function occurrences(text: string, words: string, near: number): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(words, near); at !== -1; at = text.indexOf(words, at + 1)) {
    if (found.push(at) === MAX_COMPARED) break;
  }
  for (let at = near, before = 0; at > 0 && before < MAX_COMPARED; before += 1) {
    at = text.lastIndexOf(words, at - 1);
    if (at === -1) break;
    found.push(at);
  }
  return found
    .sort((one, other) => Math.abs(one - near) - Math.abs(other - near) || one - other)
    .slice(0, MAX_COMPARED);
}

function likeWords(text: string, quote: Quote, near: number): Place[] {
  const maxErrors = Math.floor(quote.exact.length * (1 - MIN_WORDS));
  const places = candidateWindows(text, quote, near).flatMap((window) =>
    matchesIn(text, window, quote.exact, maxErrors).map((match) =>
      judge(text, quote, match, match.errors),
    ),
  );
  return apart(places);
}

function isBelievable({ exact }: Quote, { context }: Place): boolean {
  return context.share === null || exact.length + context.same >= SHORT_QUOTE;
}

function isLikely({ exact }: Quote, { context, score }: Place): boolean {
  if (score < MIN_SCORE) return false;
  return exact.length > LONG_QUOTE || (context.share ?? 0) >= MIN_CONTEXT;
}

function isAlike({ exact }: Quote, { words }: Place): boolean {
  return exact.length >= SHORT_QUOTE && words >= ALIKE;
}

/** The best, by score and among equals by place. */
function choose(
  places: readonly Place[],
  near: number,
  isGood: (place: Place) => boolean,
): Sighting {
  const good = places.filter(isGood);
  const top = Math.max(...good.map(({ score }) => score));
  const best = good.filter(({ score }) => score > top - EQUAL);
  best.sort((one, other) => distance(one, near) - distance(other, near) || one.from - other.from);
  const [first, second] = best;
  if (first === undefined) return { state: 'missing' };
  const isAlone = second === undefined;
  if (isAlone || distance(first, near) * CLEARLY_NEARER < distance(second, near))
    return { state: 'found', place: first };
  return { state: 'ambiguous', places: best.sort((one, other) => one.from - other.from) };
}

function distance({ from }: Place, near: number): number {
  return Math.abs(from - near);
}

/** The better ones of those that overlap. */
function apart(places: readonly Place[]): Place[] {
  const kept: Place[] = [];
  const byScore = places.toSorted((one, other) => other.score - one.score || one.from - other.from);
  for (const place of byScore) {
    if (!kept.some(({ from, to }) => from < place.to && place.from < to)) kept.push(place);
  }
  return kept;
}
