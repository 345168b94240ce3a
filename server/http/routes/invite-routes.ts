/** Invitations: made and revoked by somebody who manages members, looked at and accepted by whoever has the link. */
import { inviteRoutes } from '../../../shared/wire/routes/invites.ts';
import { readWorkspace } from '../../accounts/workspace.ts';
import type { Parts } from '../parts.ts';
import { enter } from '../enter.ts';
import { presentInvite } from '../present-accounts.ts';
import { json, list, NOTHING, outcome, refusal } from '../answer.ts';
import { RATES } from '../../limits/rates.ts';
import { implement } from '../row.ts';
import type { Row } from '../row.ts';

/** How long a browser may be away at a provider of OpenID Connect with an invitation in hand. */
const IN_HAND_MS = 60 * 60 * 1000;

/** In the order of `inviteRoutes`, since fixed paths come before one with an id. Members are invited by the owner. */
export function inviteRows(parts: Parts): Row[] {
  return [...followingRows(parts), ...managingRows(parts)];
}

function followingRows(parts: Parts): Row[] {
  const { invites, provider, signIn, store } = parts;
  return [
    implement(inviteRoutes.look, { rate: RATES.doors }, async ({ body }) => {
      const looked = await invites.look(body.token);
      if (!looked.ok) return refusal(looked.problem);
      const { role, expires } = looked.value;
      const workspace = await readWorkspace(store.catalogue);
      // The way to the provider is a link, and a link must not carry a secret.
      const held = { name: 'invite', value: body.token, maxAgeMs: IN_HAND_MS } as const;
      const cookies = provider === null ? [] : [held];
      return { ...json({ role, expires, workspace }), cookies };
    }),
    implement(
      inviteRoutes.accept,
      { rate: RATES.doors, audit: { action: 'invite used', refused: 'sign-in refused' } },
      async ({ body, identity, from }) => {
        const made = await invites.accept(body);
        if (!made.ok) return refusal(made.problem);
        const { id: subject, role } = made.value;
        const signedIn = await signIn.open(made.value, 'invite', from);
        const answer = await enter(signedIn, identity, parts);
        const accepted = { name: 'invite', value: null, maxAgeMs: 0 } as const;
        const audit = { ...answer.audit, subject, detail: { role } };
        return { ...answer, cookies: [accepted], audit };
      },
    ),
  ];
}

function managingRows({ accounts, invites, url }: Parts): Row[] {
  const permission = 'manage members';
  return [
    implement(inviteRoutes.list, { permission }, async () => {
      const names = new Map((await accounts.members()).map(({ id, name }) => [id, name]));
      const all = await invites.list();
      return list(all.map((invite) => presentInvite(invite, names.get(invite.by) ?? null)));
    }),
    implement(
      inviteRoutes.add,
      { rate: RATES.keys, permission, audit: { action: 'invite made', keeps: ['role'] } },
      async ({ actor, body }) =>
        outcome(await invites.add(actor.id, body), ({ invite, secret }) =>
          // After the #: browsers send that part to no server, so it stands in no log and no Referer.
          json({ ...presentInvite(invite, actor.name), url: `${url()}/join#invite=${secret}` }),
        ),
    ),
    implement(
      inviteRoutes.revoke,
      { rate: RATES.keys, permission, audit: { action: 'invite revoked' } },
      async ({ params }) => outcome(await invites.revoke(params.invite), () => NOTHING),
    ),
  ];
}
