/** Members, their tokens and links, and who is behind a request. */
import type { Actor, Role } from '../../shared/policy/actor.ts';
import { done, failed } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';
import type { MemberChange, NewMember } from '../../shared/wire/requests.ts';
import type { Catalogue, Member, Token } from '../storage/catalogue.ts';
import { hashSecret, sameHash } from './secrets.ts';
import type { Sessions } from './sessions.ts';

/** Who is behind a request, and by which credential: taking that back closes what it opened. */
export interface Identity {
  readonly actor: Actor & { kind: 'member' };
  /** Hash of the session's or the token's secret. */
  readonly credential: string;
  readonly by: 'session' | 'token';
}

export interface AccountsOptions {
  readonly catalogue: Catalogue;
  readonly sessions: Sessions;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly newSecret: () => string;
  /** Secrets that stand for the owner while this process runs: the configured one, and the command line's. */
  readonly ownerSecrets: readonly string[];
}

const LINK_MS = 7 * 24 * 60 * 60 * 1000;

export class Accounts {
  readonly #options: AccountsOptions;
  readonly #ownerHashes: readonly string[];

  constructor(options: AccountsOptions) {
    this.#options = options;
    this.#ownerHashes = options.ownerSecrets.map(hashSecret);
  }

  /** Who has this session cookie; null where it has ended. */
  async bySession(secret: string): Promise<Identity | null> {
    const session = await this.#options.sessions.find(secret);
    const member = session && (await this.#options.catalogue.get('members', session.member));
    return member ? { actor: toActor(member), credential: session.id, by: 'session' } : null;
  }

  /** Who has this API token; null where there is none. A sign-in link is no API token. */
  async byToken(secret: string): Promise<Identity | null> {
    const id = hashSecret(secret);
    const owner = this.#ownerHashes.some((hash) => sameHash(hash, id));
    const token = owner ? null : await this.#options.catalogue.get('tokens', id);
    if (!owner && (token?.use !== 'api' || this.#hasEnded(token))) return null;
    const member = token
      ? await this.#options.catalogue.get('members', token.member)
      : await this.owner();
    return member ? { actor: toActor(member), credential: id, by: 'token' } : null;
  }

  /** Exchanges a sign-in link or an API token for a session's secret. A link is used up by it. */
  async signIn(secret: string): Promise<Result<{ member: Member; session: string }>> {
    const id = hashSecret(secret);
    const link = await this.#options.catalogue.change((change) => {
      const token = change.get('tokens', id);
      if (token?.use === 'link') change.delete('tokens', id);
      return token?.use === 'link' && !this.#hasEnded(token) ? token : null;
    });
    const member = link?.member ?? (await this.byToken(secret))?.actor.id;
    const found =
      member === undefined ? null : await this.#options.catalogue.get('members', member);
    if (found === null) return failed('sign-in-failed');
    return done({ member: found, session: await this.#options.sessions.open(found.id) });
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

  async addMember({ name, email, role }: NewMember): Promise<Member> {
    const { catalogue, newId, now } = this.#options;
    const created = now().toISOString();
    const member = { id: newId(), name, email: email ?? null, role, created };
    await catalogue.change((change) => change.put('members', member));
    return member;
  }

  /** Changes a name or role. The workspace always keeps an owner. */
  async changeMember(id: string, { name, role }: MemberChange): Promise<Result<Member>> {
    return this.#options.catalogue.change((change) => {
      const member = change.get('members', id);
      if (member === null) return failed('not-found');
      if (role !== undefined && role !== 'owner' && isLastOwner(change.find('members'), id)) {
        return failed('conflict', 'The workspace needs an owner.');
      }
      const changed = { ...member, name: name ?? member.name, role: role ?? member.role };
      change.put('members', changed);
      return done(changed);
    });
  }

  /** Removes a member with all sessions and tokens; what they wrote stays. */
  async removeMember(id: string): Promise<Result<null>> {
    const removed = await this.#options.catalogue.change((change): Result<null> => {
      if (change.get('members', id) === null) return failed('not-found');
      if (isLastOwner(change.find('members'), id))
        return failed('conflict', 'The workspace needs an owner.');
      change.delete('members', id);
      for (const token of change.find('tokens', { member: id })) change.delete('tokens', token.id);
      return done(null);
    });
    if (removed.ok) await this.#options.sessions.endAll(id);
    return removed;
  }

  /** Makes an API token or a sign-in link and gives its secret, which is kept nowhere. */
  async addToken(member: string, label: string, use: Token['use']): Promise<string> {
    const { catalogue, newSecret, now } = this.#options;
    const secret = newSecret();
    const created = now();
    const expires = use === 'link' ? new Date(created.getTime() + LINK_MS).toISOString() : null;
    const row = {
      id: hashSecret(secret),
      member,
      label,
      use,
      created: created.toISOString(),
      expires,
    };
    await catalogue.change((change) => change.put('tokens', row));
    return secret;
  }

  #hasEnded(token: Token): boolean {
    return token.expires !== null && token.expires <= this.#options.now().toISOString();
  }
}

function toActor({ id, name, role }: Member): Actor & { kind: 'member' } {
  return { kind: 'member', id, name, role };
}

function isLastOwner(members: readonly Member[], id: string): boolean {
  const owner: Role = 'owner';
  const owners = members.filter(({ role }) => role === owner);
  return owners.length === 1 && owners[0]?.id === id;
}
