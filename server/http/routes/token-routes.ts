/** API tokens and sign-in links of a member: for the owner, and for oneself. */
import type { Person } from '../../../shared/policy/actor.ts';
import { may } from '../../../shared/policy/decide.ts';
import { NewToken } from '../../../shared/wire/routes/tokens.ts';
import type { NewTokenAnswer } from '../../../shared/wire/routes/tokens.ts';
import { CLOSE } from '../../../shared/wire/close-codes.ts';
import type { Parts } from '../parts.ts';
import { presentToken } from '../present-accounts.ts';
import { json, outcome, refuse } from '../respond.ts';
import { memberRoute } from '../route.ts';
import type { Answer, Route } from '../route.ts';

const PATH = '/api/members/:id/tokens';
const permission = 'keep account';

export function tokenRoutes(parts: Parts): Route[] {
  return [listRoute(parts), addRoute(parts), endRoute(parts)];
}

function listRoute({ accounts, tokens }: Parts): Route {
  return memberRoute(
    { method: 'GET', path: PATH, summary: 'API tokens and open sign-in links', permission },
    async ({ actor, params: { id = '' } }) => {
      const refusal = await refusalFor(actor, id, accounts);
      if (refusal !== null) return refusal;
      const items = (await tokens.of(id)).map(async (token) =>
        presentToken(token, await tokens.lastUse(token.id)),
      );
      return json({ items: await Promise.all(items), next: null });
    },
  );
}

function addRoute({ accounts, tokens, url, now }: Parts): Route {
  return memberRoute(
    {
      method: 'POST',
      path: PATH,
      summary: 'Make an API token, or a sign-in link that works once; shown once',
      permission,
      body: NewToken,
      audit: { action: 'token made', keeps: ['use'] },
    },
    async ({ actor, identity, body, params: { id = '' } }) => {
      const refusal = await refusalFor(actor, id, accounts);
      if (refusal !== null) return refusal;
      const { label, use } = body;
      const expires = body.expires === undefined ? null : new Date(body.expires);
      if (expires !== null && expires <= now())
        return refuse('invalid-request', 'This end has passed already.', { field: 'expires' });
      const by = identity.by === 'owner-secret' ? null : actor.id;
      const { token, secret } = await tokens.add(id, { label, use, expires, by });
      const answer: NewTokenAnswer = {
        ...presentToken(token, null),
        token: secret,
        ...(use === 'link' ? { url: `${url()}/signin#token=${secret}` } : {}),
      };
      return json(answer, 201);
    },
  );
}

function endRoute({ accounts, sessions, takingBack, tokens }: Parts): Route {
  return memberRoute(
    {
      method: 'DELETE',
      path: `${PATH}/:token`,
      summary: 'Take a token back, with the sessions that were opened by it',
      permission,
      audit: { action: 'token revoked' },
    },
    async ({ actor, params: { id = '', token = '' } }) => {
      const refusal = await refusalFor(actor, id, accounts);
      if (refusal !== null) return refusal;
      const ended = await tokens.end(id, token);
      if (!ended.ok) return outcome(ended, json);
      const hash = ended.value.id;
      const close = (names: readonly string[]): void =>
        takingBack.credentialsEnded(names, CLOSE.tokenEnded);
      close([hash]);
      const who = { kind: 'member', id } as const;
      const opened = sessions.endAtOnce(who, ({ via }) => via === hash, close);
      await Promise.all([opened, tokens.forgetUse(ended.value)]);
      return { kind: 'nothing' };
    },
  );
}

/** A member who isn't there reads like one whose tokens are nobody else's business. */
async function refusalFor(
  actor: Person,
  id: string,
  accounts: Parts['accounts'],
): Promise<Answer | null> {
  if (id === actor.id) return null;
  const allowed = may('manage members', actor);
  if (!allowed.ok) return refuse('not-allowed', undefined, { rule: allowed.rule });
  return (await accounts.member(id)) === null ? refuse('not-found') : null;
}
