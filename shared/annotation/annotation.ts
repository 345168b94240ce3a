/** An annotation with its thread as plain data: each field declared once, for its type, for HTTP and for what is stored. */
import * as z from 'zod/mini';
import type { Anchor, Anchoring } from '../anchor/anchor.ts';
import { choice, count, list, text, textOrNull, texts } from './field.ts';
import { AnchorData } from './field-schemas.ts';
import { KIND_FACTS } from './kinds.ts';

/** Name of the Yjs root of a layer room. */
export const ANNOTATIONS_ROOT = 'annotations';

/** A key of `KIND_FACTS`: what an annotation is. It never changes. */
export type Kind = keyof typeof KIND_FACTS;
/** Every kind, in the order in which they are offered; `KIND_FACTS` says what each is. */
export const KINDS = Object.keys(KIND_FACTS) as readonly Kind[]; // it has no other keys

/** What may have become of a thread. */
export const STATUSES = ['open', 'resolved', 'accepted', 'declined'] as const;
/** One of `STATUSES`. A thread begins as `open`; with any other it is settled. */
export type Status = (typeof STATUSES)[number];

/** Tones of highlights and layers; the client's style has them. */
export const COLORS = ['yellow', 'blue', 'green', 'pink', 'purple', 'orange'] as const;
/** One of `COLORS`: a name, which light and dark pages draw with other tones. */
export type Color = (typeof COLORS)[number];

/** By which way an annotation came: from our own pages, from a program over HTTP, with a file, or from a reader. */
export const WAYS = ['web', 'http', 'import', 'reader'] as const;
/** One of `WAYS`. It says how the annotation was made, so it never changes. */
export type Via = (typeof WAYS)[number];

/** Author of what a reader without an account sent. */
export const READER_AUTHOR = 'reader';

/** The words that an annotation was on until a person tied it to others, or said that it was never on them. */
export interface FormerAnchor {
  readonly exact: string;
  /** Where they stood, in UTF-16 units of the plain text as it was then. */
  readonly from: number;
  /** Id of the member or guest who did it. */
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
}

const FormerAnchorData: z.ZodMiniType<FormerAnchor> = z.object({
  exact: z.string(),
  from: z.number(),
  by: z.string(),
  at: z.string(),
});

/** The fields that lie in an annotation's `Y.Map` as they are; replies and reactions have maps of their own there. */
export const PLAIN_FIELDS = {
  kind: choice(KINDS, 'comment'),
  /** Id of a member or guest; `reader` for a report from a reader; see `foreign-author.ts` for who is named in a file alone. */
  author: text(),
  /** ISO 8601. */
  created: text(),
  /** ISO 8601: when somebody last did something to it. */
  modified: text(),
  /** Null where it was not noted. */
  via: choice(WAYS, null),
  // The server alone writes layers, and writes anchors whole.
  anchor: { schema: AnchorData, read: (stored: unknown) => stored as Anchor },
  /** What it was on before, oldest first: the first is what was annotated. Empty where no person has tied it to other words. */
  anchors: list(FormerAnchorData),
  /** Markdown; empty for a bare highlight. */
  body: text(),
  /** The words proposed instead, for suggestions and reports; null where none was given. */
  replacement: textOrNull(),
  color: choice(COLORS, null),
  tags: texts(),
  status: choice(STATUSES, 'open'),
  /** Who gave it that status: a member id, null where nobody has or the server did. */
  statusBy: textOrNull(),
  /** ISO 8601. */
  statusAt: textOrNull(),
  /** Member id. */
  assignee: textOrNull(),
  /** How often its words, its wording or its status were changed: who decides says by it what they saw. */
  revision: count(),
  /** ISO 8601: when its author last changed its words or wording; null where they are as they were written. */
  edited: textOrNull(),
  /** Whether it stands at the top of the margin. */
  pinned: { schema: z.boolean(), read: (stored: unknown) => stored === true },
};

/** The name of a field that lies in the `Y.Map` as it is. */
export type PlainField = keyof typeof PLAIN_FIELDS;

type PlainData = {
  readonly [Name in PlainField]: ReturnType<(typeof PLAIN_FIELDS)[Name]['read']>;
};

/** An answer in a thread. It has no answers of its own: a thread is one list, the oldest first. */
export interface Reply {
  readonly id: string;
  /** As of an annotation. */
  readonly author: string;
  /** ISO 8601. */
  readonly created: string;
  readonly modified: string;
  /** Markdown. */
  readonly body: string;
}

/** What somebody says of some words of an article, with all that was answered and what became of it. */
export interface Annotation extends PlainData {
  /** UUID, may be made by the client. */
  readonly id: string;
  readonly replies: readonly Reply[];
  /** Keys `"EMOJI MEMBER"`. */
  readonly reactions: readonly string[];
}

/** An annotation as HTTP gives it: with where it is, and where its words are now. */
export interface PlacedAnnotation extends Annotation {
  readonly article: string;
  readonly layer: string;
  readonly anchoring: Anchoring;
}

type Shape = { readonly [Name in keyof Annotation]: z.ZodMiniType<Annotation[Name]> };

/** The schema of each field of an annotation as JSON. */
export const ANNOTATION_SHAPE: Shape = {
  id: z.string(),
  ...(mapped(PLAIN_FIELDS, ({ schema }) => schema) as Pick<Shape, PlainField>), // each its own
  replies: z.array(
    z.object({
      id: z.string(),
      author: z.string(),
      created: z.string(),
      modified: z.string(),
      body: z.string(),
    }),
  ),
  reactions: z.array(z.string()),
};

/** Reads the plain fields out of what is stored under their names. */
export function readPlainFields(stored: (name: PlainField) => unknown): PlainData {
  return mapped(PLAIN_FIELDS, ({ read }, name) => read(stored(name))) as PlainData; // each by its own
}

/** Whether it is a proposal that was accepted or declined: then it says for good what was decided about. */
export function isDecided({ kind, status }: Pick<Annotation, 'kind' | 'status'>): boolean {
  return KIND_FACTS[kind].decided === 'as proposal' && status !== 'open';
}

/** Whether it waits for an answer still: it is open, its kind waits, and nobody but its author has replied. */
export function waitsForAnswer({ kind, status, author, replies }: Annotation): boolean {
  if (!KIND_FACTS[kind].waits || status !== 'open') return false;
  return replies.every((reply) => reply.author === author);
}

function mapped<Name extends string, From>(
  from: Readonly<Record<Name, From>>,
  change: (value: From, name: Name) => unknown,
): Record<string, unknown> {
  const names = Object.keys(from) as Name[]; // by their type there are no others
  return Object.fromEntries(names.map((name) => [name, change(from[name], name)]));
}
