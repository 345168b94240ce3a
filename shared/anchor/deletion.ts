/** Which blank goes with words that are deleted. */
import type { TextRange } from './anchor.ts';

const BLANK = /^[^\S\n]$/u;
/** Blanks that a language wants before the mark that follows them, as French does before `!`. */
const HARD_BLANK = /^[\u00a0\u202f]$/u;
/** What stands close to the words before it; not a quotation mark, which some languages begin with and others end with. */
const CLOSING = /^[.,;:!?…)\]}%’”»。、，！？：；،؛؟]$/u;
const OPENING = /^[([{¿¡“‘«„]$/u;

/**
 * The words with one of the blanks beside them where both would stay, or where one would stay at an end of the line or before a
 * full stop and the like. The same again gives the same. Offsets count UTF-16 units; `range` holds the words without blanks.
 */
export function deletionOf(text: string, { from, to }: TextRange): TextRange {
  const [before, after] = [text[from - 1] ?? '\n', text[to] ?? '\n'];
  const isWhole = before === '\n' && after === '\n';
  if (from >= to || isWhole || BLANK.test(text[from] ?? '') || BLANK.test(text[to - 1] ?? ''))
    return { from, to };
  const isLast = after === '\n' || CLOSING.test(after) || HARD_BLANK.test(after);
  if (BLANK.test(before) && isLast) return { from: from - 1, to };
  const isFirst = before === '\n' || BLANK.test(before) || OPENING.test(before);
  return isFirst && BLANK.test(after) ? { from, to: to + 1 } : { from, to };
}
