/** Search over the titles, texts and threads of all articles that one may read. */
import * as z from 'zod/mini';
import { KINDS, STATUSES } from '../../annotation/annotation.ts';
import { ARTICLE_STATUSES } from '../../article/article.ts';
import { direction, id, moment, text } from '../fields.ts';
import { cursor, page } from '../list.ts';
import { json } from '../route.ts';
import type { Answered, Route } from '../route.ts';

/** What is sought in. */
export const SEARCH_KINDS = ['titles', 'texts', 'threads'] as const;
/** One of `SEARCH_KINDS`. */
export type SearchKind = (typeof SEARCH_KINDS)[number];

/** Something that was found, as a sentence. */
export const SearchItem = z.object({
  in: z.enum(SEARCH_KINDS),
  /** Address of the very place. */
  url: z.string(),
  article: z.object({
    id: z.string(),
    title: z.string(),
    language: z.string(),
    direction,
    status: z.enum(ARTICLE_STATUSES),
  }),
  /** In pieces; those are marked that were sought. */
  sentence: z.array(z.object({ words: z.string(), isFound: z.boolean() })),
  /** Null but for threads. */
  thread: z.nullable(
    z.object({
      id: z.string(),
      kind: z.enum(KINDS),
      status: z.enum(STATUSES),
      layer: z.object({ id: z.string(), name: z.string(), color: z.string() }),
      /** Null for a reader. */
      author: z.nullable(z.string()),
    }),
  ),
  /** ISO 8601: when it was last changed. */
  modified: z.string(),
});
/** What one reads of something that was found. */
export type SearchItem = Answered<typeof SearchItem>;

/** A page of what was found, the best first. */
export const SearchAnswer = z.extend(page(SearchItem), {
  /** How many there are of each kind. */
  counts: z.record(z.enum([...SEARCH_KINDS, 'all']), z.number()),
});
/** `counts.all` is the sum. */
export type SearchAnswer = Answered<typeof SearchAnswer>;

/** No question is longer, in UTF-16 units. */
export const MAX_QUESTION = 200;

/**
 * All words of `q` must be in one title, text or thread; words in quotes follow each other; the last word may go on. A status of
 * threads, or a layer, leaves threads alone. `person` wrote in the thread, or brought the article in; `from` and `to` are when it
 * was last changed.
 */
export const SearchQuery = z.strictObject({
  q: text(MAX_QUESTION),
  in: z.optional(z.enum(SEARCH_KINDS)),
  person: z.optional(id),
  layer: z.optional(id),
  status: z.optional(z.enum([...STATUSES, ...ARTICLE_STATUSES])),
  from: z.optional(moment),
  to: z.optional(moment),
  cursor,
});
/** As it was read. */
export type SearchQuery = z.output<typeof SearchQuery>;

/** For everybody with a session: guests seek in their article. */
export const searchRoutes = {
  find: {
    method: 'GET',
    path: '/api/search',
    summary: 'Titles, texts and threads with some words, over all articles that one may read',
    query: SearchQuery,
    answer: json(SearchAnswer),
  },
} as const satisfies Record<string, Route>;
