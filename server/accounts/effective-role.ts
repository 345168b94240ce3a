/** Who somebody is in one article: the one place where a role in the workspace and one in the article come together. */
import { higherRole } from '../../shared/policy/actor.ts';
import type { Member, Person } from '../../shared/policy/actor.ts';
import type { Catalogue, Grant } from '../storage/catalogue.ts';

/** Where a member's higher role in an article is kept. */
export function grantId(article: string, member: string): string {
  return `${article}/${member}`;
}

/** The member with what was given in an article, where that is more. */
export function withGrant(member: Member, grant: Grant | null): Member {
  return grant === null ? member : { ...member, role: higherRole(member.role, grant.role) };
}

/**
 * The actor for an article: a member with the higher of both roles, a guest where its link leads. Null where there is no such
 * article for this person, which is answered as if there were none at all.
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
