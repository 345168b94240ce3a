/** What the server answers about accounts: the session, what the sign-in page may offer, tokens, invitations. */
import type { Role } from '../policy/actor.ts';
import type { MemberAnswer } from './answers.ts';

export interface WorkspaceAnswer {
  readonly name: string;
  /** BCP 47. */
  readonly language: string;
}

/** Who is signed in. */
export interface SessionAnswer {
  /** A guest's `id` is the guest's, and `guest` is true. */
  readonly member: MemberAnswer;
  readonly workspace: WorkspaceAnswer;
  /** Where a guest may go, and as what. */
  readonly guest?: { readonly article: string; readonly role: Role };
}

/** What the sign-in page may offer. */
export interface SignInAnswer {
  readonly workspace: WorkspaceAnswer;
  readonly password: true;
  /** How the provider of OpenID Connect calls itself; null where none is configured. */
  readonly oidc: { readonly name: string } | null;
  /** Whether a forgotten password can be set anew by mail; else the owner hands over a link. */
  readonly mail: boolean;
}

/**
 * How signing in by OpenID Connect ended, as `/signin#oidc=OUTCOME`: `unknown` is somebody whom the provider knows and we
 * don't, `unavailable` a provider that doesn't answer.
 */
export const OIDC_OUTCOMES = ['done', 'unknown', 'refused', 'unavailable'] as const;
export type OidcOutcome = (typeof OIDC_OUTCOMES)[number];

/** One's own account. */
export interface AccountAnswer {
  readonly member: MemberAnswer;
  readonly email: string | null;
  readonly hasPassword: boolean;
  /** Whether a new password may be set without the old one. */
  readonly mayReset: boolean;
}

/** How a session was opened. */
export const SESSION_ORIGINS = ['password', 'link', 'token', 'oidc', 'invite', 'share'] as const;
export type SessionOrigin = (typeof SESSION_ORIGINS)[number];

/** One of the open sessions of an account. */
export interface OpenSessionAnswer {
  readonly id: string;
  readonly by: SessionOrigin;
  readonly created: string;
  /** When it was last used, to ten minutes. */
  readonly seen: string;
  /** The browser, in its own words, shortened. */
  readonly agent: string;
  readonly network: string;
  /** Whether it is the one that asks. */
  readonly current: boolean;
}

/** An API token or a sign-in link, without its secret. */
export interface TokenAnswer {
  readonly id: string;
  readonly label: string;
  readonly use: 'api' | 'link';
  readonly created: string;
  readonly expires: string | null;
  /** To a minute; null where it was never used. */
  readonly lastUse: string | null;
}

/** A token just made: the only time that its secret is shown. */
export interface NewTokenAnswer extends TokenAnswer {
  readonly token: string;
  /** Where a sign-in link leads to. */
  readonly url?: string;
}

export interface InviteAnswer {
  readonly id: string;
  readonly role: Role;
  readonly label: string;
  /** Name of who made it; null where that member is gone. */
  readonly by: string | null;
  readonly created: string;
  readonly expires: string;
}

/** An invitation just made: the only time that its address is shown. */
export interface NewInviteAnswer extends InviteAnswer {
  readonly url: string;
}

/** What an invitation leads to. */
export interface InviteLookAnswer {
  readonly role: Role;
  readonly workspace: WorkspaceAnswer;
  readonly expires: string;
}
