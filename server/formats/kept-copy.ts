/** What a copy that has all of its notes says of them: its layers, people and notes, as our JSON copies have them. */
import * as z from 'zod/mini';
import type { TextRange } from '../../shared/anchor/anchor.ts';
import { COLORS, KINDS, STATUSES } from '../../shared/annotation/annotation.ts';
import { AUDIENCES, PURPOSES } from '../../shared/article/article.ts';
import type { KeptNotes } from './format.ts';

/** In UTF-16 units, as everywhere. */
const count = z.int().check(z.minimum(0));
const person = z.nullable(z.string());
const time = z.string().check(z.maxLength(40));
const words = z.string().check(z.maxLength(20_000));

const remark = { id: z.string(), author: person, created: time, modified: time, body: words };

const Note = z.object({
  ...remark,
  layer: z.string(),
  kind: z.enum(KINDS),
  replacement: z.nullable(words),
  color: z.nullable(z.enum(COLORS)),
  tags: z.array(z.string().check(z.maxLength(60))).check(z.maxLength(20)),
  status: z.enum(STATUSES),
  statusBy: person,
  statusAt: z.nullable(time),
  /** Copies of an earlier version don't say it. */
  edited: z._default(z.nullable(time), null),
  pinned: z.boolean(),
  anchor: z.object({ exact: z.string(), prefix: z.string(), suffix: z.string(), from: count }),
  anchoring: z.object({ from: z.nullable(count), to: z.nullable(count) }),
  replies: z.array(z.object(remark)),
  reactions: z.array(z.object({ emoji: z.string().check(z.maxLength(40)), by: person })),
});
/** A note in such a copy; offsets are in the text of the copy. */
export type KeptCopyNote = z.output<typeof Note>;

/** What is read of a copy; what a later version adds is overlooked. */
export const KeptCopy = z.object({
  layers: z._default(
    z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        color: z.string(),
        audience: z.enum(AUDIENCES),
        locked: z.boolean(),
        purpose: z.enum(PURPOSES),
      }),
    ),
    [],
  ),
  people: z._default(z.array(z.object({ id: z.string(), name: z.string() })), []),
  annotations: z._default(z.array(Note), []),
});
/** See its schema. */
export type KeptCopy = z.output<typeof KeptCopy>;

/** Notes whose words `placeOf` finds have their place in the text; the others keep the words. */
export function keptNotesOf(
  { layers, people, annotations }: KeptCopy,
  placeOf: (range: TextRange) => TextRange | null,
): KeptNotes {
  return {
    layers,
    names: new Map(people.map(({ id, name }) => [id, name])),
    annotations: annotations.map(({ anchoring, anchor, ...note }) => {
      const range = rangeOf({ anchoring });
      return { ...note, quote: anchor, range: range && placeOf(range) };
    }),
  };
}

/** Where a note's words were in the text of the copy; null where they were gone, or there are none. */
export function rangeOf({
  anchoring: { from, to },
}: Pick<KeptCopyNote, 'anchoring'>): TextRange | null {
  return from !== null && to !== null && from < to ? { from, to } : null;
}

/** The ranges that are within a text. */
export function placesWithin(text: string): (range: TextRange) => TextRange | null {
  return (range) => (range.to <= text.length ? range : null);
}
