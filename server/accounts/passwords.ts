/** The passwords of members, as hashes in the store. */
import { done } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';
import type { UpdateLog, Write } from '../storage/update-log.ts';
import type { PasswordHasher } from './password-hasher.ts';

/** Keeps a hash for each member who has a password. Checking one takes as long where there is none. */
export class Passwords {
  readonly #log: UpdateLog;
  readonly #hasher: PasswordHasher;

  constructor(log: UpdateLog, hasher: PasswordHasher) {
    this.#log = log;
    this.#hasher = hasher;
  }

  /** Whether the member can sign in by one. */
  async has(member: string): Promise<boolean> {
    return (await this.#hashOf(member)) !== null;
  }

  /** Sets a member's password; one that there was is forgotten. */
  async set(member: string, password: string): Promise<Result<null>> {
    const hashed = await this.hash(password);
    if (!hashed.ok) return hashed;
    await this.#log.commit([this.put(member, hashed.value)]);
    return done(null);
  }

  /** Whether it is the member's. The same work is done for a member who has none, and for nobody (null). */
  async isRight(member: string | null, password: string): Promise<Result<boolean>> {
    return this.#hasher.verify(member === null ? null : await this.#hashOf(member), password);
  }

  /** A hash for `put`. `too-many-requests` where too many are being hashed. */
  hash(password: string): Promise<Result<string>> {
    return this.#hasher.hash(password);
  }

  /** What keeps a hash as a member's, to be stored with what makes the member. */
  put(member: string, hashed: string): Write {
    return { do: 'put', space: 'passwords', key: member, value: hashed };
  }

  /** Forgets the member's. */
  async remove(member: string): Promise<void> {
    await this.#log.commit([{ do: 'remove', space: 'passwords', key: member }]);
  }

  async #hashOf(member: string): Promise<string | null> {
    const stored = await this.#log.get('passwords', member);
    return typeof stored === 'string' ? stored : null;
  }
}
