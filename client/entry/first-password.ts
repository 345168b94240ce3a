/** Gives an account that came by a link a name, an address and a password. */
import type { AccountChange, PasswordChange } from '../../shared/wire/routes/account.ts';
import type { Result } from '../../shared/wire/problems.ts';
import { ask } from '../api/ask.ts';

/** Name and address first: with a password alone nobody could sign in. */
export async function setNameAndPassword(person: {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}): Promise<Result<unknown>> {
  const { name, email, password } = person;
  const named = await ask('PATCH', '/api/account', { name, email } satisfies AccountChange);
  if (!named.ok) return named;
  return ask('POST', '/api/account/password', { password } satisfies PasswordChange);
}
