/** Shapes what leaves the server about accounts: sessions, tokens, invitations; no secret and no hash. */
import type { OpenSessionAnswer } from '../../shared/wire/routes/account.ts';
import type { InviteAnswer } from '../../shared/wire/routes/invites.ts';
import type { PasskeyAnswer } from '../../shared/wire/routes/passkeys.ts';
import type { SessionAnswer } from '../../shared/wire/routes/session.ts';
import type { TokenAnswer } from '../../shared/wire/routes/tokens.ts';
import type { WorkspaceAnswer } from '../../shared/wire/routes/workspace.ts';
import type { Guest } from '../../shared/policy/actor.ts';
import type { Config } from '../config.ts';
import type { Passkey } from '../accounts/passkeys.ts';
import { handleOf } from '../accounts/secrets.ts';
import type { Session } from '../accounts/sessions.ts';
import type { Invite, Member, Token } from '../storage/catalogue.ts';
import { presentGuest, presentMember } from './present.ts';

/** For the member themselves, so with their address. */
export function presentSession(
  member: Member,
  workspace: WorkspaceAnswer,
  { pictureHosts }: Config,
): SessionAnswer {
  return { member: presentMember(member, true), workspace, pictureHosts: [...pictureHosts] };
}

/** With the article and the role that the link gives; a guest has no address. */
export function presentGuestSession(
  guest: Guest,
  workspace: WorkspaceAnswer,
  { pictureHosts }: Config,
): SessionAnswer {
  const { article, role } = guest;
  const own = { member: presentGuest(guest), workspace, pictureHosts: [...pictureHosts] };
  return { ...own, guest: { article, role } };
}

/** `credential` is that of the request: its own session is marked as the current one. The id is a handle (see `handleOf`). */
export function presentOpenSession(session: Session, credential: string): OpenSessionAnswer {
  const { name, by, agent, network } = session;
  return {
    id: handleOf(name),
    by,
    created: new Date(session.created).toISOString(),
    seen: new Date(session.seen).toISOString(),
    agent,
    network,
    current: name === credential,
  };
}

/** `lastUse` is null for one that was never used. The id is a handle (see `handleOf`), by which it is revoked. */
export function presentToken(token: Token, lastUse: Date | null): TokenAnswer {
  const { id, label, use, created, expires } = token;
  const last = lastUse?.toISOString() ?? null;
  return { id: handleOf(id), label, use, created, expires, lastUse: last };
}

/** Without its key. The id is a handle (see `handleOf`), by which it is removed. */
export function presentPasskey({ id, name, created, lastUse }: Passkey): PasskeyAnswer {
  return {
    id: handleOf(id),
    name,
    created: new Date(created).toISOString(),
    lastUse: lastUse === null ? null : new Date(lastUse).toISOString(),
  };
}

/** `by` is the name of the member who made it. The id is a handle (see `handleOf`), by which it is revoked. */
export function presentInvite(invite: Invite, by: string | null): InviteAnswer {
  const { id, role, label, created, expires } = invite;
  return { id: handleOf(id), role, label, by, created, expires };
}
