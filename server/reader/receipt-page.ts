/** The page that shows a reader what became of a report. */
import { escapeHtml } from '../html/escape.ts';
import { directionOf } from '../../shared/article/language.ts';
import type { Direction } from '../../shared/article/language.ts';
import type { ReceiptWords } from '../../shared/reader/reader-words.ts';
import { readerWords } from '../../shared/reader/words.ts';
import type { ReceiptAnswer } from '../../shared/wire/routes/reports.ts';
import { renderDate, renderHtmlPage } from './html-page.ts';

/** The answer of the HTTP interface, and what its page is written with. */
export interface ReceiptPage {
  readonly receipt: ReceiptAnswer;
  /** The article's language and direction. */
  readonly language: string;
  readonly direction: Direction;
  readonly assets: { readonly styles: readonly string[] };
}

// The address is the reader's secret: no search engine may list it, no link may pass it on.
const HEAD = [
  '<meta name="robots" content="noindex">',
  '<meta name="referrer" content="no-referrer">',
];

/** A whole HTML document in the article's language, or in English where Galley has no words for that. */
export function renderReceiptPage({ receipt, language, direction, assets }: ReceiptPage): string {
  const { receipt: words, language: wordsLanguage } = readerWords(language);
  const status = words.statuses[receipt.status];
  const quoted = `lang="${escapeHtml(language === 'und' ? '' : language)}" dir="${direction}"`;
  const title = `<bdi ${quoted}>${escapeHtml(receipt.article.title)}</bdi>`;
  return renderHtmlPage({
    language: wordsLanguage,
    direction: directionOf(wordsLanguage),
    title: `${words.title}: ${status.title}`,
    head: HEAD,
    main: `<section class="receipt" data-status="${receipt.status}">
<p class="kicker">${escapeHtml(words.title)}</p>
<h1>${escapeHtml(status.title)}</h1>
<p class="outcome">${escapeHtml(status.text)}</p>
<dl>
${renderChange(receipt, words, quoted)}
</dl>
<p class="dates">${renderDates(receipt, words, wordsLanguage)}</p>
<p class="keep">${escapeHtml(words.keepLink)}</p>
<p class="back"><a href="${escapeHtml(receipt.article.url)}">${escapeHtml(words.back)}</a> ${title}</p>
</section>`,
    assets,
  });
}

function renderChange(receipt: ReceiptAnswer, words: ReceiptWords, quoted: string): string {
  const exact = escapeHtml(receipt.exact);
  const marked = `<dt>${escapeHtml(words.marked)}</dt><dd ${quoted}><mark>${exact}</mark></dd>`;
  if (receipt.suggestion === null) return marked;
  const suggestion = escapeHtml(receipt.suggestion);
  const proposed = suggestion === '' ? `<del>${exact}</del>` : `<ins>${suggestion}</ins>`;
  return `${marked}\n<dt>${escapeHtml(words.proposed)}</dt><dd ${quoted}>${proposed}</dd>`;
}

function renderDates(receipt: ReceiptAnswer, words: ReceiptWords, language: string): string {
  const received = dated(words.received, receipt.received, language);
  if (receipt.settled === null) return received;
  return `${received}<br>${dated(words.settled, receipt.settled, language)}`;
}

function dated(sentence: string, iso: string, language: string): string {
  const [before = '', after = ''] = sentence.split('{date}');
  return `${escapeHtml(before)}${renderDate(iso, language)}${escapeHtml(after)}`;
}
