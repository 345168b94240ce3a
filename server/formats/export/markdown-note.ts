/** One thread as Markdown: who, when, what became of it, the quoted words, what was said. */
import type { PlacedAnnotation } from '../../../shared/annotation/annotation.ts';
import type { AnnotatedCopy } from '../format.ts';
import { bodyMarkdown } from './body-markdown.ts';
import {
  furtherFacts,
  kindName,
  placeSentence,
  quotedWords,
  readableTime,
  statusSentence,
} from './facts.ts';
import { escapeMarkdown } from './markdown-escape.ts';
import type { Note } from './notes.ts';

/** Blocks parted by empty lines; the first one is a paragraph, so that a footnote can begin with it. */
export function noteMarkdown({ annotation }: Note, copy: AnnotatedCopy): string {
  const place = placeSentence(annotation);
  const facts = furtherFacts(annotation, copy).map(line);
  const blocks = [
    `${byline(annotation, copy)} · ${kindName(annotation.kind)} · ${line(statusSentence(annotation, copy))}`,
    `> ${words(quotedWords(annotation.anchor.exact))}`,
    place === null ? '' : `*${line(place)}*`,
    proposal(annotation),
    bodyMarkdown(annotation.body),
    facts.join(' · '),
    ...annotation.replies.map((reply) => listItem(`${byline(reply, copy)}:`, reply.body)),
  ];
  return blocks.filter((block) => block !== '').join('\n\n');
}

function byline(made: { author: string; created: string }, copy: AnnotatedCopy): string {
  const time = readableTime(made.created);
  return `**${line(copy.nameOf(made.author))}**${time === null ? '' : `, ${time}`}`;
}

function proposal({ anchor, replacement }: PlacedAnnotation): string {
  if (replacement === null) return '';
  return replacement.trim() === ''
    ? `Delete: ~~${words(quotedWords(anchor.exact))}~~`
    : `Replace: ~~${words(quotedWords(anchor.exact))}~~ → **${words(replacement)}**`;
}

function listItem(head: string, body: string): string {
  return `- ${head}\n\n${bodyMarkdown(body)}`.replace(/\n(?=[^\n])/g, '\n  ');
}

/** Foreign words in one line; emphasis must not begin or end with a blank. */
function words(text: string): string {
  return line(text).trim();
}

function line(text: string): string {
  return escapeMarkdown(text.replace(/\s+/g, ' '), true);
}
