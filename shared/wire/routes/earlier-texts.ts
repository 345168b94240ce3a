/** Texts of an article as they were before most of their words went. */
import * as z from 'zod/mini';
import { page } from '../list.ts';
import { json, NOTHING } from '../route.ts';
import type { Answered, Route } from '../route.ts';

/** What an article's text was. */
export const EarlierTextAnswer = z.object({
  id: z.string(),
  /** When its words went, and who took them; null where whoever it was is gone. */
  at: z.string(),
  by: z.nullable(z.string()),
  /** How many words it has, and how many of these went. */
  words: z.number(),
  removed: z.number(),
  /** From when on it can't be brought back any more. */
  goes: z.string(),
});
/** Times are ISO 8601. */
export type EarlierTextAnswer = Answered<typeof EarlierTextAnswer>;

/** For those who may edit the text. */
export const earlierTextRoutes = {
  list: {
    method: 'GET',
    path: '/api/articles/:id/earlier-texts',
    summary:
      'Texts of the last thirty days that were there before most of their words went, the last one first',
    on: 'article',
    answer: json(page(EarlierTextAnswer)),
  },
  restore: {
    method: 'POST',
    path: '/api/articles/:id/earlier-texts/:text/restore',
    summary: 'Bring an earlier text back; what is there now is kept in its turn',
    on: 'article',
    answer: NOTHING,
  },
} as const satisfies Record<string, Route>;
