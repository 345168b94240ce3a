/** Search over all that one may read. */
import { searchRoutes } from '../../../shared/wire/routes/search.ts';
import { RATES } from '../../limits/rates.ts';
import { IndexRestingError } from '../../search/search-index.ts';
import { json, refuse } from '../answer.ts';
import type { Parts } from '../parts.ts';
import { implement } from '../row.ts';
import type { Row } from '../row.ts';

/** Open to everybody with a session; `Search` decides in which articles and layers. */
export function searchRows({ search }: Parts): Row[] {
  return [
    implement(
      searchRoutes.find,
      { rate: RATES.searches, permission: 'read article' },
      async ({ query, actor }) => {
        try {
          return json(await search.find(query, actor));
        } catch (error) {
          if (!(error instanceof IndexRestingError)) throw error;
          return refuse('server-busy', undefined, { retryAfterMs: error.retryAfterMs });
        }
      },
    ),
  ];
}
