/** What one has seen of an article's threads. */
import { isPerson } from '../../../shared/policy/actor.ts';
import { visitRoutes } from '../../../shared/wire/routes/visits.ts';
import type { Parts } from '../parts.ts';
import { json, refuse } from '../answer.ts';
import { RATES } from '../../limits/rates.ts';
import { implement } from '../row.ts';
import type { Row } from '../row.ts';

/** For members and guests, each their own. */
export function visitRows({ visits }: Parts): Row[] {
  const permission = 'read article';
  return [
    implement(visitRoutes.get, { permission }, async ({ article, actor }) =>
      isPerson(actor) ? json(await visits.of(actor.id, article.id)) : refuse('not-found'),
    ),
    implement(
      visitRoutes.note,
      { permission, rate: RATES.visits },
      async ({ article, actor, body }) =>
        isPerson(actor) ? json(await visits.note(actor.id, article.id, body)) : refuse('not-found'),
    ),
  ];
}
