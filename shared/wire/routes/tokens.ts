/** API tokens and sign-in links of a member. */
import * as z from 'zod/mini';
import { moment, name } from '../fields.ts';
import { page } from '../list.ts';
import { created, json, NOTHING } from '../route.ts';
import type { Answered, Route } from '../route.ts';

const use = z.enum(['api', 'link']);

/** An API token or a sign-in link, without its secret. */
export const TokenAnswer = z.object({
  id: z.string(),
  label: z.string(),
  use,
  created: z.string(),
  expires: z.nullable(z.string()),
  /** To a minute; null where it was never used. */
  lastUse: z.nullable(z.string()),
});
/** Times are ISO 8601; `expires` is null for one that doesn't end by itself. `id` is what `revoke` takes, and not the secret. */
export type TokenAnswer = Answered<typeof TokenAnswer>;

/** A token just made: the only time that its secret is shown. */
export const NewTokenAnswer = z.extend(TokenAnswer, {
  token: z.string(),
  /** Where a sign-in link leads to. */
  url: z.exactOptional(z.string()),
});
/** `token` is the secret; `url` is given for a sign-in link alone. */
export type NewTokenAnswer = Answered<typeof NewTokenAnswer>;

/** An API token lasts until it ends or is revoked; a sign-in link works once, within a week. */
export const NewToken = z.strictObject({
  label: name(100),
  use: z._default(use, 'api'),
  expires: z.optional(moment),
});
/** As it was read; the server refuses an end that has passed. */
export type NewToken = z.output<typeof NewToken>;

/** For the owner, and for each member about their own. */
export const tokenRoutes = {
  list: {
    method: 'GET',
    path: '/api/members/:id/tokens',
    summary: 'API tokens and open sign-in links',
    answer: json(page(TokenAnswer)),
  },
  add: {
    method: 'POST',
    path: '/api/members/:id/tokens',
    summary: 'Make an API token, or a sign-in link that works once; shown once',
    body: NewToken,
    answer: created(NewTokenAnswer),
  },
  revoke: {
    method: 'DELETE',
    path: '/api/members/:id/tokens/:token',
    summary: 'Revoke a token, and end the sessions that were opened by it',
    answer: NOTHING,
  },
} as const satisfies Record<string, Route>;
