/** Who is behind a request: the one place that says so, for HTTP and for sockets alike. */
import type { IncomingMessage } from 'node:http';
import type { Person } from '../../shared/policy/actor.ts';
import { CLOSE } from '../../shared/wire/close-codes.ts';
import type { Close, Ending } from '../../shared/wire/close-codes.ts';
import { credentialsOf } from './credentials.ts';
import { memberActor } from './effective-role.ts';
import { guestActor } from './guest-actor.ts';
import type { Catalogue } from '../storage/catalogue.ts';
import type { Accounts } from './accounts.ts';
import { hashSecret, sameHash } from './secrets.ts';
import { endOf } from './sessions.ts';
import type { Holder, Session, Sessions } from './sessions.ts';
import type { Tokens } from './tokens.ts';

/** Who is behind a request, and by which credential: when that is revoked, the sockets that it opened are closed. */
export interface Identity {
  readonly actor: Person;
  /** The session's name, which outlasts its secrets, or the hash of the API token. */
  readonly credential: string;
  /** An owner secret is one that only who runs this machine has. */
  readonly by: 'session' | 'token' | 'owner-secret';
  /** Null for what is none. */
  readonly session: Session | null;
  /** The session's new secret, which goes into the cookie of the answer; null where it keeps the one that it has. */
  readonly renewed: string | null;
  /** When it ends by itself, whatever happens till then. */
  readonly ends: Ending | null;
}

/** Says who sent a request; null where it brings no credential that holds. */
export type Authenticate = (request: IncomingMessage) => Promise<Identity | null>;

/** Says whose API token or owner secret this is; null where it is neither. */
export type ByToken = (secret: string) => Promise<Identity | null>;

/** `catalogue` and `now` say whether a guest's link still holds. */
export interface AuthenticateOptions {
  readonly accounts: Accounts;
  readonly catalogue: Catalogue;
  readonly sessions: Sessions;
  readonly byToken: ByToken;
  readonly now: () => Date;
  /** Whether the public address is https, so that our cookie is one that only https can set. */
  readonly secure: boolean;
  /** Hears of what could not be noted; whoever asked is answered all the same. */
  readonly failed: (error: unknown) => void;
}

/** A token wins over a cookie, since nobody sends a token without meaning it. */
export function authenticator(options: AuthenticateOptions): Authenticate {
  return async (request) => {
    const { session, token } = credentialsOf(request, options.secure);
    if (token !== null) return options.byToken(token);
    if (session === null) return null;
    const isSocket = request.headers.upgrade !== undefined;
    // A cookie is sent by any page that asks; without an Origin nobody vouches for the page of a socket.
    if (isSocket && request.headers.origin === undefined) return null;
    return bySession(session, isSocket, options);
  };
}

/** `failed` gets errors of noting when a token was last used; the request is answered all the same. */
export interface TokenReaderOptions {
  readonly accounts: Accounts;
  readonly tokens: Tokens;
  /** Secrets that stand for the owner while this process runs: the configured one, and the command line's. */
  readonly ownerSecrets: readonly string[];
  readonly failed: (error: unknown) => void;
}

/** Knows API tokens and the owner's secrets. A sign-in link is neither. */
export function tokenReader(options: TokenReaderOptions): ByToken {
  const { accounts, tokens, failed } = options;
  const ownerHashes = options.ownerSecrets.map(hashSecret);
  return async (secret) => {
    const hash = hashSecret(secret);
    const isOwner = ownerHashes.some((one) => sameHash(one, hash));
    const token = isOwner ? null : await tokens.find(secret);
    if (!isOwner && token === null) return null;
    const member = token === null ? await accounts.owner() : await accounts.member(token.member);
    if (member === null) return null;
    if (token !== null) tokens.use(token).catch(failed);
    const actor = memberActor(member);
    const ends = endsAt(token?.expires ?? null, CLOSE.tokenEnded);
    const by = isOwner ? 'owner-secret' : 'token';
    return { actor, credential: hash, by, session: null, renewed: null, ends };
  };
}

async function bySession(
  secret: string,
  isSocket: boolean,
  options: AuthenticateOptions,
): Promise<Identity | null> {
  const { sessions, failed } = options;
  const session = await sessions.find(secret);
  const holder = session && (await holderOf(session.who, options));
  if (session === null || holder === null) return null;
  sessions.use(session).catch(failed);
  // A socket's answer can't set a cookie that scripts of the page would then use; the next request does.
  const isDue = session.renewal === 'due' && !isSocket;
  const renewed = isDue ? await sessions.rotate(session, 'has grace') : null;
  const { actor, linkEnds } = holder;
  const sessionEnds = { at: endOf(session), close: CLOSE.signedOut };
  const ends = linkEnds !== null && linkEnds.at < sessionEnds.at ? linkEnds : sessionEnds;
  return { actor, credential: session.name, by: 'session', session, renewed, ends };
}

interface PresentHolder {
  readonly actor: Person;
  readonly linkEnds: Ending | null;
}

/** The holder as an actor; null where the member is gone, or the link that the guest came by. */
async function holderOf(
  who: Holder,
  { accounts, catalogue, now }: AuthenticateOptions,
): Promise<PresentHolder | null> {
  if (who.kind === 'member') {
    const member = await accounts.member(who.id);
    return member && { actor: memberActor(member), linkEnds: null };
  }
  const guest = await guestActor(who.id, catalogue, now());
  return guest && { actor: guest.actor, linkEnds: endsAt(guest.share.expires, CLOSE.linkEnded) };
}

function endsAt(expires: string | null, close: Close): Ending | null {
  return expires === null ? null : { at: Date.parse(expires), close };
}
