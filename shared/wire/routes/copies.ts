/** Annotated copies of an article. */
import * as z from 'zod/mini';
import { COPY_FORMATS } from '../../article/formats.ts';
import { text } from '../fields.ts';
import { file } from '../route.ts';
import type { Route } from '../route.ts';

/** Which format the copy has, and what is in it. */
export const ExportQuery = z.strictObject({
  format: text(40),
  // As long as leaves room for the other headers, which may have 16 kB together: the pages name every layer.
  layers: z.optional(
    text(8000).check(
      z.describe(
        'Layer ids, comma-separated. Where absent, all that one may read but private ones: these are in a copy only where their owner has named them.',
      ),
    ),
  ),
  /** Statuses, comma-separated; all where absent, and with `all`. */
  status: z.optional(text(200)),
  /** `real` names (the default) or `pseudonyms`. */
  names: z._default(z.enum(['real', 'pseudonyms']), 'real'),
});
/** As it was read, `names` filled in. `layers` and `status` are still one string each, which the server splits and checks. */
export type ExportQuery = z.output<typeof ExportQuery>;

/** A copy is a file, so a browser gets it by a link. */
export const copyRoutes = {
  export: {
    method: 'GET',
    path: '/api/articles/:id/export',
    summary: 'An annotated copy',
    on: 'article',
    query: ExportQuery,
    answer: file(...COPY_FORMATS.map(({ mediaType }) => mediaType.split(';', 1)[0] ?? '')),
  },
} as const satisfies Record<string, Route>;
