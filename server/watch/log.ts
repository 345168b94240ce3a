/** The log: lines of JSON that say what happened, where and by whom, and never a secret or a word of anybody's text. */
import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';
import { isPerson } from '../../shared/policy/actor.ts';
import type { Actor } from '../../shared/policy/actor.ts';

const SECRETS = [
  'authorization',
  'cookie',
  'set-cookie',
  'token',
  'secret',
  'password',
  'current', // the password that is to be changed
  'receipt',
  'verifier', // of OpenID Connect
];

/** Names under which secrets stand in addresses. */
const IN_ADDRESSES = 'token|secret|password|invite|share|receipt|code|state|nonce';
const ADDRESS = new RegExp(`([?&#](?:${IN_ADDRESSES})=)[^&#\\s"]*`, 'gi');
const BEARER = /\b(bearer\s+)[^\s"]+/gi;
/** A receipt is the last part of an address. */
const RECEIPT = /(\/reports\/)[\w-]{20,}/g;
const HIDDEN = '[hidden]';

/** Makes the log. Lines of `level` and above go to `destination`; secrets in their fields, addresses and errors are hidden. */
export function createLog(level: string, destination: DestinationStream): Logger {
  return pino(
    {
      level,
      redact: { paths: SECRETS.flatMap(pathsTo), censor: HIDDEN },
      serializers: {
        error: describeError,
        err: describeError,
        url: withoutToken,
        path: withoutToken,
      },
    },
    destination,
  );
}

/** Who and where, for log lines about somebody in a room. */
export interface ActorInRoom {
  /** An id, or the kind of an actor that is no person. */
  readonly actor: string;
  /** Its name on the wire. */
  readonly room: string;
}

/** For a log line about somebody in a room. Never the person's name. */
export function actorInRoom(actor: Actor, room: string): ActorInRoom {
  return { actor: isPerson(actor) ? actor.id : actor.kind, room };
}

/** An address, or any text, with its tokens, passwords and receipts hidden. What is no string comes back as it is. */
function withoutToken(address: unknown): unknown {
  if (typeof address !== 'string') return address;
  return [ADDRESS, BEARER, RECEIPT].reduce(
    (text, secret) => text.replace(secret, `$1${HIDDEN}`),
    address,
  );
}

function pathsTo(name: string): string[] {
  const key = `["${name}"]`;
  return [key, `*${key}`, `*.*${key}`];
}

interface DescribedError {
  readonly type: string;
  readonly message: string;
  readonly stack: string;
  readonly code?: string;
  readonly room?: string;
  readonly cause?: unknown;
}

function describeError(error: unknown): DescribedError | string {
  if (!(error instanceof Error)) return withoutWords(String(error));
  const { code, room } = error as { code?: unknown; room?: unknown };
  return {
    type: error.name,
    message: withoutWords(error.message),
    stack: withoutWords(error.stack ?? ''),
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof room === 'string' ? { room } : {}),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}

/**
 * ProseMirror and JSON.parse quote in their errors what they could not read, which may be words of an article. What is a
 * room's name stays.
 */
function withoutWords(text: string): string {
  const quoted = /"(?:[^"\\]|\\.)*"(?:\.\.\.)?/g;
  const known = /^"[0-9a-f-]{36}(?:\/[0-9a-f-]{36})?"$/;
  return String(withoutToken(text)).replace(quoted, (found) => (known.test(found) ? found : '"…"'));
}
