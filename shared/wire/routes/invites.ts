/** Invitations into the workspace: made and revoked by somebody who manages members, looked at and accepted by whoever has the link. */
import * as z from 'zod/mini';
import { ROLES } from '../../policy/actor.ts';
import { email, moment, name, secret } from '../fields.ts';
import { page } from '../list.ts';
import { created, json, NOTHING } from '../route.ts';
import type { Answered, Route } from '../route.ts';
import { chosenPassword, isOwnName } from './account.ts';
import { SessionAnswer } from './session.ts';
import { WorkspaceAnswer } from './workspace.ts';

/** An invitation that can still be used, without its secret. */
export const InviteAnswer = z.object({
  id: z.string(),
  role: z.enum(ROLES),
  label: z.string(),
  /** Name of the member who made it; null where that member is gone. */
  by: z.nullable(z.string()),
  created: z.string(),
  expires: z.string(),
});
/** Times are ISO 8601; `id` is what `revoke` takes, and not the secret. */
export type InviteAnswer = Answered<typeof InviteAnswer>;

/** An invitation just made: the only time that its address is shown. */
export const NewInviteAnswer = z.extend(InviteAnswer, { url: z.string() });
/** `url` has the secret after a `#`, so that it stands in no log and no Referer. */
export type NewInviteAnswer = Answered<typeof NewInviteAnswer>;

/** An invitation ends after a week where nothing else is said. */
export const NewInvite = z.strictObject({
  role: z.enum(ROLES),
  label: z.optional(name(100)),
  expires: z.optional(moment),
});
/** As it was read; the server refuses an end that has passed. */
export type NewInvite = z.output<typeof NewInvite>;

/** Asks what an invitation leads to. */
export const InviteLook = z.strictObject({ token: secret });
/** As it was read. The secret is in the body, since addresses are written into logs. */
export type InviteLook = z.output<typeof InviteLook>;

/** What an invitation leads to. */
export const InviteLookAnswer = z.object({
  role: z.enum(ROLES),
  workspace: WorkspaceAnswer,
  expires: z.string(),
});
/** `expires` is ISO 8601. An invitation that has ended is a problem instead. */
export type InviteLookAnswer = Answered<typeof InviteLookAnswer>;

/** Makes the account that an invitation is for. */
export const InviteAccept = z
  .strictObject({ token: secret, name: name(200), email, password: chosenPassword })
  .check(
    z.refine((given) => !isOwnName(given.password, given), {
      path: ['password'],
      error: 'A password must not be your name or your e-mail address.',
    }),
  );
/** As it was read, name trimmed and password as it was typed. */
export type InviteAccept = z.output<typeof InviteAccept>;

/** `look` and `accept` come first, since they would otherwise be taken for an invitation's id. */
export const inviteRoutes = {
  look: {
    method: 'POST',
    path: '/api/invites/look',
    summary: 'What an invitation leads to',
    access: 'anyone',
    body: InviteLook,
    answer: json(InviteLookAnswer),
  },
  accept: {
    method: 'POST',
    path: '/api/invites/accept',
    summary: 'Accept an invitation: become a member, and be signed in',
    access: 'anyone',
    body: InviteAccept,
    answer: json(SessionAnswer),
  },
  list: {
    method: 'GET',
    path: '/api/invites',
    summary: 'Invitations that can still be used',
    answer: json(page(InviteAnswer)),
  },
  add: {
    method: 'POST',
    path: '/api/invites',
    summary: 'Invite somebody with a role; the address is shown once',
    body: NewInvite,
    answer: created(NewInviteAnswer),
  },
  revoke: {
    method: 'DELETE',
    path: '/api/invites/:invite',
    summary: 'Revoke an invitation',
    answer: NOTHING,
  },
} as const satisfies Record<string, Route>;
