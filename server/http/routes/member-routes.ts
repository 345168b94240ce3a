/** Members and their tokens. */
import { MemberChange, NewMember, NewToken } from '../../../shared/wire/requests.ts';
import { CLOSE } from '../../../shared/wire/close-codes.ts';
import { may } from '../../../shared/policy/decide.ts';
import type { Parts } from '../../parts.ts';
import { presentMember } from '../present.ts';
import { json, outcome, refuse } from '../respond.ts';
import { memberRoute } from '../route.ts';
import type { Route } from '../route.ts';

export function memberRoutes(parts: Parts): Route[] {
  return [...listRoutes(parts), ...oneMemberRoutes(parts), tokenRoute(parts)];
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
      },
      async ({ body }) => {
        return json(presentMember(await accounts.addMember(body), true), 201);
      },
    ),
  ];
}

function oneMemberRoutes({ accounts, rooms }: Parts): Route[] {
  return [
    memberRoute(
      {
        method: 'PATCH',
        path: '/api/members/:id',
        summary: 'Change a name or a role',
        permission: 'manage members',
        body: MemberChange,
      },
      async ({ body, params }) => {
        const changed = await accounts.changeMember(params['id'] ?? '', body);
        // The sockets come back with the new rights.
        if (changed.ok)
          await rooms.closePeers((peer) => peer.actor.id === changed.value.id, CLOSE.rightsChanged);
        return outcome(changed, (member) => json(presentMember(member, true)));
      },
    ),
    memberRoute(
      {
        method: 'DELETE',
        path: '/api/members/:id',
        summary: 'Remove a member',
        permission: 'manage members',
      },
      async ({ params }) => {
        const id = params['id'] ?? '';
        const removed = await accounts.removeMember(id);
        if (removed.ok) await rooms.closePeers((peer) => peer.actor.id === id, CLOSE.notSignedIn);
        return outcome(removed, () => ({ kind: 'nothing' }));
      },
    ),
  ];
}

function tokenRoute({ accounts, url }: Parts): Route {
  return memberRoute(
    {
      method: 'POST',
      path: '/api/members/:id/tokens',
      summary: 'Make an API token or a sign-in link that works once; shown once',
      body: NewToken,
    },
    async ({ actor, body, params }) => {
      const id = params['id'] ?? '';
      const allowed = may('manage members', actor);
      if (!allowed.ok && id !== actor.id)
        return refuse('not-allowed', undefined, { rule: allowed.rule });
      if ((await accounts.member(id)) === null) return refuse('not-found');
      const token = await accounts.addToken(id, body.label, body.use);
      const link = `${url()}/signin#token=${token}`;
      return json({ token, ...(body.use === 'link' ? { url: link } : {}) }, 201);
    },
  );
}
