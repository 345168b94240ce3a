/** The oracle of what is typed where: each letter is one of a kind, and stands where its author saw it being typed. */
import type { TypedLetter } from './typed-letters.ts';

/** A letter that is not where it was typed, is lost, or is there twice. */
export interface Stray {
  readonly what: 'elsewhere' | 'lost' | 'twice';
  readonly letter: string;
  readonly told: string;
}

/** What people did to a text. */
export interface Notes {
  readonly typed: readonly TypedLetter[];
  /** Characters that somebody deleted or took back. */
  readonly deleted: readonly string[];
}

/** The letters of a text, given as its blocks, that aren't between the two characters that they were typed between, while one of these lives. */
export function strayLetters(blocks: readonly string[], { typed, deleted }: Notes): Stray[] {
  const strays: Stray[] = [];
  const placed = new Map<string, number>();
  let at = 0;
  for (const words of blocks) {
    for (const letter of words) {
      if (letter === '\n') continue; // a line of code
      if (placed.has(letter)) strays.push({ what: 'twice', letter, told: words });
      placed.set(letter, (at += 1));
    }
  }
  const gone = new Set(deleted);
  for (const { letter, behind, before } of typed) {
    const place = placed.get(letter);
    const told = `${letter} was typed between ${behind ?? 'the start'} and ${before ?? 'the end'} of a block: ${blocks.join(' | ')}`;
    const [left, right] = [placed.get(behind ?? ''), placed.get(before ?? '')];
    if (place === undefined) {
      // Of a block that somebody deletes nothing comes back.
      const isLost = !gone.has(letter) && (left ?? right) !== undefined;
      if (isLost) strays.push({ what: 'lost', letter, told });
      continue;
    }
    if ((left ?? place) > place || (right ?? place) < place)
      strays.push({ what: 'elsewhere', letter, told });
  }
  return strays;
}
