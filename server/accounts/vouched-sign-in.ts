/** Whose account it is that somebody whom a provider vouches for comes to. */
import type { Member } from '../storage/catalogue.ts';
import type { Accounts } from './accounts.ts';
import type { Identities } from './identities.ts';
import type { Invites } from './invites.ts';
import type { Vouched } from './oidc-provider.ts';

export interface VouchedSignInOptions {
  readonly accounts: Accounts;
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
export async function memberFor(
  vouched: Vouched,
  invite: string | null,
  options: VouchedSignInOptions,
): Promise<VouchedMember | null> {
  const { accounts, identities } = options;
  const known = await identities.find(vouched);
  const linked = known === null ? null : await accounts.member(known);
  if (linked !== null) return { member: linked, isNew: false };
  if (vouched.email === null) return null;
  const { name, email } = vouched;
  const there = await accounts.byEmail(email);
  const member = there ?? (invite && (await invited(invite, name, email, options)));
  if (!member) return null;
  await identities.put(vouched, member.id);
  return { member, isNew: there === null };
}

async function invited(
  secret: string,
  name: string,
  email: string,
  { invites, newId }: VouchedSignInOptions,
): Promise<Member | null> {
  const made = await invites.use(secret, { id: newId(), name, email });
  return made.ok ? made.value : null;
}
