/** Sessions: opaque secrets in a cookie, kept hashed in the store, that end by themselves. */
import { SESSION_ORIGINS } from '../../shared/wire/routes/account.ts';
import type { SessionOrigin } from '../../shared/wire/routes/account.ts';
import { DamagedEntryError } from '../storage/damage.ts';
import { readEntries } from '../storage/read-entries.ts';
import type { Store } from '../storage/store.ts';
import type { Json, LogReads, Write } from '../storage/update-log.ts';
import { hashSecret } from './secrets.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** A session ends when it hasn't been used for this long. */
export const IDLE_MS = 14 * DAY_MS;
/** A session ends this long after it was opened, however much it is used. */
export const SESSION_MS = 60 * DAY_MS;
/** When a session was last used is known to within this long, since noting each use would write to the disk each time. */
export const SEEN_MS = 10 * MINUTE_MS;
/** How long a replaced secret goes on, for what the browser had sent before it got the new one. */
export const GRACE_MS = MINUTE_MS;

const MAX_AGENT = 200;

/** How many sessions one person has; one more ends that which was used longest ago. */
const MAX_EACH = 50;
/** They are counted at each so manieth opening, since all sessions are looked through for it: there may be so many more meanwhile. */
const COUNT_EACH = 10;

/** Whose session it is. */
export interface Holder {
  readonly kind: 'member' | 'guest';
  readonly id: string;
}

/** What is known of a session when it is opened; its holder reads `agent` and `network` in the list of sessions. */
export interface Opening {
  readonly who: Holder;
  readonly by: SessionOrigin;
  /** The browser in its own words. */
  readonly agent: string;
  readonly network: string;
  /** The API token or passkey (a hash) that it was opened by; it ends with it. */
  readonly via?: string;
  /** When that token ends, in milliseconds since 1970. */
  readonly until?: number;
}

/** A session as it is stored, perhaps one that has ended. */
export interface Session extends Opening {
  /** Hash of its present secret. */
  readonly id: string;
  /** Hash of its first secret: its name from beginning to end, whatever secret it has by then. */
  readonly name: string;
  /** Milliseconds since 1970, as all its times. */
  readonly created: number;
  readonly seen: number;
  readonly expires: number;
  /** `due` where its holder's rights have changed since it got its secret; `done` where another one has taken its place. */
  readonly renewal: 'none' | 'due' | 'done';
}

/** A session that is about to be opened. */
export interface OpenedSession {
  /** Kept nowhere. */
  readonly secret: string;
  /** What keeps it, to be stored with what opens it. */
  readonly writes: readonly Write[];
}

/** Keeps hashes of secrets alone. A session keeps its name when its secret is replaced. */
export class Sessions {
  readonly #store: Store;
  readonly #now: () => Date;
  readonly #newSecret: () => string;
  /** Sessions that have ended though the store has not taken it yet. */
  readonly #ending = new Set<string>();
  /** How many were opened by the holder's id since they were counted. */
  readonly #uncounted = new Map<string, number>();
  /** When sessions were used lately, by their names: the store knows it to within `SEEN_MS`. */
  readonly #used = new Map<string, number>();
  #swept = 0;

  constructor(store: Store, now: () => Date, newSecret: () => string) {
    this.#store = store;
    this.#now = now;
    this.#newSecret = newSecret;
  }

  /** Opens one and gives its secret. */
  async open(opening: Opening): Promise<string> {
    await this.#sweep();
    const { secret, writes } = this.prepare(opening);
    await this.#commit(writes);
    return secret;
  }

