/** Annotations of an article, their replies and their status. */
import * as z from 'zod/mini';
import type { Anchor, Anchoring } from '../../anchor/anchor.ts';
import { COLORS, KINDS, STATUSES } from '../../annotation/annotation.ts';
import type { Annotation, PlacedAnnotation as Placed } from '../../annotation/annotation.ts';
import { KIND_FACTS, NOTE_KINDS } from '../../annotation/kinds.ts';
import { id, line, text } from '../fields.ts';
import { cursor, page } from '../list.ts';
import { created, json, NOTHING } from '../route.ts';
import type { Route } from '../route.ts';

const MAX_BODY = 20_000;
const words = text(MAX_BODY);
const someWords = z.string().check(z.maxLength(MAX_BODY), z.trim(), z.minLength(1));
const offset = z.int().check(z.minimum(0));
const base64 = z.string().check(z.regex(/^[A-Za-z0-9+/]{1,400}={0,2}$/));
const tags = z.array(line(60)).check(z.maxLength(20));

const range = { from: z.number(), to: z.number() };
const nowhere = { from: z.null(), to: z.null(), exact: z.string() };

const anchor: z.ZodMiniType<Anchor> = z.object({
  ...range,
  start: z.string(),
  end: z.string(),
  exact: z.string(),
  prefix: z.string(),
  suffix: z.string(),
  latest: z.exactOptional(z.string()),
});

const anchoring: z.ZodMiniType<Anchoring> = z.discriminatedUnion('state', [
  z.object({ state: z.enum(['exact', 'changed', 'moved']), ...range, exact: z.string() }),
  z.object({ state: z.literal('ambiguous'), ...nowhere, candidates: z.array(z.object(range)) }),
  z.object({ state: z.literal('orphaned'), ...nowhere }),
]);

const reply = z.object({
  id: z.string(),
  author: z.string(),
  created: z.string(),
  modified: z.string(),
  body: z.string(),
});

const annotation = {
  id: z.string(),
  kind: z.enum(KINDS),
  author: z.string(),
  created: z.string(),
  modified: z.string(),
  anchor,
  body: z.string(),
  replacement: z.nullable(z.string()),
  color: z.nullable(z.enum(COLORS)),
  tags: z.array(z.string()),
  status: z.enum(STATUSES),
  statusBy: z.nullable(z.string()),
  statusAt: z.nullable(z.string()),
  assignee: z.nullable(z.string()),
  replies: z.array(reply),
  reactions: z.array(z.string()),
} satisfies Record<keyof Annotation, z.ZodMiniType>;

/** An annotation with its thread, its layer, and where its words are now; the fields are explained at the type. */
export const PlacedAnnotation: z.ZodMiniType<Placed> = z.object({
  ...annotation,
  article: z.string(),
  layer: z.string(),
  anchoring,
});

/** What an annotation is about: two relative positions, quoted words, or offsets into `/text`. */
export const Target = z.union(
  [
    z.strictObject({ start: base64, end: base64, exact: words }),
    z.strictObject({
      exact: z.string().check(z.minLength(1), z.maxLength(MAX_BODY)),
      prefix: z.optional(text(500)),
      suffix: z.optional(text(500)),
      from: z.optional(offset),
    }),
    z.strictObject({ from: offset, to: offset }),
  ],
  'A target has start, end and exact, or exact with prefix, suffix and from, or from and to.',
);
export type Target = z.output<typeof Target>;

/** Without a field all annotations are listed that one may read. */
export const AnnotationQuery = z.strictObject({
  layer: z.optional(id),
  kind: z.optional(z.enum(KINDS)),
  status: z.optional(z.enum(STATUSES)),
  author: z.optional(id),
  cursor,
});
export type AnnotationQuery = z.output<typeof AnnotationQuery>;

