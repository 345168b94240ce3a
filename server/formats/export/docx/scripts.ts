/** Parts words into stretches that Word sets in one way: from right to left, in an East Asian font, or in neither. */
import type { Direction } from '../../../../shared/article/language.ts';
import { directionOfWords } from '../../../../shared/article/block-directions.ts';

/** Words up to before an offset, from where the stretch before ends. */
export interface Stretch {
  readonly to: number;
  readonly isRightToLeft: boolean;
  readonly isEastAsian: boolean;
}

const EAST_ASIAN =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Bopomofo}\u3000-\u303F\uFF01-\uFF60]/u;
/** Scripts from right to left, see `block-directions.ts`, and the marks that say so. */
const RIGHT_TO_LEFT =
  /[\u0590-\u08FF\u200F\uFB1D-\uFDFF\uFE70-\uFEFE\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;
const DIGIT = /\p{Nd}/u;

/** What a character says of the words around it: it is of the one side, or the other, or of the side of what was before; null for nothing. */
type Said = 'one' | 'other' | 'same' | null;

/**
 * All of the text. Word doesn't find out by itself: what a run says holds for its signs and blanks too, and letters decide for
 * the signs between them (UAX #9, W7, N1 and N2, without embeddings).
 */
export function stretches(text: string, direction: Direction): Stretch[] {
  const isMirrored = direction === 'rtl' || RIGHT_TO_LEFT.test(text);
  const hasEastAsian = EAST_ASIAN.test(text);
  if (!isMirrored && !hasEastAsian)
    return [{ to: text.length, isRightToLeft: false, isEastAsian: false }];
  const rightToLeft = isMirrored ? decided(text, directionSaid, direction === 'rtl') : null;
  const eastAsian = hasEastAsian ? decided(text, eastAsianSaid, false) : null;
  const found: Stretch[] = [];
  for (let at = 1; at <= text.length; at += 1) {
    const goesOn =
      at < text.length &&
      rightToLeft?.[at] === rightToLeft?.[at - 1] &&
      eastAsian?.[at] === eastAsian?.[at - 1];
    if (goesOn) continue;
    found.push({
      to: at,
      isRightToLeft: rightToLeft?.[at - 1] === 1,
      isEastAsian: eastAsian?.[at - 1] === 1,
    });
  }
  return found;
}

function directionSaid(character: string): Said {
  if (DIGIT.test(character)) return 'same';
  const direction = directionOfWords(character);
  if (direction === null) return RIGHT_TO_LEFT.test(character) ? 'one' : null;
  return direction === 'rtl' ? 'one' : 'other';
}

function eastAsianSaid(character: string): Said {
  if (EAST_ASIAN.test(character)) return 'one';
  return /[\p{L}\p{N}]/u.test(character) ? 'other' : null;
}

/** For each UTF-16 unit 1 where it is of the one side; signs between two of a side are of it, others as `around` says. */
function decided(text: string, said: (character: string) => Said, around: boolean): Uint8Array {
  const sides = new Uint8Array(text.length);
  const otherwise = around ? 1 : 0;
  let side = otherwise;
  let [undecided, at] = [0, 0];
  for (const character of text) {
    const says = said(character);
    const next = at + character.length;
    if (says !== null) {
      const now = says === 'same' ? side : says === 'one' ? 1 : 0;
      sides.fill(now === side ? side : otherwise, undecided, at);
      sides.fill(now, at, next);
      [side, undecided] = [now, next];
    }
    at = next;
  }
  return sides.fill(otherwise, undecided, at);
}
