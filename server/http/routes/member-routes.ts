/** The members of the workspace. */
import { MemberChange, NewMember } from '../../../shared/wire/routes/members.ts';
import { may } from '../../../shared/policy/decide.ts';
import type { Parts } from '../parts.ts';
import { presentMember } from '../present.ts';
import { json, outcome } from '../respond.ts';
import { memberRoute } from '../route.ts';
import type { Route } from '../route.ts';

export function memberRoutes(parts: Parts): Route[] {
  return [...listRoutes(parts), ...oneMemberRoutes(parts)];
}

function listRoutes({ accounts }: Parts): Route[] {
  return [
    memberRoute(
      {
        method: 'GET',
        path: '/api/members',
        summary: 'All members',
        permission: 'read members',
      },
      async ({ actor }) => {
        const isManager = may('manage members', actor).ok;
        const members = await accounts.members();
        const items = members.map((member) =>
          presentMember(member, isManager || member.id === actor.id),
        );
        return json({ items, next: null });
      },
    ),
    memberRoute(
      {
        method: 'POST',
        path: '/api/members',
        summary: 'Add a member',
        permission: 'manage members',
        body: NewMember,
        audit: { action: 'member added', keeps: ['role'] },
      },
      async ({ body }) =>
        outcome(await accounts.addMember(body), (member) => json(presentMember(member, true), 201)),
    ),
  ];
}

function oneMemberRoutes({ accounts, takingBack }: Parts): Route[] {
  return [
    memberRoute(
      {
        method: 'PATCH',
        path: '/api/members/:id',
        summary: 'Change a name or a role',
        permission: 'manage members',
        body: MemberChange,
        audit: [
          { action: 'member changed', given: 'name' },
          { action: 'role given', given: 'role', keeps: ['role'] },
        ],
      },
      async ({ body, params }) => {
        const id = params['id'] ?? '';
        const changed = await accounts.changeMember(id, body);
        // The sockets come back with the new name and rights.
        if (changed.ok && body.role === undefined) takingBack.nameChanged(id);
        else if (changed.ok) await takingBack.roleChanged(id);
        return outcome(changed, (member) => json(presentMember(member, true)));
      },
    ),
    memberRoute(
      {
        method: 'DELETE',
        path: '/api/members/:id',
        summary: 'Remove a member',
        permission: 'manage members',
        audit: { action: 'member removed' },
      },
      async ({ params }) => {
        const id = params['id'] ?? '';
        const removed = await accounts.removeMember(id);
        if (removed.ok)
          await Promise.all([takingBack.memberRemoved(id), accounts.forgetMember(id)]);
        return outcome(removed, () => ({ kind: 'nothing' }));
      },
    ),
  ];
}
