/** The members of the workspace. */
import type { Role } from '../../shared/policy/actor.ts';
import type { AccountChange } from '../../shared/wire/routes/account.ts';
import type { MemberChange, NewMember } from '../../shared/wire/routes/members.ts';
import { skeleton } from '../../shared/wire/look-alikes.ts';
import { done, failed } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';
import type { Catalogue, CatalogueChange, Member } from '../storage/catalogue.ts';
import { CAPS, withinCap } from '../limits/caps.ts';
import type { Store } from '../storage/store.ts';
import type { Write } from '../storage/update-log.ts';
import { forgetVisits } from '../visits/visits.ts';
import type { Confirmations } from './confirmations.ts';
import type { Identities } from './identities.ts';
import type { KnownPlaces } from './known-places.ts';
import type { Passkeys } from './passkeys.ts';
import type { Passwords } from './passwords.ts';
import type { Sessions } from './sessions.ts';

/** `sessions`, `passwords`, `passkeys`, `places`, `identities` and `confirmations` are what `forgetMember` clears. */
export interface AccountsOptions {
  readonly store: Store;
  readonly sessions: Sessions;
  readonly passwords: Passwords;
  readonly passkeys: Passkeys;
  readonly places: KnownPlaces;
  readonly identities: Identities;
  readonly confirmations: Confirmations;
  readonly now: () => Date;
  readonly newId: () => string;
}

/**
 * Adds, changes and removes members. The caller has asked the policy; that the workspace keeps an owner, and that an address
 * belongs to one member, is checked here, in the transaction that writes.
 */
export class Accounts {
  readonly #options: AccountsOptions;

  constructor(options: AccountsOptions) {
    this.#options = options;
  }

  /** The first owner; null only before the first start has ended. */
  async owner(): Promise<Member | null> {
    const owners = await this.#catalogue.find('members', { role: 'owner' });
    return owners.sort((one, other) => (one.created < other.created ? -1 : 1))[0] ?? null;
  }

  /** All of them, ordered by id. */
  members(): Promise<Member[]> {
    return this.#catalogue.find('members');
  }

  /** Null where there is none, or the member was removed. */
  member(id: string): Promise<Member | null> {
    return this.#catalogue.get('members', id);
  }

  /** The member with this address, in whatever case; null where there is none. */
  byEmail(email: string): Promise<Member | null> {
    return holderOf(this.#catalogue, email);
  }

  /** Adds a member. An address belongs to one member alone. */
  addMember(asked: NewMember): Promise<Result<Member>> {
    const { store, newId, now } = this.#options;
    const [id, created] = [newId(), now().toISOString()];
    return store.transaction((tx) =>
      putNewMember(tx.catalogue, asked, { id, created, address: 'known' }),
    );
  }

  /** Changes what the owner may change about a member. The workspace always keeps an owner. */
  changeMember(id: string, { name, role, email }: MemberChange): Promise<Result<Member>> {
    return this.#change(async (members): Promise<Result<Member>> => {
      const member = await members.get('members', id);
      if (member === null) return failed('not-found');
      if (role !== undefined && role !== 'owner' && (await isLastOwner(members, id)))
        return failed('conflict', 'The workspace needs an owner.');
      if (email !== undefined && (await isTaken(members, email, id)))
        return failed('conflict', TAKEN);
      const address = email === undefined ? {} : { email, confirmed: true };
      const next = { ...member, name: name ?? member.name, role: role ?? member.role, ...address };
      members.put('members', next);
      return done(next);
    });
  }

  /** Changes what members may change about themselves. An address belongs to one member alone. */
  changeAccount(
    id: string,
    { name, email, noticesByMail, language }: AccountChange,
  ): Promise<Result<Member>> {
    return this.#change(async (members): Promise<Result<Member>> => {
      const member = await members.get('members', id);
      if (member === null) return failed('not-found');
      if (email !== undefined && (await isTaken(members, email, id)))
        return failed('conflict', TAKEN);
      if (name !== undefined && (await looksLikeOther(members, name, id)))
        return failed('conflict', LOOKS_TAKEN, { field: 'name' });
      const isOther = email !== undefined && email !== member.email;
      // Nobody stands above an owner who could hand the address over.
      const address = isOther ? { email, confirmed: member.role === 'owner' } : {};
      const notices = noticesByMail === undefined ? {} : { noticesByMail };
      const spoken = language === undefined ? {} : { language };
      const next = { ...member, name: name ?? member.name, ...address, ...notices, ...spoken };
      members.put('members', next);
      return done(next);
    });
  }

  /**
   * Removes a member, who may do nothing from then on; what they wrote stays. `also` is stored with it. Call `forgetMember` after
   * it.
   */
  removeMember(id: string, also: readonly Write[] = []): Promise<Result<null>> {
    const { store } = this.#options;
    return store.transaction(async ({ catalogue: rows, log }): Promise<Result<null>> => {
      if ((await rows.get('members', id)) === null) return failed('not-found');
      if (await isLastOwner(rows, id)) return failed('conflict', 'The workspace needs an owner.');
      rows.delete('members', id);
      const tokens = await rows.find('tokens', { member: id });
      for (const token of tokens) rows.delete('tokens', token.id);
      const uses = tokens.map((token): Write => ({ do: 'remove', space: 'uses', key: token.id }));
      // Only with what has to be stored: who is merely removed is out though the log takes nothing.
      if (also.length > 0) log.write([...also, ...uses]);
      for (const invite of await rows.find('invites', { by: id }))
        rows.delete('invites', invite.id);
      for (const grant of await rows.find('grants', { member: id }))
        rows.delete('grants', grant.id);
      return done(null);
    });
  }

  /** Takes out of the store what let a removed member in, and what is kept of what they have seen and are to be mailed. */
  async forgetMember(id: string): Promise<void> {
    const { sessions, passwords, passkeys, places, identities, confirmations } = this.#options;
    await Promise.all([
      sessions.endAll({ kind: 'member', id }),
      passwords.remove(id),
      passkeys.forget(id),
      places.forget(id),
      identities.remove(id),
      confirmations.forget(id),
      this.#forgetRecords(id),
    ]);
  }

  async #forgetRecords(id: string): Promise<void> {
    const { log } = this.#options.store;
    const seen = await forgetVisits(log, id);
    await log.commit([{ do: 'remove', space: 'notices', key: id }, ...seen]);
  }

  get #catalogue(): Catalogue {
    return this.#options.store.catalogue;
  }

  #change<T>(work: (catalogue: CatalogueChange) => Promise<T>): Promise<T> {
    return this.#options.store.transaction((tx) => work(tx.catalogue));
  }
}

