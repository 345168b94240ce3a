/** Sets and changes passwords: what ends with it. */
import { isOwnName } from '../../shared/wire/routes/account.ts';
import type { PasswordChange } from '../../shared/wire/routes/account.ts';
import { done, failed } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';
import type { Member } from '../storage/catalogue.ts';
import type { Accounts } from './accounts.ts';
import type { Passwords } from './passwords.ts';
import type { Proofs } from './proofs.ts';
import type { Session, Sessions } from './sessions.ts';

/** What came of a password that was set. */
export interface Changed {
  readonly member: Member;
  /** The session's new secret; null for who came by an API token. */
  readonly secret: string | null;
}

/** `proofs` says who may. */
export interface PasswordChangesOptions {
  readonly accounts: Accounts;
  readonly passwords: Passwords;
  readonly sessions: Sessions;
  readonly proofs: Proofs;
}

/** Sets a member's own password, with a proof that it is theirs to set. */
export class PasswordChanges {
  readonly #options: PasswordChangesOptions;

  constructor(options: PasswordChangesOptions) {
    this.#options = options;
  }

  /**
   * Sets it, and ends all of the member's sessions but the one that asks, which gets a new secret. `ended` gets the names of
   * those others, also where it rejects afterwards.
   */
  async change(
    id: string,
    { password, ...proof }: PasswordChange,
    session: Session | null,
    network: string,
    ended: (names: readonly string[]) => void,
  ): Promise<Result<Changed>> {
    const { accounts, passwords, proofs, sessions } = this.#options;
    const member = await accounts.member(id);
    if (member === null) return failed('not-found');
    if (isOwnName(password, member))
      return failed('invalid-request', OWN_NAME, { field: 'password' });
    const allowed = await proofs.check(member, proof, session, network);
    if (!allowed.ok) return allowed;
    const set = await passwords.set(id, password);
    if (!set.ok) return set;
    const isOther = ({ name }: Session): boolean => name !== session?.name;
    await sessions.endAtOnce({ kind: 'member', id }, isOther, ended);
    const secret = session && (await sessions.rotate(session, 'ends now'));
    return done({ member, secret });
  }
}

const OWN_NAME = '“password”: A password must not be your name or your e-mail address.';
