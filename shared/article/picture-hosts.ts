/** Pictures of other hosts: these would learn who reads an article, so a person has to ask for them. */

/** As much as is used here of what Node and browsers both have, but not the types of `shared`. */
declare const URL: {
  canParse(address: string, base?: string): boolean;
  new (address: string, base?: string): { readonly host: string };
};

/**
 * The host (with its port, where that isn't the usual one) of a picture that doesn't load by itself; null for a picture of
 * our own host or of a listed one. `own` is an absolute address here; a listed host is one name, or `*.` and a name for all
 * hosts below it, as in a content policy.
 */
export function foreignHost(
  address: string,
  own: string,
  listed: readonly string[],
): string | null {
  if (!URL.canParse(address, own)) return null;
  const { host } = new URL(address, own);
  if (host === new URL(own).host) return null;
  const isListed = listed.some((one) =>
    one.startsWith('*.') ? host.endsWith(one.slice(1)) : host === one,
  );
  return isListed ? null : host;
}
