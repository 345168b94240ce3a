/** Layers of an article. */
import * as z from 'zod/mini';
import { COLORS } from '../../annotation/annotation.ts';
import { AUDIENCES, PURPOSES } from '../../article/article.ts';
import { name } from '../fields.ts';
import { page } from '../list.ts';
import { created, json, NOTHING } from '../route.ts';
import type { Answered, Route } from '../route.ts';

/** A layer, as it is for the one who asks. */
export const LayerAnswer = z.object({
  id: z.string(),
  name: z.string(),
  color: z.string(),
  audience: z.enum(AUDIENCES),
  locked: z.boolean(),
  purpose: z.enum(PURPOSES),
  /** Whether the one who asks may write in it. */
  writable: z.boolean(),
});
/** Whose it is isn't said: a private layer is shown to its owner alone. */
export type LayerAnswer = Answered<typeof LayerAnswer>;

const layerName = name(80);

/** A layer to be made; one with the audience `private` is the maker's own. */
export const NewLayer = z.strictObject({
  name: layerName,
  color: z._default(z.enum(COLORS), 'yellow'),
  audience: z._default(z.enum(AUDIENCES), 'members'),
});
/** As it was read, with the defaults filled in. */
export type NewLayer = z.output<typeof NewLayer>;

/** What is left out stays as it is. */
export const LayerChange = z.strictObject({
  name: z.optional(layerName),
  color: z.optional(z.enum(COLORS)),
  audience: z.optional(z.enum(AUDIENCES)),
  locked: z.optional(z.boolean()),
});
/** As it was read. A shared layer can't become private, nor one's own notes shared: both are a conflict. */
export type LayerChange = z.output<typeof LayerChange>;

/** A layer that one may not read is answered like one that isn't there: 404. */
export const layerRoutes = {
  list: {
    method: 'GET',
    path: '/api/articles/:id/layers',
    summary: 'The layers that one may read',
    on: 'article',
    answer: json(page(LayerAnswer)),
  },
  add: {
    method: 'POST',
    path: '/api/articles/:id/layers',
    summary: 'Make a layer',
    on: 'article',
    body: NewLayer,
    answer: created(LayerAnswer),
  },
  change: {
    method: 'PATCH',
    path: '/api/articles/:id/layers/:layer',
    summary: 'Rename, recolour, lock a layer, set who reads it',
    on: 'article',
    body: LayerChange,
    answer: json(LayerAnswer),
  },
  delete: {
    method: 'DELETE',
    path: '/api/articles/:id/layers/:layer',
    summary: 'Put a layer with its annotations into the trash',
    on: 'article',
    answer: NOTHING,
  },
} as const satisfies Record<string, Route>;
