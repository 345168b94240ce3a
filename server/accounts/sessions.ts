/** Sessions: opaque secrets in a cookie, kept hashed in the store. */
import type { UpdateLog } from '../storage/update-log.ts';
import { hashSecret } from './secrets.ts';

/** A session ends by itself after this long. */
export const SESSION_MS = 30 * 24 * 60 * 60 * 1000;

export interface Session {
  /** Hash of its secret. */
  readonly id: string;
  readonly member: string;
  /** Milliseconds since 1970. */
  readonly expires: number;
}

export class Sessions {
  readonly #log: UpdateLog;
  readonly #now: () => Date;
  readonly #newSecret: () => string;

  constructor(log: UpdateLog, now: () => Date, newSecret: () => string) {
    this.#log = log;
    this.#now = now;
    this.#newSecret = newSecret;
  }

  /** Opens one and gives its secret, which is kept nowhere. */
  async open(member: string): Promise<string> {
    const secret = this.#newSecret();
    const expires = this.#now().getTime() + SESSION_MS;
    await this.#log.commit([
      { do: 'put', space: 'sessions', key: hashSecret(secret), value: { member, expires } },
    ]);
    return secret;
  }

  /** The session of a secret, null where there is none or it has ended. */
  async find(secret: string): Promise<Session | null> {
    const id = hashSecret(secret);
    const session = toSession(id, await this.#log.get('sessions', id));
    return session !== null && session.expires > this.#now().getTime() ? session : null;
  }

  async end(id: string): Promise<void> {
    await this.#log.commit([{ do: 'remove', space: 'sessions', key: id }]);
  }

  /** Ends all sessions of a member. */
  async endAll(member: string): Promise<void> {
    const entries = await this.#log.list('sessions');
    const theirs = entries.filter(({ key, value }) => toSession(key, value)?.member === member);
    await this.#log.commit(theirs.map(({ key }) => ({ do: 'remove', space: 'sessions', key })));
  }
}

function toSession(id: string, value: unknown): Session | null {
  if (typeof value !== 'object' || value === null) return null;
  const { member, expires } = value as { member?: unknown; expires?: unknown };
  return typeof member === 'string' && typeof expires === 'number' ? { id, member, expires } : null;
}
