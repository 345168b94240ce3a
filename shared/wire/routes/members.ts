/** The members of the workspace. */
import * as z from 'zod/mini';
import { ROLES } from '../../policy/actor.ts';
import { email, name } from '../fields.ts';
import { page } from '../list.ts';
import { created, json, NOTHING } from '../route.ts';
import type { Answered, Route } from '../route.ts';

/** A member, or a guest where a member would be shown. */
export const MemberAnswer = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  /** Shown to the owner and to oneself. */
  email: z.exactOptional(z.string()),
  /** Whether the address is known to be theirs; shown with it. */
  confirmed: z.exactOptional(z.boolean()),
  /** A name of the palette in `shared/presence/person.ts`. */
  color: z.string(),
  /** Somebody who came by a share link and has no account. */
  guest: z.exactOptional(z.literal(true)),
});
/** `role` is the one in the workspace; of a guest, the one in its article. */
export type MemberAnswer = Answered<typeof MemberAnswer>;

const memberName = name(200);

/** A member without an address can't sign in by a password or by OpenID Connect until there is one. */
export const NewMember = z.strictObject({
  name: memberName,
  email: z.optional(email),
  role: z.enum(ROLES),
});
/** As it was read, the name trimmed. An address that another member has is a conflict. */
export type NewMember = z.output<typeof NewMember>;

/** What is left out stays as it is. */
export const MemberChange = z.strictObject({
  name: z.optional(memberName),
  role: z.optional(z.enum(ROLES)),
  email: z.optional(email).check(z.describe('Set by an owner, it counts as confirmed.')),
});
/** As it was read, the name trimmed. The last owner can't get another role. */
export type MemberChange = z.output<typeof MemberChange>;

/** What becomes of what the person wrote where others read it. */
export const ERASED_WORDS = ['stay', 'go'] as const;
/** `stay`: under “Former member”. `go`: with them, but a note that others have replied to keeps its place, empty. */
export type ErasedWords = (typeof ERASED_WORDS)[number];

/** Nobody erases themselves. */
export const MemberErasure = z.strictObject({ words: z.enum(ERASED_WORDS) });

/** `damaged` counts the layers that could not be read, and may still have words of theirs. */
export const MemberErasureAnswer = z.object({ damaged: z.number() });
/** Zero unless the words go. */
export type MemberErasureAnswer = Answered<typeof MemberErasureAnswer>;

/** Read by every member, changed by the owner. */
export const memberRoutes = {
  list: {
    method: 'GET',
    path: '/api/members',
    summary: 'All members',
    answer: json(page(MemberAnswer)),
  },
  add: {
    method: 'POST',
    path: '/api/members',
    summary: 'Add a member',
    body: NewMember,
    answer: created(MemberAnswer),
  },
  change: {
    method: 'PATCH',
    path: '/api/members/:id',
    summary: 'Change a name, a role or an address, or confirm the address by sending it again',
    body: MemberChange,
    answer: json(MemberAnswer),
  },
  remove: {
    method: 'DELETE',
    path: '/api/members/:id',
    summary: 'Remove a member',
    answer: NOTHING,
  },
  erase: {
    method: 'POST',
    path: '/api/members/:id/erase',
    summary:
      'Erase a member, a guest, or somebody who was removed: also their private layers, and their name and networks in the audit log',
    body: MemberErasure,
    answer: json(MemberErasureAnswer),
  },
} as const satisfies Record<string, Route>;
