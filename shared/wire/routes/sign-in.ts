/** Signing in: what is offered, and by what. */
import * as z from 'zod/mini';
import { email, secret } from '../fields.ts';
import { PasskeyAsked, ShownPasskey } from '../passkeys.ts';
import { json, REDIRECT } from '../route.ts';
import type { Answered, Route } from '../route.ts';
import { triedPassword } from './account.ts';
import { SessionAnswer } from './session.ts';
import { WorkspaceAnswer } from './workspace.ts';

/** What the sign-in page may offer. */
export const SignInAnswer = z.object({
  workspace: WorkspaceAnswer,
  password: z.literal(true),
  /** What the provider of OpenID Connect calls itself; null where none is configured. */
  oidc: z.nullable(z.object({ name: z.string() })),
  /** Whether a forgotten password can be set again by mail; else the owner hands over a link. */
  mail: z.boolean(),
  /** The origin at which passkeys can be used; null where they can't, as the public address is neither https nor localhost. */
  passkeysAt: z.nullable(z.string()),
});
/** `password` is always true, since that way of signing in can't be switched off. */
export type SignInAnswer = Answered<typeof SignInAnswer>;

/** By a sign-in link or an API token, by e-mail and password, or by a passkey shown with what `begin` answered. */
export const SignIn = z.union(
  [
    z.strictObject({ token: secret }),
    z.strictObject({ email, password: triedPassword }),
    z.strictObject({ passkey: ShownPasskey }),
  ],
  'Send a token, an e-mail address and a password, or a passkey.',
);
/** As it was read; which of them it is shows in its fields. */
export type SignIn = z.output<typeof SignIn>;

/**
 * How signing in by OpenID Connect ended, as `/signin#oidc=OUTCOME`: `unknown` is somebody whom the provider knows and we
 * don't, `unconfirmed` one whose address a member has typed and nobody confirmed, `unavailable` a provider that doesn't answer.
 */
export const OIDC_OUTCOMES = ['done', 'unknown', 'unconfirmed', 'refused', 'unavailable'] as const;
/** One of `OIDC_OUTCOMES`. */
export type OidcOutcome = (typeof OIDC_OUTCOMES)[number];

/** `signIn` opens a session and sets its cookie. */
export const signInRoutes = {
  signIn: {
    method: 'POST',
    path: '/api/session',
    summary: 'Sign in: by e-mail and password, a passkey, a sign-in link, or an API token',
    access: 'anyone',
    body: SignIn,
    answer: json(SessionAnswer),
  },
  begin: {
    method: 'POST',
    path: '/api/session/challenge',
    summary: 'Begin to sign in by a passkey; 404 where passkeys can’t be used',
    access: 'anyone',
    answer: json(PasskeyAsked),
  },
  offer: {
    method: 'GET',
    path: '/api/sign-in',
    summary: 'What the sign-in page may offer',
    access: 'anyone',
    answer: json(SignInAnswer),
  },
} as const satisfies Record<string, Route>;

/** Pages, since a browser goes there by itself. */
export const oidcRoutes = {
  start: {
    method: 'GET',
    path: '/api/oidc/start',
    summary: 'Go to the OpenID Connect provider',
    access: 'anyone',
    answer: REDIRECT,
  },
  callback: {
    method: 'GET',
    path: '/api/oidc/callback',
    summary: 'Come back from the OpenID Connect provider',
    access: 'anyone',
    answer: REDIRECT,
  },
} as const satisfies Record<string, Route>;
