/** Lets somebody in who has shown who it is: whatever way they came, one session is opened and the browser's former one ends. */
import { CLOSE } from '../../shared/wire/close-codes.ts';
import type { SessionAnswer } from '../../shared/wire/routes/session.ts';
import type { Identity } from '../accounts/authenticate.ts';
import { memberActor } from '../accounts/effective-role.ts';
import type { SignedIn } from '../accounts/sign-in.ts';
import type { Member } from '../storage/catalogue.ts';
import { readWorkspace } from '../accounts/workspace.ts';
import type { Parts } from './parts.ts';
import { presentSession } from './present-accounts.ts';
import type { Answer } from './answer.ts';

/** The answer that signs somebody in. `former` is who asked: their cookie is about to be replaced. */
export async function enter(
  { member, session }: SignedIn,
  former: Identity | null,
  parts: Parts,
): Promise<Answer<SessionAnswer>> {
  await leave(former, parts);
  await endSurplus(member, parts);
  const value = presentSession(member, await readWorkspace(parts.store.catalogue), parts.config);
  return { kind: 'session', secret: session, value, audit: { actor: memberActor(member) } };
}

/** Ends those sessions of a member that are too many now, and closes their sockets. */
export async function endSurplus(
  { id }: Pick<Member, 'id'>,
  { sessions, revocations }: Pick<Parts, 'sessions' | 'revocations'>,
): Promise<void> {
  const ended = await sessions.endSurplus({ kind: 'member', id });
  if (ended.length > 0) revocations.credentialsEnded(ended, CLOSE.signedOut);
}

/** Ends the session that a request came by, and closes its sockets; an API token is none. */
export async function leave(
  former: Identity | null,
  { sessions, revocations }: Pick<Parts, 'sessions' | 'revocations'>,
): Promise<void> {
  if (!former?.session) return;
  await sessions.end(former.session);
  revocations.credentialsEnded([former.session.name], CLOSE.signedOut);
}
