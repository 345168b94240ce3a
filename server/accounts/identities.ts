/** Which member signs in by which id of an OpenID Connect provider. */
import type { Store } from '../storage/store.ts';
import type { LogReads, Write } from '../storage/update-log.ts';

/** What a provider calls a person, for ever; names and addresses change. */
export interface ForeignId {
  readonly issuer: string;
  readonly subject: string;
}

/** Knows which member each id of a provider belongs to; a member may have several. */
export class Identities {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** The member's id, as the log has it; null where none was put. */
  async find(foreign: ForeignId, log: LogReads): Promise<string | null> {
    const stored = await log.get('identities', keyOf(foreign));
    return typeof stored === 'string' ? stored : null;
  }

  /** What keeps the foreign id as a member's. */
  put(foreign: ForeignId, member: string): Write {
    return { do: 'put', space: 'identities', key: keyOf(foreign), value: member };
  }

  /** Forgets all of a member. */
  remove(member: string): Promise<void> {
    return this.#store.transaction(async ({ log }) => {
      const theirs = (await log.list('identities')).filter(({ value }) => value === member);
      log.write(theirs.map(({ key }) => ({ do: 'remove', space: 'identities', key })));
    });
  }
}

/** An issuer is an address, which has no blank. */
function keyOf({ issuer, subject }: ForeignId): string {
  return `${issuer} ${subject}`;
}
