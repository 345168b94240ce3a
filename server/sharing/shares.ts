/** Share links of articles: made, listed, found by their secret, counted, revoked. */
import type { Person } from '../../shared/policy/actor.ts';
import { done, failed } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';
import type { NewShare } from '../../shared/wire/routes/shares.ts';
import type { PasswordHasher } from '../accounts/password-hasher.ts';
import { hashSecret } from '../accounts/secrets.ts';
import type { Catalogue, Share } from '../storage/catalogue.ts';
import type { Json, UpdateLog } from '../storage/update-log.ts';
import { isLive } from '../accounts/guest-actor.ts';

/** How often people came in by a link, and when the last one did. */
export interface Uses {
  readonly count: number;
  /** Milliseconds since 1970; null where nobody did. */
  readonly last: number | null;
}

export interface SharesOptions {
  readonly catalogue: Catalogue;
  readonly log: UpdateLog;
  readonly hasher: PasswordHasher;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly newSecret: () => string;
}

export class Shares {
  readonly #options: SharesOptions;
  /** Uses are counted one after the other, so that none is lost. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: SharesOptions) {
    this.#options = options;
  }

  /** All of an article that were not revoked, the newest first. */
  async of(article: string): Promise<Share[]> {
    const shares = await this.#options.catalogue.find('shares', { article });
    return shares.sort((one, other) => (one.created < other.created ? 1 : -1));
  }

  /** Makes one and gives its secret, which is kept nowhere. The caller has asked the policy. */
  async add(
    article: string,
    { role, label, expires, password }: NewShare,
    by: Person,
  ): Promise<Result<{ share: Share; secret: string }>> {
    const { catalogue, hasher, newId, newSecret, now } = this.#options;
    const ends = expires === undefined ? null : new Date(expires).toISOString();
    const created = now().toISOString();
    if (ends !== null && ends <= created)
      return failed('invalid-request', 'This end has passed already.', { field: 'expires' });
    const hashed = password === undefined ? done(null) : await hasher.hash(password);
    if (!hashed.ok) return hashed;
    const secret = newSecret();
    const facts = { article, role, label, by: by.id, created, expires: ends };
    const share: Share = {
      ...facts,
      id: newId(),
      hash: hashSecret(secret),
      password: hashed.value,
    };
    await catalogue.change((change) => change.put('shares', share));
    return done({ share, secret });
  }

  /** One of an article, null where it has none of that id. */
  async find(article: string, id: string): Promise<Share | null> {
    const share = await this.#options.catalogue.get('shares', id);
    return share?.article === article ? share : null;
  }

  /** Revokes it. Its guests are kept: theirs are the names of who wrote. Call `forgetUses` behind it. */
  revoke({ id }: Share): Promise<void> {
    return this.#options.catalogue.change((change) => change.delete('shares', id));
  }

  forgetUses({ id }: Share): Promise<void> {
    return this.#alone(() => this.#options.log.commit([{ do: 'remove', space: 'uses', key: id }]));
  }

  /** The link of a secret. Null alike where there never was one, it was revoked, or it has ended. */
  async bySecret(secret: string): Promise<Share | null> {
    const { catalogue, now } = this.#options;
    const [share] = await catalogue.find('shares', { hash: hashSecret(secret) });
    return share !== undefined && (await isLive(share, catalogue, now())) ? share : null;
  }

  /** Whether the password opens the link. `too-many-requests` where too many are being looked at. */
  async opens({ password: hashed }: Share, password: string): Promise<Result<boolean>> {
    return hashed === null ? done(true) : this.#options.hasher.verify(hashed, password);
  }

  /** Notes that somebody came in by it. */
  count({ id }: Share): Promise<void> {
    const { log, now } = this.#options;
    return this.#alone(async () => {
      const { count } = await this.uses(id);
      const value = { count: count + 1, last: now().getTime() };
      await log.commit([{ do: 'put', space: 'uses', key: id, value }]);
    });
  }

  async uses(id: string): Promise<Uses> {
    return toUses(await this.#options.log.get('uses', id));
  }

  #alone<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => {}); // its caller hears of the failure
    return result;
  }
}

function toUses(value: Json | null): Uses {
  if (typeof value !== 'object' || value === null) return { count: 0, last: null };
  const { count, last } = value as { count?: Json; last?: Json };
  return {
    count: typeof count === 'number' ? count : 0,
    last: typeof last === 'number' ? last : null,
  };
}
