/** One's own account: name, address, password, and where one is signed in. Guests have none. */
import type { AccountAnswer } from '../../../shared/wire/routes/account.ts';
import { accountRoutes } from '../../../shared/wire/routes/account.ts';
import { CLOSE } from '../../../shared/wire/close-codes.ts';
import { handleOf } from '../../accounts/secrets.ts';
import type { Session } from '../../accounts/sessions.ts';
import type { Parts } from '../parts.ts';
import type { Member } from '../../storage/catalogue.ts';
import { presentOpenSession } from '../present-accounts.ts';
import { presentMember } from '../present.ts';
import { json, list, NOTHING, outcome, refusal, refuse } from '../answer.ts';
import { RATES } from '../../limits/rates.ts';
import { implement } from '../row.ts';
import type { Row } from '../row.ts';

const permission = 'keep account';

/** For members, each about their own account; guests have none. `reset` is open to anyone, and answers everybody alike. */
export function accountRows(parts: Parts): Row[] {
  return [
    ...personRows(parts),
    ...confirmationRows(parts),
    ...passwordRows(parts),
    ...openSessionRows(parts),
  ];
}

function personRows(parts: Parts): Row[] {
  const { accounts, proofs } = parts;
  const audit = { action: 'member changed', refused: 'sign-in refused' } as const;
  return [
    implement(accountRoutes.get, { permission }, async ({ actor, identity }) => {
      const member = await accounts.member(actor.id);
      return member
        ? json(await presentAccount(member, identity.session, parts))
        : refuse('not-found');
    }),
    implement(
      accountRoutes.change,
      { rate: RATES.keys, permission, audit },
      async ({ actor, body: { current, passkey, ...change }, identity: { session }, from }) => {
        const member = await accounts.member(actor.id);
        if (member === null) return refuse('not-found');
        const facts = { subject: actor.id };
        if (change.email !== undefined && change.email !== member.email) {
          const { network } = from;
          const allowed = await proofs.check(member, { current, passkey }, session, network);
          if (!allowed.ok) return { ...refusal(allowed.problem), audit: facts };
        }
        const changed = await accounts.changeAccount(actor.id, change);
        if (!changed.ok) return refusal(changed.problem);
        return { ...json(await presentAccount(changed.value, session, parts)), audit: facts };
      },
    ),
  ];
}

function confirmationRows(parts: Parts): Row[] {
  const { accounts, confirmations } = parts;
  return [
    implement(
      accountRoutes.askConfirmation,
      { rate: RATES.keys, permission },
      async ({ actor }) => {
        const member = await accounts.member(actor.id);
        if (member === null) return refuse('not-found');
        return outcome(await confirmations.ask(member), () => json({}));
      },
    ),
    implement(
      accountRoutes.confirm,
      { rate: RATES.keys, permission, audit: { action: 'member changed' } },
      async ({ actor, body: { token }, identity: { session } }) => {
        const confirmed = await confirmations.confirm(actor.id, token);
        if (!confirmed.ok) return refusal(confirmed.problem);
        const answer = json(await presentAccount(confirmed.value, session, parts));
        return { ...answer, audit: { subject: actor.id } };
      },
    ),
  ];
}

function passwordRows(parts: Parts): Row[] {
  const { passwordChanges, resets, revocations } = parts;
  const audit = { action: 'password changed', refused: 'sign-in refused' } as const;
  return [
    implement(
      accountRoutes.setPassword,
      { rate: RATES.keys, permission, audit },
      async ({ actor, body, identity: { session }, from: { network } }) => {
        const changed = await passwordChanges.change(actor.id, body, session, network, (ended) =>
          revocations.credentialsEnded(ended, CLOSE.signedOut),
        );
        if (!changed.ok) return refusal(changed.problem);
        const { member, secret } = changed.value;
        const value = await presentAccount(member, session, parts);
        const answer =
          secret === null ? json(value) : ({ kind: 'session', secret, value } as const);
        return { ...answer, audit: { subject: actor.id } };
      },
    ),
    implement(accountRoutes.reset, { rate: RATES.doors }, async ({ body, from }) =>
      outcome(await resets.ask(body.email, from.network), () => json({})),
    ),
  ];
}

function openSessionRows({ sessions, revocations }: Parts): Row[] {
  const audit = { action: 'signed out' } as const;
  const end = async (id: string, isMeant: (session: Session) => boolean): Promise<number> => {
    const ended = await sessions.endThose({ kind: 'member', id }, isMeant);
    revocations.credentialsEnded(ended, CLOSE.signedOut);
    return ended.length;
  };
  return [
    implement(
      accountRoutes.sessions,
      { permission },
      async ({ actor: { id }, identity: { credential } }) => {
        const open = await sessions.of({ kind: 'member', id });
        return list(open.map((session) => presentOpenSession(session, credential)));
      },
    ),
    implement(
      accountRoutes.endOtherSessions,
      { rate: RATES.keys, permission, audit },
      async ({ actor, identity: { credential } }) => {
        await end(actor.id, ({ name }) => name !== credential);
        return { ...NOTHING, audit: { detail: { where: 'everywhere else' } } };
      },
    ),
    implement(
      accountRoutes.endSession,
      { rate: RATES.keys, permission, audit },
      async ({ actor, params: { session } }) => {
        const ended = await end(actor.id, ({ name }) => handleOf(name) === session);
        return ended > 0 ? NOTHING : refuse('not-found');
      },
    ),
  ];
}

async function presentAccount(
  member: Member,
  session: Session | null,
  { passwords, passkeys, proofs, ceremonies, confirmations, notices }: Parts,
): Promise<AccountAnswer> {
  return {
    member: presentMember(member, true),
    email: member.email,
    confirmed: member.confirmed ?? false,
    mayConfirm: confirmations.isOffered(member),
    hasPassword: await passwords.has(member.id),
    hasPasskey: await passkeys.has(member.id),
    mayReset: !(await proofs.isAsked(member.id, session)),
    passkeysAt: ceremonies.origin,
    noticesByMail: notices.canMail ? member.noticesByMail !== false : null,
    language: member.language ?? null,
  };
}
