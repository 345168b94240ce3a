/** Signing in and out, and who is signed in. */
import { sessionRoutes } from '../../../shared/wire/routes/session.ts';
import { signInRoutes } from '../../../shared/wire/routes/sign-in.ts';
import type { SignIn as Tried } from '../../../shared/wire/routes/sign-in.ts';
import type { Origin, SignedIn } from '../../accounts/sign-in.ts';
import { readWorkspace } from '../../accounts/workspace.ts';
import type { Result } from '../../../shared/wire/problems.ts';
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
  return [whoRow(parts), signInRow(parts), beginRow(parts), signOutRow(parts), offerRow(parts)];
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
  const { accounts } = parts;
  return implement(
    signInRoutes.signIn,
    { rate: RATES.doors, audit: { action: 'signed in', refused: 'sign-in refused' } },
    async ({ body, identity, from }) => {
      const signedIn = await signInBy(body, from, parts);
      if (signedIn.ok) return enter(signedIn.value, identity, parts);
      const member = 'email' in body ? await accounts.byEmail(body.email) : null;
      // For the audit log alone, which the owner reads: whose account it was that somebody tried.
      return { ...refusal(signedIn.problem), audit: { subject: member?.id ?? null } };
    },
  );
}

function signInBy(tried: Tried, from: Origin, { signIn }: Parts): Promise<Result<SignedIn>> {
  if ('token' in tried) return signIn.byToken(tried.token, from);
  if ('passkey' in tried) return signIn.byPasskey(tried.passkey, from);
  return signIn.byPassword(tried, from);
}

function beginRow({ ceremonies }: Parts): Row {
  return implement(signInRoutes.begin, { rate: RATES.doors }, async () =>
    ceremonies.origin === null
      ? refuse('not-found', NO_PASSKEYS)
      : json(await ceremonies.ask({ purpose: 'sign in', member: null })),
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

function offerRow({ provider, resets, ceremonies, store }: Parts): Row {
  return implement(signInRoutes.offer, {}, async () =>
    json({
      workspace: await readWorkspace(store.catalogue),
      password: true,
      oidc: provider && { name: provider.name },
      mail: resets.canMail,
      passkeysAt: ceremonies.origin,
    }),
  );
}

const NO_PASSKEYS = 'Passkeys can be used at an https address or localhost alone.';
