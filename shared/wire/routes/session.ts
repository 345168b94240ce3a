/** Signing in and out, and who is signed in. */
import * as z from 'zod/mini';
import { ROLES } from '../../policy/actor.ts';
import { email, secret } from '../fields.ts';
import { json, NOTHING, REDIRECT } from '../route.ts';
import type { Answered, Route } from '../route.ts';
import { triedPassword } from './account.ts';
import { MemberAnswer } from './members.ts';
import { WorkspaceAnswer } from './workspace.ts';

/** Who is signed in. */
export const SessionAnswer = z.object({
  /** A guest's `id` is the guest's, and `guest` is true. */
  member: MemberAnswer,
  workspace: WorkspaceAnswer,
  /** Other hosts whose pictures load at once, as `foreignHost` takes them. */
  pictureHosts: z.array(z.string()),
  /** Where a guest may go, and as what. */
  guest: z.exactOptional(z.object({ article: z.string(), role: z.enum(ROLES) })),
});
/** `guest` is left out for a member. */
export type SessionAnswer = Answered<typeof SessionAnswer>;

/** What the sign-in page may offer. */
export const SignInAnswer = z.object({
  workspace: WorkspaceAnswer,
  password: z.literal(true),
  /** What the provider of OpenID Connect calls itself; null where none is configured. */
  oidc: z.nullable(z.object({ name: z.string() })),
  /** Whether a forgotten password can be set again by mail; else the owner hands over a link. */
  mail: z.boolean(),
});
/** `password` is always true, since that way of signing in can't be switched off. */
export type SignInAnswer = Answered<typeof SignInAnswer>;

/** By a sign-in link or an API token, or by e-mail and password. */
export const SignIn = z.union(
  [z.strictObject({ token: secret }), z.strictObject({ email, password: triedPassword })],
  'Send a token, or an e-mail address and a password.',
);
/** As it was read; which of the two it is shows in its fields. */
export type SignIn = z.output<typeof SignIn>;

/**
 * How signing in by OpenID Connect ended, as `/signin#oidc=OUTCOME`: `unknown` is somebody whom the provider knows and we
 * don't, `unconfirmed` one whose address a member has typed and nobody confirmed, `unavailable` a provider that doesn't answer.
 */
export const OIDC_OUTCOMES = ['done', 'unknown', 'unconfirmed', 'refused', 'unavailable'] as const;
/** One of `OIDC_OUTCOMES`. */
export type OidcOutcome = (typeof OIDC_OUTCOMES)[number];

/** The session of a browser. `signIn` and `signOut` set its cookie. */
export const sessionRoutes = {
  get: {
    method: 'GET',
    path: '/api/session',
    summary: 'Who is signed in',
    answer: json(SessionAnswer),
  },
  signIn: {
    method: 'POST',
    path: '/api/session',
    summary: 'Sign in: by e-mail and password, a sign-in link, or an API token',
    access: 'anyone',
    body: SignIn,
    answer: json(SessionAnswer),
  },
  signOut: {
    method: 'DELETE',
    path: '/api/session',
    summary: 'Sign out',
    answer: NOTHING,
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
