/** Signing in and out, and who is signed in. */
import { sessionRoutes } from '../../../shared/wire/routes/session.ts';
import { readWorkspace } from '../../accounts/workspace.ts';
import type { Parts } from '../parts.ts';
import { enter, leave } from '../enter.ts';
import { presentGuestSession, presentSession } from '../present-accounts.ts';
import { json, refusal, refuse } from '../answer.ts';
import { RATES } from '../../limits/rates.ts';
import { implement } from '../row.ts';
import type { Row } from '../row.ts';

/**
 * Each way in ends the browser's former session. A refused sign-in is in the audit log, with the account whose address was
 * given.
 */
export function sessionRows(parts: Parts): Row[] {
  return [whoRow(parts), signInRow(parts), signOutRow(parts), offerRow(parts)];
}

function whoRow({ accounts, store, config }: Parts): Row {
  return implement(sessionRoutes.get, {}, async ({ actor }) => {
    const workspace = await readWorkspace(store.catalogue);
    if (actor.kind === 'guest') return json(presentGuestSession(actor, workspace, config));
    const member = await accounts.member(actor.id);
    return member ? json(presentSession(member, workspace, config)) : refuse('not-signed-in');
  });
}

function signInRow(parts: Parts): Row {
  const { accounts, signIn } = parts;
  return implement(
    sessionRoutes.signIn,
    { rate: RATES.doors, audit: { action: 'signed in', refused: 'sign-in refused' } },
    async ({ body, identity, from }) => {
      const signedIn =
        'token' in body
          ? await signIn.byToken(body.token, from)
          : await signIn.byPassword(body, from);
      if (signedIn.ok) return enter(signedIn.value, identity, parts);
      const member = 'token' in body ? null : await accounts.byEmail(body.email);
      // For the audit log alone, which the owner reads: whose account it was that somebody tried.
      return { ...refusal(signedIn.problem), audit: { subject: member?.id ?? null } };
    },
  );
}

function signOutRow(parts: Parts): Row {
  return implement(
    sessionRoutes.signOut,
    { rate: RATES.doors, audit: { action: 'signed out' } },
    async ({ identity }) => {
      await leave(identity, parts);
      return { kind: 'signed-out' };
    },
  );
}

function offerRow({ provider, resets, store }: Parts): Row {
  return implement(sessionRoutes.offer, {}, async () =>
    json({
      workspace: await readWorkspace(store.catalogue),
      password: true,
      oidc: provider && { name: provider.name },
      mail: resets.canMail,
    }),
  );
}
