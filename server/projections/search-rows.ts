/** The records that the search index is made of: a thread's are written with each change of it, a text's when it rests. */
import type { Annotation, Kind, Status } from '../../shared/annotation/annotation.ts';
import type * as Y from 'yjs';
import type { Layer } from '../../shared/article/article.ts';
import { titleOf } from '../../shared/article/title.ts';
import type { Json, LogReads, RecordWrite, Write } from '../storage/update-log.ts';
import { readEntries } from '../storage/read-entries.ts';

/** A thread as it is sought. */
export interface ThreadRow {
  readonly kind: Kind;
  readonly status: Status;
  readonly author: string;
  /** Ids of all who wrote in it. */
  readonly people: readonly string[];
  /** ISO 8601: when somebody last did something to it. */
  readonly modified: string;
  /** What it says: its body, the words that it proposes, its tags, and each reply. */
  readonly parts: readonly string[];
}

/** A text as it was when it rested, without its title, which is sought by itself. */
export interface TextRow {
  readonly text: string;
  /** The number that the next update of its room got: the record is of the past where the room's is higher. */
  readonly next: number;
}

/** What a record's key says. */
export type SearchKey =
  | { readonly of: 'text'; readonly article: string }
  | {
      readonly of: 'thread';
      readonly article: string;
      readonly layer: string;
      readonly annotation: string;
    };

/** There once the threads of a store that an older release made have their records. */
export const THREADS_MADE = 'made';

/** The key of a text's record. */
export function textKey(article: string): string {
  return `text/${article}`;
}

/** What the keys of the records of an article's threads begin with, or of one of its layers. */
export function threadPrefix(article: string, layer?: string): string {
  return layer === undefined ? `thread/${article}/` : `thread/${article}/${layer}/`;
}

/** Null for a key of something else. */
export function readSearchKey(key: string): SearchKey | null {
  const [of, article, layer, ...rest] = key.split('/');
  if (article === undefined) return null;
  if (of === 'text') return { of, article };
  // An id of an annotation may be any text.
  return of === 'thread' && layer !== undefined
    ? { of, article, layer, annotation: rest.join('/') }
    : null;
}

/** The write that brings a thread's record in line with it, null for one that is gone. What says nothing has none. */
export function projectThread(
  layer: Layer,
  id: string,
  annotation: Annotation | null,
): RecordWrite {
  const key = threadPrefix(layer.article, layer.id) + id;
  const row = annotation && threadRow(annotation);
  return row === null || row.parts.length === 0
    ? { do: 'remove', space: 'search', key }
    : { do: 'put', space: 'search', key, value: row };
}

/** The record of an article's text; `next` is the number of its room's next update. */
export function textRow(fragment: Y.XmlFragment, text: string, next: number) {
  const [first = ''] = text.split('\n', 1);
  const isTitle = first.trim() !== '' && first.trim() === titleOf(fragment)?.trim();
  return { text: isTitle ? text.slice(first.length + 1) : text, next } satisfies TextRow;
}

/** The write of a text's record. */
export function projectText(article: string, { text, next }: TextRow): Write {
  return { do: 'put', space: 'search', key: textKey(article), value: { text, next } };
}

/** The writes that remove all records of an article, or of one of its layers; damaged ones too. */
export async function forgetSearch(
  log: LogReads,
  article: string,
  layer?: string,
): Promise<Write[]> {
  const { entries, damaged } = await readEntries(log, 'search', threadPrefix(article, layer));
  const threads = [...entries.map(({ key }) => key), ...damaged];
  const keys = layer === undefined ? [...threads, textKey(article)] : threads;
  return keys.map((key) => ({ do: 'remove', space: 'search', key }));
}

/** The record of a thread. */
export function toThreadRow(value: Json): ThreadRow {
  return value as unknown as ThreadRow; // written by `projectThread` alone
}

/** The record of a text. */
export function toTextRow(value: Json): TextRow {
  return value as unknown as TextRow; // written by `projectText` alone
}

function threadRow(annotation: Annotation) {
  const { kind, status, author, modified, body, replacement, tags, replies } = annotation;
  const parts = [body, replacement ?? '', ...tags, ...replies.map((reply) => reply.body)];
  return {
    kind,
    status,
    author,
    people: [...new Set([author, ...replies.map((reply) => reply.author)])],
    modified,
    parts: parts.filter((part) => part.trim() !== ''),
  } satisfies ThreadRow;
}
