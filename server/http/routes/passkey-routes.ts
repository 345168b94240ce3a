/** One's own passkeys: listed, added, removed, and shown as a proof. */
import { CLOSE } from '../../../shared/wire/close-codes.ts';
import { passkeyRoutes } from '../../../shared/wire/routes/passkeys.ts';
import { json, list, NOTHING, outcome, refusal, refuse } from '../answer.ts';
import { RATES } from '../../limits/rates.ts';
import type { Parts } from '../parts.ts';
import { presentPasskey } from '../present-accounts.ts';
import { implement } from '../row.ts';
import type { Row } from '../row.ts';

const permission = 'keep account';

/** For members, each about their own. To add and to remove one takes a proof (see `Proofs`): it lets somebody in for good. */
export function passkeyRows(parts: Parts): Row[] {
  return [...askingRows(parts), ...addingRows(parts), removeRow(parts)];
}

function askingRows({ passkeys, ceremonies }: Parts): Row[] {
  return [
    implement(passkeyRoutes.list, { permission }, async ({ actor: { id } }) =>
      list((await passkeys.of(id)).map(presentPasskey)),
    ),
    implement(
      passkeyRoutes.prove,
      { rate: RATES.keys, permission },
      async ({ actor: { id: member } }) =>
        ceremonies.origin !== null && (await passkeys.has(member))
          ? json(await ceremonies.ask({ purpose: 'prove', member }))
          : refuse('not-found', 'There is no passkey that could be shown here.'),
    ),
  ];
}

function addingRows({ accounts, passkeys, ceremonies, proofs }: Parts): Row[] {
  return [
    implement(
      passkeyRoutes.begin,
      {
        rate: RATES.keys,
        permission,
        audit: { action: 'passkey added', refused: 'sign-in refused' },
      },
      async ({ actor, body, identity: { session }, from: { network } }) => {
        const member = await accounts.member(actor.id);
        if (member === null || ceremonies.origin === null) return refuse('not-found');
        const proven = await proofs.check(member, body, session, network);
        if (!proven.ok) return { ...refusal(proven.problem), audit: { subject: member.id } };
        return { ...json(await ceremonies.askForNew(member)), audit: null }; // nothing is added yet
      },
    ),
    implement(
      passkeyRoutes.add,
      { rate: RATES.keys, permission, audit: { action: 'passkey added' } },
      async ({ actor: { id }, body: { name, passkey } }) => {
        const made = await ceremonies.made(passkey, id);
        if (made === null)
          return refuse('conflict', 'This passkey came too late. Try it once more.');
        return outcome(await passkeys.add(id, name, made), (added) => json(presentPasskey(added)));
      },
    ),
  ];
}

function removeRow({ accounts, passkeys, proofs, sessions, revocations }: Parts): Row {
  return implement(
    passkeyRoutes.remove,
    {
      rate: RATES.keys,
      permission,
      audit: { action: 'passkey removed', refused: 'sign-in refused' },
    },
    async ({ actor: { id }, body, params, identity: { session }, from: { network } }) => {
      const member = await accounts.member(id);
      if (member === null) return refuse('not-found');
      const proven = await proofs.check(member, body, session, network);
      if (!proven.ok) return { ...refusal(proven.problem), audit: { subject: id } };
      const removed = await passkeys.remove(id, params.passkey);
      if (!removed.ok) return refusal(removed.problem);
      const { id: via } = removed.value;
      await sessions.endAtOnce(
        { kind: 'member', id },
        (one) => one.via === via && one.name !== session?.name,
        (ended) => revocations.credentialsEnded(ended, CLOSE.signedOut),
      );
      return NOTHING;
    },
  );
}
