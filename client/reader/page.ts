/** What the script of a published page works with. */
import type { ReaderWords, ReportWords } from '../../shared/reader/reader-words.ts';
import { isApple } from '../ui/keys/key-names.ts';
import { offsetAt, pageBlocks, textOf } from './page-text.ts';
import type { PageBlock } from './page-text.ts';
import { wordsBetween, wordsInArticle } from './reported-words.ts';
import type { ReportedWords } from './reported-words.ts';

/** What the server wrote into the page, and what this device calls its keys. */
export interface Page {
  /** The article's element; its id and version are in the data attributes. */
  readonly article: HTMLElement;
  /** The text as it was when the script began, before anything changed the page. */
  readonly blocks: readonly PageBlock[];
  /** Of the words, not of the article. */
  readonly language: string;
  readonly words: ReportWords;
  /** Name of the keys that report on this device. */
  readonly key: string;
}

/** Reads what the server wrote into the page; null where this is no page of an article. */
export function readPage(): Page | null {
  const article = document.querySelector<HTMLElement>('article[data-article]');
  const json = document.getElementById('reader-words')?.textContent;
  if (!article || !json) return null;
  // Our own server wrote it, from this very type.
  const { language, report: words } = JSON.parse(json) as Pick<ReaderWords, 'language' | 'report'>;
  const key = isApple() ? words.keys.command : words.keys.control;
  return { article, blocks: pageBlocks(article), language, words, key };
}

/** The words that are selected; `changed` where the article has others there, null where there are none. */
export function selectedWords({ article, blocks }: Page): ReportedWords | 'changed' | null {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const shown = pageBlocks(article); // as they are now: what readers see is what they mean
  const selected = wordsBetween(
    textOf(shown),
    offsetAt(document, { node: range.startContainer, at: range.startOffset }),
    offsetAt(document, { node: range.endContainer, at: range.endOffset }),
  );
  return selected && (wordsInArticle(blocks, shown, selected) ?? 'changed');
}
