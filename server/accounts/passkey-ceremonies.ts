/** What is agreed with browsers about passkeys (WebAuthn Level 3): what they are asked for, and whether what they answer holds. */
import { z } from 'zod';
import { PASSKEY_ALGORITHMS } from '../../shared/wire/passkeys.ts';
import type {
  MadePasskey,
  PasskeyAsked,
  PasskeyWanted,
  ShownPasskey,
} from '../../shared/wire/passkeys.ts';
import type { WorkspaceAnswer } from '../../shared/wire/routes/workspace.ts';
import type { Member } from '../storage/catalogue.ts';
import { CHALLENGE_MS } from './challenges.ts';
import type { Challenges, ChallengeUse } from './challenges.ts';
import type { PasskeyFacts, Passkeys, Shown } from './passkeys.ts';

/** `workspace` gives the name that browsers show beside a passkey. */
export interface PasskeyCeremoniesOptions {
  readonly challenges: Challenges;
  readonly passkeys: Passkeys;
  readonly workspace: () => Promise<WorkspaceAnswer>;
  /** Public address, without a trailing slash. */
  readonly url: () => string;
}

/**
 * Asks browsers for passkeys and checks them: made or shown for our origin, by a person whom the device has verified, with a
 * challenge of ours that wasn't used yet.
 */
export class PasskeyCeremonies {
  readonly #options: PasskeyCeremoniesOptions;

  constructor(options: PasskeyCeremoniesOptions) {
    this.#options = options;
  }

  /** The origin at which passkeys can be used; null where browsers would refuse: it must be https with a name, or localhost. */
  get origin(): string | null {
    const { protocol, hostname, origin } = new URL(this.#options.url());
    const isAddress = /^[\d.]+$|^\[/.test(hostname);
    return (protocol === 'https:' && !isAddress) || hostname === 'localhost' ? origin : null;
  }

  /** Asks for a passkey of this member's, or for any where the browser shall say whose it is. */
  async ask(use: ChallengeUse): Promise<PasskeyAsked> {
    const { challenges } = this.#options;
    return {
      challenge: await challenges.make(use),
      rpId: this.#rpId,
      timeout: CHALLENGE_MS,
      userVerification: 'required',
      allowCredentials: use.member === null ? [] : await this.#described(use.member),
    };
  }

  /** Asks for a new passkey of this member's. */
  async askForNew({ id, name, email }: Member): Promise<PasskeyWanted> {
    const { challenges, workspace } = this.#options;
    return {
      challenge: await challenges.make({ purpose: 'add', member: id }),
      rp: { id: this.#rpId, name: (await workspace()).name },
      user: { id: Buffer.from(id).toString('base64url'), name: email ?? name, displayName: name },
      timeout: CHALLENGE_MS,
      pubKeyCredParams: PASSKEY_ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
      excludeCredentials: await this.#described(id),
      authenticatorSelection: {
        residentKey: 'required',
        requireResidentKey: true,
        userVerification: 'required',
      },
      attestation: 'none',
    };
  }

  /** Which passkey was shown; null where it is none of that member's, or what the browser sent doesn't hold. Call `use` with it. */
  async shown(sent: ShownPasskey, use: ChallengeUse): Promise<Shown | null> {
    const { passkeys } = this.#options;
    const expected = await this.#expected(sent.response.clientDataJSON, use);
    const whose = use.member ?? readUser(sent.response.userHandle ?? '');
    const passkey = expected && (await passkeys.find(whose, sent.id));
    if (expected === null || passkey === null) return null;
    const { userHandle, ...response } = sent.response;
    // One that names its member must name this one.
    if (userHandle && readUser(userHandle) !== passkey.member) return null;
    const { credential: id, publicKey, counter } = passkey;
    const credential = { id, publicKey: Buffer.from(publicKey, 'base64url'), counter };
    const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
    const checked = await verifyAuthenticationResponse({
      response: { ...sent, response, clientExtensionResults: {} },
      credential,
      ...expected,
    }).catch(() => null); // it throws a sentence for whatever doesn't hold
    if (checked?.verified !== true) return null;
    return { passkey, counter: checked.authenticationInfo.newCounter };
  }

  /** What the browser has made for this member; null where that doesn't hold. */
  async made(sent: MadePasskey, member: string): Promise<PasskeyFacts | null> {
    const use = { purpose: 'add', member } as const;
    const expected = await this.#expected(sent.response.clientDataJSON, use);
    if (expected === null) return null;
    const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
    const checked = await verifyRegistrationResponse({
      response: { ...sent, clientExtensionResults: {} },
      supportedAlgorithmIDs: [...PASSKEY_ALGORITHMS],
      ...expected,
    }).catch(() => null); // it throws a sentence for whatever doesn't hold
    if (checked?.verified !== true) return null;
    const { id: credential, publicKey, counter } = checked.registrationInfo.credential;
    if (credential !== sent.id) return null;
    return { credential, publicKey: Buffer.from(publicKey).toString('base64url'), counter };
  }

  get #rpId(): string {
    return new URL(this.#options.url()).hostname;
  }

  /** What must be in what the browser signed. Its challenge is used up by that, whatever comes of the rest. */
  async #expected(clientDataJSON: string, use: ChallengeUse) {
    const { origin } = this;
    const challenge = readChallenge(clientDataJSON);
    if (origin === null || challenge === null) return null;
    if (!(await this.#options.challenges.take(challenge, use))) return null;
    return {
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: this.#rpId,
      requireUserVerification: true,
    };
  }

  async #described(member: string) {
    const theirs = await this.#options.passkeys.of(member);
    return theirs.map(({ credential: id }) => ({ type: 'public-key', id }) as const);
  }
}

const ClientData = z.object({ challenge: z.string(), crossOrigin: z.literal(false).optional() });

/** Null where it can't be read, or comes from within a page of another site. */
function readChallenge(clientDataJSON: string): string | null {
  try {
    const read: unknown = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString());
    return ClientData.safeParse(read).data?.challenge ?? null;
  } catch {
    return null;
  }
}

/** The id of the member that `askForNew` wrote. */
function readUser(handle: string): string {
  return Buffer.from(handle, 'base64url').toString();
}
