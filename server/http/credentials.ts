/** What a request brings to say who it is, and whether it comes from our own pages; the same for HTTP and sockets. */
import type { IncomingMessage } from 'node:http';

export const SESSION_COOKIE = 'galley_session';

export interface Credentials {
  readonly session: string | null;
  readonly token: string | null;
}

/** The session cookie, and the token of an Authorization header or (for sockets) of the query. */
export function credentialsOf(request: IncomingMessage): Credentials {
  const bearer = /^Bearer (\S{1,500})$/i.exec(request.headers.authorization ?? '')?.[1];
  const query = new URL(request.url ?? '/', 'http://localhost').searchParams.get('token');
  const isSocket = request.headers.upgrade !== undefined;
  return {
    session: cookieOf(request.headers.cookie ?? '', SESSION_COOKIE),
    token: bearer ?? (isSocket ? query : null),
  };
}

/**
 * Whether the request comes from a page of ours, or from no page at all. The host that was asked for counts as ours too: a
 * foreign page can't make its visitors' browsers send our cookie to a host of its own.
 */
export function isOwnOrigin(request: IncomingMessage, url: string | null): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  if (url !== null && origin === new URL(url).origin) return true;
  return host !== undefined && (origin === `http://${host}` || origin === `https://${host}`);
}

function cookieOf(header: string, name: string): string | null {
  for (const part of header.split(';')) {
    const [key, value] = part.trim().split('=', 2);
    if (key === name && value !== undefined) return value;
  }
  return null;
}
