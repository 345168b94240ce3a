/** The provider of OpenID Connect that is configured: sends people there, and learns who came back. */
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientSecretPost,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  None,
} from 'openid-client';
import type { Configuration } from 'openid-client';
import { z } from 'zod';
import { cleanName } from '../../shared/wire/fields.ts';
import type { OidcConfig } from '../config.ts';
import type { ForeignId } from './identities.ts';

const Flow = z.object({ state: z.string(), nonce: z.string(), verifier: z.string() });
/** An authorization code flow (with PKCE) that was begun. The browser keeps it in a cookie: without it nobody can finish the flow. */
export type Flow = z.infer<typeof Flow>;

/** A user of the provider, with the claims that it has verified. */
export interface VerifiedUser extends ForeignId {
  readonly name: string;
  /** Null where the provider knows none, or doesn't say that it is verified. */
  readonly email: string | null;
}

/** A provider that people can sign in by. Neither call rejects: failures go to `failed`, without secrets. */
export interface Provider {
  /** For the button on the sign-in page. */
  readonly name: string;
  /** Where to send somebody, and what their browser keeps meanwhile; null where the provider doesn't answer. */
  begin(): Promise<{ readonly url: string; readonly flow: Flow } | null>;
  /** Who came back with this query; null where the provider or we refused. */
  finish(query: string, flow: Flow): Promise<VerifiedUser | null>;
}

/** `newSecret` makes the state, nonce and PKCE verifier of each flow. */
export interface ProviderOptions {
  readonly config: OidcConfig;
  readonly newSecret: () => string;
  /** Public address of this server, without a trailing slash; the provider redirects there. */
  readonly url: () => string;
  /** Gets errors that hold neither the authorization code nor what the provider answered. */
  readonly failed: (error: unknown) => void;
}

const CALLBACK = '/api/oidc/callback';
const TIMEOUT_S = 10;

/** Asks the provider for nothing yet: its metadata is fetched at the first sign-in, so it may start after this server. */
export function oidcProvider(options: ProviderOptions): Provider {
  const { config, newSecret, url, failed } = options;
  let known: Promise<Configuration> | null = null;
  /** Asked for when somebody needs it, and again where it failed: the provider may start after us. */
  const provider = (): Promise<Configuration> => {
    known ??= discover(config).catch((error: unknown) => {
      known = null;
      throw error;
    });
    return known;
  };
  return {
    name: config.name,
    async begin() {
      const flow = { state: newSecret(), nonce: newSecret(), verifier: newSecret() };
      const asked = {
        redirect_uri: `${url()}${CALLBACK}`,
        scope: 'openid email profile',
        state: flow.state,
        nonce: flow.nonce,
        code_challenge: await calculatePKCECodeChallenge(flow.verifier),
        code_challenge_method: 'S256',
      };
      try {
        return { url: buildAuthorizationUrl(await provider(), asked).href, flow };
      } catch (error) {
        failed(withoutSecrets(error));
        return null;
      }
    },
    async finish(query, flow) {
      try {
        return await exchange(await provider(), new URL(`${url()}${CALLBACK}${query}`), flow);
      } catch (error) {
        failed(withoutSecrets(error));
        return null;
      }
    },
  };
}

/** Its own words and cause may have the code, and what the provider answered. */
function withoutSecrets(error: unknown): Error {
  const { name, code = '' } = error as NodeJS.ErrnoException;
  return new Error(`Signing in by OpenID Connect failed (${name} ${code}).`);
}

/** As the value of a cookie, which `readFlow` reads. */
export function writeFlow(flow: Flow): string {
  return Buffer.from(JSON.stringify(flow)).toString('base64url');
}

/** The flow in a cookie's value; null where there is none, or not one that `writeFlow` wrote. */
export function readFlow(value: string | null): Flow | null {
  try {
    const read: unknown = JSON.parse(Buffer.from(value ?? '', 'base64url').toString());
    return Flow.safeParse(read).data ?? null;
  } catch {
    return null;
  }
}

function discover({ issuer, clientId, clientSecret }: OidcConfig): Promise<Configuration> {
  const secret = clientSecret === null ? None() : ClientSecretPost(clientSecret);
  // `config.ts` takes plain http for this machine alone. Signatures are checked although the tokens come from the provider
  // itself: else they would be worth no more than its certificate.
  const insecure = issuer.startsWith('http:') ? [allowInsecureRequests] : [];
  const execute = [enableNonRepudiationChecks, ...insecure];
  return discovery(new URL(issuer), clientId, undefined, secret, { execute, timeout: TIMEOUT_S });
}

const Claims = z.object({
  email: z.email().max(254).optional().catch(undefined),
  email_verified: z.boolean().optional().catch(undefined),
  name: z.string().trim().min(1).max(200).optional().catch(undefined),
});

async function exchange(provider: Configuration, address: URL, flow: Flow): Promise<VerifiedUser> {
  const tokens = await authorizationCodeGrant(provider, address, {
    expectedState: flow.state,
    expectedNonce: flow.nonce,
    pkceCodeVerifier: flow.verifier,
    idTokenExpected: true,
  });
  const claims = tokens.claims();
  if (claims === undefined) throw new Error('The provider sent no ID token.');
  const { iss: issuer, sub: subject } = claims;
  const isAtHand = claims['email'] !== undefined || !provider.serverMetadata().userinfo_endpoint;
  const facts = Claims.parse(
    isAtHand ? claims : await fetchUserInfo(provider, tokens.access_token, subject),
  );
  const email = facts.email_verified === true ? (facts.email ?? null) : null;
  const name = cleanName(facts.name ?? '', 200) || cleanName(email?.split('@')[0] ?? '', 200);
  return { issuer, subject, email, name: name || 'New member' };
}
