/** One note of the HTML copy: its number in the text, and the note itself with its thread. */
import { escapeHtml } from '../../html/escape.ts';
import { markdownToHtml } from '../../html/render-body.ts';
import type { PlacedAnnotation, Reply } from '../../../shared/annotation/annotation.ts';
import type { AnnotatedCopy } from '../format.ts';
import {
  exactTime,
  furtherFacts,
  kindName,
  placeSentence,
  quotedWords,
  readableTime,
  statusSentence,
} from './facts.ts';
import type { Note } from './notes.ts';

/**
 * The number after the words; links to the note, and is what the note in the margin is placed by. The style shows it: as text it
 * would be one of the article's words, to whoever seeks quotes in it or copies them.
 */
export function noteReference({ number }: Note): string {
  const name = `aria-label="Note ${number}" lang="en"`;
  return `<sup class="ref"><a href="#note-${number}" id="ref-${number}" style="anchor-name: --ref-${number}" data-number="${number}" role="doc-noteref" ${name}></a></sup>`;
}

/** The whole thread. `--words` and `--above` tell the style beside what and below what it stands. */
export function noteItem(note: Note, copy: AnnotatedCopy): string {
  const { annotation, number } = note;
  const names = `anchor-name: --note-${number}; --words: --ref-${number}; --above: --note-${number - 1}`;
  const settled = annotation.status === 'open' ? '' : ' settled';
  return `<article class="note ${note.color}${settled}" id="note-${number}" style="${names}" aria-labelledby="by-${number}">
<header id="by-${number}">${numberOf(note, copy)} ${byline(annotation, copy)}
<p class="state">${inEnglish(`${kindName(annotation.kind)} · ${statusSentence(annotation, copy)}`)}</p></header>
${quotation(note)}${proposal(annotation)}${body(annotation.body)}${facts(annotation, copy)}${replies(note, copy)}</article>
`;
}

/** A sentence of Galley's own as HTML, marked as English and left to right: the article around it may be in another language. */
export function inEnglish(sentence: string): string {
  return `<span lang="en" dir="ltr">${escapeHtml(sentence)}</span>`;
}

/** Leads back to the words where they are in the copy. */
function numberOf({ number, range }: Note, { choices }: AnnotatedCopy): string {
  if (range === null || choices.notes === 'only') return `<span class="number">${number}</span>`;
  return `<a class="number" href="#ref-${number}" role="doc-backlink" lang="en" aria-label="Note ${number}, back to the words">${number}</a>`;
}

function byline(made: Pick<Reply, 'author' | 'created'>, copy: AnnotatedCopy): string {
  const exact = exactTime(made.created);
  const time =
    exact === null
      ? ''
      : ` <time datetime="${exact}" lang="en" dir="ltr">${readableTime(exact)}</time>`;
  const name = escapeHtml(copy.nameOf(made.author));
  return `${name === '' ? '' : `<b class="author"><bdi>${name}</bdi></b>`}${time}`;
}

/** The words as quoted; where they have no place, with the words around them, which show where they stood. */
function quotation({ annotation, range }: Note): string {
  const { prefix, suffix } = annotation.anchor;
  const exact = quotedWords(annotation.anchor.exact);
  const place = placeSentence(annotation);
  const said = place === null ? '' : `<p class="place">${inEnglish(place)}</p>\n`;
  const words = `<mark class="words">${escapeHtml(exact)}</mark>`;
  const around =
    range === null
      ? `<span class="around">…${escapeHtml(prefix)}</span>${words}<span class="around">${escapeHtml(suffix)}…</span>`
      : escapeHtml(exact);
  return `<blockquote><p>${around}</p></blockquote>\n${said}`;
}

function proposal({ anchor, replacement }: PlacedAnnotation): string {
  if (replacement === null) return '';
  const verb = replacement === '' ? 'Delete:' : 'Replace:';
  const added = replacement === '' ? '' : ` <ins>${escapeHtml(replacement)}</ins>`;
  const removed = `<del>${escapeHtml(quotedWords(anchor.exact))}</del>`;
  return `<p class="proposal">${inEnglish(verb)} ${removed}${added}</p>\n`;
}

function body(markdown: string): string {
  return markdown.trim() === ''
    ? ''
    : `<div class="body" dir="auto">${markdownToHtml(markdown)}</div>\n`;
}

function facts(annotation: PlacedAnnotation, copy: AnnotatedCopy): string {
  const items = furtherFacts(annotation, copy).map((fact) => `<li>${inEnglish(fact)}</li>`);
  return items.length === 0 ? '' : `<ul class="facts">${items.join('')}</ul>\n`;
}

/** Each has an id: what somebody has put beside them is known by having none. */
function replies({ annotation, number }: Note, copy: AnnotatedCopy): string {
  if (annotation.replies.length === 0) return '';
  const items = annotation.replies.map(
    (reply, at) =>
      `<li id="note-${number}-${at + 1}">${byline(reply, copy)}\n${body(reply.body)}</li>\n`,
  );
  return `<ol class="replies">\n${items.join('')}</ol>\n`;
}
