/** The places of words that stand several times, for a person to choose from. */
import type { Anchoring, TextRange } from '../../../shared/anchor/anchor.ts';
import type { TextIndex } from '../../../shared/anchor/text-index.ts';

/** How many characters on each side are shown, so that one place can be told from the other. */
const AROUND = 30;

/** One of the places, with the words by which a person recognizes it. */
export interface PlaceChoice {
  readonly range: TextRange;
  /** The words with what is around them. */
  readonly words: string;
}

/** None where the words have one place, or no place at all. */
export function placeChoices(text: TextIndex, place: Anchoring): readonly PlaceChoice[] {
  if (place.state !== 'ambiguous') return [];
  return place.candidates.map((range) => ({
    range,
    words: text.slice({ from: Math.max(0, range.from - AROUND), to: range.to + AROUND }),
  }));
}
