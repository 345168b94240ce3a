/** The audit log: who did what, when and from where. Entries are added and read; nothing changes one but the erasing of a person, and what is old may go. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { SYSTEM } from '../../shared/policy/actor.ts';
import type { Actor } from '../../shared/policy/actor.ts';
import { unreachable } from '../../shared/unreachable.ts';
import type { AuditActor, AuditEntry, AuditQuery } from '../../shared/wire/routes/audit.ts';
import type { Page } from '../../shared/wire/list.ts';
import { DamagedEntryError } from '../storage/damage.ts';
import type { Entry, UpdateLog, Write } from '../storage/update-log.ts';
import { StoreUnavailableError } from '../sync/group-commit.ts';

/** An entry as it is handed in; when it was is the log's to say. */
export type AuditEvent = Omit<AuditEntry, 'id' | 'at'>;

const DAY_MS = 24 * 60 * 60 * 1000;
const PAGE = 50;
/** Entries read in one turn. */
const BATCH = 500;
/** A filter for what is rare gets a shorter page and a cursor, so that no request reads the whole log. */
const MOST_LOOKED_AT = 20_000;

/** Who is gone, as pages and copies call them. */
const FORMER_MEMBER = 'Former member';

/** Keys count down from here, since the store lists upwards and people ask for the newest first. */
const LATEST_MS = 9_999_999_999_999;
const MOST_IN_A_MILLISECOND = 999_999;

/** Stored under the space `audit`, with keys that sort the newest first. */
export class AuditLog {
  readonly #log: UpdateLog;
  readonly #now: () => Date;
  readonly #newId: () => string;
  #last = { at: 0, many: 0 };

  constructor(log: UpdateLog, now: () => Date, newId: () => string) {
    this.#log = log;
    this.#now = now;
    this.#newId = newId;
  }

  /** Resolves once they are durable; rejects with a `StoreUnavailableError`. */
  async record(events: readonly AuditEvent[]): Promise<void> {
    if (events.length > 0) await this.#commit(events.map((event) => this.write(event)));
  }

  /**
   * Takes the name and the networks of somebody who is gone out of all entries: what was done stays, under the same id. Rejects
   * with a `StoreUnavailableError`; doing it again finishes it.
   */
  async forget(person: string): Promise<void> {
    for await (const batch of this.#batches()) {
      const theirs = batch.filter((entry) => isAbout(entry, person));
      if (theirs.length > 0) await this.#commit(theirs.map((entry) => nameless(entry, person)));
    }
  }

  /**
   * Removes, until `stop`, what was recorded more than so many whole days before today (UTC): so there is something to remove
   * once a day at most, and the entry that says so is stored with the last of it.
   */
  async prune(days: number, stop?: AbortSignal): Promise<void> {
    const now = this.#now().getTime();
    const before = now - (now % DAY_MS) - days * DAY_MS;
    let held: readonly AuditEntry[] = [];
    // What lies behind all keys of that millisecond.
    for await (const batch of this.#batches(`${timeKey(before)}.`)) {
      if (stop?.aborted) return;
      if (batch.length === 0) continue;
      if (held.length > 0) await this.#commit(held.map(removal));
      held = batch;
    }
    if (held.length === 0) return;
    const said = this.write({
      actor: toAuditActor(SYSTEM),
      action: 'audit pruned',
      article: null,
      subject: null,
      detail: { before: new Date(before).toISOString().slice(0, 10) },
      network: null,
    });
    await this.#commit([...held.map(removal), said]);
  }

