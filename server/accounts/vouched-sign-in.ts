/** Whose account it is that somebody whom a provider vouches for comes to. */
import type { Member } from '../storage/catalogue.ts';
import type { Store, Transaction } from '../storage/store.ts';
import { hasEmail } from './accounts.ts';
import type { Identities } from './identities.ts';
import type { Invites } from './invites.ts';
import type { Vouched } from './oidc-provider.ts';

export interface VouchedSignInOptions {
  readonly store: Store;
  readonly identities: Identities;
  readonly invites: Invites;
  readonly newId: () => string;
}

/** Who it is, and whether the invitation was used up by it. */
export interface VouchedMember {
  readonly member: Member;
  readonly isNew: boolean;
}

/**
 * The member: by what the provider called them before, else by the address that it vouches for, else by the invitation in
 * hand. Null for everybody else: a provider may know half the world.
 */
export function memberFor(
  vouched: Vouched,
  invite: string | null,
  options: VouchedSignInOptions,
): Promise<VouchedMember | null> {
  const { store, identities } = options;
  return store.transaction(async (tx) => {
    const known = await identities.find(vouched, tx.log);
    const linked = known === null ? null : await tx.catalogue.get('members', known);
    if (linked !== null) return { member: linked, isNew: false };
    if (vouched.email === null) return null;
    const { name, email } = vouched;
    const members = await tx.catalogue.find('members');
    const there = members.find((member) => hasEmail(member, email)) ?? null;
    const member = there ?? (invite && (await invited(tx, invite, { name, email }, options)));
    if (!member) return null;
    tx.log.write([identities.put(vouched, member.id)]);
    return { member, isNew: there === null };
  });
}

async function invited(
  tx: Transaction,
  secret: string,
  facts: { readonly name: string; readonly email: string },
  { invites, newId }: VouchedSignInOptions,
): Promise<Member | null> {
  const made = await invites.use(tx, secret, { id: newId(), ...facts });
  return made.ok ? made.value : null;
}
