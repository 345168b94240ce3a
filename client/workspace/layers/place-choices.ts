/** Places of a thread for a person to choose from: of words that stand several times, and of words like those that are gone. */
import type { Anchor, Anchoring, Quote, TextRange } from '../../../shared/anchor/anchor.ts';
import { describe } from '../../../shared/anchor/describe.ts';
import { resolve } from '../../../shared/anchor/resolve.ts';
import { placesToOffer } from '../../../shared/anchor/seek.ts';
import { shortenEnd, shortenStart } from '../../../shared/anchor/sentence.ts';
import type { TextIndex } from '../../../shared/anchor/text-index.ts';
import type { Annotation } from '../../../shared/annotation/annotation.ts';

/** How many characters on each side are shown, so that one place can be told from the other. */
const AROUND = 30;
/** Words are cut by the rules that hold in most languages: which one the text is in is of little weight here. */
const LANGUAGE = 'und';
/** More places than these are no choice but a search. */
const MAX_OFFERS = 3;

/** Words as a choice shows them: with some whole words before and after, and `…` where more is left out. */
export interface WordsInText {
  readonly before: string;
  readonly words: string;
  readonly after: string;
}

/** One of the places as it was when the choices were made, with the words by which a person recognizes it. */
export interface PlaceChoice extends WordsInText {
  /** Ties a thread to them; null where they are gone since the choices were made, or read otherwise than they are shown. */
  readonly anchor: () => Anchor | null;
}

/** A quote as it is shown: of what is around it as much as helps to recognize it. */
export function inText({ exact, prefix, suffix }: Quote): WordsInText {
  return {
    before: shortenStart(prefix, AROUND, LANGUAGE),
    words: exact,
    after: shortenEnd(suffix, AROUND, LANGUAGE),
  };
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
  const former = new Map(
    [anchors.at(-1), anchors[0]].flatMap((one) => (one ? [[one.exact, one]] : [])),
  );
  former.delete(exact);
  return [
    { quote: { exact, prefix, suffix }, near: from },
    ...[...former.values()].map((one) => ({
      quote: { exact: one.exact, prefix: '', suffix: '' },
      near: one.from,
    })),
  ];
}

function shownAt(text: TextIndex, { from, to }: TextRange): WordsInText {
  // More than is shown, so that it is cut where more of the text is there.
  const [start, end] = [Math.max(0, from - 2 * AROUND), Math.min(text.length, to + 2 * AROUND)];
  const words = text.slice({ from, to });
  const [before, after] = [
    text.slice({ from: start, to: from }),
    text.slice({ from: to, to: end }),
  ];
  return inText({ exact: words, prefix: before, suffix: after });
}
