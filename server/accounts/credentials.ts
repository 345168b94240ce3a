/** What a request brings to say who it is, and whether it comes from our own pages; the same for HTTP and sockets. */
import type { IncomingMessage } from 'node:http';
import { SYNC_PATH } from '../../shared/wire/messages.ts';

/** The addresses of requests have no host. */
const ANY_HOST = 'http://localhost';

/**
 * Name of one of the server's cookies. Where the public address is https, the prefix `__Host-` says that only https could set
 * it, for this host alone: else a neighbouring host could slip in its own.
 */
export function cookieName(name: OwnCookie, secure: boolean): string {
  return `${secure ? '__Host-' : ''}galley_${name}`;
}

/** `session` says who somebody is; `flow` and `invite` are kept while somebody is away at a provider of OpenID Connect. */
export type OwnCookie = 'session' | 'flow' | 'invite';

/** As they came, not checked; null for what the request doesn't bring. */
export interface Credentials {
  readonly session: string | null;
  readonly token: string | null;
}

/** The session cookie, and the token of an Authorization header or, of a socket for a room, of its address. */
export function credentialsOf(request: IncomingMessage, secure: boolean): Credentials {
  const bearer = /^Bearer (\S{1,500})$/i.exec(request.headers.authorization ?? '')?.[1];
  return {
    session: cookieOf(request, 'session', secure),
    token: bearer ?? tokenOfSocket(request),
  };
}

/** A browser's script can give a socket no header. Proxies keep addresses, so that in no other request a token is taken from one. */
function tokenOfSocket({ method, url = '/', headers }: IncomingMessage): string | null {
  const isUpgrade = method === 'GET' && headers.upgrade?.toLowerCase() === 'websocket';
  if (!isUpgrade || !URL.canParse(url, ANY_HOST)) return null;
  const { pathname, searchParams } = new URL(url, ANY_HOST);
  return pathname.startsWith(`${SYNC_PATH}/`) ? searchParams.get('token') : null;
}

/**
 * Whether the request comes from a page of ours, or from no page at all. The host that was asked for counts as ours too: a
 * foreign page can't make its visitors' browsers send our cookie to a host of its own. Where it is the public one, its scheme
 * counts as well: a page of the same name without https may be anybody's on the way.
 */
export function isOwnOrigin(request: IncomingMessage, url: string | null): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  if (url !== null && (origin === new URL(url).origin || host === new URL(url).host))
    return origin === new URL(url).origin;
  return host !== undefined && (origin === `http://${host}` || origin === `https://${host}`);
}

/** The value of one of the server's cookies; null where the request has none. */
export function cookieOf(
  request: IncomingMessage,
  name: OwnCookie,
  secure: boolean,
): string | null {
  const wanted = cookieName(name, secure);
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = part.trim().split('=', 2);
    if (key === wanted && value !== undefined && value !== '') return value;
  }
  return null;
}
