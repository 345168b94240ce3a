/** Invitations: links by which somebody becomes a member, once. */
import { may } from '../../shared/policy/may.ts';
import type { InviteAccept, NewInvite } from '../../shared/wire/routes/invites.ts';
import { done, failed } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';
import { CAPS, withinCap } from '../limits/caps.ts';
import type { Catalogue, Invite, Member } from '../storage/catalogue.ts';
import type { Store, Transaction } from '../storage/store.ts';
import { putNewMember } from './accounts.ts';
import type { AddressOrigin } from './accounts.ts';
import type { Passwords } from './passwords.ts';
import { handleOf, hashSecret } from './secrets.ts';

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
const ENDED = 'This invitation is not valid any more.';

/** `passwords` sets the password of a member who accepts without a provider of OpenID Connect. */
export interface InvitesOptions {
  readonly store: Store;
  readonly passwords: Passwords;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly newSecret: () => string;
}

/** Somebody who is about to become a member; `id` is the one that they will have. */
export interface Newcomer {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly address: AddressOrigin;
}

/**
 * An invitation makes one member, and is used up by that. It holds until its end, by default a week, and as long as its maker
 * may still invite.
 */
export class Invites {
  readonly #options: InvitesOptions;

  constructor(options: InvitesOptions) {
    this.#options = options;
  }

  /** Makes one and gives its secret, which is kept nowhere. The caller has asked the policy. */
  async add(
    by: string,
    { role, label, expires }: NewInvite,
  ): Promise<Result<{ invite: Invite; secret: string }>> {
    const { store, now, newSecret } = this.#options;
    const created = now();
    const ends = new Date(expires ?? created.getTime() + WEEK_MS);
    if (ends <= created)
      return failed('invalid-request', 'This end has passed already.', { field: 'expires' });
    const secret = newSecret();
    const times = { created: created.toISOString(), expires: ends.toISOString() };
    const invite = { id: hashSecret(secret), role, label: label ?? '', by, ...times };
    return store.transaction(async ({ catalogue }) => {
      const there = await catalogue.find('invites');
      const ended = there.filter((old) => old.expires <= times.created);
      for (const old of ended) catalogue.delete('invites', old.id);
      const fits = withinCap(CAPS.invitations, there.length - ended.length);
      if (!fits.ok) return fits;
      catalogue.put('invites', invite);
      return done({ invite, secret });
    });
  }

  /** All that can still be used, the newest first. */
  async list(): Promise<Invite[]> {
    const { catalogue } = this.#options.store;
    const invites = await catalogue.find('invites');
    const live = await Promise.all(invites.map((invite) => this.#isLive(invite, catalogue)));
    return invites
      .filter((_invite, at) => live[at])
      .sort((one, other) => (one.created < other.created ? 1 : -1));
  }

  /** Revokes one, by its handle (see `handleOf`). */
  revoke(handle: string): Promise<Result<Invite>> {
    return this.#options.store.transaction(async ({ catalogue }): Promise<Result<Invite>> => {
      const invites = await catalogue.find('invites');
      const invite = invites.find(({ id }) => handleOf(id) === handle);
      if (invite === undefined) return failed('not-found');
      catalogue.delete('invites', invite.id);
      return done(invite);
    });
  }

  /** What a secret invites to. The same words where there never was one, and where it has ended. */
  look(secret: string): Promise<Result<Invite>> {
    return this.#find(secret, this.#options.store.catalogue);
  }

  /** Makes the member, with a password. */
  async accept({ token, name, email, password }: InviteAccept): Promise<Result<Member>> {
    const { store, passwords, newId } = this.#options;
    const looked = await this.look(token);
    if (!looked.ok) return looked;
    const hashed = await passwords.hash(password);
    if (!hashed.ok) return hashed;
    const id = newId();
    return store.transaction(async (tx) => {
      const made = await this.use(tx, token, { id, name, email, address: 'typed' });
      if (made.ok) tx.log.write([passwords.put(id, hashed.value)]);
      return made;
    });
  }

  /** Uses it up for a new member, within a transaction. Where this fails, as for an address that is taken, it can be used again. */
  async use(
    { catalogue }: Transaction,
    secret: string,
    { id, name, email, address }: Newcomer,
  ): Promise<Result<Member>> {
    const found = await this.#find(secret, catalogue);
    if (!found.ok) return found;
    const { role } = found.value;
    const created = this.#options.now().toISOString();
    const made = await putNewMember(catalogue, { name, email, role }, { id, created, address });
    if (made.ok) catalogue.delete('invites', found.value.id);
    return made;
  }

  async #find(secret: string, catalogue: Catalogue): Promise<Result<Invite>> {
    const invite = await catalogue.get('invites', hashSecret(secret));
    return invite !== null && (await this.#isLive(invite, catalogue))
      ? done(invite)
      : failed('sign-in-failed', ENDED);
  }

  /** An invitation is worth no more than the member who made it. */
  async #isLive({ by, expires }: Invite, catalogue: Catalogue): Promise<boolean> {
    const maker = await catalogue.get('members', by);
    if (maker === null || expires <= this.#options.now().toISOString()) return false;
    const { id, name, role } = maker;
    return may('manage members', { kind: 'member', id, name, role }).ok;
  }
}
