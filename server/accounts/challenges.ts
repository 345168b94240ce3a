/** Challenges: what a passkey is asked to sign, so that nothing that was signed before counts. */
import { readEntries } from '../storage/read-entries.ts';
import type { Store } from '../storage/store.ts';
import type { Json, Write } from '../storage/update-log.ts';
import { hashSecret } from './secrets.ts';

const MINUTE_MS = 60_000;

/** How long somebody may take over it. */
export const CHALLENGE_MS = 5 * MINUTE_MS;

/** What a challenge is for, and by whom; null where that shows only by the passkey. */
export interface ChallengeUse {
  readonly purpose: 'sign in' | 'prove' | 'add';
  readonly member: string | null;
}

/** `newSecret` must give 256 random bits as base64url. */
export interface ChallengesOptions {
  readonly store: Store;
  readonly now: () => Date;
  readonly newSecret: () => string;
}

/** Each is good for one use, once, within `CHALLENGE_MS`; the store has hashes of them. */
export class Challenges {
  readonly #options: ChallengesOptions;
  #swept = 0;

  constructor(options: ChallengesOptions) {
    this.#options = options;
  }

  /** A new one, as base64url. */
  async make({ purpose, member }: ChallengeUse): Promise<string> {
    const { store, newSecret, now } = this.#options;
    const challenge = newSecret();
    const value = { purpose, member, until: now().getTime() + CHALLENGE_MS };
    const key = hashSecret(challenge);
    const ended = await this.#ended();
    await store.log.commit([...ended, { do: 'put', space: 'challenges', key, value }]);
    return challenge;
  }

  /** Uses it up, whatever comes of it; false where there is none, or it has ended or is for something else. */
  take(challenge: string, { purpose, member }: ChallengeUse): Promise<boolean> {
    const key = hashSecret(challenge);
    return this.#options.store.transaction(async ({ log }) => {
      const value = await log.get('challenges', key);
      if (value === null) return false;
      log.write([remove(key)]);
      const isMeant = fieldOf(value, 'purpose') === purpose && fieldOf(value, 'member') === member;
      return isMeant && !this.#hasEnded(value);
    });
  }

  /** What takes those away that nobody came back with. */
  async #ended(): Promise<Write[]> {
    const { store, now } = this.#options;
    if (now().getTime() - this.#swept < MINUTE_MS) return [];
    this.#swept = now().getTime();
    const { entries, damaged } = await readEntries(store.log, 'challenges');
    const ended = entries.filter(({ value }) => this.#hasEnded(value)).map(({ key }) => key);
    return [...damaged, ...ended].map(remove);
  }

  #hasEnded(value: Json): boolean {
    const until = fieldOf(value, 'until');
    return typeof until !== 'number' || until <= this.#options.now().getTime();
  }
}

function remove(key: string): Write {
  return { do: 'remove', space: 'challenges', key };
}

function fieldOf(value: Json, name: string): Json | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return (value as { readonly [field: string]: Json })[name]; // `Array.isArray` doesn't take readonly ones out of the type
}
