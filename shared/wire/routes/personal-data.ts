/** What the workspace keeps of a member, to take away as JSON. */
import * as z from 'zod/mini';
import { AUDIENCES } from '../../article/article.ts';
import { KINDS, STATUSES } from '../../annotation/annotation.ts';
import { json } from '../route.ts';
import type { Answered, Route } from '../route.ts';
import { OpenSessionAnswer } from './account.ts';
import { MemberAnswer } from './members.ts';
import { PasskeyAnswer } from './passkeys.ts';
import { TokenAnswer } from './tokens.ts';

const note = z.object({
  id: z.string(),
  kind: z.enum(KINDS),
  status: z.enum(STATUSES),
  /** The words that it is about, as they were. */
  exact: z.string(),
  body: z.string(),
  replacement: z.nullable(z.string()),
  tags: z.array(z.string()),
  created: z.string(),
  modified: z.string(),
});

const reply = z.object({
  id: z.string(),
  /** The annotation in whose thread it is. */
  annotation: z.string(),
  body: z.string(),
  created: z.string(),
  modified: z.string(),
});

/** A member’s account, and the notes, replies and reactions that they wrote themselves. */
export const PersonalData = z.object({
  /** When this was gathered. */
  made: z.string(),
  member: MemberAnswer,
  email: z.nullable(z.string()),
  /** Since when they are a member. */
  since: z.string(),
  sessions: z.array(OpenSessionAnswer),
  tokens: z.array(TokenAnswer),
  passkeys: z.array(PasskeyAnswer),
  /** By article and layer. */
  words: z.array(
    z.object({
      article: z.object({ id: z.string(), title: z.string(), url: z.string() }),
      layer: z.object({ id: z.string(), name: z.string(), audience: z.enum(AUDIENCES) }),
      notes: z.array(note),
      replies: z.array(reply),
      reactions: z.array(z.object({ annotation: z.string(), emoji: z.string() })),
    }),
  ),
  /** How many layers could not be read, since they are damaged on the disk. */
  damaged: z.number(),
});
/** Times are ISO 8601. */
export type PersonalData = Answered<typeof PersonalData>;

/** Each gets what they may read: one's own private notes are in one's own data alone. */
export const personalDataRoutes = {
  own: {
    method: 'GET',
    path: '/api/account/data',
    summary: 'One’s own data: account, sessions, notes and replies',
    answer: json(PersonalData),
  },
  ofMember: {
    method: 'GET',
    path: '/api/members/:id/data',
    summary: 'A member’s data but private notes, for the owner',
    answer: json(PersonalData),
  },
} as const satisfies Record<string, Route>;
