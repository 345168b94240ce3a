/** API tokens and sign-in links: secrets of a member, kept hashed. */
import { done, failed } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';
import type { Catalogue, Token } from '../storage/catalogue.ts';
import type { UpdateLog } from '../storage/update-log.ts';
import { hashSecret, handleOf } from './secrets.ts';

const MINUTE_MS = 60_000;
const LINK_MS = 7 * 24 * 60 * MINUTE_MS;

export interface TokensOptions {
  readonly catalogue: Catalogue;
  readonly log: UpdateLog;
  readonly now: () => Date;
  readonly newSecret: () => string;
}

/** What a token is made for. */
export interface NewTokenFacts {
  readonly label: string;
  readonly use: Token['use'];
  /** Null where it doesn't end by itself; a link ends after a week at the latest. */
  readonly expires: Date | null;
  /** The member who makes it; null for who runs the machine. */
  readonly by: string | null;
}

export class Tokens {
  readonly #options: TokensOptions;

  constructor(options: TokensOptions) {
    this.#options = options;
  }

  /** Makes one and gives its secret, which is kept nowhere. */
  async add(member: string, { label, use, expires, by }: NewTokenFacts): Promise<Made> {
    const { catalogue, newSecret, now } = this.#options;
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
    await catalogue.change((change) => {
      for (const old of change.find('tokens', { member }))
        if (this.#hasEnded(old)) change.delete('tokens', old.id);
      change.put('tokens', token);
    });
    return { token, secret };
  }

  /** The API token of a secret; null where there is none or it has ended. A sign-in link is none. */
  async find(secret: string): Promise<Token | null> {
    const token = await this.#options.catalogue.get('tokens', hashSecret(secret));
    return token?.use === 'api' && !this.#hasEnded(token) ? token : null;
  }

  /** Uses a sign-in link up; null where there is none or it has ended. */
  takeLink(secret: string): Promise<Token | null> {
    const id = hashSecret(secret);
    return this.#options.catalogue.change((change) => {
      const token = change.get('tokens', id);
      if (token?.use !== 'link') return null;
      change.delete('tokens', id);
      return this.#hasEnded(token) ? null : token;
    });
  }

  /** Notes that an API token was used, at most once a minute. */
  async use({ id }: Token): Promise<void> {
    const now = this.#options.now().getTime();
    const last = await this.lastUse(id);
    if (last !== null && now - last.getTime() < MINUTE_MS) return;
    await this.#options.log.commit([{ do: 'put', space: 'uses', key: id, value: { last: now } }]);
  }

  /** When it was last used; null where it never was. */
  async lastUse(id: string): Promise<Date | null> {
    const value = await this.#options.log.get('uses', id);
    const last = typeof value === 'object' && value !== null && 'last' in value && value['last'];
    return typeof last === 'number' ? new Date(last) : null;
  }

  /** A member's tokens and links that haven't ended, the newest first. */
  async of(member: string): Promise<Token[]> {
    const tokens = await this.#options.catalogue.find('tokens', { member });
    return tokens
      .filter((token) => !this.#hasEnded(token))
      .sort((one, other) => (one.created < other.created ? 1 : -1));
  }

  /** Takes one back, by its handle (see `handleOf`); another member's is not found. Call `forgetUse` behind it. */
  async end(member: string, handle: string): Promise<Result<Token>> {
    const token = await this.#options.catalogue.change((change) => {
      const found = change.find('tokens', { member }).find(({ id }) => handleOf(id) === handle);
      if (found !== undefined) change.delete('tokens', found.id);
      return found;
    });
    return token === undefined ? failed('not-found') : done(token);
  }

  forgetUse({ id }: Token): Promise<void> {
    return this.#options.log.commit([{ do: 'remove', space: 'uses', key: id }]);
  }

  #hasEnded({ expires }: Token): boolean {
    return expires !== null && expires <= this.#options.now().toISOString();
  }
}

/** A token and its secret, which is shown this once. */
export interface Made {
  readonly token: Token;
  readonly secret: string;
}
