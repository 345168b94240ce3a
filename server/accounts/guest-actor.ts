/** Which links still lead somewhere, who a guest is that came by one, and who somebody is by now. */
import type { Guest, Person } from '../../shared/policy/actor.ts';
import { mayShareAs } from '../../shared/policy/may.ts';
import { grantId, memberActor, withGrant } from './effective-role.ts';
import type { Catalogue, Grant, Member as MemberRow, Share } from '../storage/catalogue.ts';

/** The guest as an actor; null where the link by which it came leads nowhere any more. */
export async function guestActor(
  id: string,
  catalogue: Catalogue,
  now: Date,
): Promise<{ readonly actor: Guest; readonly share: Share } | null> {
  const guest = await catalogue.get('guests', id);
  const share = guest && (await catalogue.get('shares', guest.share));
  if (guest === null || share === null || !(await isLive(share, catalogue, now))) return null;
  const { name, article } = guest;
  return { actor: { kind: 'guest', id, name, article, role: share.role }, share };
}

/** The person with the rights that they have by now, for what goes on long after it was asked; null where they have none any more. */
export async function personNow(
  { kind, id }: Person,
  catalogue: Catalogue,
  now: Date,
): Promise<Person | null> {
  if (kind === 'guest') return (await guestActor(id, catalogue, now))?.actor ?? null;
  const member = await catalogue.get('members', id);
  return member && memberActor(member);
}

/** Whether a link still lets people in: its end hasn't come, and its maker could still make it. */
export async function isLive(share: Share, catalogue: Catalogue, now: Date): Promise<boolean> {
  if (share.expires !== null && share.expires <= now.toISOString()) return false;
  const [maker, grant] = await Promise.all([
    catalogue.get('members', share.by),
    catalogue.get('grants', grantId(share.article, share.by)),
  ]);
  return mayStillShare(share, maker, grant);
}

/**
 * Whether the maker of a link could still make it. A link is worth no more than that: else a member who was removed could come
 * back by a link of their own.
 */
export function mayStillShare(share: Share, maker: MemberRow | null, grant: Grant | null): boolean {
  return maker !== null && mayShareAs(share.role, withGrant(memberActor(maker), grant)).ok;
}
