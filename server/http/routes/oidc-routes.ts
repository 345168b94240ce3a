/** Signing in by a provider of OpenID Connect: to it, and back. Pages, since a browser goes there by itself. */
import type { OidcOutcome } from '../../../shared/wire/routes/session.ts';
import { readFlow, writeFlow } from '../../accounts/oidc-provider.ts';
import { memberFor } from '../../accounts/vouched-sign-in.ts';
import { isSecure } from '../../config.ts';
import type { Parts } from '../parts.ts';
import { cameFrom } from '../came-from.ts';
import { cookieOf } from '../../accounts/credentials.ts';
import { actorOf, leave } from '../enter.ts';
import { refuse } from '../respond.ts';
import { openRoute } from '../route.ts';
import type { Answer, Route, SetCookie } from '../route.ts';

/** How long somebody may take at the provider. */
const AWAY_MS = 10 * 60 * 1000;

const FLOW_ENDED: SetCookie = { name: 'flow', value: null, maxAgeMs: 0 };
const INVITE_ENDED: SetCookie = { name: 'invite', value: null, maxAgeMs: 0 };

export function oidcRoutes(parts: Parts): Route[] {
  return [startRoute(parts), callbackRoute(parts)];
}

function startRoute({ provider }: Parts): Route {
  return openRoute(
    { method: 'GET', path: '/api/oidc/start', summary: 'Go to the OpenID Connect provider' },
    async () => {
      if (provider === null) return refuse('not-found');
      const begun = await provider.begin();
      if (begun === null) return ended('unavailable');
      const kept: SetCookie = { name: 'flow', value: writeFlow(begun.flow), maxAgeMs: AWAY_MS };
      return { kind: 'redirect', location: begun.url, session: null, cookies: [kept] };
    },
  );
}

function callbackRoute(parts: Parts): Route {
  const { provider, signIn, config } = parts;
  return openRoute(
    {
      method: 'GET',
      path: '/api/oidc/callback',
      summary: 'Come back from the OpenID Connect provider',
      audit: { action: 'signed in', refused: 'sign-in refused' },
    },
    async ({ identity, request }): Promise<Answer> => {
      if (provider === null) return refuse('not-found');
      const secure = isSecure(config);
      const flow = readFlow(cookieOf(request, 'flow', secure));
      const query = /\?.*$/s.exec(request.originalUrl)?.[0] ?? '';
      const vouched = flow && (await provider.finish(query, flow));
      if (vouched === null) return { ...turnedAway('refused'), cookies: [FLOW_ENDED] };
      const found = await memberFor(vouched, cookieOf(request, 'invite', secure), parts);
      if (found === null) return { ...turnedAway('unknown'), cookies: [FLOW_ENDED] };
      await leave(identity, parts);
      const { member, isNew } = found;
      const { session } = await signIn.open(member, 'oidc', cameFrom(request));
      const cookies = [FLOW_ENDED, INVITE_ENDED];
      const also = isNew ? (['invite used'] as const) : [];
      const noted = { actor: actorOf(member), subject: member.id, also };
      return { ...ended('done', session), cookies, noted };
    },
  );
}

function turnedAway(outcome: OidcOutcome): Answer {
  return { ...ended(outcome), noted: { isRefused: true } };
}

/** The sign-in page says what became of it, and leads on to where somebody had wanted to go. */
function ended(outcome: OidcOutcome, session: string | null = null): Answer {
  return { kind: 'redirect', location: `/signin#oidc=${outcome}`, session, noted: null };
}
