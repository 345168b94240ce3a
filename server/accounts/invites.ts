/** Invitations: links by which somebody becomes a member, once. */
import { may } from '../../shared/policy/decide.ts';
import type { InviteAccept, NewInvite } from '../../shared/wire/routes/invites.ts';
import { done, failed } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';
import type { Catalogue, CatalogueChange, Invite, Member } from '../storage/catalogue.ts';
import { putNewMember } from './accounts.ts';
import type { Passwords } from './passwords.ts';
import { handleOf, hashSecret } from './secrets.ts';

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
const ENDED = 'This invitation is not valid any more.';

export interface InvitesOptions {
  readonly catalogue: Catalogue;
  readonly passwords: Passwords;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly newSecret: () => string;
}

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
    const { catalogue, now, newSecret } = this.#options;
    const created = now();
    const ends = new Date(expires ?? created.getTime() + WEEK_MS);
    if (ends <= created)
      return failed('invalid-request', 'This end has passed already.', { field: 'expires' });
    const secret = newSecret();
    const times = { created: created.toISOString(), expires: ends.toISOString() };
    const invite = { id: hashSecret(secret), role, label: label ?? '', by, ...times };
    await catalogue.change((change) => {
      for (const old of change.find('invites'))
        if (old.expires <= times.created) change.delete('invites', old.id);
      change.put('invites', invite);
    });
    return done({ invite, secret });
  }

  /** All that can still be used, the newest first. */
  list(): Promise<Invite[]> {
    return this.#options.catalogue.change((change) =>
      change
        .find('invites')
        .filter((invite) => this.#isLive(invite, change))
        .sort((one, other) => (one.created < other.created ? 1 : -1)),
    );
  }

  /** Takes one back, by its handle (see `handleOf`). */
  takeBack(handle: string): Promise<Result<Invite>> {
    return this.#options.catalogue.change((change): Result<Invite> => {
      const invite = change.find('invites').find(({ id }) => handleOf(id) === handle);
      if (invite === undefined) return failed('not-found');
      change.delete('invites', invite.id);
      return done(invite);
    });
  }

  /** What a secret invites to. The same words where there never was one, and where it has ended. */
  look(secret: string): Promise<Result<Invite>> {
    return this.#options.catalogue.change((change) => this.#find(secret, change));
  }

  /** Makes the member, with a password. */
  async accept({ token, name, email, password }: InviteAccept): Promise<Result<Member>> {
    const { passwords, newId } = this.#options;
    const looked = await this.look(token);
    if (!looked.ok) return looked;
    const hashed = await passwords.hash(password);
    if (!hashed.ok) return hashed;
    // The password comes first: a member without one could not get in where we are stopped between the two.
    const id = newId();
    await passwords.put(id, hashed.value);
    const made = await this.use(token, { id, name, email });
    if (!made.ok) await passwords.remove(id);
    return made;
  }

  /** Uses it up for a new member. Where this fails, as for an address that is taken, it can be used again. */
  use(
    secret: string,
    { id, name, email }: { readonly id: string; readonly name: string; readonly email: string },
  ): Promise<Result<Member>> {
    const created = this.#options.now().toISOString();
    return this.#options.catalogue.change((change) => {
      const found = this.#find(secret, change);
      if (!found.ok) return found;
      const { role } = found.value;
      const made = putNewMember(change, { name, email, role }, id, created);
      if (made.ok) change.delete('invites', found.value.id);
      return made;
    });
  }

  #find(secret: string, change: CatalogueChange): Result<Invite> {
    const invite = change.get('invites', hashSecret(secret));
    return invite !== null && this.#isLive(invite, change)
      ? done(invite)
      : failed('sign-in-failed', ENDED);
  }

  /** An invitation is worth no more than who made it. */
  #isLive({ by, expires }: Invite, change: CatalogueChange): boolean {
    const maker = change.get('members', by);
    if (maker === null || expires <= this.#options.now().toISOString()) return false;
    const { id, name, role } = maker;
    return may('manage members', { kind: 'member', id, name, role }).ok;
  }
}
