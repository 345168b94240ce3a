/** Settles open suggestions for a copy, as if an editor had: in the copy's own document, which nobody else has. */
import type * as Y from 'yjs';
import type { TextRange } from '../../../shared/anchor/anchor.ts';
import { wholeGraphemes } from '../../../shared/anchor/graphemes.ts';
import { resolve } from '../../../shared/anchor/resolve.ts';
import { textIndex } from '../../../shared/anchor/text-index.ts';
import type { TextIndex } from '../../../shared/anchor/text-index.ts';
import type { Annotation } from '../../../shared/annotation/annotation.ts';
import { isOpenSuggestion } from '../../../shared/annotation/copy-choices.ts';
import type { Suggestions } from '../../../shared/article/copy-choices.ts';
import { withLineFeeds } from '../../../shared/article/typed-words.ts';
import { unreachable } from '../../../shared/unreachable.ts';
import { replaceWords } from '../../words/replace-words.ts';

/**
 * The ids of the threads that the copy doesn't have any more. Where suggestions are taken for accepted, their words are put into
 * the text by the way that accepting one goes. One whose words have changed, are gone, or are also those of one before it can't
 * be accepted, and stays a note.
 */
export function settleSuggestions(
  fragment: Y.XmlFragment,
  annotations: readonly Annotation[],
  suggestions: Suggestions,
): ReadonlySet<string> {
  const open = annotations.filter(isOpenSuggestion);
  switch (suggestions) {
    case 'open':
      return new Set();
    case 'accepted':
      return acceptAll(fragment, open);
    case 'declined':
      return new Set(open.map(({ id }) => id));
    default:
      return unreachable(suggestions);
  }
}

interface Acceptable extends TextRange {
  readonly id: string;
  readonly words: string;
}

function acceptAll(fragment: Y.XmlFragment, open: readonly Annotation[]): ReadonlySet<string> {
  const index = textIndex(fragment);
  const { text } = index; // as it was before the first change
  const accepted = withoutOverlaps(open.flatMap((one) => acceptable(one, index, text)));
  fragment.doc?.transact(() => {
    // From the end, so that the index is right still for all that stands before.
    for (const { words, ...range } of accepted.toReversed()) replaceWords(index, range, words);
  });
  return new Set(accepted.map(({ id }) => id));
}

function acceptable(annotation: Annotation, index: TextIndex, text: string): Acceptable[] {
  const { id, anchor, replacement } = annotation;
  const place = resolve(index, anchor);
  if (place.from === null || replacement === null) return [];
  const whole = wholeGraphemes(text, place);
  if (text.slice(whole.from, whole.to) !== anchor.exact) return [];
  return [{ id, from: place.from, to: place.to, words: withLineFeeds(replacement) }];
}

/** In the order of their places; of two that share words the first. */
function withoutOverlaps(found: readonly Acceptable[]): Acceptable[] {
  let end = 0;
  const order = found.toSorted((one, other) => one.from - other.from || one.to - other.to);
  return order.filter(({ from, to }) => {
    const isFree = from >= end;
    if (isFree) end = to;
    return isFree;
  });
}
