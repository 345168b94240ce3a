/** One's own passkeys: with one of them one signs in without a password. */
import * as z from 'zod/mini';
import { name } from '../fields.ts';
import { page } from '../list.ts';
import { MadePasskey, PasskeyAsked, PasskeyWanted } from '../passkeys.ts';
import { created, json, NOTHING } from '../route.ts';
import type { Answered, Route } from '../route.ts';
import { Proof } from './account.ts';

/** A passkey, as its member knows it. */
export const PasskeyAnswer = z.object({
  id: z.string(),
  name: z.string(),
  created: z.string(),
  /** Null where it was never used. */
  lastUse: z.nullable(z.string()),
});
/** Times are ISO 8601; `id` is what `remove` takes. */
export type PasskeyAnswer = Answered<typeof PasskeyAnswer>;

/** A passkey that a browser has made with what `begin` answered. */
export const NewPasskey = z.strictObject({ name: name(100), passkey: MadePasskey });
/** As it was read, the name trimmed. */
export type NewPasskey = z.output<typeof NewPasskey>;

/** About the member who asks. Where passkeys can't be used (see `passkeysAt`) all but `list` and `remove` answer 404. */
export const passkeyRoutes = {
  list: {
    method: 'GET',
    path: '/api/account/passkeys',
    summary: 'One’s own passkeys',
    answer: json(page(PasskeyAnswer)),
  },
  prove: {
    method: 'POST',
    path: '/api/account/passkeys/proof',
    summary: 'Begin to show one of one’s passkeys, where a proof is asked for',
    answer: json(PasskeyAsked),
  },
  begin: {
    method: 'POST',
    path: '/api/account/passkeys/challenge',
    summary: 'Begin to add a passkey, with a proof that it is oneself',
    body: Proof,
    answer: json(PasskeyWanted),
  },
  add: {
    method: 'POST',
    path: '/api/account/passkeys',
    summary: 'Add the passkey that the browser has made',
    body: NewPasskey,
    answer: created(PasskeyAnswer),
  },
  remove: {
    method: 'POST',
    path: '/api/account/passkeys/:passkey/removal',
    summary:
      'Remove a passkey, with a proof that it is oneself; ends the other sessions that it opened',
    body: Proof,
    answer: NOTHING,
  },
} as const satisfies Record<string, Route>;
