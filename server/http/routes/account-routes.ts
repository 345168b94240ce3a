/** One's own account: name, address, password, and where one is signed in. Guests have none. */
import type { AccountAnswer } from '../../../shared/wire/routes/account.ts';
import {
  AccountChange,
  PasswordChange,
  ResetRequest,
} from '../../../shared/wire/routes/account.ts';
import { CLOSE } from '../../../shared/wire/close-codes.ts';
import { handleOf } from '../../accounts/secrets.ts';
import type { Session } from '../../accounts/sessions.ts';
import type { Parts } from '../parts.ts';
import type { Member } from '../../storage/catalogue.ts';
import { cameFrom } from '../came-from.ts';
import { presentOpenSession } from '../present-accounts.ts';
import { presentMember } from '../present.ts';
import { json, outcome, refuse } from '../respond.ts';
import { memberRoute, openRoute } from '../route.ts';
import type { Answer, Route } from '../route.ts';

const PATH = '/api/account';
const SESSIONS = `${PATH}/sessions`;

export function accountRoutes(parts: Parts): Route[] {
  return [...personRoutes(parts), ...passwordRoutes(parts), ...openSessionRoutes(parts)];
}

function personRoutes(parts: Parts): Route[] {
  const { accounts, passwordChanges } = parts;
  const permission = 'keep account';
  return [
    memberRoute(
      { method: 'GET', path: PATH, summary: 'One’s own account', permission },
      async ({ actor, identity }) => {
        const member = await accounts.member(actor.id);
        return member
          ? json(await presentAccount(member, identity.session, parts))
          : refuse('not-found');
      },
    ),
    memberRoute(
      {
        method: 'PATCH',
        path: PATH,
        summary: 'Change one’s name or e-mail address',
        permission,
        body: AccountChange,
        audit: { action: 'member changed', refused: 'sign-in refused' },
      },
      async ({ actor, body: { current, ...change }, identity, request }) => {
        const member = await accounts.member(actor.id);
        if (member === null) return refuse('not-found');
        if (change.email !== undefined && change.email !== member.email) {
          const { network } = cameFrom(request);
          const { session } = identity;
          const allowed = await passwordChanges.checkCurrent(member, current, session, network);
          if (!allowed.ok) return { ...outcome(allowed, json), noted: { subject: actor.id } };
        }
        const changed = await accounts.changeAccount(actor.id, change);
        if (!changed.ok) return outcome(changed, json);
        const answer = await presentAccount(changed.value, identity.session, parts);
        return { ...json(answer), noted: { subject: actor.id } };
      },
    ),
  ];
}

function passwordRoutes(parts: Parts): Route[] {
  return [
    memberRoute(
      {
        method: 'POST',
        path: `${PATH}/password`,
        summary: 'Set or change one’s password; signs out everywhere else',
        permission: 'keep account',
        body: PasswordChange,
        audit: { action: 'password changed', refused: 'sign-in refused' },
      },
      async ({ actor, body, identity, request }): Promise<Answer> => {
        const { passwordChanges, takingBack } = parts;
        const { network } = cameFrom(request);
        const { session } = identity;
        const changed = await passwordChanges.change(actor.id, body, session, network, (ended) =>
          takingBack.credentialsEnded(ended, CLOSE.signedOut),
        );
        if (!changed.ok) return outcome(changed, json);
        const { member, secret } = changed.value;
        const value = await presentAccount(member, session, parts);
        const answer: Answer = secret === null ? json(value) : { kind: 'session', secret, value };
        return { ...answer, noted: { subject: actor.id } };
      },
    ),
    openRoute(
      {
        method: 'POST',
        path: `${PATH}/reset`,
        summary: 'Ask for a mail by which a forgotten password can be set anew',
        body: ResetRequest,
      },
      async ({ body, request }) =>
        outcome(await parts.resets.ask(body.email, cameFrom(request).network), () => json({}, 202)),
    ),
  ];
}

function openSessionRoutes({ sessions, takingBack }: Parts): Route[] {
  const permission = 'keep account';
  const end = async (id: string, isMeant: (session: Session) => boolean): Promise<number> => {
    const ended = await sessions.endThose({ kind: 'member', id }, isMeant);
    takingBack.credentialsEnded(ended, CLOSE.signedOut);
    return ended.length;
  };
  return [
    memberRoute(
      { method: 'GET', path: SESSIONS, summary: 'Where one is signed in', permission },
      async ({ actor: { id }, identity: { credential } }) => {
        const open = await sessions.of({ kind: 'member', id });
        const items = open.map((session) => presentOpenSession(session, credential));
        return json({ items, next: null });
      },
    ),
    memberRoute(
      {
        method: 'DELETE',
        path: SESSIONS,
        summary: 'Sign out everywhere else',
        permission,
        audit: { action: 'signed out' },
      },
      async ({ actor, identity: { credential } }) => {
        await end(actor.id, ({ name }) => name !== credential);
        return { kind: 'nothing', noted: { detail: { where: 'everywhere else' } } };
      },
    ),
    memberRoute(
      {
        method: 'DELETE',
        path: `${SESSIONS}/:session`,
        summary: 'Sign out in one place',
        permission,
        audit: { action: 'signed out' },
      },
      async ({ actor, params: { session = '' } }) =>
        (await end(actor.id, ({ name }) => handleOf(name) === session)) > 0
          ? { kind: 'nothing' }
          : refuse('not-found'),
    ),
  ];
}

async function presentAccount(
  member: Member,
  session: Session | null,
  { passwords, passwordChanges }: Parts,
): Promise<AccountAnswer> {
  const hasPassword = await passwords.has(member.id);
  return {
    member: presentMember(member, true),
    email: member.email,
    hasPassword,
    mayReset: passwordChanges.mayReset(hasPassword, session),
  };
}
