/** The sentence of a text that shows best that it has what was sought, with the words marked. */
import { quoteAt } from '../../shared/anchor/locate.ts';
import { sentenceAround, shortenEnd } from '../../shared/anchor/sentence.ts';
import type { Excerpt, Piece } from './messages.ts';
import type { Wanted } from './wanted.ts';
import type { Word, Words } from './words.ts';

/** A place that has a part of the question. */
interface Match extends Word {
  /** Which part. */
  readonly part: number;
}

/** After so many matches the best sentence is among them. */
const MAX_MATCHES = 500;

/** Matches that are no further apart than this can be shown together, in UTF-16 units. */
const NEAR = 200;

/** Where nothing is found, as after a change, the beginning is shown, of at most this length in UTF-16 units. */
const MAX_BEGINNING = 240;

/** The words of a text are those of `words`, in this language. */
export function excerptOf(
  parts: readonly string[],
  wanted: readonly Wanted[],
  words: Words,
  language: string,
): Excerpt {
  const patterns = wanted.map((part) => patternOf(part, words));
  const found = parts.map((part) => ({ part, matches: matchesIn(part, patterns, words) }));
  const best = found
    .map(({ part, matches }) => ({ part, matches, ...bestPlace(matches) }))
    .reduce<Best | null>((one, other) => (one && one.many >= other.many ? one : other), null);
  if (best === null || best.place === null) return beginning(parts[0] ?? '', language);
  const { part, place, matches } = best;
  const { before, after } = sentenceAround(part, place, language);
  // It is cut and trimmed on both sides, so its place is told by its words.
  const shownBefore = before.replace(/^…/, '');
  const from = place.from - shownBefore.length;
  const to = place.to + after.replace(/…$/, '').length;
  const inside = matches.filter((match) => match.from >= from && match.to <= to);
  const pieces = mark(part, { from, to }, inside);
  if (before.startsWith('…')) pieces.unshift({ words: '…', isFound: false });
  if (after.endsWith('…')) pieces.push({ words: '…', isFound: false });
  return { pieces, quote: quoteAt(part, place) };
}

interface Best {
  readonly part: string;
  readonly matches: readonly Match[];
  readonly place: Match | null;
  readonly many: number;
}

interface Pattern {
  /** The forms of each of its words. */
  readonly slots: readonly (readonly string[])[];
  readonly isOpen: boolean;
}

function patternOf({ words: part, isOpen }: Wanted, words: Words): Pattern {
  const slots = words
    .in(part)
    .map(({ from, to }) => words.formsOf(part.slice(from, to)))
    .filter((forms) => forms.length > 0);
  return { slots, isOpen };
}

function matchesIn(text: string, patterns: readonly Pattern[], words: Words): Match[] {
  const longest = Math.max(1, ...patterns.map(({ slots }) => slots.length));
  const matches: Match[] = [];
  const recent: { readonly word: Word; readonly forms: readonly string[] }[] = [];
  for (const word of words.in(text)) {
    recent.push({ word, forms: words.formsOf(text.slice(word.from, word.to)) });
    if (recent.length > longest) recent.shift();
    for (const [part, { slots, isOpen }] of patterns.entries()) {
      const last = recent.slice(recent.length - slots.length);
      if (slots.length === 0 || recent.length < slots.length) continue;
      const fits = slots.every((slot, at) =>
        isSame(slot, last[at]?.forms ?? [], isOpen && at === slots.length - 1),
      );
      if (fits) matches.push({ from: last[0]?.word.from ?? word.from, to: word.to, part });
    }
    if (matches.length >= MAX_MATCHES) break;
  }
  return matches;
}

function isSame(slot: readonly string[], forms: readonly string[], isOpen: boolean): boolean {
  return slot.some((sought) =>
    forms.some((form) => (isOpen ? form.startsWith(sought) : form === sought)),
  );
}

/** The match from which on the most parts of the question are near, and the nearest to each other. */
function bestPlace(matches: readonly Match[]): {
  readonly place: Match | null;
  readonly many: number;
} {
  let best: { place: Match | null; many: number; span: number } = { place: null, many: 0, span: 0 };
  for (const [index, match] of matches.entries()) {
    const parts = new Set<number>();
    let span = 0;
    for (let at = index; at < matches.length; at += 1) {
      const near = matches[at];
      if (near === undefined || near.from > match.from + NEAR) break;
      if (!parts.has(near.part)) span = near.to - match.from;
      parts.add(near.part);
    }
    const isBetter = parts.size > best.many || (parts.size === best.many && span < best.span);
    if (isBetter) best = { place: match, many: parts.size, span };
  }
  return best;
}

function mark(text: string, { from, to }: Word, matches: readonly Match[]): Piece[] {
  const pieces: Piece[] = [];
  let at = from;
  const add = (end: number, isFound: boolean): void => {
    if (end > at) pieces.push({ words: text.slice(at, end), isFound });
    at = Math.max(at, end);
  };
  for (const match of [...matches].sort((one, other) => one.from - other.from)) {
    add(match.from, false);
    add(match.to, true);
  }
  add(to, false);
  return pieces;
}

function beginning(text: string, language: string): Excerpt {
  const line = text.slice(0, 2 * MAX_BEGINNING).trimStart();
  const shown = shortenEnd(line.split('\n')[0] ?? '', MAX_BEGINNING, language);
  const pieces = shown === '' ? [] : [{ words: shown, isFound: false }];
  return { pieces, quote: null };
}
