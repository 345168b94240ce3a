/** What somebody seeks: the words and phrases of a question, told apart. */

/** One part of a question; all parts must be found. */
export interface Wanted {
  /** As it was typed, without quotes. Several words in it must stand one after the other. */
  readonly words: string;
  /** Whether its last word may go on. */
  readonly isOpen: boolean;
}

const OPENING = /["“”„‟«»″〝〞〟「」『』＂]/u;

/** More parts of a question than this are not asked for: each costs a look at all that is found so far. */
const MAX_PARTS = 16;

/**
 * The parts of a question: what is in quotes of any kind is one, and so is each piece between blanks, so that `don’t`, `e-mail` and
 * 東京都 are found as they stand. While somebody types, the last word has no end yet.
 */
export function partsOf(question: string): Wanted[] {
  const parts: Wanted[] = [];
  question.split(OPENING).forEach((piece, index, all) => {
    const isLast = index === all.length - 1;
    if (index % 2 === 1) parts.push({ words: piece, isOpen: isLast });
    else
      piece.split(/\s/u).forEach((words, at, pieces) => {
        parts.push({ words, isOpen: isLast && at === pieces.length - 1 });
      });
  });
  return parts.filter(({ words }) => /[\p{L}\p{N}]/u.test(words)).slice(0, MAX_PARTS);
}