  /** One that is open once its writes are stored. */
  prepare({ agent, ...opening }: Opening): OpenedSession {
    const secret = this.#newSecret();
    const [id, now] = [hashSecret(secret), this.#now().getTime()];
    const times = { created: now, seen: now, expires: endOf({ created: now, ...opening }) };
    const opened = { ...opening, agent: agent.slice(0, MAX_AGENT) };
    return { secret, writes: [put({ ...opened, ...times, id, name: id, renewal: 'none' })] };
  }

  /** The session of a secret, null where there is none or it has ended. */
  async find(secret: string): Promise<Session | null> {
    const session = await this.#get(hashSecret(secret), this.#store.log);
    return session === null || this.#hasEnded(session) ? null : session;
  }

  /** Notes that it was used, in the store at most once in `SEEN_MS`. */
  async use({ id, name, seen }: Session): Promise<void> {
    const now = this.#now().getTime();
    this.#used.set(name, now);
    if (now - seen < SEEN_MS) return;
    await this.#store.transaction(async ({ log }) => {
      const session = await this.#get(id, log);
      if (session !== null && session.renewal !== 'done' && now - session.seen >= SEEN_MS)
        log.write([put({ ...session, seen: now })]);
    });
  }

  /**
   * Gives it another secret; null where it has ended or got another one meanwhile. The old secret ends now, or after `GRACE_MS`,
   * for the requests that were on their way with it.
   */
  rotate({ id }: Session, old: 'ends now' | 'has grace'): Promise<string | null> {
    const secret = this.#newSecret();
    return this.#store.transaction(async ({ log }) => {
      const session = await this.#get(id, log);
      if (session === null || session.renewal === 'done') return null;
      const graceEnds = Math.min(session.expires, this.#now().getTime() + GRACE_MS);
      log.write([
        put({ ...session, id: hashSecret(secret), renewal: 'none' }),
        old === 'ends now' ? remove(id) : put({ ...session, expires: graceEnds, renewal: 'done' }),
      ]);
      return secret;
    });
  }

  /** Has all sessions of a holder get another secret when they are used next. */
  rotateAll(who: Holder): Promise<void> {
    return this.#store.transaction(async ({ log }) => {
      const theirs = (await this.#all(log)).filter((session) => isOf(session, who));
      const open = theirs.filter(({ renewal }) => renewal === 'none');
      log.write(open.map((session) => put({ ...session, renewal: 'due' })));
    });
  }

  /** The open sessions of a holder, the last used first. */
  async of(who: Holder): Promise<Session[]> {
    const all = await this.#all(this.#store.log);
    return all
      .filter((one) => isOf(one, who) && !this.#hasEnded(one) && one.renewal !== 'done')
      .sort((one, other) => other.seen - one.seen || other.created - one.created);
  }

  /** Ids of all who have an open session. */
  async holders(): Promise<ReadonlySet<string>> {
    const open = (await this.#all(this.#store.log)).filter((session) => !this.#hasEnded(session));
    return new Set(open.map(({ who }) => who.id));
  }

  /** Ends those of a holder that `isMeant` says; gives their names. */
  endThose(who: Holder, isMeant: (session: Session) => boolean): Promise<string[]> {
    return this.#store.transaction(async ({ log }) => {
      const ended = (await this.#all(log)).filter((one) => isOf(one, who) && isMeant(one));
      log.write(ended.map(({ id }) => remove(id)));
      return namesOf(ended);
    });
  }

  /**
   * Ends those of a holder that `isMeant` says, because a right that they rest on was revoked: also where it rejects, and
   * the store takes it with the next change. `ended` gets their names before anything is stored.
   */
  async endAtOnce(
    who: Holder,
    isMeant: (session: Session) => boolean,
    ended: (names: readonly string[]) => void,
  ): Promise<void> {
    const all = await this.#all(this.#store.log);
    const theirs = all.filter((one) => isOf(one, who) && isMeant(one));
    for (const { id } of theirs) this.#ending.add(id);
    ended(namesOf(theirs));
    await this.#commit([]);
    // Those that got another secret in between.
    ended(await this.endThose(who, isMeant));
  }

  /** Called once one of a holder was opened: ends those that are too many, and gives their names. */
  async endSurplus(who: Holder): Promise<string[]> {
    const opened = (this.#uncounted.get(who.id) ?? 0) + 1;
    this.#uncounted.set(who.id, opened % COUNT_EACH);
    if (opened < COUNT_EACH) return [];
    const usedAt = ({ name, seen }: Session): number => Math.max(seen, this.#used.get(name) ?? 0);
    const all = (await this.of(who)).sort((one, other) => usedAt(other) - usedAt(one));
    const surplus = new Set(all.slice(MAX_EACH).map(({ name }) => name));
    return surplus.size === 0 ? [] : this.endThose(who, ({ name }) => surplus.has(name));
  }

  /** Ends one by its name. */
  async end({ who, name }: Pick<Session, 'who' | 'name'>): Promise<void> {
    await this.endThose(who, (session) => session.name === name);
  }

  /** Ends all of a holder; gives their names. */
  endAll(who: Holder): Promise<string[]> {
    return this.endThose(who, () => true);
  }

  /** Takes away what has ended or is damaged, and what an older release wrote: nobody can use it any more. */
  async #sweep(): Promise<void> {
    const now = this.#now().getTime();
    if (now - this.#swept < DAY_MS) return;
    this.#swept = now;
    for (const [name, used] of this.#used) if (used < now - SEEN_MS) this.#used.delete(name);
    const { entries, damaged } = await readEntries(this.#store.log, 'sessions');
    const ended = entries.filter(({ key, value }) => {
      const session = toSession(key, value);
      return session === null || this.#hasEnded(session);
    });
    await this.#commit([...damaged, ...ended.map(({ key }) => key)].map(remove));
  }

  #hasEnded({ expires, seen }: Session): boolean {
    return Math.min(expires, seen + IDLE_MS) <= this.#now().getTime();
  }

  /** Stores changes that rest on no read, and what has ended before. */
  async #commit(writes: readonly Write[]): Promise<void> {
    const ending = [...this.#ending];
    await this.#store.log.commit([...writes, ...ending.map(remove)]);
    for (const id of ending) this.#ending.delete(id);
  }

  async #get(id: string, log: LogReads): Promise<Session | null> {
    if (this.#ending.has(id)) return null;
    try {
      return toSession(id, await log.get('sessions', id));
    } catch (error) {
      // Whoever has it signs in again.
      if (error instanceof DamagedEntryError) return null;
      throw error;
    }
  }

  async #all(log: LogReads): Promise<Session[]> {
    const { entries } = await readEntries(log, 'sessions');
    const sessions = entries.flatMap(({ key, value }) => toSession(key, value) ?? []);
    return sessions.filter(({ id }) => !this.#ending.has(id));
  }
}

/** When a session ends at the latest, in milliseconds since 1970, however much it is used. */
export function endOf({ created, until }: Pick<Session, 'created' | 'until'>): number {
  return Math.min(created + SESSION_MS, until ?? Infinity);
}

function namesOf(sessions: readonly Session[]): string[] {
  return [...new Set(sessions.map(({ name }) => name))];
}

function isOf({ who }: Session, { kind, id }: Holder): boolean {
  return who.kind === kind && who.id === id;
}

function put({ id, ...session }: Session): Write {
  return { do: 'put', space: 'sessions', key: id, value: { ...session, who: { ...session.who } } };
}

function remove(id: string): Write {
  return { do: 'remove', space: 'sessions', key: id };
}

/** Null for what an older release wrote: those sessions have ended. */
function toSession(id: string, value: Json | null): Session | null {
  const isOurs =
    typeof value === 'object' && value !== null && 'who' in value && isOrigin(value['by']);
  // The seal of the store says that it is what `put` wrote.
  return isOurs ? ({ ...value, id } as unknown as Session) : null;
}

function isOrigin(value: Json | undefined): boolean {
  return (SESSION_ORIGINS as readonly unknown[]).includes(value);
}
