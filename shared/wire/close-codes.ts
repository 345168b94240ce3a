/** Why the server closes a socket. The stock client gives up on 4400 to 4499 and retries everything else. */

/** By what has happened. A client doesn't retry after a code from 4400 to 4499; after the others it reconnects by itself. */
export const CLOSE = {
  malformed: { code: 4400, reason: 'The message could not be read.' },
  notSignedIn: { code: 4401, reason: 'Please sign in.' },
  signedOut: { code: 4401, reason: 'Your session has ended.' },
  removed: { code: 4401, reason: 'You are no longer a member here.' },
  linkEnded: { code: 4401, reason: 'The link by which you came has ended.' },
  tokenEnded: { code: 4401, reason: 'The token has ended.' },
  notAllowed: { code: 4403, reason: 'Not allowed.' },
  outdated: { code: 4403, reason: 'this page is older than the server' },
  noSuchRoom: { code: 4404, reason: 'There is no such room.' },
  epochMismatch: {
    code: 4409,
    reason: 'The room was restored since; reload to get its present state.',
  },
  tooLarge: { code: 4413, reason: 'The message is too large.' },
  rightsChanged: { code: 4501, reason: 'Your role has changed; reconnect.' },
  restarting: { code: 4503, reason: 'The server restarts and will be back soon.' },
  storeFailed: {
    code: 4507,
    reason: 'The server could not store the change; it will be tried again.',
  },
  damaged: { code: 4510, reason: 'This room is damaged on the disk; the others are served.' },
  tooManySockets: { code: 1013, reason: 'You have too many pages open here; close some.' },
  tooManyClients: {
    code: 1013,
    reason: 'Too many pages begin to write at once; this one may in a moment.',
  },
  tooCrowded: {
    code: 1013,
    reason: 'Too much was written at one place at once; this page may go on in a moment.',
  },
  tooManyWords: {
    code: 1013,
    reason: 'Too much was written at once; this page may go on in a moment.',
  },
  tooOftenRefused: {
    code: 1013,
    reason: 'Too much of what was sent could not be taken; this page may go on in a moment.',
  },
  tooSlow: { code: 1013, reason: 'Too far behind; reconnect.' },
} as const;

/** `reason` has at most 123 bytes of UTF-8, as RFC 6455 (section 5.5) allows. */
export type Close = { readonly code: number; readonly reason: string };

/** When a link, a token or a session ends by itself, in milliseconds since 1970, and what is said then. */
export interface Ending {
  readonly at: number;
  readonly close: Close;
}

/** Not allowed, with the rule's name as the reason. A close reason may have at most 123 bytes. */
export function notAllowed(rule: string): Close {
  return { code: CLOSE.notAllowed.code, reason: rule.slice(0, 100) };
}

/** Whether the server closed the socket for what its client did: a code from 4400 to 4499, or a reader that was too slow. */
export function isRefusal(code: number): boolean {
  return (code >= 4400 && code < 4500) || code === CLOSE.tooSlow.code;
}
