/** Addresses of routes. */
import type { AddressParams, Route } from '../../shared/wire/route.ts';

/** What an address may be made of, whichever route it is. */
type AnyParams = Readonly<Record<string, string | undefined>>;

/** The address of a route; what isn't named in its path goes into the query, and what is undefined is left out. */
export function addressOf<R extends Route>(route: R, params: AddressParams<R>): string {
  // Names in paths are strings, and so is all that our queries take: they are read from addresses.
  const rest = new Map(Object.entries(params as AnyParams));
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => {
    const value = rest.get(name) ?? '';
    rest.delete(name);
    return encodeURIComponent(value);
  });
  const query = new URLSearchParams();
  for (const [name, value] of rest) if (value !== undefined) query.set(name, value);
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}
