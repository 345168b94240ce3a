/** What a new status does to the words: accepting puts the proposed ones in, reopening what was accepted takes them out. */
import { ARTICLE_ROOT } from '../../shared/article/schema.ts';
import type { Anchor, TextRange } from '../../shared/anchor/anchor.ts';
import { describe } from '../../shared/anchor/describe.ts';
import { resolve } from '../../shared/anchor/resolve.ts';
import { textIndex } from '../../shared/anchor/text-index.ts';
import type { TextIndex } from '../../shared/anchor/text-index.ts';
import type { Annotation, Status } from '../../shared/annotation/annotation.ts';
import { done, failed } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';
import type { Companions } from '../sync/layer-room.ts';
import type { TextRoom } from '../sync/text-room.ts';
import { replaceWords } from './replace-words.ts';

/**
 * Stages the change of the text that goes with a status, for the same transaction. Nothing is replaced but the very words
 * that the annotation quotes: where they have changed since, it is a problem that says how they read now.
 */
export function settleWords(
  text: TextRoom,
  annotation: Annotation | null,
  status: Status,
): Result<Companions> {
  const swap = annotation && wordsToSwap(annotation, status);
  if (!annotation || !swap) return done({});
  const index = textIndex(text.document.ahead.getXmlFragment(ARTICLE_ROOT));
  const place = resolve(index, annotation.anchor);
  if (place.from === null)
    return failed('words-changed', 'The words are not in the text any more.');
  if (place.exact === swap.words) return done({});
  if (place.exact !== swap.old) {
    return failed('words-changed', `The words now read “${place.exact}”.`, {
      present: place.exact,
    });
  }
  let anchor = annotation.anchor;
  const update = text.stageEdit((fragment) => {
    const range = replaceWords(index, place, swap.words);
    anchor = keptQuote(annotation.anchor, textIndex(fragment), range);
  });
  return done({ updates: update === null ? [] : [update], anchor });
}

function wordsToSwap(
  annotation: Annotation,
  status: Status,
): { old: string; words: string } | null {
  const { replacement, anchor } = annotation;
  if (replacement === null) return null;
  if (status === 'accepted') return { old: anchor.exact, words: replacement };
  return annotation.status === 'accepted' ? { old: replacement, words: anchor.exact } : null;
}

/** The quote stays what was annotated; only the positions follow the words. */
function keptQuote(anchor: Anchor, index: TextIndex, range: TextRange): Anchor {
  const { start, end, from, to } = describe(index, range);
  return { ...anchor, start, end, from, to };
}
