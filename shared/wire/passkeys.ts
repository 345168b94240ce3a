/** What browsers and the server tell each other of passkeys: the JSON forms of WebAuthn Level 3, as far as they are used here. */
import * as z from 'zod/mini';
import type { Answered } from './route.ts';

/** Algorithms (COSE) that a passkey may sign by, the best first: Ed25519, ES256 and RS256. */
export const PASSKEY_ALGORITHMS = [-8, -7, -257] as const;

const CREDENTIAL = z.literal('public-key');

/** Bytes as base64url, without padding. */
function bytes(most: number) {
  return z.string().check(z.regex(/^[A-Za-z0-9_-]*$/, 'Send base64url.'), z.maxLength(most));
}

/** WebAuthn bounds an id to 1023 bytes. */
const credentialId = bytes(1364).check(z.minLength(1));

const Described = z.object({ type: CREDENTIAL, id: z.string() });

/** With which a browser is asked for a passkey. Without `allowCredentials` it offers all that it has for this site. */
export const PasskeyAsked = z.object({
  challenge: z.string(),
  rpId: z.string(),
  /** Milliseconds, after which the challenge is worth nothing. */
  timeout: z.number(),
  userVerification: z.literal('required'),
  allowCredentials: z.array(Described),
});
/** As `navigator.credentials.get` takes it in JSON. */
export type PasskeyAsked = Answered<typeof PasskeyAsked>;

/** With which a browser is asked to make a passkey that it can offer by itself. */
export const PasskeyWanted = z.object({
  challenge: z.string(),
  rp: z.object({ id: z.string(), name: z.string() }),
  user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
  timeout: z.number(),
  pubKeyCredParams: z.array(z.object({ type: CREDENTIAL, alg: z.number() })),
  /** The member's own ones: a device that has one of these makes no second one. */
  excludeCredentials: z.array(Described),
  authenticatorSelection: z.object({
    residentKey: z.literal('required'),
    requireResidentKey: z.literal(true),
    userVerification: z.literal('required'),
  }),
  attestation: z.literal('none'),
});
/** As `navigator.credentials.create` takes it in JSON. */
export type PasskeyWanted = Answered<typeof PasskeyWanted>;

/** A passkey was shown: what the browser signed. Other fields that browsers send are overlooked. */
export const ShownPasskey = z.object({
  id: credentialId,
  rawId: credentialId,
  type: CREDENTIAL,
  response: z.object({
    clientDataJSON: bytes(4000),
    authenticatorData: bytes(4000),
    signature: bytes(4000),
    /** Whose it is; a browser sends it with a passkey that it offered by itself. */
    userHandle: z.nullish(bytes(100)),
  }),
});
/** As it was read; nothing of it is proven yet. */
export type ShownPasskey = z.output<typeof ShownPasskey>;

/** A passkey was made. */
export const MadePasskey = z.object({
  id: credentialId,
  rawId: credentialId,
  type: CREDENTIAL,
  response: z.object({ clientDataJSON: bytes(4000), attestationObject: bytes(20_000) }),
});
/** As it was read; nothing of it is proven yet. */
export type MadePasskey = z.output<typeof MadePasskey>;
