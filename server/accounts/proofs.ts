/** Proofs that it is still the member: asked for before what would let somebody who has got hold of a session stay for good. */
import { done, failed } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';
import type { Proof } from '../../shared/wire/routes/account.ts';
import type { Member } from '../storage/catalogue.ts';
import type { Store } from '../storage/store.ts';
import type { PasskeyCeremonies } from './passkey-ceremonies.ts';
import type { Passkeys } from './passkeys.ts';
import type { Passwords } from './passwords.ts';
import type { Session } from './sessions.ts';
import type { SignIn } from './sign-in.ts';

/** So long after a sign-in link was used nothing else is asked for: it is for who has lost what they sign in by. */
const AFTER_LINK_MS = 60 * 60 * 1000;

/** `signIn` counts tries at the current password together with tries at signing in. */
export interface ProofsOptions {
  readonly store: Store;
  readonly passwords: Passwords;
  readonly passkeys: Passkeys;
  readonly ceremonies: PasskeyCeremonies;
  readonly signIn: SignIn;
  readonly now: () => Date;
}

/** A member's password or one of their passkeys, unless they have neither, or their session was opened by a link within the hour. */
export class Proofs {
  readonly #options: ProofsOptions;

  constructor(options: ProofsOptions) {
    this.#options = options;
  }

  /** Whether one is asked of this member in this session. */
  async isAsked(member: string, session: Session | null): Promise<boolean> {
    const { passwords, passkeys, now } = this.#options;
    const age = now().getTime() - (session?.created ?? 0);
    if (session?.by === 'link' && age < AFTER_LINK_MS) return false;
    return (await passwords.has(member)) || (await passkeys.has(member));
  }

  /**
   * Whether it is the member, where that is asked; else `sign-in-failed`. A password is counted as a guess: who has got hold of a
   * session must not find it out by this.
   */
  async check(
    member: Member,
    { current, passkey }: Proof,
    session: Session | null,
    network: string,
  ): Promise<Result<null>> {
    if (!(await this.isAsked(member.id, session))) return done(null);
    if (passkey !== undefined) {
      const use = { purpose: 'prove', member: member.id } as const;
      const shown = await this.#options.ceremonies.shown(passkey, use);
      const { store, passkeys } = this.#options;
      const holds = shown && (await store.transaction(({ log }) => passkeys.use(shown, log)));
      return holds === true ? done(null) : failed('sign-in-failed', WRONG_PASSKEY, OF_PASSKEY);
    }
    const { passwords, signIn } = this.#options;
    if (!(await passwords.has(member.id)))
      return failed('sign-in-failed', 'Show one of your passkeys first.', OF_PASSKEY);
    const guess = await signIn.guess(member.email ?? member.id, network);
    if (!guess.ok) return guess;
    const right = await passwords.isRight(member.id, current ?? '');
    if (!right.ok) return right;
    return right.value
      ? done(null)
      : failed('sign-in-failed', 'The current password is wrong.', { field: 'current' });
  }
}

const WRONG_PASSKEY = 'This passkey is none of yours, or was shown too late. Try it once more.';
const OF_PASSKEY = { field: 'passkey' };
