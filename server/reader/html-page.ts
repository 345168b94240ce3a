/** The frame of the pages for readers: head, masthead, and a place for what the page is about. */
import { escapeHtml } from '../html/escape.ts';
import type { Direction } from '../../shared/article/language.ts';

/** Addresses of the built files; a page without a script leaves it out. */
export interface PageAssets {
  readonly script?: string;
  readonly styles: readonly string[];
}

/** What differs from page to page. */
export interface HtmlPage {
  /** BCP 47 tag; `und` says nothing about the language. */
  readonly language: string;
  readonly direction: Direction;
  readonly title: string;
  /** Markup for the head besides title and assets. */
  readonly head: readonly string[];
  /** Stands at the end of the masthead line; markup. */
  readonly mastheadEnd?: string;
  /** Markup for `main`. */
  readonly main: string;
  readonly assets: PageAssets;
}

const PUBLICATION = 'Galley';

/** A whole HTML document. Everything in it is escaped but what is named as markup, which the caller answers for. */
export function renderHtmlPage(page: HtmlPage): string {
  const { language, direction, assets } = page;
  return `<!doctype html>
<html lang="${escapeHtml(language === 'und' ? '' : language)}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(page.title)}</title>
${page.head.join('\n')}
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
${assets.styles.map((href) => `<link rel="stylesheet" href="${escapeHtml(href)}">`).join('\n')}
${assets.script === undefined ? '' : `<script type="module" src="${escapeHtml(assets.script)}"></script>`}
</head>
<body>
<header class="masthead"><span class="publication" lang="en">${PUBLICATION}</span>${page.mastheadEnd ?? ''}</header>
<main>
${page.main}
</main>
</body>
</html>
`;
}

/** A `<meta>` that names a property of the Open Graph protocol. */
export function openGraph(property: string, content: string): string {
  return `<meta property="${property}" content="${escapeHtml(content)}">`;
}

/** The day of an ISO 8601 instant, in UTC, in the words and the calendar of the language, as a `<time>`. */
export function renderDate(iso: string, language: string): string {
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });
  return `<time datetime="${escapeHtml(iso)}">${escapeHtml(format.format(new Date(iso)))}</time>`;
}
