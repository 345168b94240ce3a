/** The trash: deleted articles and layers, which can be brought back for thirty days. */
import * as z from 'zod/mini';
import { cursor, page } from '../list.ts';
import { json, NOTHING } from '../route.ts';
import type { Answered, Route } from '../route.ts';

/** An article or layer in the trash. */
export const TrashItem = z.object({
  id: z.string(),
  what: z.enum(['article', 'layer']),
  /** The article's title, or the layer's name. */
  name: z.string(),
  /** The article that it is, or that it is a layer of. */
  article: z.object({ id: z.string(), title: z.string() }),
  /** When it was deleted, and by whom; null where whoever it was is no member any more. */
  deleted: z.string(),
  by: z.nullable(z.string()),
  /** From when on it can't be brought back any more. */
  goes: z.string(),
});
/** Times are ISO 8601. */
export type TrashItem = Answered<typeof TrashItem>;

/** What has become of it. */
export const RestoredAnswer = z.object({
  id: z.string(),
  what: z.enum(['article', 'layer']),
  /** Address of the workspace of its article. */
  url: z.string(),
  /** The article's new slug, where another article has taken its old one: it is a draft then where it was published. */
  newSlug: z.nullable(z.string()),
});
/** A layer has no slug, so its `newSlug` is null. */
export type RestoredAnswer = Answered<typeof RestoredAnswer>;

/** Which page of the trash. */
export const TrashQuery = z.strictObject({ cursor });

/** What one could have deleted oneself is there for one; all else is answered like what isn't in the trash: 404. */
export const trashRoutes = {
  list: {
    method: 'GET',
    path: '/api/trash',
    summary: 'Deleted articles and layers that one may bring back, the last deleted first',
    query: TrashQuery,
    answer: json(page(TrashItem)),
  },
  restore: {
    method: 'POST',
    path: '/api/trash/:id/restore',
    summary: 'Bring an article or layer back as it was',
    answer: json(RestoredAnswer),
  },
  delete: {
    method: 'DELETE',
    path: '/api/trash/:id',
    summary: 'Delete an article or layer for good, with all that is in it',
    answer: NOTHING,
  },
} as const satisfies Record<string, Route>;
