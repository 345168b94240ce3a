/** Who is signed in, and signing out. How one signs in is in `sign-in.ts`: most pages have no use for it. */
import * as z from 'zod/mini';
import { ROLES } from '../../policy/actor.ts';
import { json, NOTHING } from '../route.ts';
import type { Answered, Route } from '../route.ts';
import { MemberAnswer } from './members.ts';
import { WorkspaceAnswer } from './workspace.ts';

/** Who is signed in. */
export const SessionAnswer = z.object({
  /** A guest's `id` is the guest's, and `guest` is true. */
  member: MemberAnswer,
  workspace: WorkspaceAnswer,
  /** Other hosts whose pictures load at once, as `foreignHost` takes them. */
  pictureHosts: z.array(z.string()),
  /** Where a guest may go, and as what. */
  guest: z.exactOptional(z.object({ article: z.string(), role: z.enum(ROLES) })),
});
/** `guest` is left out for a member. */
export type SessionAnswer = Answered<typeof SessionAnswer>;

/** The session of a browser. `signOut` takes its cookie away. */
export const sessionRoutes = {
  get: {
    method: 'GET',
    path: '/api/session',
    summary: 'Who is signed in',
    answer: json(SessionAnswer),
  },
  signOut: {
    method: 'DELETE',
    path: '/api/session',
    summary: 'Sign out',
    answer: NOTHING,
  },
} as const satisfies Record<string, Route>;
