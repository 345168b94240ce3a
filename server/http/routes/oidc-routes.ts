/** Signing in by a provider of OpenID Connect: to it, and back. Pages, since a browser goes there by itself. */
import { oidcRoutes } from '../../../shared/wire/routes/sign-in.ts';
import type { OidcOutcome } from '../../../shared/wire/routes/sign-in.ts';
import { readFlow, writeFlow } from '../../accounts/oidc-provider.ts';
import { memberFor } from '../../accounts/oidc-sign-in.ts';
import { isSecure } from '../../config.ts';
import type { Parts } from '../parts.ts';
import { cookieOf } from '../../accounts/credentials.ts';
import { memberActor } from '../../accounts/effective-role.ts';
import { endSurplus, leave } from '../enter.ts';
import { refuse } from '../answer.ts';
import type { Answer, SetCookie } from '../answer.ts';
import { implement } from '../row.ts';
import type { Row } from '../row.ts';

/** How long somebody may take at the provider. */
const AWAY_MS = 10 * 60 * 1000;

const FLOW_ENDED: SetCookie = { name: 'flow', value: null, maxAgeMs: 0 };
const INVITE_ENDED: SetCookie = { name: 'invite', value: null, maxAgeMs: 0 };

/** 404 where no provider is configured. However it ends, the browser is sent to `/signin`, which says what became of it. */
export function oidcRows(parts: Parts): Row[] {
  return [startRow(parts), callbackRow(parts)];
}

function startRow({ provider }: Parts): Row {
  return implement(oidcRoutes.start, {}, async () => {
    if (provider === null) return refuse('not-found');
    const begun = await provider.begin();
    if (begun === null) return ended('unavailable');
    const kept: SetCookie = { name: 'flow', value: writeFlow(begun.flow), maxAgeMs: AWAY_MS };
    return { kind: 'redirect', location: begun.url, session: null, cookies: [kept] };
  });
}

function callbackRow(parts: Parts): Row {
  const { provider, signIn, config } = parts;
  return implement(
    oidcRoutes.callback,
    { audit: { action: 'signed in', refused: 'sign-in refused' } },
    async ({ identity, from, request }) => {
      if (provider === null) return refuse('not-found');
      const secure = isSecure(config);
      const flow = readFlow(cookieOf(request, 'flow', secure));
      const query = /\?.*$/s.exec(request.originalUrl)?.[0] ?? '';
      const user = flow && (await provider.finish(query, flow));
      if (user === null) return { ...turnedAway('refused'), cookies: [FLOW_ENDED] };
      const found = await memberFor(user, cookieOf(request, 'invite', secure), parts);
      if (typeof found === 'string') return { ...turnedAway(found), cookies: [FLOW_ENDED] };
      await leave(identity, parts);
      const { member, isNew } = found;
      const { session } = await signIn.open(member, 'oidc', from);
      await endSurplus(member, parts);
      const cookies = [FLOW_ENDED, INVITE_ENDED];
      const also = isNew ? (['invite used'] as const) : [];
      const audit = { actor: memberActor(member), subject: member.id, also };
      return { ...ended('done', session), cookies, audit };
    },
  );
}

function turnedAway(outcome: OidcOutcome): Answer<null> {
  return { ...ended(outcome), audit: { isRefused: true } };
}

/** The sign-in page says what became of it, and leads on to where somebody had wanted to go. */
function ended(outcome: OidcOutcome, session: string | null = null): Answer<null> {
  return { kind: 'redirect', location: `/signin#oidc=${outcome}`, session, audit: null };
}
