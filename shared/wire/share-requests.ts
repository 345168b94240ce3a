/** What clients may send about sharing: roles in one article, links to it, and who follows one. */
import { z } from 'zod';
import { GRANT_ROLES, SHARE_ROLES } from '../policy/actor.ts';

const secret = z.string().min(1).max(200);

/** How long the password of a link may be, in UTF-16 units. It is told to many, so it is no person's own. */
export const SHARE_PASSWORD_LENGTH = { least: 4, most: 200 } as const;

/** Ends of lines, and what turns the direction of the line: with these a name could hide that it is a guest's. */
const HIDING = /[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;

/** A higher role for a member in one article. */
export const NewGrant = z.strictObject({
  member: z.string().min(1).max(64),
  role: z.enum(GRANT_ROLES),
});
export type NewGrant = z.infer<typeof NewGrant>;

/** A link that leads guests to one article. */
export const NewShare = z.strictObject({
  role: z.enum(SHARE_ROLES),
  /** Whom it is for, in one's own words. */
  label: z.string().trim().max(100).default(''),
  /** A time to come, in UTC; the link lasts until it is revoked where there is none. */
  expires: z.iso.datetime().optional(),
  password: z.string().min(SHARE_PASSWORD_LENGTH.least).max(SHARE_PASSWORD_LENGTH.most).optional(),
});
export type NewShare = z.infer<typeof NewShare>;

/** Asks what a link leads to; `token` is its secret. */
export const ShareLook = z.strictObject({ token: secret });
export type ShareLook = z.infer<typeof ShareLook>;

/** Follows a link, under the name that the others will see. */
export const ShareEntry = z.strictObject({
  token: secret,
  name: z
    .string()
    .trim()
    .min(1)
    .max(80)
    .refine((name) => !HIDING.test(name), 'A name has letters, not control characters.'),
  password: z.string().max(SHARE_PASSWORD_LENGTH.most).optional(),
});
export type ShareEntry = z.infer<typeof ShareEntry>;
