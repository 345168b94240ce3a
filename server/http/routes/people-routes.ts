/** Names of who may have written in an article. */
import { isPerson } from '../../../shared/policy/actor.ts';
import type { Parts } from '../parts.ts';
import { presentPersonOf } from '../present-sharing.ts';
import { json } from '../respond.ts';
import { memberRoute } from '../route.ts';
import type { Route } from '../route.ts';

export function peopleRoutes({ people }: Parts): Route[] {
  return [
    memberRoute(
      {
        method: 'GET',
        path: '/api/articles/:id/people',
        summary:
          'Names of who may have written here; a guest learns those that stand in what it reads',
        permission: 'read article',
      },
      async ({ params: { id = '' }, actor }) => {
        const found = isPerson(actor) ? await people.in(id, actor) : [];
        return json({ items: found.map(presentPersonOf), next: null });
      },
    ),
  ];
}
