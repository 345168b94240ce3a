/** What one has seen of an article's threads: kept for each person, so that all of their browsers know it. */
import * as z from 'zod/mini';
import { id, moment } from '../fields.ts';
import { json } from '../route.ts';
import type { Answered, Route } from '../route.ts';

/** How many threads a row names; of more the oldest count as seen, as all from their time on down. */
export const MOST_SEEN = 500;

const times = z.record(id, moment);

/** What one has seen. */
export const VisitAnswer = z.object({
  /** All up to this time is seen; null where one has not been here before. */
  upTo: z.nullable(z.string()),
  /** Of single threads, by their ids, up to when they are seen. */
  seen: z.record(z.string(), z.string()),
});
/** Times are ISO 8601. */
export type VisitAnswer = Answered<typeof VisitAnswer>;

/** What one has seen since; times before those that are kept change nothing, and later ones than now are now. */
export const VisitChange = z.strictObject({
  upTo: z.optional(moment),
  seen: z.optional(times.check(z.refine((seen) => Object.keys(seen).length <= MOST_SEEN))),
});
/** As it was read. */
export type VisitChange = z.output<typeof VisitChange>;

const path = '/api/articles/:id/visit';

/** One's own, as everything here. */
export const visitRoutes = {
  get: {
    method: 'GET',
    path,
    summary: 'Up to when one has seen the threads of an article',
    on: 'article',
    answer: json(VisitAnswer),
  },
  note: {
    method: 'PUT',
    path,
    summary: 'Note that one has seen threads',
    on: 'article',
    body: VisitChange,
    answer: json(VisitAnswer),
  },
} as const satisfies Record<string, Route>;
