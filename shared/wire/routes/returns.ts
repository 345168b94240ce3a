/** Copies of an article that come back. */
import * as z from 'zod/mini';
import { text } from '../fields.ts';
import { json } from '../route.ts';
import type { Answered, Route } from '../route.ts';

/** Where what is new goes, and whether anything is done. */
export const ReturnQuery = z.strictObject({
  layer: z.optional(
    text(64).check(z.describe('Id of the layer for what is new; that for comments where absent.')),
  ),
  preview: z.optional(
    z
      .enum(['true', 'false'])
      .check(z.describe('With `true` nothing is done; the answer says what would be.')),
  ),
});

/** What came of it, or would: how many of each. */
export const ReturnAnswer = z.object({
  comments: z.number(),
  replies: z.number(),
  /** Edits, and changes that were tracked. */
  suggestions: z.number(),
  resolved: z.number(),
  reopened: z.number(),
  /** What is there already. */
  known: z.number(),
  /** What has no words here, or was refused. */
  lost: z.number(),
  /** Passages that are others altogether, of which no suggestion is made. */
  passages: z.number(),
  /** Whether the file says which text it was made of; else it was compared with the text as it is. */
  isDated: z.boolean(),
  /** Sentences for people. */
  warnings: z.array(z.string()),
});
/** See its schema. */
export type ReturnAnswer = Answered<typeof ReturnAnswer>;

/** The file is as one for an import. */
export const returnRoutes = {
  bringBack: {
    method: 'POST',
    path: '/api/articles/:id/import',
    summary:
      'Bring a copy back that somebody worked on: new comments and replies, settled threads, and edits as suggestions',
    on: 'article',
    query: ReturnQuery,
    upload: 'article',
    answer: json(ReturnAnswer),
  },
} as const satisfies Record<string, Route>;
