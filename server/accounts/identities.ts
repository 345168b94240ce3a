/** Which member it is whom a provider of OpenID Connect vouches for. */
import type { UpdateLog } from '../storage/update-log.ts';

/** What a provider calls a person, for ever; names and addresses change. */
export interface ForeignId {
  readonly issuer: string;
  readonly subject: string;
}

export class Identities {
  readonly #log: UpdateLog;

  constructor(log: UpdateLog) {
    this.#log = log;
  }

  /** The member's id, null where it was never told. */
  async find(foreign: ForeignId): Promise<string | null> {
    const stored = await this.#log.get('identities', keyOf(foreign));
    return typeof stored === 'string' ? stored : null;
  }

  put(foreign: ForeignId, member: string): Promise<void> {
    return this.#log.commit([
      { do: 'put', space: 'identities', key: keyOf(foreign), value: member },
    ]);
  }

  /** Forgets all of a member. */
  async remove(member: string): Promise<void> {
    const theirs = (await this.#log.list('identities')).filter(({ value }) => value === member);
    await this.#log.commit(theirs.map(({ key }) => ({ do: 'remove', space: 'identities', key })));
  }
}

/** An issuer is an address, which has no blank. */
function keyOf({ issuer, subject }: ForeignId): string {
  return `${issuer} ${subject}`;
}
