/** API tokens and sign-in links of a member: for the owner, and for oneself. */
import type { Person } from '../../../shared/policy/actor.ts';
import { may } from '../../../shared/policy/may.ts';
import { CLOSE } from '../../../shared/wire/close-codes.ts';
import { tokenRoutes } from '../../../shared/wire/routes/tokens.ts';
import type { Identity } from '../../accounts/authenticate.ts';
import type { Parts } from '../parts.ts';
import { presentToken } from '../present-accounts.ts';
import { json, list, NOTHING, outcome, refusal, refuse } from '../answer.ts';
import type { Answer } from '../answer.ts';
import { RATES } from '../../limits/rates.ts';
import { implement } from '../row.ts';
import type { Row } from '../row.ts';

const permission = 'keep account';

/** Members see and revoke their own, the owner everybody's. Revoking one ends the sessions and sockets that it opened. */
export function tokenRows(parts: Parts): Row[] {
  return [listRow(parts), addRow(parts), revokeRow(parts)];
}

function listRow({ accounts, tokens }: Parts): Row {
  return implement(tokenRoutes.list, { permission }, async ({ actor, params: { id } }) => {
    const refused = await refusalFor(actor, id, accounts);
    if (refused !== null) return refused;
    const items = (await tokens.of(id)).map(async (token) =>
      presentToken(token, await tokens.lastUse(token.id)),
    );
    return list(await Promise.all(items));
  });
}

function addRow({ accounts, tokens, url, now }: Parts): Row {
  return implement(
    tokenRoutes.add,
    { rate: RATES.keys, permission, audit: { action: 'token made', keeps: ['use'] } },
    async ({ actor, identity, body, params: { id } }) => {
      const refused = await refusalFor(actor, id, accounts);
      if (refused !== null) return refused;
      if (endsByItself(identity))
        return refuse('not-allowed', NO_HEIRS, { rule: 'token without end' });
      const { label, use } = body;
      const expires = body.expires === undefined ? null : new Date(body.expires);
      if (expires !== null && expires <= now())
        return refuse('invalid-request', 'This end has passed already.', { field: 'expires' });
      const by = identity.by === 'owner-secret' ? null : actor.id;
      return outcome(await tokens.add(id, { label, use, expires, by }), ({ token, secret }) =>
        json({
          ...presentToken(token, null),
          token: secret,
          ...(use === 'link' ? { url: `${url()}/signin#token=${secret}` } : {}),
        }),
      );
    },
  );
}

function revokeRow({ accounts, sessions, revocations, tokens }: Parts): Row {
  return implement(
    tokenRoutes.revoke,
    { rate: RATES.keys, permission, audit: { action: 'token revoked' } },
    async ({ actor, params: { id, token } }) => {
      const refused = await refusalFor(actor, id, accounts);
      if (refused !== null) return refused;
      const ended = await tokens.revoke(id, token);
      if (!ended.ok) return refusal(ended.problem);
      const hash = ended.value.id;
      const close = (names: readonly string[]): void =>
        revocations.credentialsEnded(names, CLOSE.tokenEnded);
      close([hash]);
      const member = { kind: 'member', id } as const;
      const opened = sessions.endAtOnce(member, ({ via }) => via === hash, close);
      await Promise.all([opened, tokens.forgetUse(ended.value)]);
      return NOTHING;
    },
  );
}

/** A member who isn't there reads like one whose tokens are nobody else's business. */
async function refusalFor(
  actor: Person,
  id: string,
  accounts: Parts['accounts'],
): Promise<Answer<never> | null> {
  if (id === actor.id) return null;
  const allowed = may('manage members', actor);
  if (!allowed.ok) return refuse('not-allowed', undefined, { rule: allowed.rule });
  return (await accounts.member(id)) === null ? refuse('not-found') : null;
}

const NO_HEIRS =
  'What a token that ends could make would outlive it; sign in for this, or use another token.';

/** Whether somebody decided when this way in ends: a token with an end, or a session that such a one opened. */
function endsByItself({ by, ends, session }: Identity): boolean {
  return by === 'token' ? ends !== null : session?.until !== undefined;
}
