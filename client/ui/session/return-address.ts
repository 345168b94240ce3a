/** Where a person wanted to go before they had to sign in. */

const KEY = 'galley.return';

/**
 * The path, query and fragment of `address` where it is one of this site's own pages, else null. An address that
 * leads elsewhere must not ride on our sign-in (an open redirect); the URL parser judges, since browsers drop
 * tabs and turn backslashes before they read it.
 */
export function localAddress(address: string | null, origin: string): string | null {
  if (address === null || !address.startsWith('/') || !URL.canParse(address, origin)) return null;
  const url = new URL(address, origin);
  if (url.origin !== origin || url.pathname === '/signin') return null;
  if (url.pathname.startsWith('//')) return null; // `/..//evil.example` is ours when read, but not when read again
  return url.pathname + url.search + url.hash;
}

/** Remembers the present address for this tab and goes to the sign-in page. */
export function leaveToSignIn(): void {
  sessionStorage.setItem(KEY, location.pathname + location.search + location.hash);
  location.replace('/signin');
}

/** Goes to the remembered address, or to the library, without leaving the sign-in page in the history. */
export function returnFromSignIn(): void {
  const address = localAddress(sessionStorage.getItem(KEY), location.origin);
  sessionStorage.removeItem(KEY);
  location.replace(address ?? '/');
}
