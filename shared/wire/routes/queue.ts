/** The moderators' queue: everything open, over all articles. */
import * as z from 'zod/mini';
import { KINDS, STATUSES } from '../../annotation/annotation.ts';
import { direction, id } from '../fields.ts';
import { cursor, page } from '../list.ts';
import { json } from '../route.ts';
import type { Answered, Route } from '../route.ts';
import { PlacedAnnotation } from './annotations.ts';

/** An item of the queue: an annotation with its sentence as it is now. */
export const QueueItem = z.object({
  article: z.object({
    id: z.string(),
    title: z.string(),
    url: z.string(),
    language: z.string(),
    direction,
  }),
  annotation: PlacedAnnotation,
  /** Name of the author; null for a reader. */
  author: z.nullable(z.string()),
  /** The sentence around the words as it is now, in three parts; null where the words are gone. */
  sentence: z.nullable(z.object({ before: z.string(), words: z.string(), after: z.string() })),
});
/** What a moderator needs to decide without opening the article. */
export type QueueItem = Answered<typeof QueueItem>;

/** A page of the queue. */
export const QueueAnswer = z.extend(page(QueueItem), {
  /** How many there are of each kind under the same filter but for the kind. */
  counts: z.record(z.enum([...KINDS, 'all']), z.number()),
});
/** `counts.all` is the sum over all kinds. */
export type QueueAnswer = Answered<typeof QueueAnswer>;

/** Where no `status` is given, what is open; with `all`, what is settled too. */
export const QueueQuery = z.strictObject({
  kind: z.optional(z.enum(KINDS)),
  status: z.optional(z.enum([...STATUSES, 'all'])),
  article: z.optional(id),
  assignee: z.optional(id),
  /** Only threads that name the one who asks. */
  mentions: z.optional(z.enum(['me'])),
  cursor,
});
/** As it was read: an annotation is listed where all the fields match. */
export type QueueQuery = z.output<typeof QueueQuery>;

/** For moderators and owners; the oldest first. */
export const queueRoutes = {
  list: {
    method: 'GET',
    path: '/api/queue',
    summary: 'What is open over all articles, oldest first',
    query: QueueQuery,
    answer: json(QueueAnswer),
  },
} as const satisfies Record<string, Route>;
