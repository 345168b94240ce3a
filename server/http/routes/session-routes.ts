/** Signing in and out. */
import { SignIn } from '../../../shared/wire/requests.ts';
import { CLOSE } from '../../../shared/wire/close-codes.ts';
import type { Parts } from '../../parts.ts';
import { presentMember } from '../present.ts';
import { json, outcome, refuse } from '../respond.ts';
import { memberRoute, openRoute } from '../route.ts';
import type { Route } from '../route.ts';

export function sessionRoutes({ accounts, sessions, rooms }: Parts): Route[] {
  return [
    memberRoute(
      { method: 'GET', path: '/api/session', summary: 'Who is signed in' },
      async ({ actor }) => {
        const member = await accounts.member(actor.id);
        return member ? json({ member: presentMember(member, true) }) : refuse('not-signed-in');
      },
    ),
    openRoute(
      {
        method: 'POST',
        path: '/api/session',
        summary: 'Sign in with the token of a sign-in link or an API token',
        body: SignIn,
      },
      async ({ body }) =>
        outcome(await accounts.signIn(body.token), ({ member, session }) => ({
          kind: 'session',
          secret: session,
          value: { member: presentMember(member, true) },
        })),
    ),
    memberRoute(
      { method: 'DELETE', path: '/api/session', summary: 'Sign out' },
      async ({ identity }) => {
        if (identity.by === 'session') {
          await sessions.end(identity.credential);
          await rooms.closePeers(
            (peer) => peer.credential === identity.credential,
            CLOSE.notSignedIn,
          );
        }
        return { kind: 'session', secret: null, value: null };
      },
    ),
  ];
}
