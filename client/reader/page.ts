/** What the script of a published page works with. */
import type { ReaderWords, ReportWords } from '../../shared/reader/reader-words.ts';
import { isApple } from '../ui/keys/key-names.ts';
import { offsetAt, pageText } from './page-text.ts';
import { reportedWords } from './reported-words.ts';
import type { ReportedWords } from './reported-words.ts';

/** What the server wrote into the page, and what this device calls its keys. */
export interface Page {
  /** The article's element; its id and version are in the data attributes. */
  readonly article: HTMLElement;
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
  return { article, language, words, key: isApple() ? words.keys.command : words.keys.control };
}

/** The words of the article that are selected, null where there are none. */
export function selectedWords(): ReportedWords | null {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  // Read again each time: where a browser's translation has changed the page, its words are what was selected.
  return reportedWords(
    pageText(document),
    offsetAt(document, { node: range.startContainer, at: range.startOffset }),
    offsetAt(document, { node: range.endContainer, at: range.endOffset }),
  );
}
