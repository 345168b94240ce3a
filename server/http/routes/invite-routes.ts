/** Invitations: made and taken back by who manages members, looked at and accepted by who has the link. */
import { InviteAccept, InviteLook, NewInvite } from '../../../shared/wire/routes/invites.ts';
import type { InviteLookAnswer, NewInviteAnswer } from '../../../shared/wire/routes/invites.ts';
import { readWorkspace } from '../../accounts/workspace.ts';
import type { Parts } from '../parts.ts';
import { cameFrom } from '../came-from.ts';
import { enter } from '../enter.ts';
import { presentInvite } from '../present-accounts.ts';
import { json, outcome } from '../respond.ts';
import { memberRoute, openRoute } from '../route.ts';
import type { Answer, Route } from '../route.ts';

const PATH = '/api/invites';
/** How long a browser may be away at a provider of OpenID Connect with an invitation in hand. */
const IN_HAND_MS = 60 * 60 * 1000;

export function inviteRoutes(parts: Parts): Route[] {
  // In this order, since `/look` would otherwise be taken for an invitation's id.
  return [...followingRoutes(parts), ...managingRoutes(parts)];
}

function managingRoutes({ accounts, invites, url }: Parts): Route[] {
  const permission = 'manage members';
  return [
    memberRoute(
      { method: 'GET', path: PATH, summary: 'Invitations that can still be used', permission },
      async () => {
        const names = new Map((await accounts.members()).map(({ id, name }) => [id, name]));
        const items = (await invites.list()).map((one) =>
          presentInvite(one, names.get(one.by) ?? null),
        );
        return json({ items, next: null });
      },
    ),
    memberRoute(
      {
        method: 'POST',
        path: PATH,
        summary: 'Invite somebody with a role; the address is shown once',
        permission,
        body: NewInvite,
        audit: { action: 'invite made', keeps: ['role'] },
      },
      async ({ actor, body }) =>
        outcome(await invites.add(actor.id, body), ({ invite, secret }) => {
          // Behind the #: browsers send that to no server, so it stands in no log and no Referer.
          const address = `${url()}/join#invite=${secret}`;
          const answer: NewInviteAnswer = { ...presentInvite(invite, actor.name), url: address };
          return json(answer, 201);
        }),
    ),
    memberRoute(
      {
        method: 'DELETE',
        path: `${PATH}/:invite`,
        summary: 'Take an invitation back',
        permission,
        audit: { action: 'invite revoked' },
      },
      async ({ params }) =>
        outcome(await invites.takeBack(params['invite'] ?? ''), () => ({ kind: 'nothing' })),
    ),
  ];
}

function followingRoutes(parts: Parts): Route[] {
  const { invites, provider, signIn, store } = parts;
  return [
    openRoute(
      {
        method: 'POST',
        path: `${PATH}/look`,
        summary: 'What an invitation leads to',
        body: InviteLook,
      },
      async ({ body }): Promise<Answer> => {
        const looked = await invites.look(body.token);
        if (!looked.ok) return outcome(looked, json);
        const { role, expires } = looked.value;
        const workspace = await readWorkspace(store.catalogue);
        const answer = json({ role, expires, workspace } satisfies InviteLookAnswer);
        // The way to the provider is a link, and a link must not carry a secret.
        const held = { name: 'invite', value: body.token, maxAgeMs: IN_HAND_MS } as const;
        return provider === null ? answer : { ...answer, cookies: [held] };
      },
    ),
    openRoute(
      {
        method: 'POST',
        path: `${PATH}/accept`,
        summary: 'Accept an invitation: become a member, and be signed in',
        body: InviteAccept,
        audit: { action: 'invite used', refused: 'sign-in refused' },
      },
      async ({ body, identity, request }) => {
        const made = await invites.accept(body);
        if (!made.ok) return outcome(made, json);
        const signedIn = await signIn.open(made.value, 'invite', cameFrom(request));
        const answer = await enter(signedIn, identity, parts);
        const taken = { name: 'invite', value: null, maxAgeMs: 0 } as const;
        const { role } = made.value;
        return {
          ...answer,
          cookies: [taken],
          noted: { ...answer.noted, subject: made.value.id, detail: { role } },
        };
      },
    ),
  ];
}
