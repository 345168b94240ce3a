/** A device with passkeys, in software: makes and shows them as browsers do (WebAuthn Level 3, attestation “none”). */
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type {
  MadePasskey,
  PasskeyAsked,
  PasskeyWanted,
  ShownPasskey,
} from '../../shared/wire/passkeys.ts';

/** What is amiss with what it says; what isn't given is as it should be. */
export interface Amiss {
  readonly origin?: string;
  readonly challenge?: string;
  readonly rpId?: string;
  /** The device has not verified the person. */
  readonly isUnverified?: boolean;
  readonly userHandle?: string;
  /** Of a passkey that is made: its id, as base64url. */
  readonly id?: string;
  readonly type?: string;
  readonly crossOrigin?: boolean;
}

/** Holds the passkeys that it made; where a site names none it shows the last one. */
export interface Authenticator {
  /** How often it has shown a passkey; a test may set it back. */
  count: number;
  make(wanted: PasskeyWanted, amiss?: Amiss): MadePasskey;
  show(asked: PasskeyAsked, amiss?: Amiss): ShownPasskey;
}

interface Held {
  readonly id: string;
  readonly key: KeyObject;
  readonly userHandle: string;
}

const [PRESENT, VERIFIED, HAS_KEY] = [1, 4, 64];

/** `origin` is that of the page which asks it. */
export function authenticator(origin: string): Authenticator {
  const held: Held[] = [];
  const clientData = (type: string, challenge: string, amiss: Amiss): Buffer =>
    Buffer.from(
      JSON.stringify({
        type: amiss.type ?? type,
        challenge: amiss.challenge ?? challenge,
        origin: amiss.origin ?? origin,
        crossOrigin: amiss.crossOrigin ?? false,
      }),
    );
  const device: Authenticator = {
    count: 0,
    make({ rp, user, challenge }, amiss = {}) {
      const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const id = amiss.id === undefined ? randomBytes(32) : Buffer.from(amiss.id, 'base64url');
      held.push({ id: id.toString('base64url'), key: privateKey, userHandle: user.id });
      const authData = Buffer.concat([
        head(amiss.rpId ?? rp.id, PRESENT | (amiss.isUnverified ? 0 : VERIFIED) | HAS_KEY, 0),
        Buffer.alloc(16),
        Buffer.of(0, id.length),
        id,
        coseKey(publicKey),
      ]);
      const attestation = cbor(new Map<string, Cbor>([['fmt', 'none'], ['attStmt', new Map()], ['authData', authData]])); // prettier-ignore
      return {
        ...named(id.toString('base64url')),
        response: {
          clientDataJSON: clientData('webauthn.create', challenge, amiss).toString('base64url'),
          attestationObject: attestation.toString('base64url'),
        },
      };
    },
    show({ rpId, challenge, allowCredentials }, amiss = {}) {
      const allowed = held.filter(({ id }) => allowCredentials.some((one) => one.id === id));
      const passkey = (allowCredentials.length === 0 ? held : allowed).at(-1);
      if (passkey === undefined) throw new Error('The device has no such passkey.');
      device.count += 1;
      const flags = PRESENT | (amiss.isUnverified ? 0 : VERIFIED);
      const data = head(amiss.rpId ?? rpId, flags, device.count);
      const client = clientData('webauthn.get', challenge, amiss);
      const signed = Buffer.concat([data, createHash('sha256').update(client).digest()]);
      return {
        ...named(passkey.id),
        response: {
          clientDataJSON: client.toString('base64url'),
          authenticatorData: data.toString('base64url'),
          signature: sign('sha256', signed, passkey.key).toString('base64url'),
          userHandle: amiss.userHandle ?? passkey.userHandle,
        },
      };
    },
  };
  return device;
}

function named(id: string) {
  return { id, rawId: id, type: 'public-key' } as const;
}

function head(rpId: string, flags: number, count: number): Buffer {
  const rest = Buffer.alloc(5);
  rest.writeUInt8(flags);
  rest.writeUInt32BE(count, 1);
  return Buffer.concat([createHash('sha256').update(rpId).digest(), rest]);
}

/** ES256 on P-256 (RFC 9053). */
function coseKey(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  const part = (text: string): Buffer => Buffer.from(text, 'base64url');
  return cbor(new Map<number, Cbor>([[1, 2], [3, -7], [-1, 1], [-2, part(x)], [-3, part(y)]])); // prettier-ignore
}

type Cbor = number | string | Buffer | ReadonlyMap<string | number, Cbor>;

/** As much of CBOR (RFC 8949) as the above needs. */
function cbor(value: Cbor): Buffer {
  if (typeof value === 'number') return value < 0 ? item(1, -1 - value) : item(0, value);
  if (typeof value === 'string') return Buffer.concat([item(3, value.length), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([item(2, value.length), value]);
  const parts = [...value].flatMap(([key, each]) => [cbor(key), cbor(each)]);
  return Buffer.concat([item(5, value.size), ...parts]);
}

function item(major: number, size: number): Buffer {
  if (size < 24) return Buffer.of((major << 5) | size);
  return size < 256 ? Buffer.of((major << 5) | 24, size) : Buffer.of((major << 5) | 25, size >> 8, size & 255); // prettier-ignore
}
