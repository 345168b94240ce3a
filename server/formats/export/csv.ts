/**
 * Writes the threads of a copy as rows for a spreadsheet: a row for each note and, below it, one for each reply, all with the
 * same columns, so that sorting and filtering lose nothing.
 */
import { KIND_FACTS } from '../../../shared/annotation/kinds.ts';
import type { PlacedAnnotation, Reply } from '../../../shared/annotation/annotation.ts';
import { csvRow } from '../../csv.ts';
import { cleanText } from '../../html/escape.ts';
import type { AnnotatedCopy } from '../format.ts';
import { asText } from './as-text.ts';
import { exactTime, placeSentence, reactionCounts } from './facts.ts';
import { numberNotes } from './notes.ts';
import type { Note } from './notes.ts';

/** By it Excel knows that the file is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

const COLUMNS = [
  'Note',
  'Reply',
  'Kind',
  'Layer',
  'Status',
  'Author',
  'Written (UTC)',
  'Quoted words',
  'Text',
  'Replacement',
  'Tags',
  'Assigned to',
  'Settled by',
  'Settled (UTC)',
  'Reactions',
  'Place',
  'Link',
] as const;

type Row = Readonly<Partial<Record<(typeof COLUMNS)[number], string>>>;

/** RFC 4180. Notes are numbered as in the other formats; a reply's row says which of the note's replies it is. */
export const csvExporter = asText((copy) => {
  const { placed, displaced } = numberNotes(copy);
  const rows = [...placed, ...displaced].flatMap((note) => rowsOf(note, copy));
  const lines = rows.map((row) => csvRow(COLUMNS.map((column) => cleanText(row[column] ?? ''))));
  return BYTE_ORDER_MARK + csvRow(COLUMNS) + lines.join('');
});

function rowsOf(note: Note, copy: AnnotatedCopy): Row[] {
  const { annotation } = note;
  const about = aboutThread(note, copy);
  return [
    { ...about, ...noteCells(annotation, copy) },
    ...annotation.replies.map((reply, at) => ({ ...about, ...replyCells(reply, at + 1, copy) })),
  ];
}

/** What says of a reply, too, to what it belongs. */
function aboutThread({ number, annotation }: Note, copy: AnnotatedCopy): Row {
  const { anchor, layer, status, id } = annotation;
  return {
    Note: String(number),
    Layer: copy.layers.find((one) => one.id === layer)?.name ?? '',
    Status: status,
    'Quoted words': anchor.exact,
    Link: `${copy.url}#thread-${encodeURIComponent(id)}`,
  };
}

function noteCells(annotation: PlacedAnnotation, copy: AnnotatedCopy): Row {
  const { kind, author, created, body, replacement, tags, assignee, statusBy, statusAt } =
    annotation;
  return {
    Kind: KIND_FACTS[kind].name,
    Author: copy.nameOf(author),
    'Written (UTC)': cellTime(created),
    Text: body,
    // An empty cell would say that nothing is proposed.
    Replacement: replacement === '' ? '(delete)' : (replacement ?? ''),
    Tags: tags.join(', '),
    'Assigned to': assignee === null ? '' : copy.nameOf(assignee),
    'Settled by': statusBy === null ? '' : copy.nameOf(statusBy),
    'Settled (UTC)': cellTime(statusAt ?? ''),
    Reactions: reactionCounts(annotation),
    Place: placeSentence(annotation) ?? '',
  };
}

function replyCells(reply: Reply, number: number, copy: AnnotatedCopy): Row {
  return {
    Reply: String(number),
    Kind: 'Reply',
    Author: copy.nameOf(reply.author),
    'Written (UTC)': cellTime(reply.created),
    Text: reply.body,
  };
}

/** `2026-03-01 09:12:00`, which spreadsheets take for a time; empty where the value is none. */
function cellTime(iso: string): string {
  return exactTime(iso)?.slice(0, 19).replace('T', ' ') ?? '';
}
