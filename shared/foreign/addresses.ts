/** Addresses in foreign HTML: made absolute where the page says where it is from, and freed from redirects. */
import { attributeOf, findIn, mapTree } from './tree.ts';
import { elementsIn } from '../tree.ts';
import type { ForeignElement } from './tree.ts';

/** As much as is used here of what Node and browsers both have, but not the types of `shared`. */
declare const URL: {
  canParse(address: string, base?: string): boolean;
  new (
    address: string,
    base?: string,
  ): {
    readonly href: string;
    readonly hostname: string;
    readonly pathname: string;
    readonly searchParams: { get(name: string): string | null };
  };
};

/** Services that put their own address around each link, and the parameter that has the real one. */
const REDIRECTS: readonly { readonly host: RegExp; readonly path: RegExp; readonly key: string }[] =
  [
    { host: /^(?:www\.)?google\.[a-z.]+$/, path: /^\/url$/, key: 'q' },
    { host: /^(?:www\.)?google\.[a-z.]+$/, path: /^\/url$/, key: 'url' },
    { host: /\.safelinks\.protection\.outlook\.com$/, path: /^\//, key: 'url' },
    { host: /^lm?\.facebook\.com$/, path: /^\/l\.php$/, key: 'u' },
  ];

/** The address that relative ones are meant from: of `<base>`, else the canonical one, else `og:url`; null where none is said. */
export function baseOf(root: ForeignElement): string | null {
  const base = findIn(root, ({ tag, attributes }) => tag === 'base' && attributes.has('href'));
  const canonical = findIn(
    root,
    (element) =>
      element.tag === 'link' && attributeOf(element, 'rel').toLowerCase() === 'canonical',
  );
  const address = [...elementsIn(root)].find(
    (element) => element.tag === 'meta' && attributeOf(element, 'property') === 'og:url',
  );
  const own = canonical === null ? '' : attributeOf(canonical, 'href');
  const page = [own, address === undefined ? '' : attributeOf(address, 'content')].find(isAbsolute);
  const said = base === null ? '' : attributeOf(base, 'href');
  if (isAbsolute(said)) return said;
  if (said !== '' && page !== undefined && URL.canParse(said, page))
    return new URL(said, page).href;
  return page ?? null;
}

/** The tree with absolute addresses of links. */
export function withAddresses(root: ForeignElement, base: string | null): ForeignElement {
  return mapTree(root, (element) => {
    if (element.tag !== 'a' || !element.attributes.has('href')) return [element];
    const href = withoutRedirect(resolved(attributeOf(element, 'href'), base));
    return [{ ...element, attributes: new Map([...element.attributes, ['href', href]]) }];
  });
}

/** The address made absolute where a base is known; places within the page stay as they are. */
export function resolved(address: string, base: string | null): string {
  if (base === null || address === '' || address.startsWith('#')) return address;
  return URL.canParse(address, base) ? new URL(address, base).href : address;
}

function withoutRedirect(address: string): string {
  if (!/^https?:/i.test(address) || !URL.canParse(address)) return address;
  const { hostname, pathname, searchParams } = new URL(address);
  for (const { host, path, key } of REDIRECTS) {
    const real = host.test(hostname) && path.test(pathname) ? searchParams.get(key) : null;
    if (real !== null && isAbsolute(real)) return real;
  }
  return address;
}

function isAbsolute(address: string): boolean {
  return /^(?:https?|mailto):/i.test(address) && URL.canParse(address);
}
