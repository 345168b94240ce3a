/** Writes an annotated copy as plain text: numbers after the words, the threads at the end. */
import { numberKind, writtenNumber } from '../../../shared/article/number-kinds.ts';
import type { Node } from 'prosemirror-model';
import { cleanText } from '../../html/escape.ts';
import type { PlacedAnnotation } from '../../../shared/annotation/annotation.ts';
import { blockText, textBlocks } from '../../../shared/article/plain-text.ts';
import type { TextBlock } from '../../../shared/article/plain-text.ts';
import type { AnnotatedCopy } from '../format.ts';
import { asText } from './as-text.ts';
import {
  bylineParts,
  furtherFacts,
  kindName,
  originSentences,
  placeSentence,
  quotedWords,
  statusSentence,
} from './facts.ts';
import { numbersWithin } from '../../ascending.ts';
import { notesByPoint, numberNotes } from './notes.ts';
import type { Note, Notes } from './notes.ts';
import { unreachable } from '../../../shared/unreachable.ts';
import { tableRows } from './table-rows.ts';

const SEPARATOR = '-'.repeat(40);

/** For reading anywhere, and for finding again with any tool that searches text. */
export const textExporter = asText((copy) => cleanText(`${paragraphs(copy).join('\n\n')}\n`));

function paragraphs(copy: AnnotatedCopy): string[] {
  const notes = numberNotes(copy);
  switch (copy.choices.notes) {
    case 'place':
    case 'end':
    case 'critic':
      return [
        articleText(copy.doc, notesByPoint(notes)),
        ...(notes.placed.length === 0 ? [] : [SEPARATOR]),
        ...noteParagraphs(copy, notes),
        ...origin(copy),
      ];
    case 'only':
      return [copy.article.title, ...noteParagraphs(copy, notes), ...origin(copy)];
    case 'none':
      return [articleText(copy.doc, new Map())];
    default:
      return unreachable(copy.choices.notes);
  }
}

function noteParagraphs(copy: AnnotatedCopy, { placed, displaced }: Notes): string[] {
  return [
    ...(placed.length === 0 ? [] : ['NOTES']),
    ...placed.map((note) => noteText(note, copy)),
    ...(displaced.length === 0 ? [] : [SEPARATOR, 'NOTES WITHOUT A PLACE']),
    ...displaced.map((note) => noteText(note, copy)),
  ];
}

function origin(copy: AnnotatedCopy): string[] {
  return [SEPARATOR, [...originSentences(copy), copy.url].join('\n')];
}

/** Blocks one after the other, items behind bullets and numbers, a table's cells parted by tabs. */
function articleText(doc: Node, points: ReadonlyMap<number, readonly Note[]>): string {
  const blocks = textBlocks(doc).values();
  const offsets = [...points.keys()]; // in order, as the notes are
  return childrenText(doc, '\n\n');

  // Each text block is come upon once and in order, so it is the next one of all.
  function write(node: Node): string {
    switch (node.type.name) {
      case 'bullet_list':
        return node.children.map((item) => hang('- ', childrenText(item, '\n'))).join('\n');
      case 'ordered_list':
        return orderedText(node);
      case 'table':
        return tableRows(node, cellText)
          .map((cells) => cells.join('\t'))
          .join('\n');
      case 'blockquote':
      case 'figure':
        return childrenText(node, '\n\n');
      default: {
        const block = blocks.next().value;
        return block === undefined ? '' : numberedText(block, points, offsets);
      }
    }
  }

  function childrenText(parent: Node, between: string): string {
    return parent.children.map(write).join(between);
  }

  function orderedText(list: Node): string {
    const order: unknown = list.attrs.order;
    const start = Number.isInteger(order) ? Number(order) : 1;
    const kind = numberKind(list.attrs.kind);
    return list.children
      .map((item, index) =>
        hang(`${writtenNumber(start + index, kind)}. `, childrenText(item, '\n')),
      )
      .join('\n');
  }

  /** In one line and without a tab. */
  function cellText(cell: Node): string {
    return childrenText(cell, ' ')
      .replace(/[\t\n]+/g, ' ')
      .trim();
  }
}

/** The text behind a marker, its further lines below its first word. */
function hang(marker: string, text: string): string {
  return `${marker}${text.replace(/\n(?!\n)/g, `\n${' '.repeat(marker.length)}`)}`.trimEnd();
}

function numberedText(
  block: TextBlock,
  points: ReadonlyMap<number, readonly Note[]>,
  offsets: readonly number[],
): string {
  const { node, from, to } = block;
  const text = node.isTextblock ? blockText(node) : leafText(block);
  const isText = node.isTextblock && to > from; // what stands for an image has a length of its own
  let numbered = isText ? '' : text;
  let written = 0;
  for (const offset of numbersWithin(offsets, from, to)) {
    const numbers = (points.get(offset) ?? []).map(({ number }) => `[${number}]`).join('');
    numbered += (isText ? text.slice(written, offset - from) : '') + numbers;
    written = offset - from;
  }
  return isText ? numbered + text.slice(written) : numbered;
}

function leafText({ node }: TextBlock): string {
  const alt: unknown = node.attrs.alt;
  if (node.type.name === 'rule') return '* * *';
  return typeof alt === 'string' && alt !== '' ? `[Image: ${alt}]` : '[Image]';
}

function noteText(note: Note, copy: AnnotatedCopy): string {
  const { annotation, number } = note;
  const kind = kindName(annotation.kind);
  const lines = [
    `[${number}] ${[byline(annotation, copy), kind, statusSentence(annotation, copy)].filter(Boolean).join(' · ')}`,
    ...indent(`“${quotedWords(annotation.anchor.exact)}”`, 4),
    ...indent(placeSentence(annotation) ?? '', 4),
    ...indent(proposalText(annotation), 4),
    ...indent(annotation.body, 4),
    ...indent(furtherFacts(annotation, copy).join(' · '), 4),
  ];
  for (const reply of annotation.replies) {
    lines.push(`    ${byline(reply, copy) || 'Reply'}:`, ...indent(reply.body, 8));
  }
  return lines.join('\n');
}

function proposalText({ replacement }: PlacedAnnotation): string {
  if (replacement === null) return '';
  return replacement === '' ? '-> (delete)' : `-> “${replacement}”`;
}

function byline(made: { author: string; created: string }, copy: AnnotatedCopy): string {
  return bylineParts(made, copy).join('');
}

/** The lines of the text, set in; none for an empty text. */
function indent(text: string, width: number): string[] {
  if (text.trim() === '') return [];
  return text.split('\n').map((line) => (line === '' ? '' : ' '.repeat(width) + line));
}
