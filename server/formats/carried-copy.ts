/**
 * What our HTML and Markdown copies carry for programs: the text that they were made of with the ids of its characters, and all notes
 * as a JSON copy has them. It stands where no reader is shown it, and by it a copy comes back.
 */
import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { CopyOrigin, areInOrder } from './copy-origin.ts';
import { KeptCopy, rangeOf } from './kept-copy.ts';
import type { KeptCopyNote } from './kept-copy.ts';
import { momentIn } from './moment.ts';

/** The id of the element of an HTML copy that has it. */
export const CARRIED_ID = 'galley-copy';

/** In order: a note's number in the copy is its place here, from 1. */
const Carried = z.object({
  format: z.literal('galley'),
  version: z.literal(1),
  article: z.object({ id: z.string() }),
  text: z.string(),
  /** In UTF-16 units: whoever has put letters together otherwise has moved all offsets. */
  length: z.number(),
  runs: CopyOrigin.shape.runs,
  ...KeptCopy.shape,
  /** For each note, what of it is shown in a Markdown copy below its first line. */
  shown: z._default(z.array(z.object({ length: z.number(), hash: z.string() })), []),
  /** Of each sign of CriticMarkup in the text, what it is known by. */
  signs: z._default(z.array(z.string()), []),
});

/** What was found in a file. */
export interface CarriedCopy {
  readonly origin: CopyOrigin;
  readonly notes: KeptCopy;
  readonly shown: readonly Shown[];
  readonly signs: readonly string[];
}

/** Words of a note in a file, known again however their lines are broken. */
export interface Shown {
  /** Of characters that are no white space, in UTF-16 units. */
  readonly length: number;
  readonly hash: string;
}

/** What is to be carried, as a string that ends no comment and no element, in one line. */
export function carriedJson(value: object): string {
  return JSON.stringify(value).replace(/[<>&]|(?! )[\p{C}\p{Z}]/gu, (character) =>
    Array.from(
      { length: character.length },
      (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}

/** What the string carries; null where that is nothing that a copy of ours has. */
export function parseCarried(json: string): CarriedCopy | null {
  try {
    const read = Carried.safeParse(JSON.parse(json)).data;
    if (read === undefined || read.length !== read.text.length) return null;
    const { article, text, runs, layers, people, annotations, shown, signs } = read;
    const notes = { layers, people, annotations };
    const names = new Map(people.map(({ id, name }) => [id, name]));
    const threads = annotations.map((note) => threadLeft(note, names));
    const origin = { version: 1, article: article.id, text, runs, threads } as const;
    return areInOrder(origin) ? { origin, notes, shown, signs } : null;
  } catch {
    return null; // no JSON
  }
}

/** By whom and when something in a copy was said, as whoever reads it is told. */
export function saidBy(
  { author, created }: Pick<KeptCopyNote, 'author' | 'created'>,
  names: ReadonlyMap<string, string>,
): { author: string; at: string | null } {
  return { author: names.get(author ?? '') ?? '', at: momentIn(created) };
}

function threadLeft(note: KeptCopyNote, names: ReadonlyMap<string, string>) {
  return {
    ...saidBy(note, names),
    id: note.id,
    range: rangeOf(note),
    isComment: true,
    isSettled: note.status !== 'open',
    replies: note.replies.map((reply) => ({ ...saidBy(reply, names), id: reply.id })),
  };
}

/** What there is to know words by. */
export function shownAs(words: string): Shown {
  const bare = words.replace(/\s+/g, '');
  return { length: bare.length, hash: hashOf(bare) };
}

/** Where the known words end that begin at an offset; null where others stand there. */
export function endOfShown(words: string, from: number, { length, hash }: Shown): number | null {
  let [at, seen] = [from, 0];
  while (seen < length && at < words.length) {
    if (!/\s/.test(words[at] ?? '')) seen += 1;
    at += 1;
  }
  return hashOf(words.slice(from, at).replace(/\s+/g, '')) === hash ? at : null;
}

function hashOf(words: string): string {
  return createHash('sha256').update(words).digest('hex').slice(0, 16);
}
