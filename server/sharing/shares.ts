/** Share links of articles: made, listed, found by their secret, counted, revoked. */
import type { Person } from '../../shared/policy/actor.ts';
import { done, failed } from '../../shared/wire/problems.ts';
import { CAPS, withinCap } from '../limits/caps.ts';
import type { Result } from '../../shared/wire/problems.ts';
import type { NewShare } from '../../shared/wire/routes/shares.ts';
import type { PasswordHasher } from '../accounts/password-hasher.ts';
import { hashSecret } from '../accounts/secrets.ts';
import type { Share } from '../storage/catalogue.ts';
import type { Store } from '../storage/store.ts';
import type { Json } from '../storage/update-log.ts';
import { isLive } from '../accounts/guest-actor.ts';

/** How often people came in by a link, and when the last one did. */
export interface Uses {
  readonly count: number;
  /** Milliseconds since 1970; null where nobody did. */
  readonly last: number | null;
}

/** `hasher` hashes the passwords of links. */
export interface SharesOptions {
  readonly store: Store;
  readonly hasher: PasswordHasher;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly newSecret: () => string;
}

/** A link holds until it is revoked, until its end, and as long as its maker could still make it. */
export class Shares {
  readonly #options: SharesOptions;

  constructor(options: SharesOptions) {
    this.#options = options;
  }

  /** All of an article that were not revoked, the newest first. */
  async of(article: string): Promise<Share[]> {
    const shares = await this.#options.store.catalogue.find('shares', { article });
    return shares.sort((one, other) => (one.created < other.created ? 1 : -1));
  }

  /** Makes one and gives its secret, which is kept nowhere. The caller has asked the policy. */
  async add(
    article: string,
    { role, label, expires, password }: NewShare,
    by: Person,
  ): Promise<Result<{ share: Share; secret: string }>> {
    const { store, hasher, newId, newSecret, now } = this.#options;
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
    return store.transaction(async ({ catalogue }) => {
      // It may have been deleted meanwhile, and nobody would ever take the link out again.
      if ((await catalogue.get('articles', article)) === null) return failed('not-found');
      const there = await catalogue.find('shares', { article });
      const fits = withinCap(CAPS.linksOfArticle, there.length);
      if (!fits.ok) return fits;
      catalogue.put('shares', share);
      return done({ share, secret });
    });
  }

  /** One of an article, null where it has none of that id. */
  async find(article: string, id: string): Promise<Share | null> {
    const share = await this.#options.store.catalogue.get('shares', id);
    return share?.article === article ? share : null;
  }

  /** Revokes it. Its guests are kept, since what they wrote is shown under their names. Call `forgetUses` after it. */
  revoke({ id }: Share): Promise<void> {
    return this.#options.store.transaction(async ({ catalogue }) => {
      catalogue.delete('shares', id);
    });
  }

  /** Forgets how often one that was revoked was used. */
  async forgetUses({ id }: Share): Promise<void> {
    await this.#options.store.log.commit([{ do: 'remove', space: 'uses', key: id }]);
  }

  /** The link of a secret. Null alike where there never was one, it was revoked, or it has ended. */
  async bySecret(secret: string): Promise<Share | null> {
    const { now } = this.#options;
    const { catalogue } = this.#options.store;
    const [share] = await catalogue.find('shares', { hash: hashSecret(secret) });
    return share !== undefined && (await isLive(share, catalogue, now())) ? share : null;
  }

  /** Whether the password opens the link. `too-many-requests` where too many are being looked at. */
  async opens({ password: hashed }: Share, password: string): Promise<Result<boolean>> {
    return hashed === null ? done(true) : this.#options.hasher.verify(hashed, password);
  }

  /** Notes that somebody came in by it, unless it was revoked meanwhile. */
  count({ id }: Share): Promise<void> {
    const { store, now } = this.#options;
    return store.transaction(async ({ catalogue, log }) => {
      if ((await catalogue.get('shares', id)) === null) return;
      const { count } = toUses(await log.get('uses', id));
      const value = { count: count + 1, last: now().getTime() };
      log.write([{ do: 'put', space: 'uses', key: id, value }]);
    });
  }

  /** How often the link with this id was used. */
  async uses(id: string): Promise<Uses> {
    return toUses(await this.#options.store.log.get('uses', id));
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
