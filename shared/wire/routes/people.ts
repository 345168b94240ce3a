/** The people of one article: members with their roles there, and the names of all who may have written in it. */
import * as z from 'zod/mini';
import { GRANT_ROLES, ROLES } from '../../policy/actor.ts';
import { page } from '../list.ts';
import { created, json, NOTHING } from '../route.ts';
import type { Answered, Route } from '../route.ts';
import { MemberAnswer } from './members.ts';

/** A member in one article. */
export const ArticleMemberAnswer = z.object({
  member: MemberAnswer,
  /** What counts: the higher of the role in the workspace and the one given here. */
  role: z.enum(ROLES),
  /** The role given here, null where there is none. */
  granted: z.nullable(z.enum(ROLES)),
});
/** Every member is in the list, also those to whom nothing was given here. */
export type ArticleMemberAnswer = Answered<typeof ArticleMemberAnswer>;

/** A higher role for a member in one article. */
export const NewGrant = z.strictObject({
  member: z.string().check(z.minLength(1), z.maxLength(64)),
  role: z.enum(GRANT_ROLES),
});
/** As it was read. It is a conflict where the member may do as much in the whole workspace. */
export type NewGrant = z.output<typeof NewGrant>;

/** Somebody who may have written in an article. */
export const PersonAnswer = z.object({
  id: z.string(),
  name: z.string(),
  /** A name of the palette in `shared/presence/person.ts`. */
  color: z.string(),
  guest: z.boolean(),
  /** In this article; null for a guest whose link is gone. A guest is told of everybody that they read. */
  role: z.nullable(z.enum(ROLES)),
});
/** The name is without the mark that guests get where it is shown: `guest` says so. */
export type PersonAnswer = Answered<typeof PersonAnswer>;

/** Roles are given by somebody who manages the article's members; names are read by everybody in it. */
export const peopleRoutes = {
  members: {
    method: 'GET',
    path: '/api/articles/:id/members',
    summary: 'All members, with their roles in this article',
    on: 'article',
    answer: json(page(ArticleMemberAnswer)),
  },
  grant: {
    method: 'POST',
    path: '/api/articles/:id/members',
    summary: 'Give a member a higher role in this article',
    on: 'article',
    body: NewGrant,
    answer: created(ArticleMemberAnswer),
  },
  revoke: {
    method: 'DELETE',
    path: '/api/articles/:id/members/:member',
    summary: 'Revoke the role that a member was given in this article',
    on: 'article',
    answer: NOTHING,
  },
  names: {
    method: 'GET',
    path: '/api/articles/:id/people',
    summary: 'Names of who may have written here; a guest learns those that stand in what it reads',
    on: 'article',
    answer: json(page(PersonAnswer)),
  },
} as const satisfies Record<string, Route>;
