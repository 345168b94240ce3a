/** Gives an account that came by a link a name, an address and a password. */
import { accountRoutes } from '../../shared/wire/routes/account.ts';
import type { Result } from '../../shared/wire/problems.ts';
import { call } from '../api/call.ts';

/** Name and address first: with a password alone nobody could sign in. */
export async function setNameAndPassword(person: {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}): Promise<Result<unknown>> {
  const { name, email, password } = person;
  const named = await call(accountRoutes.change, {}, { name, email });
  if (!named.ok) return named;
  return call(accountRoutes.setPassword, {}, { password });
}
