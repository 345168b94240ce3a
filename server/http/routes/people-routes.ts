/** The people of one article: members with a higher role there, and the names of all who may have written in it. */
import { isPerson } from '../../../shared/policy/actor.ts';
import { peopleRoutes } from '../../../shared/wire/routes/people.ts';
import type { Parts } from '../parts.ts';
import { presentArticleMember, presentPersonOf } from '../present-sharing.ts';
import { json, list, NOTHING, outcome, refuse } from '../answer.ts';
import { RATES } from '../../limits/rates.ts';
import { implement } from '../row.ts';
import type { Row } from '../row.ts';

/** Giving and revoking a role closes the member's sockets in the article. Only members and guests learn names. */
export function peopleRows(parts: Parts): Row[] {
  return [...memberRows(parts), nameRow(parts)];
}

function memberRows({ grants, revocations }: Parts): Row[] {
  const permission = 'manage article members';
  return [
    implement(peopleRoutes.members, { permission: 'read members' }, async ({ article }) =>
      list((await grants.members(article.id)).map(presentArticleMember)),
    ),
    implement(
      peopleRoutes.grant,
      { rate: RATES.people, permission, audit: { action: 'grant given', keeps: ['role'] } },
      async ({ article: { id }, body: { member, role }, identity }) => {
        const given = await grants.give(id, member, role, identity.actor);
        if (given.ok) await revocations.grantChanged(id, member);
        const audit = { subject: member };
        return outcome(given, (one) => ({ ...json(presentArticleMember(one)), audit }));
      },
    ),
    implement(
      peopleRoutes.revoke,
      { rate: RATES.people, permission, audit: { action: 'grant taken' } },
      async ({ article: { id }, params: { member } }) => {
        if (!(await grants.revoke(id, member))) return refuse('not-found');
        await revocations.grantChanged(id, member);
        return NOTHING;
      },
    ),
  ];
}

function nameRow({ people }: Parts): Row {
  return implement(
    peopleRoutes.names,
    { permission: 'read article' },
    async ({ article, actor }) => {
      const found = isPerson(actor) ? await people.in(article.id, actor) : [];
      return list(found.map(presentPersonOf));
    },
  );
}
