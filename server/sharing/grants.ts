/** Higher roles of members in single articles. */
import type { GrantRole, Person, Role } from '../../shared/policy/actor.ts';
import { reaches } from '../../shared/policy/actor.ts';
import { done, failed } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';
import { grantId, withGrant } from '../accounts/effective-role.ts';
import type { Grant, Member } from '../storage/catalogue.ts';
import type { Store } from '../storage/store.ts';

/** A member in an article: what counts there, and what was given there. */
export interface ArticleMember {
  readonly member: Member;
  readonly role: Role;
  readonly granted: Role | null;
}

/**
 * Gives members higher roles in single articles, and revokes them. The caller has asked the policy, and tells `Revocations` of
 * each change.
 */
export class Grants {
  readonly #store: Store;
  readonly #now: () => Date;

  constructor(store: Store, now: () => Date) {
    this.#store = store;
    this.#now = now;
  }

  /** All members, as they stand in an article. */
  async members(article: string): Promise<ArticleMember[]> {
    const { catalogue } = this.#store;
    const [members, grants] = await Promise.all([
      catalogue.find('members'),
      catalogue.find('grants', { article }),
    ]);
    const given = new Map(grants.map((grant) => [grant.member, grant]));
    return members.map((member) => inArticle(member, given.get(member.id) ?? null));
  }

  /** Gives a role, instead of one given before. A member who has it all over the workspace needs no other. */
  give(article: string, id: string, role: GrantRole, by: Person): Promise<Result<ArticleMember>> {
    const created = this.#now().toISOString();
    return this.#store.transaction(async ({ catalogue }): Promise<Result<ArticleMember>> => {
      // It may have been deleted meanwhile, and nobody would ever take the role out again.
      if ((await catalogue.get('articles', article)) === null) return failed('not-found');
      const member = await catalogue.get('members', id);
      if (member === null)
        return failed('invalid-request', 'There is no such member.', { field: 'member' });
      if (reaches(member.role, role))
        return failed('conflict', `${member.name} may do this in all articles already.`);
      const grant = { id: grantId(article, id), article, member: id, role, by: by.id, created };
      catalogue.put('grants', grant);
      return done(inArticle(member, grant));
    });
  }

  /** Revokes what was given; false where nothing was. */
  revoke(article: string, member: string): Promise<boolean> {
    return this.#store.transaction(async ({ catalogue }) => {
      const id = grantId(article, member);
      const isGiven = (await catalogue.get('grants', id)) !== null;
      if (isGiven) catalogue.delete('grants', id);
      return isGiven;
    });
  }
}

function inArticle(member: Member, grant: Grant | null): ArticleMember {
  const { id, name, role } = member;
  const actor = withGrant({ kind: 'member', id, name, role }, grant);
  return { member, role: actor.role, granted: grant?.role ?? null };
}
