/** What clients may send over HTTP: each schema gives the parser, the type and the API description at once. */
import { z } from 'zod';
import { ARTICLE_STATUSES, AUDIENCES } from '../article/article.ts';
import { COLORS, KINDS, STATUSES } from '../annotation/annotation.ts';
import { KIND_FACTS, NOTE_KINDS } from '../annotation/kinds.ts';

const MAX_BODY = 20_000;
const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'An id has 1 to 64 letters, digits, - or _.');
const words = z.string().max(MAX_BODY);
const offset = z.int().min(0);
const base64 = z.string().regex(/^[A-Za-z0-9+/]{1,400}={0,2}$/);

export const NewArticle = z.strictObject({
  title: z.string().trim().max(500).optional(),
  content: z.string(),
  format: z.string().max(40),
  language: z.string().max(35).optional(),
});
export type NewArticle = z.infer<typeof NewArticle>;

export const ArticleChange = z.strictObject({
  title: z.string().trim().min(1).max(500).optional(),
  slug: z
    .string()
    .max(120)
    .regex(
      /^[\p{L}\p{N}\p{M}]+(-[\p{L}\p{N}\p{M}]+)*$/u,
      'A slug has letters and digits, joined by single hyphens.',
    )
    .optional(),
  status: z.enum(ARTICLE_STATUSES).optional(),
  language: z.string().max(35).optional(),
  direction: z.enum(['ltr', 'rtl']).optional(),
});
export type ArticleChange = z.infer<typeof ArticleChange>;

export const NewLayer = z.strictObject({
  name: z.string().trim().min(1).max(80),
  color: z.enum(COLORS).default('yellow'),
  audience: z.enum(AUDIENCES).default('members'),
});
export type NewLayer = z.infer<typeof NewLayer>;

export const LayerChange = z.strictObject({
  name: z.string().trim().min(1).max(80).optional(),
  color: z.enum(COLORS).optional(),
  audience: z.enum(AUDIENCES).optional(),
  locked: z.boolean().optional(),
});
export type LayerChange = z.infer<typeof LayerChange>;

/** What an annotation is about: two relative positions, quoted words, or offsets into `/text`. */
export const Target = z.union(
  [
    z.strictObject({ start: base64, end: base64, exact: words }),
    z.strictObject({
      exact: words.min(1),
      prefix: z.string().max(500).optional(),
      suffix: z.string().max(500).optional(),
      from: offset.optional(),
    }),
    z.strictObject({ from: offset, to: offset }),
  ],
  'A target has start, end and exact, or exact with prefix, suffix and from, or from and to.',
);
export type Target = z.infer<typeof Target>;

export const NewAnnotation = z
  .strictObject({
    id: z.uuid().optional(),
    layer: id,
    kind: z.enum(NOTE_KINDS.map(([kind]) => kind)),
    target: Target,
    body: words.default(''),
    replacement: words.nullable().default(null),
    color: z.enum(COLORS).nullable().default(null),
    tags: z.array(z.string().trim().min(1).max(60)).max(20).default([]),
  })
  .refine(
    ({ kind, replacement }) =>
      KIND_FACTS[kind].writing.form?.replaces !== true || replacement !== null,
    {
      path: ['replacement'],
      message: 'A suggestion says what to put in the place of the words.',
    },
  );
export type NewAnnotation = z.infer<typeof NewAnnotation>;

export const AnnotationChange = z.strictObject({
  body: words.optional(),
  replacement: words.nullable().optional(),
  color: z.enum(COLORS).nullable().optional(),
  tags: z.array(z.string().trim().min(1).max(60)).max(20).optional(),
  assignee: id.nullable().optional(),
});
export type AnnotationChange = z.infer<typeof AnnotationChange>;

export const NewReply = z.strictObject({ id: z.uuid().optional(), body: words.trim().min(1) });
export type NewReply = z.infer<typeof NewReply>;

export const ReplyChange = z.strictObject({ body: words.trim().min(1) });
export type ReplyChange = z.infer<typeof ReplyChange>;

export const StatusChange = z.strictObject({
  status: z.enum(STATUSES),
  note: z.string().trim().max(2000).optional(),
});
export type StatusChange = z.infer<typeof StatusChange>;

export const AnchorChange = z.strictObject({ target: Target });
export type AnchorChange = z.infer<typeof AnchorChange>;

/** A reader's report of a mistake; 2 kB of text at most, over all its fields. */
export const NewReport = z.strictObject({
  exact: z.string().min(1).max(1000),
  prefix: z.string().max(200).optional(),
  suffix: z.string().max(200).optional(),
  from: offset.optional(),
  suggestion: z.string().max(1000).optional(),
  note: z.string().max(1000).optional(),
  version: z.string().max(100).optional(),
});
export type NewReport = z.infer<typeof NewReport>;

const page = {
  cursor: z
    .string()
    .regex(/^\d{1,9}$/, 'A cursor is the “next” of the page before.')
    .optional(),
};

export const ArticleQuery = z.strictObject({
  query: z.string().max(200).optional(),
  status: z.enum(ARTICLE_STATUSES).optional(),
  ...page,
});
export type ArticleQuery = z.infer<typeof ArticleQuery>;

export const AnnotationQuery = z.strictObject({
  layer: id.optional(),
  kind: z.enum(KINDS).optional(),
  status: z.enum(STATUSES).optional(),
  author: id.optional(),
  ...page,
});
export type AnnotationQuery = z.infer<typeof AnnotationQuery>;

export const QueueQuery = z.strictObject({
  kind: z.enum(KINDS).optional(),
  status: z.enum(STATUSES).optional(),
  article: id.optional(),
  assignee: id.optional(),
  ...page,
});
export type QueueQuery = z.infer<typeof QueueQuery>;

export const ExportQuery = z.strictObject({
  format: z.string().max(40),
  // As long as leaves room for the other headers, which may have 16 kB together: the pages name every layer.
  layers: z
    .string()
    .max(8000)
    .optional()
    .describe(
      'Layer ids, comma-separated. Where absent, all that one may read but private ones: these are in a copy only where their owner has named them.',
    ),
  /** Statuses, comma-separated; all where absent. */
  status: z.string().max(200).optional(),
  /** `real` names (the default) or `pseudonyms`. */
  names: z.enum(['real', 'pseudonyms']).default('real'),
});
export type ExportQuery = z.infer<typeof ExportQuery>;
