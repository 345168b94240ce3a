/** The passkeys that are kept: of each member those that they have added. */
import { done, failed } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';
import { CAPS, withinCap } from '../limits/caps.ts';
import type { Store } from '../storage/store.ts';
import type { Json, LogChange, LogReads, Write } from '../storage/update-log.ts';
import { handleOf, hashSecret } from './secrets.ts';

/** What a browser has made and the server has checked. */
export interface PasskeyFacts {
  /** What the browser calls it, as base64url. */
  readonly credential: string;
  /** COSE, as base64url. */
  readonly publicKey: string;
  /** How often it was used, as far as its device counts; 0 where that doesn't. */
  readonly counter: number;
}

/** A passkey as it is kept; times are milliseconds since 1970. */
export interface Passkey extends PasskeyFacts {
  /** Hash of `credential`. */
  readonly id: string;
  readonly member: string;
  readonly name: string;
  readonly created: number;
  /** Null where it was never used. */
  readonly lastUse: number | null;
}

/** A passkey, and the count with which it was shown. */
export interface Shown {
  readonly passkey: Passkey;
  readonly counter: number;
}

/** Keeps them by member, so that none leads to an account that it wasn't added to. */
export class Passkeys {
  readonly #store: Store;
  readonly #now: () => Date;

  constructor(store: Store, now: () => Date) {
    this.#store = store;
    this.#now = now;
  }

  /** A member's, the newest first. */
  async of(member: string, log: LogReads = this.#store.log): Promise<Passkey[]> {
    const entries = await log.list('passkeys', { prefix: `${member}/` });
    const theirs = entries.flatMap(({ key, value }) => toPasskey(key, value) ?? []);
    return theirs.sort((one, other) => other.created - one.created);
  }

  /** Whether a member has any. */
  async has(member: string): Promise<boolean> {
    const first = await this.#store.log.list('passkeys', { prefix: `${member}/`, limit: 1 });
    return first.length > 0;
  }

  /** The member's passkey that the browser calls so; null where they have none such. */
  find(member: string, credential: string): Promise<Passkey | null> {
    return readPasskey(keyOf(member, hashSecret(credential)), this.#store.log);
  }

  /** `limit-reached` where the member has too many, `conflict` where it is there already. */
  add(member: string, name: string, facts: PasskeyFacts): Promise<Result<Passkey>> {
    const created = this.#now().getTime();
    const id = hashSecret(facts.credential);
    return this.#store.transaction(async ({ log }): Promise<Result<Passkey>> => {
      const there = await this.of(member, log);
      const fits = withinCap(CAPS.passkeysOfMember, there.length);
      if (!fits.ok) return fits;
      if (there.some((passkey) => passkey.id === id))
        return failed('conflict', 'This passkey is there already.');
      const passkey = { ...facts, id, member, name, created, lastUse: null };
      log.write([put(passkey)]);
      return done(passkey);
    });
  }

  /**
   * Notes within a transaction that one was shown. False where it was removed meanwhile, or its device has counted further: then
   * what was shown is old, or somebody has a copy of it.
   */
  async use({ passkey: { member, id }, counter }: Shown, log: LogChange): Promise<boolean> {
    const passkey = await readPasskey(keyOf(member, id), log);
    if (passkey === null) return false;
    const counts = counter > 0 || passkey.counter > 0;
    if (counts && counter <= passkey.counter) return false;
    log.write([put({ ...passkey, counter, lastUse: this.#now().getTime() })]);
    return true;
  }

  /** Removes one, by its handle (see `handleOf`); another member's is not found. */
  remove(member: string, handle: string): Promise<Result<Passkey>> {
    return this.#store.transaction(async ({ log }): Promise<Result<Passkey>> => {
      const found = (await this.of(member, log)).find(({ id }) => handleOf(id) === handle);
      if (found === undefined) return failed('not-found');
      log.write([remove(keyOf(member, found.id))]);
      return done(found);
    });
  }

  /** Forgets all of a removed member. */
  forget(member: string): Promise<void> {
    return this.#store.transaction(async ({ log }) => {
      const theirs = await log.list('passkeys', { prefix: `${member}/` });
      log.write(theirs.map(({ key }) => remove(key)));
    });
  }
}

function keyOf(member: string, id: string): string {
  return `${member}/${id}`;
}

function put({ member, id, ...facts }: Passkey): Write {
  return { do: 'put', space: 'passkeys', key: keyOf(member, id), value: { ...facts } };
}

function remove(key: string): Write {
  return { do: 'remove', space: 'passkeys', key };
}

async function readPasskey(key: string, log: LogReads): Promise<Passkey | null> {
  return toPasskey(key, await log.get('passkeys', key));
}

/** Null for what nothing of ours has written. */
function toPasskey(key: string, value: Json | null): Passkey | null {
  const [member = '', id = ''] = key.split('/');
  if (typeof value !== 'object' || value === null || !('publicKey' in value)) return null;
  // The seal of the store says that it is what `put` wrote.
  return { ...value, member, id } as unknown as Passkey;
}
