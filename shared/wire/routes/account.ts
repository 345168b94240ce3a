/** One's own account: name, address, password, and where one is signed in. Guests have none. */
import * as z from 'zod/mini';
import { email, name, secret } from '../fields.ts';
import { INTERFACE_LANGUAGES } from '../interface-languages.ts';
import { page } from '../list.ts';
import { ShownPasskey } from '../passkeys.ts';
import { accepted, json, NOTHING } from '../route.ts';
import type { Answered, Route } from '../route.ts';
import { MemberAnswer } from './members.ts';

/** How long a password may be, in UTF-16 units. */
export const PASSWORD_LENGTH = { least: 10, most: 200 } as const;

/** A password as it is chosen. Long enough is all that is asked, since rules on characters make passwords worse. */
export const chosenPassword = z
  .string()
  .check(z.minLength(PASSWORD_LENGTH.least), z.maxLength(PASSWORD_LENGTH.most));

/** A password that somebody signs in with. One that is too short is let through, to fail as wrong and not as malformed. */
export const triedPassword = z.string().check(z.minLength(1), z.maxLength(PASSWORD_LENGTH.most));

/** One's own account. */
export const AccountAnswer = z.object({
  member: MemberAnswer,
  email: z.nullable(z.string()),
  /** Whether the address is known to be one's own; only then does a provider of OpenID Connect lead to the account by it. */
  confirmed: z.boolean(),
  /** Whether a link can be mailed to the address that confirms it. */
  mayConfirm: z.boolean(),
  hasPassword: z.boolean(),
  hasPasskey: z.boolean(),
  /** Whether what asks for a proof may be done without one, such as setting a new password without the old one. */
  mayReset: z.boolean(),
  /** The origin at which passkeys can be used; null where they can't, as the public address is neither https nor localhost. */
  passkeysAt: z.nullable(z.string()),
  /** Whether what concerns one in threads is mailed to a confirmed address; null where this server sends no mail. */
  noticesByMail: z.nullable(z.boolean()),
  /** The language of pages and mail; null where that is left to the browser. */
  language: z.nullable(z.enum(INTERFACE_LANGUAGES)),
});
/** `email` is null for a member who was added without one and has set none since. */
export type AccountAnswer = Answered<typeof AccountAnswer>;

const proof = { current: z.optional(triedPassword), passkey: z.optional(ShownPasskey) };

/**
 * That it is still oneself: the current password, or one of one's passkeys, shown with what `passkeys.prove` answered. Neither is
 * asked of a member who has none yet or came by a link within the last hour.
 */
export const Proof = z.strictObject(proof);
/** As it was read; nothing of it is proven yet. */
export type Proof = z.output<typeof Proof>;

/**
 * What one may change about oneself. Another address needs a proof, since a new password can be asked for by mail
 * to it.
 */
export const AccountChange = z.strictObject({
  name: z.optional(name(200)),
  email: z.optional(email),
  noticesByMail: z.optional(z.boolean()),
  language: z.optional(z.nullable(z.enum(INTERFACE_LANGUAGES))),
  ...proof,
});
/** As it was read, the name trimmed. The proof is looked at only where `email` is another one. */
export type AccountChange = z.output<typeof AccountChange>;

/** A new password, with the proof for it. */
export const PasswordChange = z.strictObject({ password: chosenPassword, ...proof });
/** As it was read: passwords are never trimmed. */
export type PasswordChange = z.output<typeof PasswordChange>;

/** Asks for a mail; the answer is the same whether there is such an account or not. */
export const ResetRequest = z.strictObject({ email });
/** As it was read; the case of the address doesn't matter. */
export type ResetRequest = z.output<typeof ResetRequest>;

/** What the mailed link carries. */
export const Confirmation = z.strictObject({ token: secret });
/** As it was read. */
export type Confirmation = z.output<typeof Confirmation>;

/** How a session was opened. */
export const SESSION_ORIGINS = [
  'password',
  'passkey',
  'link',
  'token',
  'oidc',
  'invite',
  'share',
] as const;
/** One of `SESSION_ORIGINS`. */
export type SessionOrigin = (typeof SESSION_ORIGINS)[number];

/** One of the open sessions of an account. */
export const OpenSessionAnswer = z.object({
  id: z.string(),
  by: z.enum(SESSION_ORIGINS),
  created: z.string(),
  /** When it was last used, to ten minutes. */
  seen: z.string(),
  /** The browser, in its own words, shortened. */
  agent: z.string(),
  network: z.string(),
  /** Whether it is the one that asks. */
  current: z.boolean(),
});
/** Times are ISO 8601; `id` is what `endSession` takes, and not the session's secret. */
export type OpenSessionAnswer = Answered<typeof OpenSessionAnswer>;

/** Whether a password is what everybody tries first: the person's name or address, in any case. */
export function isOwnName(
  password: string,
  { name: own, email: address }: { readonly name: string; readonly email: string | null },
): boolean {
  const said = plain(password);
  const names = [own, address ?? '', address?.split('@')[0] ?? ''];
  return names.some((one) => one !== '' && plain(one) === said);
}

function plain(words: string): string {
  return words.normalize('NFKC').trim().toLowerCase();
}

/** All but `reset` are about the account of the member who asks. */
export const accountRoutes = {
  get: {
    method: 'GET',
    path: '/api/account',
    summary: 'One’s own account',
    answer: json(AccountAnswer),
  },
  change: {
    method: 'PATCH',
    path: '/api/account',
    summary: 'Change one’s name or e-mail address',
    body: AccountChange,
    answer: json(AccountAnswer),
  },
  askConfirmation: {
    method: 'POST',
    path: '/api/account/confirmation',
    summary: 'Ask for a mail by which one’s address is confirmed',
    answer: accepted(z.object({})),
  },
  confirm: {
    method: 'PUT',
    path: '/api/account/confirmation',
    summary: 'Confirm one’s address by what was mailed to it',
    body: Confirmation,
    answer: json(AccountAnswer),
  },
  setPassword: {
    method: 'POST',
    path: '/api/account/password',
    summary: 'Set or change one’s password; signs out everywhere else',
    body: PasswordChange,
    answer: json(AccountAnswer),
  },
  reset: {
    method: 'POST',
    path: '/api/account/reset',
    summary: 'Ask for a mail by which a forgotten password can be set again',
    access: 'anyone',
    body: ResetRequest,
    answer: accepted(z.object({})),
  },
  sessions: {
    method: 'GET',
    path: '/api/account/sessions',
    summary: 'Where one is signed in',
    answer: json(page(OpenSessionAnswer)),
  },
  endOtherSessions: {
    method: 'DELETE',
    path: '/api/account/sessions',
    summary: 'Sign out everywhere else',
    answer: NOTHING,
  },
  endSession: {
    method: 'DELETE',
    path: '/api/account/sessions/:session',
    summary: 'Sign out in one place',
    answer: NOTHING,
  },
} as const satisfies Record<string, Route>;
