/** Erases somebody: what removing leaves is taken too, and what others need stays without their name. */
import { done, failed } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';
import { ERASED_WORDS } from '../../shared/wire/routes/members.ts';
import type { ErasedWords, MemberErasureAnswer } from '../../shared/wire/routes/members.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Sessions } from '../accounts/sessions.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { Revocations } from '../sharing/revocations.ts';
import { readEntries } from '../storage/read-entries.ts';
import type { Store } from '../storage/store.ts';
import type { Json, Write } from '../storage/update-log.ts';
import type { Rooms } from '../sync/rooms.ts';
import type { Trash } from '../trash/trash.ts';
import { eraseFromThreads } from './erase-words.ts';
import type { WordsByPerson } from './written-words.ts';

/** The parts of the server that keep something of a person. */
export interface ErasureOptions {
  readonly store: Store;
  readonly rooms: Rooms;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly revocations: Revocations;
  readonly trash: Trash;
  readonly audit: AuditLog;
  readonly writtenWords: WordsByPerson;
}

/**
 * That somebody is to be erased is stored in the transaction that removes them, and taken away at the end: what a crash
 * interrupts is finished by `finish`, or by asking once more.
 */
export class Erasure {
  readonly #options: ErasureOptions;

  constructor(options: ErasureOptions) {
    this.#options = options;
  }

  /** Erases a member, a guest, or somebody who was one of these. `not-found` for an id that nobody had. The caller has asked the policy. */
  async erase(id: string, words: ErasedWords): Promise<Result<MemberErasureAnswer>> {
    const begun: Write = { do: 'put', space: 'erasures', key: id, value: words };
    const removed = await this.#options.accounts.removeMember(id, [begun]);
    if (removed.ok) return done(await this.#finish(id, words));
    if (removed.problem.type !== '/problems/not-found') return removed;
    if (!(await this.#removeGuest(id, begun)) && !(await this.#wasThere(id)))
      return failed('not-found');
    await this.#options.store.log.commit([begun]);
    return done(await this.#finish(id, words));
  }

  /** Finishes what a crash has interrupted, until `stop`. */
  async finish(stop?: AbortSignal): Promise<void> {
    const { entries } = await readEntries(this.#options.store.log, 'erasures');
    for (const { key, value } of entries) {
      if (stop?.aborted) return;
      // One at a time: nobody waits for it.
      await this.#finish(key, toWords(value));
    }
  }

  /** Each step may be done again. */
  async #finish(id: string, words: ErasedWords): Promise<MemberErasureAnswer> {
    const { store, accounts, sessions, revocations, trash, audit } = this.#options;
    await Promise.all([
      revocations.memberRemoved(id),
      accounts.forgetMember(id),
      sessions.endAll({ kind: 'guest', id }),
    ]);
    await trash.deleteLayersOf(id);
    const damaged = await eraseFromThreads(id, words, this.#options);
    // Last, since what they did meanwhile may just have been recorded.
    await audit.forget(id);
    await store.log.commit([{ do: 'remove', space: 'erasures', key: id }]);
    return { damaged };
  }

  /** False where there is no such guest. One of an article in the trash is there. */
  #removeGuest(id: string, also: Write): Promise<boolean> {
    return this.#options.store.transaction(async ({ catalogue, log }) => {
      const isTheirs = (guest: { readonly id: string }): boolean => guest.id === id;
      const inTrash = (await catalogue.find('trash')).filter(({ rows }) =>
        rows.guests.some(isTheirs),
      );
      if (inTrash.length === 0 && (await catalogue.get('guests', id)) === null) return false;
      catalogue.delete('guests', id);
      for (const { rows, ...trashed } of inTrash) {
        const guests = rows.guests.filter((guest) => !isTheirs(guest));
        catalogue.put('trash', { ...trashed, rows: { ...rows, guests } });
      }
      log.write([also]);
      return true;
    });
  }

  async #wasThere(id: string): Promise<boolean> {
    const { store, audit } = this.#options;
    return (await store.log.get('erasures', id)) !== null || audit.knows(id);
  }
}

/** What can't be read keeps the words: they can be erased later. */
function toWords(value: Json): ErasedWords {
  return ERASED_WORDS.find((one) => one === value) ?? 'stay';
}
