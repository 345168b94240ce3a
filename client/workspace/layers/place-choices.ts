/** Places of a thread for a person to choose from: of words that stand several times, and of words like those that are gone. */
import type { Anchor, Anchoring, Quote, TextRange } from '../../../shared/anchor/anchor.ts';
import { describe } from '../../../shared/anchor/describe.ts';
import { resolve } from '../../../shared/anchor/resolve.ts';
import { placesToOffer } from '../../../shared/anchor/seek.ts';
import type { TextIndex } from '../../../shared/anchor/text-index.ts';
import type { Annotation } from '../../../shared/annotation/annotation.ts';

/** How many characters on each side are shown, so that one place can be told from the other. */
const AROUND = 30;
/** More places than these are no choice but a search. */
const MAX_OFFERS = 3;

/** One of the places as it was when the choices were made, with the words by which a person recognizes it. */
export interface PlaceChoice {
  readonly before: string;
  readonly words: string;
  readonly after: string;
  /** Ties a thread to them; null where they are gone since the choices were made, or read otherwise than they are shown. */
  readonly anchor: () => Anchor | null;
}

/** The places of words that stand several times; none where they have one place, or no place at all. */
export function placeChoices(text: TextIndex, place: Anchoring): readonly PlaceChoice[] {
  if (place.state !== 'ambiguous') return [];
  return place.candidates.map((range) => ({
    ...shownAt(text, range),
    anchor: () => describe(text, range), // made when it is asked for, since one place is chosen at most
  }));
}

/**
 * The places of the words of a thread that is lost, or of words like them, the likeliest first: of those that it is on, and
 * of those that it was on before. This compares much text, so ask for one thread at a time. `textNow` gives the text as it is.
 */
export function offeredPlaces(
  textNow: () => TextIndex | null,
  { anchor, anchors }: Pick<Annotation, 'anchor' | 'anchors'>,
): readonly PlaceChoice[] {
  const text = textNow();
  if (text === null) return [];
  const found: TextRange[] = [];
  for (const { quote, near } of quotesOf(anchor, anchors)) {
    for (const place of placesToOffer(text.text, quote, near, MAX_OFFERS)) {
      if (!found.some(({ from, to }) => from < place.to && place.from < to)) found.push(place);
    }
  }
  return found.slice(0, MAX_OFFERS).map((range) => {
    const shown = shownAt(text, range);
    const tied = describe(text, range);
    return { ...shown, anchor: () => tiedAnew(textNow(), tied, shown.words) };
  });
}

/** By the ids of the words, since others go on writing while somebody chooses. */
function tiedAnew(text: TextIndex | null, tied: Anchor, words: string): Anchor | null {
  const place = text && resolve(text, tied);
  if (text === null || place === null || place.from === null || place.exact !== words) return null;
  return describe(text, place);
}

/** What it quotes now, what it was taken off last, and what was annotated first: each wording once. */
function quotesOf(
  { exact, prefix, suffix, from }: Anchor,
  anchors: Annotation['anchors'],
): { readonly quote: Quote; readonly near: number }[] {
  const former = new Map([anchors.at(-1), anchors[0]].flatMap((one) => (one ? [[one.exact, one]] : [])));
  former.delete(exact);
  return [
    { quote: { exact, prefix, suffix }, near: from },
    ...[...former.values()].map((one) => ({
      quote: { exact: one.exact, prefix: '', suffix: '' },
      near: one.from,
    })),
  ];
}

function shownAt(text: TextIndex, { from, to }: TextRange): Omit<PlaceChoice, 'anchor'> {
  return {
    before: text.slice({ from: Math.max(0, from - AROUND), to: from }),
    words: text.slice({ from, to }),
    after: text.slice({ from: to, to: Math.min(text.length, to + AROUND) }),
  };
}
