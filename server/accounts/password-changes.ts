/** Sets and changes passwords: who may do it without the old one, and what ends with it. */
import { isOwnName } from '../../shared/wire/routes/account.ts';
import type { PasswordChange } from '../../shared/wire/routes/account.ts';
import { done, failed } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';
import type { Member } from '../storage/catalogue.ts';
import type { Accounts } from './accounts.ts';
import type { Passwords } from './passwords.ts';
import type { Session, Sessions } from './sessions.ts';
import type { SignIn } from './sign-in.ts';

/** So long after a sign-in link was used a new password may be set without the old one: that is what such a link is for. */
const AFTER_LINK_MS = 60 * 60 * 1000;

/** What came of a password that was set. */
export interface Changed {
  readonly member: Member;
  /** The session's new secret; null for who came by an API token. */
  readonly secret: string | null;
}

/** `signIn` counts tries at the current password together with tries at signing in. */
export interface PasswordChangesOptions {
  readonly accounts: Accounts;
  readonly passwords: Passwords;
  readonly sessions: Sessions;
  readonly signIn: SignIn;
  readonly now: () => Date;
}

/**
 * Sets a member's own password. Asks for the current one, unless there is none or the session was opened by a sign-in link
 * within the last hour.
 */
export class PasswordChanges {
  readonly #options: PasswordChangesOptions;

  constructor(options: PasswordChangesOptions) {
    this.#options = options;
  }

  /** Whether a new password may be set without the old one. */
  mayReset(hasPassword: boolean, session: Session | null): boolean {
    if (!hasPassword) return true;
    const age = this.#options.now().getTime() - (session?.created ?? 0);
    return session?.by === 'link' && age < AFTER_LINK_MS;
  }

  /**
   * Sets it, and ends all of the member's sessions but the one that asks, which gets a new secret. `ended` gets the names of
   * those others, also where it rejects afterwards.
   */
  async change(
    id: string,
    { password, current }: PasswordChange,
    session: Session | null,
    network: string,
    ended: (names: readonly string[]) => void,
  ): Promise<Result<Changed>> {
    const { accounts, passwords, sessions } = this.#options;
    const member = await accounts.member(id);
    if (member === null) return failed('not-found');
    if (isOwnName(password, member))
      return failed('invalid-request', OWN_NAME, { field: 'password' });
    const allowed = await this.checkCurrent(member, current, session, network);
    if (!allowed.ok) return allowed;
    const set = await passwords.set(id, password);
    if (!set.ok) return set;
    const isOther = ({ name }: Session): boolean => name !== session?.name;
    await sessions.endAtOnce({ kind: 'member', id }, isOther, ended);
    const secret = session && (await sessions.rotate(session, 'ends now'));
    return done({ member, secret });
  }

  /**
   * Whether it is the member's present password, where that is asked of them. Counted as a guess: who has got hold of a session
   * must not find the password out by it.
   */
  async checkCurrent(
    { id, email }: Member,
    current: string | undefined,
    session: Session | null,
    network: string,
  ): Promise<Result<null>> {
    const { passwords, signIn } = this.#options;
    if (this.mayReset(await passwords.has(id), session)) return done(null);
    const guess = await signIn.guess(email ?? id, network);
    if (!guess.ok) return guess;
    const right = await passwords.isRight(id, current ?? '');
    if (!right.ok) return right;
    return right.value
      ? done(null)
      : failed('sign-in-failed', 'The current password is wrong.', { field: 'current' });
  }
}

const OWN_NAME = '“password”: A password must not be your name or your e-mail address.';
