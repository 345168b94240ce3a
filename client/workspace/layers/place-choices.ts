/** The places of words that stand several times, for a person to choose from. */
import type { Anchor, Anchoring } from '../../../shared/anchor/anchor.ts';
import { describe } from '../../../shared/anchor/describe.ts';
import type { TextIndex } from '../../../shared/anchor/text-index.ts';

/** How many characters on each side are shown, so that one place can be told from the other. */
const AROUND = 30;

/** One of the places as it was when the choices were made, with the words by which a person recognizes it. */
export interface PlaceChoice {
  /** The words with what is around them. */
  readonly words: string;
  /** Ties a thread to them; made when it is asked for, since one place is chosen at most. */
  readonly anchor: () => Anchor;
}

/** None where the words have one place, or no place at all. */
export function placeChoices(text: TextIndex, place: Anchoring): readonly PlaceChoice[] {
  if (place.state !== 'ambiguous') return [];
  return place.candidates.map((range) => ({
    words: text.slice({ from: Math.max(0, range.from - AROUND), to: range.to + AROUND }),
    anchor: () => describe(text, range),
  }));
}
