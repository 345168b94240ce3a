/** The published page of an article, with the invitation to report mistakes. */
import type { Node } from 'prosemirror-model';
import { escapeHtml } from '../html/escape.ts';
import { renderArticle } from '../html/render-article.ts';
import type { Article } from '../../shared/article/article.ts';
import { directionOf } from '../../shared/article/language.ts';
import { fill } from '../../shared/reader/reader-words.ts';
import type { ReaderWords } from '../../shared/reader/reader-words.ts';
import { shortenEnd } from '../../shared/anchor/sentence.ts';
import { readerWords } from '../../shared/reader/words.ts';
import { shownPicture } from './foreign-picture.ts';
import { openGraph, renderDate, renderHtmlPage } from './html-page.ts';

/** `doc` is the version that readers see, which the caller chooses. */
export interface ReadPage {
  readonly article: Article;
  readonly doc: Node;
  /** Says which state of the text the reader saw; comes back with a report. */
  readonly version: string;
  readonly assets: { readonly script: string; readonly styles: readonly string[] };
  /** Other hosts whose pictures load at once. */
  readonly pictureHosts: readonly string[];
  /** The page's own absolute address. */
  readonly url: string;
}

const MAX_DESCRIPTION_LENGTH = 200;

/** A whole HTML document in the article's language; the invitation is in English where Galley has no words for that. */
export function renderReadPage({
  article,
  doc,
  version,
  assets,
  pictureHosts,
  url,
}: ReadPage): string {
  const words = readerWords(article.language);
  const picture = (address: string, alt: string) =>
    shownPicture(address, alt, { url, pictureHosts, words });
  return renderHtmlPage({
    language: article.language,
    direction: article.direction,
    title: article.title,
    head: describe(article, descriptionOf(doc, article.language), url),
    mastheadEnd: renderDate(article.modified, article.language),
    main: `<article data-article="${escapeHtml(article.id)}" data-version="${escapeHtml(version)}">${renderArticle(doc, { offsets: true, base: url, picture, direction: article.direction })}</article>
${renderInvitation(words)}
${renderScriptWords(words)}`,
    assets,
  });
}

function describe(article: Article, description: string, url: string): string[] {
  return [
    ...(description === ''
      ? []
      : [
          `<meta name="description" content="${escapeHtml(description)}">`,
          openGraph('og:description', description),
        ]),
    `<link rel="canonical" href="${escapeHtml(url)}">`,
    openGraph('og:type', 'article'),
    openGraph('og:title', article.title),
    openGraph('og:url', url),
  ];
}

/** The standfirst, or the first paragraph where there is none. */
function descriptionOf(doc: Node, language: string): string {
  const lines = new Map<string, string>();
  doc.descendants((node) => {
    const line = node.isTextblock ? node.textContent.replace(/\s+/g, ' ').trim() : '';
    if (line !== '' && !lines.has(node.type.name)) lines.set(node.type.name, line);
    return !node.isTextblock;
  });
  const line = lines.get('standfirst') ?? lines.get('paragraph') ?? '';
  return shortenEnd(line, MAX_DESCRIPTION_LENGTH, language);
}

function renderInvitation({ language, report }: ReaderWords): string {
  const direction = directionOf(language);
  const byKey = fill(report.invitation, 'key', report.keys.control);
  const byTouch = fill(report.touchInvitation, 'report', report.report);
  return `<aside class="invitation" lang="${language}" dir="${direction}">
<p class="by-key">${escapeHtml(byKey)}</p>
<p class="by-touch">${escapeHtml(byTouch)}</p>
<noscript><p>${escapeHtml(report.needsScript)}</p></noscript>
</aside>`;
}

/** A data block, which no content policy takes for a script. A `<` in it could end the element, so it is escaped. */
function renderScriptWords({ language, report }: ReaderWords): string {
  const json = JSON.stringify({ language, report }).replaceAll('<', '\\u003c');
  return `<script type="application/json" id="reader-words">${json}</script>`;
}
