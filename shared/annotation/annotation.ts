/** An annotation with its thread as plain data, and how it is laid out in a layer's Yjs document. */
import type { Anchor, Anchoring } from '../anchor/anchor.ts';
import { KIND_FACTS } from './kinds.ts';

/** Name of the Yjs root of a layer room. */
export const ANNOTATIONS_ROOT = 'annotations';

export type Kind = keyof typeof KIND_FACTS;
/** What is said of each stands in `kinds.ts`. */
export const KINDS = Object.keys(KIND_FACTS) as readonly Kind[]; // it has no other keys

export const STATUSES = ['open', 'resolved', 'accepted', 'declined'] as const;
export type Status = (typeof STATUSES)[number];

export const COLORS = ['yellow', 'blue', 'green', 'pink', 'purple', 'orange'] as const;
export type Color = (typeof COLORS)[number];

export interface Reply {
  readonly id: string;
  /** Member id. */
  readonly author: string;
  readonly created: string;
  readonly modified: string;
  /** Markdown. */
  readonly body: string;
}

export interface Annotation {
  /** UUID, may be made by the client. */
  readonly id: string;
  readonly kind: Kind;
  /** Member id; `reader` for a report from a reader. */
  readonly author: string;
  /** ISO 8601. */
  readonly created: string;
  readonly modified: string;
  readonly anchor: Anchor;
  /** Markdown; empty for a bare highlight. */
  readonly body: string;
  /** The words proposed instead, for suggestions and reports; null where none was given. */
  readonly replacement: string | null;
  readonly color: Color | null;
  readonly tags: readonly string[];
  readonly status: Status;
  readonly statusBy: string | null;
  readonly statusAt: string | null;
  readonly assignee: string | null;
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

/** Author of what a reader without an account sent. */
export const READER_AUTHOR = 'reader';

/** Whether it waits for an answer still: it is open, its kind waits, and nobody but its author has replied. */
export function waitsForAnswer({ kind, status, author, replies }: Annotation): boolean {
  if (!KIND_FACTS[kind].waits || status !== 'open') return false;
  return replies.every((reply) => reply.author === author);
}
