/** Links by which guests come to one article. */
import * as z from 'zod/mini';
import { SHARE_ROLES } from '../../policy/actor.ts';
import { direction, moment, name, nameOrNone, secret } from '../fields.ts';
import { page } from '../list.ts';
import { created, json, NOTHING } from '../route.ts';
import type { Answered, Route } from '../route.ts';

/** How long the password of a link may be, in UTF-16 units. It is told to many, so it is no person's own. */
export const SHARE_PASSWORD_LENGTH = { least: 4, most: 200 } as const;

/** A share link, without its secret. */
export const ShareAnswer = z.object({
  id: z.string(),
  role: z.enum(SHARE_ROLES),
  label: z.string(),
  /** Name of the member who made it. */
  by: z.string(),
  created: z.string(),
  /** ISO 8601; null where it doesn't end by itself. It may have passed. */
  expires: z.nullable(z.string()),
  hasPassword: z.boolean(),
  /** How often somebody came in by it. */
  uses: z.number(),
  lastUse: z.nullable(z.string()),
});
/** Times are ISO 8601. Neither the secret nor the password is in it, since the server has only hashes. */
export type ShareAnswer = Answered<typeof ShareAnswer>;

/** A link just made: the only time that its address is shown. */
export const NewShareAnswer = z.extend(ShareAnswer, { url: z.string() });
/** `url` has the secret after a `#`, so that it stands in no log and no Referer. */
export type NewShareAnswer = Answered<typeof NewShareAnswer>;

/** A link to be made. */
export const NewShare = z.strictObject({
  role: z.enum(SHARE_ROLES),
  /** Whom it is for, in one's own words. */
  label: z._default(nameOrNone(100), ''),
  /** The link lasts until it is revoked where there is none. */
  expires: z.optional(moment),
  password: z.optional(
    z
      .string()
      .check(z.minLength(SHARE_PASSWORD_LENGTH.least), z.maxLength(SHARE_PASSWORD_LENGTH.most)),
  ),
});
/** As it was read, with the label filled in; the server refuses an end that has passed. */
export type NewShare = z.output<typeof NewShare>;

/** Asks what a link leads to; `token` is its secret. */
export const ShareLook = z.strictObject({ token: secret });
/** As it was read. A secret of no link, or of one that has ended, is `sign-in-failed`. */
export type ShareLook = z.output<typeof ShareLook>;

/** What a link leads to, for somebody who has its secret. */
export const ShareLookAnswer = z.object({
  role: z.enum(SHARE_ROLES),
  title: z.string(),
  language: z.string(),
  direction,
  needsPassword: z.boolean(),
});
/** `title`, `language` and `direction` are the article's, for a page that greets the guest. */
export type ShareLookAnswer = Answered<typeof ShareLookAnswer>;

/** Follows a link, under the name that the others will see. */
export const ShareEntry = z.strictObject({
  token: secret,
  name: name(80),
  password: z.optional(z.string().check(z.maxLength(SHARE_PASSWORD_LENGTH.most))),
});
/** As it was read, the name trimmed. A link that asks for no password takes any. */
export type ShareEntry = z.output<typeof ShareEntry>;

/** Id of the article that a link has led to. */
export const ShareEntryAnswer = z.object({ article: z.string() });
/** The guest's session comes beside it, as a cookie; a member keeps their own. */
export type ShareEntryAnswer = Answered<typeof ShareEntryAnswer>;

/** Secrets are sent in bodies: addresses are written into logs. */
export const shareRoutes = {
  list: {
    method: 'GET',
    path: '/api/articles/:id/shares',
    summary: 'Links to this article',
    on: 'article',
    answer: json(page(ShareAnswer)),
  },
  add: {
    method: 'POST',
    path: '/api/articles/:id/shares',
    summary: 'Make a link by which guests read, comment or edit; its address is shown once',
    on: 'article',
    body: NewShare,
    answer: created(NewShareAnswer),
  },
  revoke: {
    method: 'DELETE',
    path: '/api/articles/:id/shares/:share',
    summary: 'Revoke a link, and end the sessions of the guests who came by it',
    on: 'article',
    answer: NOTHING,
  },
  look: {
    method: 'POST',
    path: '/api/shares/look',
    summary: 'What a link leads to',
    access: 'anyone',
    body: ShareLook,
    answer: json(ShareLookAnswer),
  },
  enter: {
    method: 'POST',
    path: '/api/shares/enter',
    summary: 'Follow a link as a guest with a name; a member stays a member',
    access: 'anyone',
    body: ShareEntry,
    answer: json(ShareEntryAnswer),
  },
} as const satisfies Record<string, Route>;
