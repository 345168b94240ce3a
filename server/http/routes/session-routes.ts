/** Signing in and out, and who is signed in. */
import { SignIn } from '../../../shared/wire/routes/session.ts';
import type { SignInAnswer } from '../../../shared/wire/routes/session.ts';
import { readWorkspace } from '../../accounts/workspace.ts';
import type { Parts } from '../parts.ts';
import { cameFrom } from '../came-from.ts';
import { enter, leave } from '../enter.ts';
import { presentGuestSession, presentSession } from '../present-accounts.ts';
import { json, outcome, refuse } from '../respond.ts';
import { memberRoute, openRoute } from '../route.ts';
import type { Route } from '../route.ts';

const PATH = '/api/session';

export function sessionRoutes(parts: Parts): Route[] {
  return [whoRoute(parts), signInRoute(parts), signOutRoute(parts), offerRoute(parts)];
}

function whoRoute({ accounts, store }: Parts): Route {
  return memberRoute(
    { method: 'GET', path: PATH, summary: 'Who is signed in' },
    async ({ actor }) => {
      const workspace = await readWorkspace(store.catalogue);
      if (actor.kind === 'guest') return json(presentGuestSession(actor, workspace));
      const member = await accounts.member(actor.id);
      return member ? json(presentSession(member, workspace)) : refuse('not-signed-in');
    },
  );
}

function signInRoute(parts: Parts): Route {
  return openRoute(
    {
      method: 'POST',
      path: PATH,
      summary: 'Sign in: by e-mail and password, a sign-in link, or an API token',
      body: SignIn,
      audit: { action: 'signed in', refused: 'sign-in refused' },
    },
    async ({ body, identity, request }) => {
      const { signIn } = parts;
      const from = cameFrom(request);
      const signedIn =
        'token' in body
          ? await signIn.byToken(body.token, from)
          : await signIn.byPassword(body, from);
      if (signedIn.ok) return enter(signedIn.value, identity, parts);
      const member = 'token' in body ? null : await parts.accounts.byEmail(body.email);
      // For the audit log alone, which the owner reads: whose account it was that somebody tried.
      return { ...outcome(signedIn, json), noted: { subject: member?.id ?? null } };
    },
  );
}

function signOutRoute(parts: Parts): Route {
  return memberRoute(
    { method: 'DELETE', path: PATH, summary: 'Sign out', audit: { action: 'signed out' } },
    async ({ identity }) => {
      await leave(identity, parts);
      return { kind: 'session', secret: null, value: null };
    },
  );
}

function offerRoute({ provider, resets, store }: Parts): Route {
  return openRoute(
    { method: 'GET', path: '/api/sign-in', summary: 'What the sign-in page may offer' },
    async () => {
      const offer: SignInAnswer = {
        workspace: await readWorkspace(store.catalogue),
        password: true,
        oidc: provider && { name: provider.name },
        mail: resets.canMail,
      };
      return json(offer);
    },
  );
}
