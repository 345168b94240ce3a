/** Articles: the library, one article, and its text. */
import * as z from 'zod/mini';
import { ARTICLE_STATUSES } from '../../article/article.ts';
import type { Article } from '../../article/article.ts';
import { foldSlug } from '../../article/slug.ts';
import { ROLES } from '../../policy/actor.ts';
import { direction, languageTag, line, lineOrNone, text } from '../fields.ts';
import { cursor, page } from '../list.ts';
import { created, json, NOTHING, TEXT } from '../route.ts';
import type { Answered, Route } from '../route.ts';
import { LayerAnswer } from './layers.ts';

const article = {
  id: z.string(),
  title: z.string(),
  slug: z.string(),
  status: z.enum(ARTICLE_STATUSES),
  language: z.string(),
  direction,
  created: z.string(),
  modified: z.string(),
};

/** An article with the layers that the one who asks may read. */
export const ArticleAnswer = z.object({
  ...({ ...article, author: z.string(), editor: z.exactOptional(z.string()) } satisfies Record<
    keyof Article,
    z.ZodMiniType
  >),
  /** Address of its workspace. */
  url: z.string(),
  /** Address of its published page. */
  readUrl: z.string(),
  layers: z.array(LayerAnswer),
  /** Life of the text room, for the socket's `epoch` parameter. */
  epoch: z.number(),
  /** What one is in this article, which may be more than in the workspace. */
  role: z.exactOptional(z.enum(ROLES)),
});
/** Times are ISO 8601, `language` is a BCP 47 tag. A reader, who has no role, gets none. */
export type ArticleAnswer = Answered<typeof ArticleAnswer>;

/** An article that was just brought in. */
export const ImportedAnswer = z.object({
  ...ArticleAnswer.shape,
  /** What was guessed, and what was left out on purpose; sentences for people. */
  warnings: z.array(z.string()),
});

const part = z.object({
  words: z.number(),
  pictures: z.number(),
  /** The beginnings of its paragraphs and the like; the first of them where there are very many. */
  passages: z.array(z.string()),
});

/** What a clean-up would leave of an article that is to be imported, and what it would take out; nothing is kept of it. */
export const CleanUpAnswer = z.object({ stays: part, goes: part });
/** Words and pictures are counted; `passages` have what may have been shortened. */
export type CleanUpAnswer = Answered<typeof CleanUpAnswer>;

/** An article in the library. */
export const ArticleSummary = z.object({
  ...article,
  /** Address of its workspace. */
  url: z.string(),
  /** Open threads in layers that the one who asks may read. */
  open: z.number(),
  /** Name of the person by whom it was changed last; null where nobody knows. */
  editor: z.nullable(z.string()),
});
/** Times are ISO 8601. It has no layers and no epoch, so that a list of articles opens no room. */
export type ArticleSummary = Answered<typeof ArticleSummary>;

/** A page of the library. */
export const LibraryAnswer = z.extend(page(ArticleSummary), {
  /** How many there are in the archive under the same search. */
  archived: z.number(),
});
/** `archived` counts those under another status than the one that is asked for, too. */
export type LibraryAnswer = Answered<typeof LibraryAnswer>;

/** In which order the library lists its articles: the last changed first, by title, or those with the most open threads first. */
export const LIBRARY_ORDERS = ['modified', 'title', 'open'] as const;
/** One of `LIBRARY_ORDERS`. */
export type LibraryOrder = (typeof LIBRARY_ORDERS)[number];

/**
 * `query` is looked for in titles; without `status`, and with `all`, articles of every status are listed, and with `current` those
 * that are not in the archive. Without `sort` the last changed come first.
 */
export const ArticleQuery = z.strictObject({
  query: z.optional(text(200)),
  status: z.optional(z.enum([...ARTICLE_STATUSES, 'current', 'all'])),
  sort: z.optional(z.enum(LIBRARY_ORDERS)),
  cursor,
});
/** As it was read; `searchFor` says what of `query` counts. */
export type ArticleQuery = z.output<typeof ArticleQuery>;

/** `cleanUp` takes out what is around the text of a page. It stands here for a file, which has no fields. */
export const ImportQuery = z.strictObject({ cleanUp: z.optional(z.enum(['true', 'false'])) });

/** An article to be imported; `format` is a name of an importer, and needed where there is content. Without content it is blank. A title and a language that are given win over those found. */
export const NewArticle = z.strictObject({
  title: z.optional(lineOrNone(500)),
  content: z.optional(z.string()),
  format: z.optional(text(40)),
  language: z.optional(languageTag),
  /** The same as in the query. */
  cleanUp: z.optional(z.boolean()),
});
/** As it was read, the title trimmed. A file that is uploaded instead has none of these fields: they are found in it. */
export type NewArticle = z.output<typeof NewArticle>;

/** What is left out stays as it is. */
export const ArticleChange = z.strictObject({
  title: z.optional(line(500)),
  slug: z.optional(
    z
      .string()
      .check(
        z.maxLength(120),
        z.overwrite(foldSlug),
        z.regex(
          /^[\p{L}\p{N}\p{M}]+(-[\p{L}\p{N}\p{M}]+)*$/u,
          'A slug has letters and digits, joined by single hyphens.',
        ),
      ),
  ),
  status: z.optional(z.enum(ARTICLE_STATUSES)),
  language: z.optional(languageTag),
  direction: z.optional(direction),
});
/** As it was read, the slug folded. The server refuses a slug that another article has, and a language that is no tag. */
export type ArticleChange = z.output<typeof ArticleChange>;

/** `text` is the string that offsets and quotes refer to. */
export const articleRoutes = {
  list: {
    method: 'GET',
    path: '/api/articles',
    summary: 'The library',
    query: ArticleQuery,
    answer: json(LibraryAnswer),
  },
  import: {
    method: 'POST',
    path: '/api/articles',
    summary: 'Import an article, as JSON or as the multipart field "file"',
    query: ImportQuery,
    body: NewArticle,
    upload: 'article',
    answer: created(ImportedAnswer),
  },
  previewCleanUp: {
    method: 'POST',
    path: '/api/articles/clean-up',
    summary: 'What a clean-up would leave and take out of an article, sent as for an import',
    body: NewArticle,
    upload: 'article',
    answer: json(CleanUpAnswer),
  },
  get: {
    method: 'GET',
    path: '/api/articles/:id',
    summary: 'An article',
    on: 'article',
    answer: json(ArticleAnswer),
  },
  text: {
    method: 'GET',
    path: '/api/articles/:id/text',
    summary: 'The plain text that offsets and quotes refer to',
    on: 'article',
    answer: TEXT,
  },
  change: {
    method: 'PATCH',
    path: '/api/articles/:id',
    summary: 'Rename, publish, archive; set language and direction',
    on: 'article',
    body: ArticleChange,
    answer: json(ArticleAnswer),
  },
  delete: {
    method: 'DELETE',
    path: '/api/articles/:id',
    summary: 'Put an article with its layers into the trash',
    on: 'article',
    answer: NOTHING,
  },
} as const satisfies Record<string, Route>;
