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
  /** Of other programs: marked words without a word. */
  highlights: z.number(),
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
  /** Whether the file says which text it was made of, or has none; else it was compared with the text as it is. */
  isDated: z.boolean(),
  /** Notes of other programs whose words were found by what they quote. */
  placed: z.number(),
  /** Those whose words are nowhere in the text, or in several places: they wait for somebody to place them. */
  unplaced: z.number(),
  /** The beginnings of what such notes quote; the first of them where there are many. */
  unplacedQuotes: z.array(z.string()),
  /** Who says something new, by the names in the file, which nobody has verified; the first of them where there are many. */
  authors: z.array(z.string()),
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
      'Bring a copy back that somebody worked on, with new comments and replies, settled threads, and edits as suggestions; or notes that another program has: Hypothesis (JSON, CSV) or W3C Web Annotations',
    on: 'article',
    query: ReturnQuery,
    upload: 'article',
    answer: json(ReturnAnswer),
  },
} as const satisfies Record<string, Route>;
