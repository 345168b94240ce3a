/** The page where no published article is. */
import { escapeHtml } from '../html/escape.ts';
import { directionOf } from '../../shared/article/language.ts';
import { readerWords } from '../../shared/reader/words.ts';
import { renderHtmlPage } from './html-page.ts';

/** Nothing about the article: one that is withdrawn must look like one that never was. */
export interface ProblemPage {
  /** What the reader's browser asks for, as a BCP 47 tag: there is no article to take it from. */
  readonly language: string;
  readonly assets: { readonly styles: readonly string[] };
}

/** A whole HTML document that says that there is no article; for status 404. */
export function renderProblemPage({ language, assets }: ProblemPage): string {
  const { language: wordsLanguage, missing } = readerWords(language);
  return renderHtmlPage({
    language: wordsLanguage,
    direction: directionOf(wordsLanguage),
    title: missing.title,
    head: ['<meta name="robots" content="noindex">'],
    main: `<section class="receipt">
<h1>${escapeHtml(missing.title)}</h1>
<p class="outcome">${escapeHtml(missing.text)}</p>
</section>`,
    assets,
  });
}
