/** Who somebody is in one article: the one place where a role in the workspace and one in the article come together. */
import { higherRole } from '../../shared/policy/actor.ts';
import type { Member, Person } from '../../shared/policy/actor.ts';
import type { Catalogue, Grant, Member as MemberRow } from '../storage/catalogue.ts';

/** The id of the row that keeps a member's higher role in an article. */
export function grantId(article: string, member: string): string {
  return `${article}/${member}`;
}

/** The member as an actor, with the role in the workspace alone. */
export function memberActor({ id, name, role }: MemberRow): Member {
  return { kind: 'member', id, name, role };
}

/** The member with the role that was granted in an article, where it is the higher one. */
export function withGrant(member: Member, grant: Grant | null): Member {
  return grant === null ? member : { ...member, role: higherRole(member.role, grant.role) };
}

/**
 * The actor for an article: a member with the higher of both roles, a guest in the one article of its link. Null where this
 * person has no such article, which is answered as if it didn't exist.
 */
export async function withEffectiveRole(
  person: Person,
  article: string,
  catalogue: Catalogue,
): Promise<Person | null> {
  if ((await catalogue.get('articles', article)) === null) return null;
  if (person.kind === 'guest') return person.article === article ? person : null;
  return withGrant(person, await catalogue.get('grants', grantId(article, person.id)));
}
