/** The page of an e-book, and its table of contents. */
import { canonicalLanguage } from '../../../../shared/article/language.ts';
import { textBlocks } from '../../../../shared/article/plain-text.ts';
import { blockText } from '../../../../shared/article/plain-text.ts';
import { escapeHtml } from '../../../html/escape.ts';
import { renderArticle } from '../../../html/render-article.ts';
import type { ShownPicture } from '../../../html/render-article.ts';
import type { AnnotatedCopy } from '../../format.ts';
import { originSentences } from '../facts.ts';
import { inEnglish, noteItem } from '../html-note.ts';
import { notesByPoint, numberNotes } from '../notes.ts';
import type { Note, Notes } from '../notes.ts';
import { toXhtml, xhtmlPage } from './xhtml.ts';

/** The name of the page in the package. */
export const PAGE = 'article.xhtml';

/** `pictureOf` says under which name the package has a picture; null where it hasn't. */
export function articlePage(
  copy: AnnotatedCopy,
  pictureOf: (address: string) => string | null,
): string {
  const notes = numberNotes(copy);
  const isWithText = copy.choices.notes !== 'only';
  const text = isWithText
    ? articleOf(copy, notes, pictureOf)
    : `<h1>${escapeHtml(titleOf(copy))}</h1>`;
  const said = copy.choices.notes === 'none' ? '' : noteSections(copy, notes) + footer(copy);
  const body = `<section epub:type="chapter">\n${text}\n</section>\n${said}`;
  return xhtmlPage(titleOf(copy), toXhtml(body, copy.url), pageFacts(copy));
}

/** EPUB 3's navigation: the headings of the text, and the notes. */
export function contentsPage(copy: AnnotatedCopy): string {
  const headings = copy.choices.notes === 'only' ? [] : headingsOf(copy);
  const { placed, displaced } = numberNotes(copy);
  const isWithNotes = copy.choices.notes !== 'none' && placed.length + displaced.length > 0;
  const entries = [
    ...(headings.length > 0 ? headings : [{ address: PAGE, words: titleOf(copy) }]),
    ...(isWithNotes ? [{ address: `${PAGE}#notes`, words: 'Notes' }] : []),
  ];
  const items = entries.map(
    ({ address, words }) => `<li><a href="${address}">${escapeHtml(words)}</a></li>\n`,
  );
  const body = `<nav epub:type="toc" role="doc-toc" aria-label="Contents">
<ol>
${items.join('')}</ol>
</nav>
`;
  return xhtmlPage(titleOf(copy), body, pageFacts(copy));
}

/** What it is called; never empty. */
export function titleOf({ article }: AnnotatedCopy): string {
  const title = article.title.replace(/\s+/g, ' ').trim();
  return title === '' ? 'Untitled' : title;
}

function pageFacts({ article }: AnnotatedCopy) {
  const language = canonicalLanguage(article.language) ?? 'und';
  return {
    // `und` says that it isn't known; XML says so by an empty value.
    language: language === 'und' ? '' : language,
    direction: article.direction === 'rtl' ? 'rtl' : 'ltr',
  };
}

function articleOf(
  copy: AnnotatedCopy,
  notes: Notes,
  pictureOf: (address: string) => string | null,
): string {
  const isWithNotes = copy.choices.notes !== 'none';
  const points = isWithNotes ? [...notesByPoint(notes)] : [];
  const html = renderArticle(copy.doc, {
    marks: isWithNotes ? notes.placed.map(markOf) : [],
    inserts: new Map(points.map(([point, here]) => [point, here.map(reference).join('')])),
    offsets: true,
    base: copy.url,
    direction: copy.article.direction,
    picture: (address, alt) => shown(address, alt, pictureOf),
  });
  return html
    .replace(/(<h[1-6][^<>]*?) data-from="(\d+)"/g, '$1 id="at-$2"')
    .replace(/ data-from="\d+"/g, '')
    .replaceAll(' loading="lazy" referrerpolicy="no-referrer"', '');
}

/** Nothing of other hosts may be in the page; there is a way to it. */
function shown(
  address: string,
  alt: string,
  pictureOf: (address: string) => string | null,
): ShownPicture {
  const own = pictureOf(address);
  if (own !== null) return { kind: 'address', address: own };
  const words = escapeHtml(alt.trim() === '' ? 'Picture' : alt);
  return { kind: 'placeholder', html: `<a href="${escapeHtml(address)}">${words}</a>` };
}

function markOf({ annotation, range, color }: Note) {
  const settled = annotation.status === 'open' ? '' : ' settled';
  return {
    from: range?.from ?? 0,
    to: range?.to ?? 0,
    attributes: { class: `${color}${settled}` },
  };
}

function reference({ number }: Note): string {
  return `<sup class="ref"><a epub:type="noteref" role="doc-noteref" href="#note-${number}" id="ref-${number}">${number}</a></sup>`;
}

function noteSections(copy: AnnotatedCopy, { placed, displaced }: Notes): string {
  if (placed.length + displaced.length === 0) return '';
  const heading = (words: string, id = ''): string =>
    `<h2${id} lang="en" xml:lang="en">${words}</h2>\n`;
  const items = (notes: readonly Note[]): string =>
    notes.map((note) => noteItem(note, copy).replace(/ style="[^"]*"/g, '')).join('');
  const apart = displaced.length === 0 ? '' : heading('Notes without a place') + items(displaced);
  return `<section epub:type="endnotes" role="doc-endnotes">
${heading('Notes', ' id="notes"')}${items(placed)}${apart}</section>
`;
}

function footer(copy: AnnotatedCopy): string {
  const sentences = originSentences(copy).map((sentence) => `<p>${inEnglish(sentence)}</p>\n`);
  const address = escapeHtml(copy.url);
  return `<footer>\n${sentences.join('')}<p><a href="${address}">${address}</a></p>\n</footer>\n`;
}

function headingsOf({ doc }: AnnotatedCopy) {
  return textBlocks(doc)
    .filter(({ node }) => node.type.name === 'title' || node.type.name === 'heading')
    .map(({ node, from }) => ({
      address: `${PAGE}#at-${from}`,
      words: blockText(node).replace(/\s+/g, ' ').trim(),
    }))
    .filter(({ words }) => words !== '');
}
