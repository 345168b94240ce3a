/** Signing in: by a link, an API token, or e-mail and password. */
import { done, failed } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';
import type { Limit, Limits } from '../limits/limits.ts';
import type { Member } from '../storage/catalogue.ts';
import type { Accounts } from './accounts.ts';
import type { ByToken, Identity } from './authenticate.ts';
import type { Passwords } from './passwords.ts';
import { hashSecret } from './secrets.ts';
import type { Opening, Sessions } from './sessions.ts';
import type { Tokens } from './tokens.ts';

const MINUTE_MS = 60_000;

/** Of guesses at one account's password, wherever they come from. */
const PER_ACCOUNT: Limit = { name: 'sign-in', most: 10, withinMs: MINUTE_MS };
/** Of guesses at all passwords, from one network. */
const PER_NETWORK: Limit = { name: 'sign-in from', most: 60, withinMs: MINUTE_MS };

const LINK_ENDED = 'This link or token is not valid any more.';

/** Where somebody signs in from. */
export type Origin = Pick<Opening, 'agent' | 'network'>;

export interface SignedIn {
  readonly member: Member;
  /** The session's secret, which is kept nowhere. */
  readonly session: string;
}

export interface SignInOptions {
  readonly accounts: Accounts;
  readonly passwords: Passwords;
  readonly sessions: Sessions;
  readonly tokens: Tokens;
  readonly limits: Limits;
  /** Who has an API token or one of the owner's own secrets. */
  readonly byToken: ByToken;
}

export class SignInDesk {
  readonly #options: SignInOptions;

  constructor(options: SignInOptions) {
    this.#options = options;
  }

  /** Exchanges a sign-in link or an API token for a session. A link is used up by it. */
  async byToken(secret: string, from: Origin): Promise<Result<SignedIn>> {
    const { accounts, tokens } = this.#options;
    const link = await tokens.takeLink(secret);
    const identity = link === null ? await this.#options.byToken(secret) : null;
    const id = link?.member ?? identity?.actor.id;
    const member = id === undefined ? null : await accounts.member(id);
    if (member === null) return failed('sign-in-failed', LINK_ENDED);
    // A link opens the way to a new password, so one that somebody made for themselves counts as no more than a token:
    // else who has got hold of a session could make itself one.
    const by = link !== null && link.by !== member.id ? 'link' : 'token';
    return done(await this.open(member, by, from, identity));
  }

  /** The same work, words and limits for an address that nobody has. */
  async byPassword(
    { email, password }: { readonly email: string; readonly password: string },
    from: Origin,
  ): Promise<Result<SignedIn>> {
    const guess = await this.guess(email, from.network);
    if (!guess.ok) return guess;
    const member = await this.#options.accounts.byEmail(email);
    const right = await this.#options.passwords.isRight(member?.id ?? null, password);
    if (!right.ok) return right;
    if (!right.value || member === null)
      return failed('sign-in-failed', 'The e-mail address or the password is wrong.');
    return done(await this.open(member, 'password', from));
  }

  /** Counts a guess at the password of whoever has this address, before it is known whether anybody has. */
  async guess(email: string, network: string): Promise<Result<null>> {
    const taken = await this.#options.limits.take(
      [PER_ACCOUNT, hashSecret(email.toLowerCase())],
      [PER_NETWORK, network],
    );
    if (taken.ok) return done(null);
    return failed('too-many-requests', undefined, { retryAfterMs: taken.retryAfterMs });
  }

  /** Opens a session for a member who has shown who it is; it ends with the API token that it is opened by. */
  async open(
    member: Member,
    by: Opening['by'],
    from: Origin,
    token: Identity | null = null,
  ): Promise<SignedIn> {
    const who = { kind: 'member', id: member.id } as const;
    const until = token?.ends ? { until: token.ends.at } : {};
    const via = token === null ? {} : { via: token.credential, ...until };
    return { member, session: await this.#options.sessions.open({ who, by, ...from, ...via }) };
  }
}
