/** One thread as Markdown: who, when, what became of it, the quoted words, what was said. */
import type { PlacedAnnotation } from '../../../shared/annotation/annotation.ts';
import type { AnnotatedCopy } from '../format.ts';
import { bodyMarkdown } from './body-markdown.ts';
import {
  bylineParts,
  furtherFacts,
  kindName,
  placeSentence,
  quotedWords,
  statusSentence,
} from './facts.ts';
import { escapeMarkdown } from './markdown-escape.ts';
import { markdownSchema } from './markdown-document.ts';
import { inlineMarkdown } from './markdown-inline.ts';
import type { Note } from './notes.ts';

/** Blocks parted by empty lines; the first one is a paragraph, so that a footnote can begin with it. */
export function noteMarkdown({ annotation }: Note, copy: AnnotatedCopy): string {
  const place = placeSentence(annotation);
  const facts = furtherFacts(annotation, copy).map(line);
  const blocks = [
    `${byline(annotation, copy)} · ${kindName(annotation.kind)} · ${line(statusSentence(annotation, copy))}`,
    `> ${line(quotedWords(annotation.anchor.exact)).trim()}`,
    place === null ? '' : phrase([place, 'em']),
    proposal(annotation),
    bodyMarkdown(annotation.body),
    facts.join(' · '),
    ...annotation.replies.map((reply) => listItem(`${byline(reply, copy)}:`, reply.body)),
  ];
  return blocks.filter((block) => block !== '').join('\n\n');
}

/** Never empty, since by its strong beginning a note is known when the file is read again. */
function byline(made: { author: string; created: string }, copy: AnnotatedCopy): string {
  const [first, rest] = bylineParts(made, copy);
  return phrase([first === '' ? 'Note' : first, 'strong'], [rest]);
}

function proposal({ anchor, replacement }: PlacedAnnotation): string {
  if (replacement === null) return '';
  const exact = quotedWords(anchor.exact);
  return replacement.trim() === ''
    ? phrase(['Delete: '], [exact, 'strike'])
    : phrase(['Replace: '], [exact, 'strike'], [' → '], [replacement, 'strong']);
}

/** Foreign words in one line, each under its mark. */
function phrase(...parts: readonly (readonly [text: string, mark?: string])[]): string {
  const content = parts.flatMap(([text, mark]) => {
    const line = text.replace(/\s+/g, ' ');
    const marks = mark === undefined ? [] : [markdownSchema.mark(mark)];
    return line === '' ? [] : [markdownSchema.text(line, marks)];
  });
  return inlineMarkdown(markdownSchema.node('paragraph', null, content), 'line');
}

function listItem(head: string, body: string): string {
  return `- ${head}\n\n${bodyMarkdown(body)}`.replace(/\n(?=[^\n])/g, '\n  ');
}

function line(text: string): string {
  return escapeMarkdown(text.replace(/\s+/g, ' '), { atLineStart: true });
}