/** Where the address of a new member comes from: their own words, or an owner or a provider who knows that it is theirs. */
export type AddressOrigin = 'typed' | 'known';

/** What is decided about a new member by who makes it. */
export interface NewMemberFacts {
  readonly id: string;
  /** ISO 8601. */
  readonly created: string;
  readonly address: AddressOrigin;
}

/** Puts a new member within a transaction, unless the address is taken. */
export async function putNewMember(
  catalogue: CatalogueChange,
  { name, email, role }: NewMember,
  { id, created, address }: NewMemberFacts,
): Promise<Result<Member>> {
  if (email !== undefined && (await isTaken(catalogue, email, id)))
    return failed('conflict', TAKEN);
  // Who types an address chooses the name as well; an owner may have two members of one name, and a provider vouches for its own.
  if (address === 'typed' && (await looksLikeOther(catalogue, name, id)))
    return failed('conflict', LOOKS_TAKEN, { field: 'name' });
  const fits = withinCap(CAPS.members, (await catalogue.find('members')).length);
  if (!fits.ok) return fits;
  const confirmed = email !== undefined && address !== 'typed';
  const member = { id, name, email: email ?? null, confirmed, role, created };
  catalogue.put('members', member);
  return done(member);
}

/** Whether it is the member's address, in whatever case. */
export function hasEmail({ email }: Member, asked: string): boolean {
  return email?.toLowerCase() === asked.toLowerCase();
}

const TAKEN = 'Another member has this e-mail address.';

const LOOKS_TAKEN = 'Another member’s name looks like this one. Add something to yours.';

/** Whether another member's name looks the same; one may always keep one's own. */
async function looksLikeOther(catalogue: Catalogue, name: string, id: string): Promise<boolean> {
  const members = await catalogue.find('members');
  if (members.some((member) => member.id === id && member.name === name)) return false;
  const looks = skeleton(name);
  return members.some((member) => member.id !== id && skeleton(member.name) === looks);
}

async function isTaken(catalogue: Catalogue, email: string, id: string): Promise<boolean> {
  const holder = await holderOf(catalogue, email);
  return holder !== null && holder.id !== id;
}

async function holderOf(catalogue: Catalogue, email: string): Promise<Member | null> {
  const members = await catalogue.find('members');
  return members.find((member) => hasEmail(member, email)) ?? null;
}

async function isLastOwner(catalogue: Catalogue, id: string): Promise<boolean> {
  const role: Role = 'owner';
  const owners = await catalogue.find('members', { role });
  return owners.length === 1 && owners[0]?.id === id;
}
