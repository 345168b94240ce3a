/** Signing in: by a link, an API token, a passkey, or e-mail and password. */
import { done, failed } from '../../shared/wire/problems.ts';
import type { ShownPasskey } from '../../shared/wire/passkeys.ts';
import type { Result } from '../../shared/wire/problems.ts';
import type { Limit, Limits } from '../limits/limits.ts';
import type { Member } from '../storage/catalogue.ts';
import type { Store } from '../storage/store.ts';
import type { Accounts } from './accounts.ts';
import type { ByToken, Identity } from './authenticate.ts';
import type { KnownPlaces } from './known-places.ts';
import type { PasskeyCeremonies } from './passkey-ceremonies.ts';
import type { Passkeys } from './passkeys.ts';
import type { Passwords } from './passwords.ts';
import { hashSecret } from './secrets.ts';
import type { Opening, Sessions } from './sessions.ts';
import type { Tokens } from './tokens.ts';

const MINUTE_MS = 60_000;

/** Of guesses at one account's password, from one network: a few of them elsewhere keep nobody out. */
const PER_PAIR: Limit = { name: 'sign-in at', most: 10, withinMs: MINUTE_MS };
/** The same for who goes on for longer, so that it takes many networks to use up what one account has. */
const PER_PAIR_LATER: Limit = { name: 'sign-in later at', most: 30, withinMs: 60 * MINUTE_MS };
/** Of guesses at one account's password, from all networks where nobody is signed in to it. */
const PER_ACCOUNT: Limit = { name: 'sign-in', most: 300, withinMs: 60 * MINUTE_MS };
/** Of guesses at all passwords, from one network. */
const PER_NETWORK: Limit = { name: 'sign-in from', most: 60, withinMs: MINUTE_MS };

const LINK_ENDED = 'This link or token is not valid any more.';
const UNKNOWN_PASSKEY = 'This passkey leads to no account here, or was shown too late.';

/** The browser and the network that somebody signs in from, as they are kept with the session. */
export type Origin = Pick<Opening, 'agent' | 'network'>;

/** Somebody for whom a session was just opened. */
export interface SignedIn {
  readonly member: Member;
  /** The session's secret, which is kept nowhere. */
  readonly session: string;
}

/** `limits` counts guesses at passwords, before one is hashed. */
export interface SignInOptions {
  readonly store: Store;
  readonly accounts: Accounts;
  readonly passwords: Passwords;
  readonly passkeys: Passkeys;
  readonly ceremonies: PasskeyCeremonies;
  readonly sessions: Sessions;
  readonly tokens: Tokens;
  /** Hears of each session that is opened. */
  readonly places: KnownPlaces;
  readonly limits: Limits;
  /** Who has an API token or one of the owner's own secrets. */
  readonly byToken: ByToken;
}

/**
 * Opens sessions for members who show who they are. Wrong credentials are `sign-in-failed`, in the same words whether or not
 * there is such a member; too many guesses are `too-many-requests`.
 */
export class SignIn {
  readonly #options: SignInOptions;

  constructor(options: SignInOptions) {
    this.#options = options;
  }

  /** Exchanges a sign-in link or an API token for a session. A link is used up by it. */
  async byToken(secret: string, from: Origin): Promise<Result<SignedIn>> {
    const byLink = await this.#byLink(secret, from);
    if (byLink !== null) return done(this.#opened(byLink, from));
    const identity = await this.#options.byToken(secret);
    const member = identity && (await this.#options.accounts.member(identity.actor.id));
    if (member === null) return failed('sign-in-failed', LINK_ENDED);
    return done(await this.open(member, 'token', from, identity));
  }

  /** Null where the secret is no link, or one that has ended. The link goes with the session that it opens, or neither does. */
  #byLink(secret: string, from: Origin): Promise<SignedIn | null> {
    const { store, sessions, tokens } = this.#options;
    return store.transaction(async (tx) => {
      const link = await tokens.useLink(tx, secret);
      const member = link && (await tx.catalogue.get('members', link.member));
      if (link === null || member === null) return null;
      // A link opens the way to a new password, so one that members made for themselves counts as no more than a token:
      // else somebody who has got hold of a session could make such a link.
      const by = link.by === member.id ? 'token' : 'link';
      const who = { kind: 'member', id: member.id } as const;
      const opened = sessions.prepare({ who, by, ...from });
      tx.log.write(opened.writes);
      return { member, session: opened.secret };
    });
  }

  /** The session goes with the note that the passkey was used, or neither does; removing the passkey ends it. */
  async byPasskey(sent: ShownPasskey, from: Origin): Promise<Result<SignedIn>> {
    const { store, sessions, passkeys, ceremonies } = this.#options;
    const shown = await ceremonies.shown(sent, { purpose: 'sign in', member: null });
    if (shown === null) return failed('sign-in-failed', UNKNOWN_PASSKEY);
    const { id, member: whose } = shown.passkey;
    const entered = await store.transaction(async (tx): Promise<Result<SignedIn>> => {
      const member = await tx.catalogue.get('members', whose);
      const isNoted = member !== null && (await passkeys.use(shown, tx.log));
      if (!isNoted) return failed('sign-in-failed', UNKNOWN_PASSKEY);
      const who = { kind: 'member', id: whose } as const;
      const opened = sessions.prepare({ who, by: 'passkey', ...from, via: id });
      tx.log.write(opened.writes);
      return done({ member, session: opened.secret });
    });
    return entered.ok ? done(this.#opened(entered.value, from)) : entered;
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
    await this.#forgive(email, from.network);
    return done(await this.open(member, 'password', from));
  }

  /** Counts a guess at the password of whoever has this address, before it is known whether anybody has. */
  async guess(email: string, network: string): Promise<Result<null>> {
    const { limits } = this.#options;
    const account = accountOf(email);
    const here = [
      [PER_PAIR, `${account}/${network}`],
      [PER_PAIR_LATER, `${account}/${network}`],
      [PER_NETWORK, network],
    ] as const;
    let consumed = await limits.consume(...here, [PER_ACCOUNT, account]);
    // Others' guesses keep nobody out where they are at home. All sessions are looked through for it, so not for each refusal.
    if (!consumed.ok && consumed.reached === PER_ACCOUNT && (await this.#isAtHome(email, network)))
      consumed = await limits.consume(...here);
    if (consumed.ok) return done(null);
    return failed('too-many-requests', undefined, { retryAfterMs: consumed.retryAfterMs });
  }

  /** Whether the member is signed in from this network already, as in another browser. The same work where there is none. */
  async #isAtHome(email: string, network: string): Promise<boolean> {
    const { accounts, sessions } = this.#options;
    const member = await accounts.byEmail(email);
    const open = await sessions.of({ kind: 'member', id: member?.id ?? '' });
    return open.some((session) => session.network === network);
  }

  /** The right password was no guess. */
  async #forgive(email: string, network: string): Promise<void> {
    const { limits } = this.#options;
    const account = accountOf(email);
    await limits.refund(PER_PAIR, `${account}/${network}`);
    await limits.refund(PER_PAIR_LATER, `${account}/${network}`);
    await limits.refund(PER_ACCOUNT, account);
    await limits.refund(PER_NETWORK, network);
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
    const session = await this.#options.sessions.open({ who, by, ...from, ...via });
    return this.#opened({ member, session }, from);
  }

  #opened(signedIn: SignedIn, from: Origin): SignedIn {
    this.#options.places.note(signedIn.member, from);
    return signedIn;
  }
}

/** By which guesses at it are counted, whatever case the address is written in. */
function accountOf(email: string): string {
  return hashSecret(email.toLowerCase());
}
