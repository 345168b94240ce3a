/** What a new status does to the words: accepting puts the proposed ones in, reopening what was accepted takes them out. */
import { withLineFeeds } from '../../shared/article/typed-words.ts';
import { ARTICLE_ROOT } from '../../shared/article/schema.ts';
import type { Anchor, Anchoring, TextRange } from '../../shared/anchor/anchor.ts';
import { decodePosition, describe } from '../../shared/anchor/describe.ts';
import { wholeGraphemes } from '../../shared/anchor/graphemes.ts';
import { resolve } from '../../shared/anchor/resolve.ts';
import { textIndex } from '../../shared/anchor/text-index.ts';
import type { TextIndex } from '../../shared/anchor/text-index.ts';
import type { Annotation, Status } from '../../shared/annotation/annotation.ts';
import { done, failed } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';
import type { AlsoCommitted } from '../sync/layer-room.ts';
import type { TextRoom } from '../sync/text-room.ts';
import { replaceWords } from '../words/replace-words.ts';

const SEVERAL = 'The words occur more than once now; tie the thread to the right ones first.';

/**
 * Stages the change of the text that goes with a status, for the same transaction; nothing where it changes no words. Nothing
 * is replaced but the very words that the annotation quotes: where they have changed since, it is a problem that says how they
 * read now.
 */
export function stageStatusWords(
  text: TextRoom,
  annotation: Annotation | null,
  status: Status,
): Result<AlsoCommitted> {
  const swap = annotation && wordsToSwap(annotation, status);
  if (!annotation || !swap) return done({});
  if (text.document.isDestroyed) return failed('not-found');
  const index = textIndex(text.document.staged.doc.getXmlFragment(ARTICLE_ROOT));
  const { anchor: tied } = annotation;
  const place = swap.old === '' ? emptyPlace(index, tied) : resolve(index, tied);
  if (place === null || place.from === null) {
    const isAmbiguous = place?.state === 'ambiguous';
    return failed('words-changed', isAmbiguous ? SEVERAL : 'The words are not there any more.');
  }
  if (place.exact === swap.words) return done({});
  // Somebody may have put an accent on the last letter.
  const present = index.slice(wholeGraphemes(index.text, place));
  if (present !== swap.old)
    return failed('words-changed', `The words now read “${present}”.`, { present });
  let anchor = tied;
  const update = text.stageEdit((fragment) => {
    const range = replaceWords(index, place, swap.words);
    anchor = keptQuote(tied, textIndex(fragment), range);
  });
  return done({ updates: update === null ? [] : [update], anchor });
}

function wordsToSwap(
  annotation: Annotation,
  status: Status,
): { old: string; words: string } | null {
  const { replacement, anchor } = annotation;
  if (replacement === null) return null;
  if (status === 'accepted') return { old: anchor.exact, words: withLineFeeds(replacement) };
  return annotation.status === 'accepted'
    ? { old: withLineFeeds(replacement), words: anchor.exact }
    : null;
}

/** Where words were taken out: the characters around them still stand side by side. No quote leads there. */
function emptyPlace(index: TextIndex, anchor: Anchor): Extract<Anchoring, TextRange> | null {
  const [start, end] = [decodePosition(anchor.start), decodePosition(anchor.end)];
  const from = start && index.offsetOf(start);
  const to = end && index.offsetOf(end);
  return from !== null && from === to ? { state: 'changed', from, to, exact: '' } : null;
}

/** The quote stays what was annotated; ids and positions are those of the words that stand there now. */
function keptQuote(anchor: Anchor, index: TextIndex, range: TextRange): Anchor {
  const { exact, prefix, suffix } = anchor;
  return { ...describe(index, range), exact, prefix, suffix };
}
