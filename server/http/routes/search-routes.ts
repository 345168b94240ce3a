/** Search over all that one may read. */
import { searchRoutes } from '../../../shared/wire/routes/search.ts';
import { RATES } from '../../limits/rates.ts';
import { json } from '../answer.ts';
import type { Parts } from '../parts.ts';
import { implement } from '../row.ts';
import type { Row } from '../row.ts';

/** Open to everybody with a session; `Search` decides in which articles and layers. */
export function searchRows({ search }: Parts): Row[] {
  return [
    implement(
      searchRoutes.find,
      { rate: RATES.searches, permission: 'read article' },
      async ({ query, actor }) => json(await search.find(query, actor)),
    ),
  ];
}
