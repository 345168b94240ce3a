/** What clients may send about accounts: signing in, members, tokens, invitations, passwords. */
import { z } from 'zod';
import { ROLES } from '../policy/actor.ts';

const name = z.string().trim().min(1).max(200);
const label = z.string().trim().min(1).max(100);
const email = z.email().max(254);
const secret = z.string().min(1).max(200);
/** A time in UTC; the server refuses one that has passed. */
const moment = z.iso.datetime();

/** How long a password may be, in UTF-16 units. */
export const PASSWORD_LENGTH = { least: 10, most: 200 } as const;

/** A password as it is chosen. Long enough is all that is asked, since rules on characters make passwords worse. */
const chosen = z.string().min(PASSWORD_LENGTH.least).max(PASSWORD_LENGTH.most);
/** A password as it is tried: a wrong one is no malformed one. */
const tried = z.string().min(1).max(PASSWORD_LENGTH.most);

/** By a sign-in link or an API token, or by e-mail and password. */
export const SignIn = z.union(
  [z.strictObject({ token: secret }), z.strictObject({ email, password: tried })],
  'Send a token, or an e-mail address and a password.',
);
export type SignIn = z.infer<typeof SignIn>;

export const NewMember = z.strictObject({ name, email: email.optional(), role: z.enum(ROLES) });
export type NewMember = z.infer<typeof NewMember>;

export const MemberChange = z.strictObject({
  name: name.optional(),
  role: z.enum(ROLES).optional(),
});
export type MemberChange = z.infer<typeof MemberChange>;

/** An API token lasts until it ends or is taken back; a sign-in link works once, within a week. */
export const NewToken = z.strictObject({
  label,
  use: z.enum(['api', 'link']).default('api'),
  expires: moment.optional(),
});
export type NewToken = z.infer<typeof NewToken>;

/** What one may change about oneself. */
/** Another address is set with the current password, as another password is: mail is sent there to set it anew. */
export const AccountChange = z.strictObject({
  name: name.optional(),
  email: email.optional(),
  current: tried.optional(),
});
export type AccountChange = z.infer<typeof AccountChange>;

/** `current` isn't asked of who has no password yet or came by a link within the last hour. */
export const PasswordChange = z.strictObject({ password: chosen, current: tried.optional() });
export type PasswordChange = z.infer<typeof PasswordChange>;

export const ResetRequest = z.strictObject({ email });
export type ResetRequest = z.infer<typeof ResetRequest>;

/** An invitation ends after a week where nothing else is said. */
export const NewInvite = z.strictObject({
  role: z.enum(ROLES),
  label: label.optional(),
  expires: moment.optional(),
});
export type NewInvite = z.infer<typeof NewInvite>;

/** Asks what an invitation leads to. */
export const InviteLook = z.strictObject({ token: secret });
export type InviteLook = z.infer<typeof InviteLook>;

/** Makes the account that an invitation is for. */
export const InviteAccept = z
  .strictObject({ token: secret, name, email, password: chosen })
  .refine((given) => !isOwnName(given.password, given), {
    path: ['password'],
    message: 'A password must not be your name or your e-mail address.',
  });
export type InviteAccept = z.infer<typeof InviteAccept>;

/** Whether a password is what everybody tries first: the person's name or address, in any case. */
export function isOwnName(
  password: string,
  { name: own, email: address }: { readonly name: string; readonly email: string | null },
): boolean {
  const said = plain(password);
  const names = [own, address ?? '', address?.split('@')[0] ?? ''];
  return names.some((one) => one !== '' && plain(one) === said);
}

function plain(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}
