/** Lets in who follows a share link: a guest with a name of their own, or a member who stays one. */
import type { Guest } from '../../shared/policy/actor.ts';
import { done, failed } from '../../shared/wire/problems.ts';
import { CAPS, withinCap } from '../limits/caps.ts';
import type { Result } from '../../shared/wire/problems.ts';
import type { ShareEntry } from '../../shared/wire/routes/shares.ts';
import { CLOSE } from '../../shared/wire/close-codes.ts';
import type { Identity } from '../accounts/authenticate.ts';
import type { Sessions } from '../accounts/sessions.ts';
import type { Origin } from '../accounts/sign-in.ts';
import type { Limit, Limits } from '../limits/limits.ts';
import type { Share } from '../storage/catalogue.ts';
import type { Store } from '../storage/store.ts';
import type { Shares } from './shares.ts';
import type { Revocations } from './revocations.ts';

const MINUTE_MS = 60_000;

/** Of guesses at the password of one link, wherever they come from. */
const PER_SHARE: Limit = { name: 'share password', most: 10, withinMs: MINUTE_MS };
/** Of people who come in from one network: each is a row that is kept. */
const PER_NETWORK: Limit = { name: 'guests from', most: 60, withinMs: MINUTE_MS };

/** Where a link has led to, and as whom. */
export interface Entered {
  readonly article: string;
  /** Id of the link. */
  readonly share: string;
  /** Null for a member. */
  readonly guest: Guest | null;
  /** The secret of the guest's session; null for a member, who has one already. */
  readonly session: string | null;
}

/** `revocations` closes the sockets of the session that the browser had before. */
export interface GuestsOptions {
  readonly store: Store;
  readonly sessions: Sessions;
  readonly shares: Shares;
  readonly limits: Limits;
  readonly revocations: Revocations;
  readonly now: () => Date;
  readonly newId: () => string;
}

/**
 * Lets members pass as they are. Guests are counted by the network that they come from, and tries at a link's password by the
 * link.
 */
export class Guests {
  readonly #options: GuestsOptions;

  constructor(options: GuestsOptions) {
    this.#options = options;
  }

  /** `identity` is who asks: the same browser that comes by the same link again is the same guest. */
  async enter(
    { token, name, password }: ShareEntry,
    identity: Identity | null,
    from: Origin,
  ): Promise<Result<Entered>> {
    const { sessions, shares } = this.#options;
    const share = await shares.bySecret(token);
    if (share === null) return failed('sign-in-failed');
    if (identity?.actor.kind === 'member') {
      await shares.count(share);
      return done({ article: share.article, share: share.id, guest: null, session: null });
    }
    const admitted = await this.#admit(share, password ?? '', from);
    if (!admitted.ok) return admitted;
    const known = await this.#guest(share, name, identity);
    if (!known.ok) return known;
    const { value: id } = known;
    const session = await sessions.open({ who: { kind: 'guest', id }, by: 'share', ...from });
    await shares.count(share);
    if (identity?.session) await this.#leave(identity.session);
    const { article, role } = share;
    const guest = { kind: 'guest', id, name, role, article } as const;
    return done({ article, share: share.id, guest, session });
  }

  /** Counted before the password is looked at: a guess that isn't answered costs nothing. */
  async #admit(share: Share, password: string, { network }: Origin): Promise<Result<null>> {
    const { limits, shares } = this.#options;
    const consumed = await limits.consume(
      [PER_NETWORK, network],
      ...(share.password === null ? [] : [[PER_SHARE, share.id] as const]),
    );
    if (!consumed.ok)
      return failed('too-many-requests', undefined, { retryAfterMs: consumed.retryAfterMs });
    const opens = await shares.opens(share, password);
    if (!opens.ok) return opens;
    return opens.value
      ? done(null)
      : failed('sign-in-failed', 'The password of this link is another one.', {
          field: 'password',
        });
  }

  /** The guest's id: of who came by this link before, under the name of today, or of somebody new where the link takes more. */
  #guest(share: Share, name: string, identity: Identity | null): Promise<Result<string>> {
    const { store, newId, now } = this.#options;
    return store.transaction(async ({ catalogue }): Promise<Result<string>> => {
      // It may have ended meanwhile, or its article may be deleted: then nobody would ever take the guest out again.
      if ((await catalogue.get('shares', share.id)) === null) return failed('sign-in-failed');
      const known = identity && (await catalogue.get('guests', identity.actor.id));
      const same = known?.share === share.id ? known : null;
      if (same === null) {
        const others = await catalogue.find('guests', { share: share.id });
        const fits = withinCap(CAPS.guestsOfLink, others.length);
        if (!fits.ok) return fits;
      }
      const { id, created } = same ?? { id: newId(), created: now().toISOString() };
      catalogue.put('guests', { id, name, share: share.id, article: share.article, created });
      return done(id);
    });
  }

  /** The browser has one cookie: its former session, which nobody can use any more, ends. */
  async #leave(former: NonNullable<Identity['session']>): Promise<void> {
    await this.#options.sessions.end(former);
    this.#options.revocations.credentialsEnded([former.name], CLOSE.rightsChanged);
  }
}
