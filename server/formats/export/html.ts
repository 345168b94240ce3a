/** Writes an annotated copy as one HTML file that needs nothing else: nothing that runs, no font, no other file. */
import { escapeHtml } from '../../html/escape.ts';
import { renderArticle } from '../../html/render-article.ts';
import type { MarkedRange } from '../../html/render-inline.ts';
import { canonicalLanguage } from '../../../shared/article/language.ts';
import { unreachable } from '../../../shared/unreachable.ts';
import { CARRIED_ID } from '../carried-copy.ts';
import type { AnnotatedCopy } from '../format.ts';
import { asText } from './as-text.ts';
import { carriedBy } from './carry-copy.ts';
import { dataAddress } from './copy-pictures.ts';
import { kindName, originSentences } from './facts.ts';
import { inEnglish, noteItem, noteReference } from './html-note.ts';
import { pageStyle } from './html-style.ts';
import { notesByPoint, numberNotes } from './notes.ts';
import type { Note, Notes } from './notes.ts';

const CONTENT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data: https: http:";

const DISPLACED =
  'Their words are gone from the text, or occur in it more than once. They are shown as they were quoted.';

/** On wide screens the notes stand in the margin beside their words, elsewhere and on paper below the text. */
export const htmlExporter = asText(page);

function page(copy: AnnotatedCopy): string {
  const notes = numberNotes(copy);
  // `und` says that the language is unknown; HTML says so by an empty value.
  const known = canonicalLanguage(copy.article.language) ?? 'und';
  const language = known === 'und' ? '' : known;
  const direction = copy.article.direction === 'rtl' ? 'rtl' : 'ltr';
  return `<!doctype html>
<html lang="${escapeHtml(language)}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${CONTENT_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="Galley">
<title>${escapeHtml(titleOf(copy))}</title>
<style>${pageStyle(copy.choices.notes)}</style>
</head>
<body>
<div class="sheet">
${parts(copy, notes)}</div>
${carried(copy, notes)}</body>
</html>
`;
}

/** Data, which no browser runs or shows. */
function carried(copy: AnnotatedCopy, notes: Notes): string {
  const json = carriedBy(copy, notes);
  return json === null
    ? ''
    : `<script type="application/json" id="${CARRIED_ID}">${json}</script>\n`;
}

function parts(copy: AnnotatedCopy, notes: Notes): string {
  switch (copy.choices.notes) {
    case 'place':
    case 'end':
    case 'critic':
      return article(copy, notes) + noteSections(copy, notes) + footer(copy);
    case 'only':
      return `<h1 class="title">${escapeHtml(titleOf(copy))}</h1>\n${noteSections(copy, notes)}${footer(copy)}`;
    case 'none':
      return article(copy, notes);
    default:
      return unreachable(copy.choices.notes);
  }
}

function article(copy: AnnotatedCopy, notes: Notes): string {
  return `<main class="text">${articleText(copy, notes)}</main>\n`;
}

function titleOf(copy: AnnotatedCopy): string {
  return copy.article.title.trim() === '' ? 'Untitled' : copy.article.title;
}

function articleText(copy: AnnotatedCopy, notes: Notes): string {
  const inserts = new Map<number, string>();
  for (const [point, here] of notesByPoint(notes)) {
    inserts.set(point, here.map(noteReference).join(''));
  }
  const marks = notes.placed.map(markOf);
  return renderArticle(copy.doc, {
    marks,
    inserts,
    base: copy.url,
    isExact: true,
    direction: copy.article.direction,
    data: (address) => {
      const picture = copy.pictureAt(address);
      return picture && dataAddress(picture);
    },
  });
}

function markOf({ annotation, range, color, number }: Note): MarkedRange {
  const settled = annotation.status === 'open' ? '' : ' settled';
  const attributes = {
    class: `${color}${settled}`,
    title: `${kindName(annotation.kind)}, note ${number}`,
  };
  return { from: range?.from ?? 0, to: range?.to ?? 0, attributes };
}

function noteSections(copy: AnnotatedCopy, { placed, displaced }: Notes): string {
  const introduction = `<p>${inEnglish(DISPLACED)}</p>\n`;
  return (
    section('notes', 'Notes', '', placed, copy) +
    section('displaced', 'Notes without a place', introduction, displaced, copy)
  );
}

function section(
  name: string,
  heading: string,
  introduction: string,
  notes: readonly Note[],
  copy: AnnotatedCopy,
): string {
  if (notes.length === 0) return '';
  const items = notes.map((note) => noteItem(note, copy)).join('');
  return `<section class="${name}" aria-labelledby="${name}-heading">
<h2 id="${name}-heading" lang="en">${heading}</h2>
${introduction}${items}</section>
`;
}

function footer(copy: AnnotatedCopy): string {
  const sentences = originSentences(copy).map((sentence) => `<p>${inEnglish(sentence)}</p>`);
  const address = escapeHtml(copy.url);
  return `<footer>
${sentences.join('\n')}
<p><a href="${address}" rel="noopener noreferrer"><bdi dir="ltr">${address}</bdi></a></p>
</footer>
`;
}
