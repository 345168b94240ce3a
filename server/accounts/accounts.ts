/** The members of the workspace. */
import type { Role } from '../../shared/policy/actor.ts';
import type { AccountChange } from '../../shared/wire/routes/account.ts';
import type { MemberChange, NewMember } from '../../shared/wire/routes/members.ts';
import { done, failed } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';
import type { Catalogue, CatalogueChange, Member } from '../storage/catalogue.ts';
import type { Identities } from './identities.ts';
import type { Passwords } from './passwords.ts';
import type { Sessions } from './sessions.ts';

export interface AccountsOptions {
  readonly catalogue: Catalogue;
  readonly sessions: Sessions;
  readonly passwords: Passwords;
  readonly identities: Identities;
  readonly now: () => Date;
  readonly newId: () => string;
}

export class Accounts {
  readonly #options: AccountsOptions;

  constructor(options: AccountsOptions) {
    this.#options = options;
  }

  /** The first owner; null only before the first start has ended. */
  async owner(): Promise<Member | null> {
    const owners = await this.#options.catalogue.find('members', { role: 'owner' });
    return owners.sort((one, other) => (one.created < other.created ? -1 : 1))[0] ?? null;
  }

  members(): Promise<Member[]> {
    return this.#options.catalogue.find('members');
  }

  member(id: string): Promise<Member | null> {
    return this.#options.catalogue.get('members', id);
  }

  /** The member with this address, in whatever case; null where there is none. */
  async byEmail(email: string): Promise<Member | null> {
    const members = await this.#options.catalogue.find('members');
    return members.find((member) => isSameEmail(member.email, email)) ?? null;
  }

  /** Adds a member. An address belongs to one member alone. */
  addMember(asked: NewMember): Promise<Result<Member>> {
    const { catalogue, newId, now } = this.#options;
    const [id, created] = [newId(), now().toISOString()];
    return catalogue.change((change) => putNewMember(change, asked, id, created));
  }

  /** Changes what the owner may change about a member. The workspace always keeps an owner. */
  changeMember(id: string, { name, role }: MemberChange): Promise<Result<Member>> {
    return this.#options.catalogue.change((change): Result<Member> => {
      const member = change.get('members', id);
      if (member === null) return failed('not-found');
      if (role !== undefined && role !== 'owner' && isLastOwner(change.find('members'), id)) {
        return failed('conflict', 'The workspace needs an owner.');
      }
      const next = { ...member, name: name ?? member.name, role: role ?? member.role };
      change.put('members', next);
      return done(next);
    });
  }

  /** Changes what a member may change about oneself. */
  changeAccount(id: string, { name, email }: AccountChange): Promise<Result<Member>> {
    return this.#options.catalogue.change((change): Result<Member> => {
      const member = change.get('members', id);
      if (member === null) return failed('not-found');
      if (email !== undefined && isTaken(change, email, id)) return failed('conflict', TAKEN);
      const next = { ...member, name: name ?? member.name, email: email ?? member.email };
      change.put('members', next);
      return done(next);
    });
  }

  /** Removes a member, who may do nothing from then on; what they wrote stays. Call `forgetMember` behind it. */
  removeMember(id: string): Promise<Result<null>> {
    return this.#options.catalogue.change((change): Result<null> => {
      if (change.get('members', id) === null) return failed('not-found');
      if (isLastOwner(change.find('members'), id))
        return failed('conflict', 'The workspace needs an owner.');
      change.delete('members', id);
      for (const token of change.find('tokens', { member: id })) change.delete('tokens', token.id);
      for (const invite of change.find('invites', { by: id })) change.delete('invites', invite.id);
      for (const grant of change.find('grants', { member: id })) change.delete('grants', grant.id);
      return done(null);
    });
  }

  /** Takes out of the store what let a removed member in. */
  async forgetMember(id: string): Promise<void> {
    const { sessions, passwords, identities } = this.#options;
    await Promise.all([
      sessions.endAll({ kind: 'member', id }),
      passwords.remove(id),
      identities.remove(id),
    ]);
  }
}

/** Puts a new member within a change, unless the address is taken. */
export function putNewMember(
  change: CatalogueChange,
  { name, email, role }: NewMember,
  id: string,
  created: string,
): Result<Member> {
  if (email !== undefined && isTaken(change, email, id)) return failed('conflict', TAKEN);
  const member = { id, name, email: email ?? null, role, created };
  change.put('members', member);
  return done(member);
}

const TAKEN = 'Another member has this e-mail address.';

function isTaken(change: CatalogueChange, email: string, id: string): boolean {
  return change
    .find('members')
    .some((member) => member.id !== id && isSameEmail(member.email, email));
}

function isSameEmail(one: string | null, other: string): boolean {
  return one?.toLowerCase() === other.toLowerCase();
}

function isLastOwner(members: readonly Member[], id: string): boolean {
  const owner: Role = 'owner';
  const owners = members.filter(({ role }) => role === owner);
  return owners.length === 1 && owners[0]?.id === id;
}