  /** Whether it knows somebody of this id: as who did something, or as a member who was added, changed or removed. */
  async knows(person: string): Promise<boolean> {
    for await (const batch of this.#batches())
      if (batch.some((entry) => entry.actor.id === person || isOfMember(entry, person)))
        return true;
    return false;
  }

  /** The write that adds an entry, to be committed with the change that it tells of. */
  write({ actor, action, article, subject, detail, network }: AuditEvent): Write {
    const at = this.#now();
    const value = {
      at: at.toISOString(),
      actor: { ...actor },
      action,
      article,
      subject,
      detail,
      network,
    };
    return { do: 'put', space: 'audit', key: this.#nextKey(at.getTime()), value };
  }

  /** A page of it, newest first. */
  async page({ cursor, ...filter }: AuditQuery): Promise<Page<AuditEntry>> {
    const items: AuditEntry[] = [];
    let lookedAt = 0;
    for await (const batch of this.#batches(cursor)) {
      for (const entry of batch) {
        lookedAt += 1;
        if (matches(entry, filter)) items.push(entry);
        if (items.length === PAGE || lookedAt === MOST_LOOKED_AT) return { items, next: entry.id };
      }
    }
    return { items, next: null };
  }

  /** All of it, newest first, a part at a time. */
  all(): AsyncGenerator<readonly AuditEntry[]> {
    return this.#batches();
  }

  async #commit(writes: readonly Write[]): Promise<void> {
    try {
      await this.#log.commit(writes);
    } catch (error) {
      throw new StoreUnavailableError(error);
    }
  }

  async *#batches(after = ''): AsyncGenerator<readonly AuditEntry[]> {
    for (let from = after; ;) {
      // The next batch begins after this one.
      const { entries, last } = await this.#batch(from);
      yield entries.map(toEntry);
      if (last === null) return;
      from = last;
      // Lets others in between: reading is no work that waits.
      await nextTurn();
    }
  }

  /** `last` is where to go on, null at the end. An entry that can't be read is passed over: `galley verify` tells of it. */
  async #batch(after: string): Promise<{ entries: readonly Entry[]; last: string | null }> {
    for (let limit = BATCH; ; limit = 1) {
      try {
        // Twice at the most.
        const entries = await this.#log.list('audit', { after, limit });
        return { entries, last: entries.length < limit ? null : (entries.at(-1)?.key ?? null) };
      } catch (error) {
        if (!(error instanceof DamagedEntryError)) throw error;
        if (limit === 1) return { entries: [], last: error.key };
      }
    }
  }

  /** With an id of its own at the end, so that not even a clock that was put back lets one entry overwrite another. */
  #nextKey(at: number): string {
    this.#last = { at, many: at === this.#last.at ? this.#last.many + 1 : 0 };
    const count = String(MOST_IN_A_MILLISECOND - this.#last.many).padStart(6, '0');
    return `${timeKey(at)}-${count}-${this.#newId()}`;
  }
}

/** How the keys of a millisecond begin. */
function timeKey(at: number): string {
  return String(LATEST_MS - at).padStart(13, '0');
}

function removal({ id }: AuditEntry): Write {
  return { do: 'remove', space: 'audit', key: id };
}

/** Who has no id goes by the kind. */
function matches(entry: AuditEntry, { action, actor }: Omit<AuditQuery, 'cursor'>): boolean {
  const who = entry.actor.id ?? entry.actor.kind;
  return (action ?? entry.action) === entry.action && (actor ?? who) === who;
}

/** Whether it has a person's name, or a network that may be theirs: who tries to sign in is known by what was tried alone. */
function isAbout({ actor, action, subject }: AuditEntry, person: string): boolean {
  return actor.id === person || (action === 'sign-in refused' && subject === person);
}

function isOfMember({ action, subject }: AuditEntry, person: string): boolean {
  return action.startsWith('member ') && subject === person;
}

function nameless({ id, actor, ...entry }: AuditEntry, person: string): Write {
  const name = actor.id === person ? FORMER_MEMBER : actor.name;
  const value = { ...entry, actor: { ...actor, name }, network: null };
  return { do: 'put', space: 'audit', key: id, value };
}

function toEntry({ key, value }: Entry): AuditEntry {
  return { id: key, ...(value as unknown as Omit<AuditEntry, 'id'>) }; // written by `write` alone
}

/** The actor under the present name: the log keeps it also when the member is renamed or removed. */
export function toAuditActor(actor: Actor): AuditActor {
  switch (actor.kind) {
    case 'member':
    case 'guest':
      return { kind: actor.kind, id: actor.id, name: actor.name };
    case 'reader':
      return { kind: 'reader', id: null, name: 'Reader' };
    case 'system':
      return { kind: 'system', id: null, name: 'Galley' };
    default:
      return unreachable(actor);
  }
}