/** An annotation to be made; one with the same id and words is made once, however often it is sent. */
export const NewAnnotation = z
  .strictObject({
    id: z.optional(z.uuid()),
    layer: id,
    kind: z.enum(NOTE_KINDS.map(([kind]) => kind)),
    target: Target,
    body: z._default(words, ''),
    replacement: z._default(z.nullable(words), null),
    color: z._default(z.nullable(z.enum(COLORS)), null),
    tags: z._default(tags, []),
  })
  .check(
    z.refine(
      ({ kind, replacement }) =>
        KIND_FACTS[kind].writing.form?.replaces !== true || replacement !== null,
      {
        path: ['replacement'],
        error: 'A suggestion says what to put in the place of the words.',
      },
    ),
  );
export type NewAnnotation = z.output<typeof NewAnnotation>;

/** What is left out stays as it is. */
export const AnnotationChange = z.strictObject({
  body: z.optional(words),
  replacement: z.optional(z.nullable(words)),
  color: z.optional(z.nullable(z.enum(COLORS))),
  tags: z.optional(tags),
  assignee: z.optional(z.nullable(id)),
});
export type AnnotationChange = z.output<typeof AnnotationChange>;

/** A reply to be made; one with the same id is made once, however often it is sent. */
export const NewReply = z.strictObject({ id: z.optional(z.uuid()), body: someWords });
export type NewReply = z.output<typeof NewReply>;

/** Other words for a reply. */
export const ReplyChange = z.strictObject({ body: someWords });
export type ReplyChange = z.output<typeof ReplyChange>;

/** Another status; the note becomes a reply. */
export const StatusChange = z.strictObject({
  status: z.enum(STATUSES),
  note: z.optional(z.string().check(z.trim(), z.maxLength(2000))),
});
export type StatusChange = z.output<typeof StatusChange>;

/** Other words for an annotation to be about. */
export const AnchorChange = z.strictObject({ target: Target });
export type AnchorChange = z.output<typeof AnchorChange>;

/** An annotation in a layer that one may not read is as absent as none. */
export const annotationRoutes = {
  list: {
    method: 'GET',
    path: '/api/articles/:id/annotations',
    summary: 'Annotations in the order of their places',
    on: 'article',
    query: AnnotationQuery,
    answer: json(page(PlacedAnnotation)),
  },
  get: {
    method: 'GET',
    path: '/api/articles/:id/annotations/:annotation',
    summary: 'One annotation with its thread',
    on: 'article',
    answer: json(PlacedAnnotation),
  },
  add: {
    method: 'POST',
    path: '/api/articles/:id/annotations',
    summary: 'Highlight, comment or suggest',
    on: 'article',
    body: NewAnnotation,
    answer: created(PlacedAnnotation),
  },
  change: {
    method: 'PATCH',
    path: '/api/articles/:id/annotations/:annotation',
    summary: 'Edit the words, tags or assignee',
    on: 'article',
    body: AnnotationChange,
    answer: json(PlacedAnnotation),
  },
  delete: {
    method: 'DELETE',
    path: '/api/articles/:id/annotations/:annotation',
    summary: 'Delete an annotation with its thread',
    on: 'article',
    answer: NOTHING,
  },
  reply: {
    method: 'POST',
    path: '/api/articles/:id/annotations/:annotation/replies',
    summary: 'Reply',
    on: 'article',
    body: NewReply,
    answer: created(PlacedAnnotation),
  },
  changeReply: {
    method: 'PATCH',
    path: '/api/articles/:id/annotations/:annotation/replies/:reply',
    summary: "Edit one's own reply",
    on: 'article',
    body: ReplyChange,
    answer: json(PlacedAnnotation),
  },
  deleteReply: {
    method: 'DELETE',
    path: '/api/articles/:id/annotations/:annotation/replies/:reply',
    summary: 'Delete a reply',
    on: 'article',
    answer: json(PlacedAnnotation),
  },
  setStatus: {
    method: 'POST',
    path: '/api/articles/:id/annotations/:annotation/status',
    summary: 'Resolve, reopen, accept (which applies the replacement to the text) or decline',
    on: 'article',
    body: StatusChange,
    answer: json(PlacedAnnotation),
  },
  reanchor: {
    method: 'POST',
    path: '/api/articles/:id/annotations/:annotation/anchor',
    summary: 'Tie an annotation to other words',
    on: 'article',
    body: AnchorChange,
    answer: json(PlacedAnnotation),
  },
} as const satisfies Record<string, Route>;
