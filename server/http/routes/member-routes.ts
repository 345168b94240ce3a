/** The members of the workspace. */
import { may } from '../../../shared/policy/may.ts';
import { memberRoutes } from '../../../shared/wire/routes/members.ts';
import type { Parts } from '../parts.ts';
import { presentMember } from '../present.ts';
import { json, list, NOTHING, outcome, refuse } from '../answer.ts';
import { RATES } from '../../limits/rates.ts';
import { implement } from '../row.ts';
import type { Row } from '../row.ts';

/** Read by every member, but for others' addresses; changed by the owner. A change closes the member's sockets. */
export function memberRows(parts: Parts): Row[] {
  return [...listRows(parts), ...oneMemberRows(parts)];
}

const permission = 'manage members';

function listRows({ accounts }: Parts): Row[] {
  return [
    implement(memberRoutes.list, { permission: 'read members' }, async ({ actor }) => {
      const isManager = may(permission, actor).ok;
      const members = await accounts.members();
      return list(
        members.map((member) => presentMember(member, isManager || member.id === actor.id)),
      );
    }),
    implement(
      memberRoutes.add,
      { rate: RATES.people, permission, audit: { action: 'member added', keeps: ['role'] } },
      async ({ body }) =>
        outcome(await accounts.addMember(body), (member) => json(presentMember(member, true))),
    ),
  ];
}

function oneMemberRows({ accounts, revocations, erasure }: Parts): Row[] {
  return [
    implement(
      memberRoutes.change,
      {
        rate: RATES.people,
        permission,
        audit: [
          { action: 'member changed', given: 'name' },
          { action: 'member changed', given: 'email' },
          { action: 'role given', given: 'role', keeps: ['role'] },
        ],
      },
      async ({ body, params: { id } }) => {
        const changed = await accounts.changeMember(id, body);
        // The sockets come back with the new name and rights.
        if (changed.ok && body.role === undefined) revocations.nameChanged(id);
        else if (changed.ok) await revocations.roleChanged(id);
        return outcome(changed, (member) => json(presentMember(member, true)));
      },
    ),
    implement(
      memberRoutes.remove,
      { rate: RATES.people, permission, audit: { action: 'member removed' } },
      async ({ params: { id } }) => {
        const removed = await accounts.removeMember(id);
        if (removed.ok)
          await Promise.all([revocations.memberRemoved(id), accounts.forgetMember(id)]);
        return outcome(removed, () => NOTHING);
      },
    ),
    implement(
      memberRoutes.erase,
      {
        rate: RATES.erasures,
        permission,
        audit: { action: 'person erased', keeps: ['words'] },
      },
      async ({ actor, body: { words }, params: { id } }) =>
        // The entry of it would have their name.
        id === actor.id
          ? refuse('conflict', 'Nobody erases themselves; ask another owner.')
          : outcome(await erasure.erase(id, words), json),
    ),
  ];
}
