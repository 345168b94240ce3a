/** Turns what a reader selected into the words of a report: words of the article, at the place where they were selected. */
import type { Quote, TextRange } from '../../shared/anchor/anchor.ts';
import { locate, quoteAt } from '../../shared/anchor/locate.ts';
import { textOf } from './page-text.ts';
import type { PageBlock } from './page-text.ts';

/** The words with their context, and their place in UTF-16 units of the article's plain text. */
export type ReportedWords = Quote & TextRange;

/** The server takes no longer ones. */
export const MAX_WORDS_LENGTH = 1000;

/**
 * The words between two offsets of the text, in whichever order, with their context. White space and pictures at the ends
 * don't count; null where nothing else is left.
 */
export function wordsBetween(text: string, one: number, other: number): ReportedWords | null {
  const start = Math.min(one, other);
  const selected = text.slice(start, Math.max(one, other));
  const words = selected.replace(/^[\s\uFFFC]+|[\s\uFFFC]+$/g, '');
  if (words === '') return null;
  const from = start + selected.indexOf(words);
  const range = { from, to: from + words.length };
  return { ...range, ...quoteAt(text, range) };
}

/**
 * The same words in the article, where words were selected on a page that a translator, an extension or a script may have
 * changed since: they are sought in the very blocks that they were selected in. Null where these don't have them, or have them
 * more than once and nothing tells which were meant: then the page shows something else than the article.
 */
export function wordsInArticle(
  article: readonly PageBlock[],
  shown: readonly PageBlock[],
  selected: TextRange,
): ReportedWords | null {
  const text = textOf(shown);
  const first = blockAt(shown, selected.from);
  const last = blockAt(shown, selected.to);
  const start = article.findIndex(({ place }) => place === shown[first.index]?.place);
  const end = article.findIndex(({ place }) => place === shown[last.index]?.place);
  if (start === -1 || end === -1) return null;
  const original = textOf(article.slice(start, end + 1));
  const isUnchanged = original === text.slice(first.from, last.to);
  const located = locate(original, {
    exact: text.slice(selected.from, selected.to),
    prefix: text.slice(Math.max(first.from, selected.from - CONTEXT_LENGTH), selected.from),
    suffix: text.slice(selected.to, Math.min(last.to, selected.to + CONTEXT_LENGTH)),
    from: isUnchanged ? selected.from - first.from : undefined, // else it is no evidence
  });
  if (located.state !== 'found') return null;
  const before = start === 0 ? 0 : textOf(article.slice(0, start)).length + 1;
  const range = { from: before + located.range.from, to: before + located.range.to };
  return { ...range, ...quoteAt(textOf(article), range) };
}

/** How many UTF-16 units beside the words tell equal ones of a block apart. */
const CONTEXT_LENGTH = 32;

/** The block that an offset of the blocks' text lies in, and where its text is. */
function blockAt(
  blocks: readonly PageBlock[],
  offset: number,
): TextRange & { readonly index: number } {
  let from = 0;
  for (const [index, { text }] of blocks.entries()) {
    const to = from + text.length;
    if (offset <= to) return { index, from, to };
    from = to + 1;
  }
  return { index: -1, from, to: from };
}
