/** Finds the member for a user whom an OpenID Connect provider has verified. */
import type { Member } from '../storage/catalogue.ts';
import type { Store, Transaction } from '../storage/store.ts';
import { hasEmail } from './accounts.ts';
import type { Identities } from './identities.ts';
import type { Invites } from './invites.ts';
import type { VerifiedUser } from './oidc-provider.ts';

/** `newId` makes the id of a member who comes by an invitation. */
export interface OidcSignInOptions {
  readonly store: Store;
  readonly identities: Identities;
  readonly invites: Invites;
  readonly newId: () => string;
}

/** `isNew` says that the invitation has just made this member, and was used up. */
export interface OidcMember {
  readonly member: Member;
  readonly isNew: boolean;
}

/**
 * The member who signed in by this provider id before, else the one who is confirmed to have the verified address, else a new
 * one by the invitation, which is used up. Without a verified address only the first way is open. Where none leads to a
 * member: `unconfirmed` if somebody has merely typed the address, which may be anybody's, else `unknown`.
 */
export function memberFor(
  user: VerifiedUser,
  invite: string | null,
  options: OidcSignInOptions,
): Promise<OidcMember | 'unknown' | 'unconfirmed'> {
  const { store, identities } = options;
  return store.transaction(async (tx) => {
    const known = await identities.find(user, tx.log);
    const linked = known === null ? null : await tx.catalogue.get('members', known);
    if (linked !== null) return { member: linked, isNew: false };
    if (user.email === null) return 'unknown';
    const { name, email } = user;
    const members = await tx.catalogue.find('members');
    const holder = members.find((member) => hasEmail(member, email)) ?? null;
    // It may be somebody's own account all the same: nothing is taken from it, and no second one is made.
    if (holder !== null && holder.confirmed !== true) return 'unconfirmed';
    const member = holder ?? (invite && (await invited(tx, invite, { name, email }, options)));
    if (!member) return 'unknown';
    tx.log.write([identities.put(user, member.id)]);
    return { member, isNew: holder === null };
  });
}

async function invited(
  tx: Transaction,
  secret: string,
  facts: { readonly name: string; readonly email: string },
  { invites, newId }: OidcSignInOptions,
): Promise<Member | null> {
  const made = await invites.use(tx, secret, { id: newId(), ...facts, address: 'known' });
  return made.ok ? made.value : null;
}
