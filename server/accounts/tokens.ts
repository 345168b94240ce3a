/** API tokens and sign-in links: secrets of a member, kept hashed. */
import { done, failed } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';
import { CAPS, withinCap } from '../limits/caps.ts';
import type { Token } from '../storage/catalogue.ts';
import type { Store, Transaction } from '../storage/store.ts';
import type { LogReads } from '../storage/update-log.ts';
import { hashSecret, handleOf } from './secrets.ts';

const MINUTE_MS = 60_000;
const LINK_MS = 7 * 24 * 60 * MINUTE_MS;

/** `now` decides which have ended; `newSecret` must give 256 random bits. */
export interface TokensOptions {
  readonly store: Store;
  readonly now: () => Date;
  readonly newSecret: () => string;
}

/** What somebody decides about a token or link that they make. */
export interface NewTokenFacts {
  readonly label: string;
  readonly use: Token['use'];
  /** Null where it doesn't end by itself; a link ends after a week at the latest. */
  readonly expires: Date | null;
  /** The member who makes it; null for the operator of the machine. */
  readonly by: string | null;
}

/** API tokens and sign-in links. The store has hashes of them alone, so a secret that is lost can only be replaced. */
export class Tokens {
  readonly #options: TokensOptions;

  constructor(options: TokensOptions) {
    this.#options = options;
  }

  /**
   * Makes one and gives its secret, which is kept nowhere; `limit-reached` where the member has too many API tokens. Of too many
   * links the oldest ends: who asks for one has lost the others.
   */
  async add(member: string, { label, use, expires, by }: NewTokenFacts): Promise<Result<Made>> {
    const { store, newSecret, now } = this.#options;
    const [secret, created] = [newSecret(), now()];
    const week = new Date(created.getTime() + LINK_MS);
    const last = use === 'api' ? expires : expires !== null && expires < week ? expires : week;
    const token: Token = {
      id: hashSecret(secret),
      member,
      label,
      use,
      created: created.toISOString(),
      expires: last?.toISOString() ?? null,
      by,
    };
    return store.transaction(async ({ catalogue }): Promise<Result<Made>> => {
      const there = await catalogue.find('tokens', { member });
      for (const old of there) if (this.#hasEnded(old)) catalogue.delete('tokens', old.id);
      const alike = there.filter((old) => old.use === use && !this.#hasEnded(old));
      const fits = withinCap(CAPS.tokensOfMember, alike.length);
      if (!fits.ok && use === 'api') return fits;
      const [oldest] = alike.sort((one, other) => (one.created < other.created ? -1 : 1));
      if (!fits.ok && oldest) catalogue.delete('tokens', oldest.id);
      catalogue.put('tokens', token);
      return done({ token, secret });
    });
  }

  /** The API token of a secret; null where there is none or it has ended. A sign-in link is none. */
  async find(secret: string): Promise<Token | null> {
    const token = await this.#options.store.catalogue.get('tokens', hashSecret(secret));
    return token?.use === 'api' && !this.#hasEnded(token) ? token : null;
  }

  /** Uses a sign-in link up, within a transaction; null where there is none or it has ended. */
  async useLink({ catalogue }: Transaction, secret: string): Promise<Token | null> {
    const id = hashSecret(secret);
    const token = await catalogue.get('tokens', id);
    if (token?.use !== 'link') return null;
    catalogue.delete('tokens', id);
    return this.#hasEnded(token) ? null : token;
  }

  /** Notes that an API token was used, at most once a minute. */
  async use({ id }: Token): Promise<void> {
    const { store, now } = this.#options;
    const at = now().getTime();
    if (wasJustUsed(await lastUse(id, store.log), at)) return;
    await store.transaction(async ({ catalogue, log }) => {
      const isThere = (await catalogue.get('tokens', id)) !== null;
      if (isThere && !wasJustUsed(await lastUse(id, log), at))
        log.write([{ do: 'put', space: 'uses', key: id, value: { last: at } }]);
    });
  }

  /** When it was last used; null where it never was. */
  lastUse(id: string): Promise<Date | null> {
    return lastUse(id, this.#options.store.log);
  }

  /** A member's tokens and links that haven't ended, the newest first. */
  async of(member: string): Promise<Token[]> {
    const tokens = await this.#options.store.catalogue.find('tokens', { member });
    return tokens
      .filter((token) => !this.#hasEnded(token))
      .sort((one, other) => (one.created < other.created ? 1 : -1));
  }

  /** Revokes one, by its handle (see `handleOf`); another member's is not found. Call `forgetUse` after it. */
  revoke(member: string, handle: string): Promise<Result<Token>> {
    return this.#options.store.transaction(async ({ catalogue }): Promise<Result<Token>> => {
      const tokens = await catalogue.find('tokens', { member });
      const token = tokens.find(({ id }) => handleOf(id) === handle);
      if (token === undefined) return failed('not-found');
      catalogue.delete('tokens', token.id);
      return done(token);
    });
  }

  /** Forgets when one that was revoked was used. */
  async forgetUse({ id }: Token): Promise<void> {
    await this.#options.store.log.commit([{ do: 'remove', space: 'uses', key: id }]);
  }

  #hasEnded({ expires }: Token): boolean {
    return expires !== null && expires <= this.#options.now().toISOString();
  }
}

async function lastUse(id: string, log: LogReads): Promise<Date | null> {
  const value = await log.get('uses', id);
  const last = typeof value === 'object' && value !== null && 'last' in value && value['last'];
  return typeof last === 'number' ? new Date(last) : null;
}

function wasJustUsed(last: Date | null, at: number): boolean {
  return last !== null && at - last.getTime() < MINUTE_MS;
}

/** A token and its secret, which is shown this once. */
export interface Made {
  readonly token: Token;
  readonly secret: string;
}
