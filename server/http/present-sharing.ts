/** Shapes what leaves the server about sharing: links, roles in one article, the people of an article. */
import type { Article } from '../../shared/article/article.ts';
import { personColor } from '../../shared/presence/person.ts';
import type { ArticleMemberAnswer, PersonAnswer } from '../../shared/wire/routes/people.ts';
import type { ShareAnswer, ShareLookAnswer } from '../../shared/wire/routes/shares.ts';
import type { Parts } from './parts.ts';
import type { ArticleMember } from '../sharing/grants.ts';
import type { NamedPerson } from '../sharing/people.ts';
import type { Share } from '../storage/catalogue.ts';
import { presentMember } from './present.ts';

/** Never with the hash of its secret or password. */
export async function presentShare(
  share: Share,
  { people, shares }: Pick<Parts, 'people' | 'shares'>,
): Promise<ShareAnswer> {
  const { id, role, label, created, expires, password } = share;
  const [by, { count, last }] = await Promise.all([people.shown(share.by), shares.uses(id)]);
  return {
    id,
    role,
    label,
    by: by ?? 'Former member',
    created,
    expires,
    hasPassword: password !== null,
    uses: count,
    lastUse: last === null ? null : new Date(last).toISOString(),
  };
}

/** What a link leads to, for somebody who has not entered yet: no names, and of the text only its title. */
export function presentShareLook(share: Share, article: Article): ShareLookAnswer {
  const { title, language, direction } = article;
  return { role: share.role, title, language, direction, needsPassword: share.password !== null };
}

/** Without the address, since every member may read this list. */
export function presentArticleMember({
  member,
  role,
  granted,
}: ArticleMember): ArticleMemberAnswer {
  return { member: presentMember(member, false), role, granted };
}

/** The name as it was given: `guest` says it is a guest's, and the client marks it. */
export function presentPersonOf({ id, name, isGuest, role }: NamedPerson): PersonAnswer {
  return { id, name, color: personColor(id), guest: isGuest, role };
}
