/** Who is in a room: relays presence, bound to the person that it came from and stamped with the name of their account. */
import { isCursor } from '../../shared/presence/cursor.ts';
import { freeColor } from '../../shared/presence/person.ts';
import type { PersonColor, PresentPerson } from '../../shared/presence/person.ts';
import { LIMITS } from '../../shared/wire/messages.ts';
import { PresenceBudgets } from './presence-budgets.ts';
import { encodePresenceEntries, GONE, readPresenceEntries, textOf } from './presence-entries.ts';
import type { PresenceEntry, RawPresenceEntry } from './presence-entries.ts';
import type { SharedPresence } from './presence-news.ts';
import type { SocketSession } from './session.ts';

/** What is known of a client id. */
interface KnownPresence {
  /** The session that stands for it, among whose `presenceIds` it is; null once that has gone, and for one at another server. */
  readonly session: SocketSession | null;
  /** Where another server says it, how often the room has ticked since; null where one of our sessions said it. */
  readonly heardTicks: number | null;
  /** Id of the person behind it, also after their socket has gone. */
  readonly person: string;
  /** The colour that the person has in this room; also after their socket has gone, since they may come back. */
  readonly color: PersonColor;
  /** As the sender counts. */
  readonly clock: number;
  /**
   * As it was published. Never falls: a client that reconnects sends its old clock again, which the others, who have seen it go,
   * would otherwise ignore until its next renewal.
   */
  readonly publishedClock: number;
  /** JSON as it goes over the wire. */
  readonly json: string;
}

/** Stock clients renew their presence every 15 s; a server that has died says no more of its own. */
const MAX_HEARD_TICKS = 45;

/** How many client ids a room remembers of sockets that have gone. */
const MAX_GONE = 1000;

/** How many of their client ids the others are shown of one person. One that is passed over for it comes with its next renewal. */
const MAX_SHOWN_EACH = 32;

/** The longest that presence is gathered before it is published; the first after a silence goes at once. */
const MAX_GATHER_MS = 200;
/** All that are here send, and each publishing goes to all: so the time that is gathered grows with the square of how many they are. */
const GATHERED_AS_ONE = 5;

/** What an entry takes beside its state: client id, clock and length. */
const ENTRY_HEAD_BYTES = 12;

/** What a session says of itself, under the colour that its person has here. */
interface OwnEntry extends PresenceEntry {
  readonly color: PersonColor;
}

/** Publishes the content of a presence frame to all but one session, which knows it already. */
export type PublishPresence = (update: Uint8Array, except: SocketSession | null) => void;

/** Tells other servers of presence. */
export type SharePresence = (entries: readonly SharedPresence[]) => void;

/**
 * Relays who is in a room, gathered the longer the more are here, and of each person no more than their budget: what is over it waits, and of
 * each client id the latest state goes out then. Nobody can speak for another person's client ids. Those who are here at once
 * have different colours, as far as the palette reaches, and keep theirs as long as they stay.
 */
export class Presence {
  readonly #publish: PublishPresence;
  readonly #share: SharePresence;
  readonly #known = new Map<number, KnownPresence>();
  /** Client ids of which something is to be published, those first that have waited longest. */
  readonly #changed = new Set<number>();
  readonly #budgets = new PresenceBudgets();
  #isScheduled = false;

  constructor(publish: PublishPresence, share: SharePresence) {
    this.#publish = publish;
    this.#share = share;
  }

  /** The content of a frame with everybody's state, for a newcomer; null where nobody is here. */
  all(): Uint8Array | null {
    const here = [...this.#known].filter(([, known]) => isHere(known));
    return here.length === 0 ? null : encodePresenceEntries(here.map(toEntry));
  }

  /**
   * Takes in what a session says of itself; false where it is forged or malformed. The stock client passes on what it heard of
   * others, which is left out here; anything new about a client id of another person is forged.
   */
  take(session: SocketSession, update: Uint8Array, person: PresentPerson): boolean {
    const entries = readPresenceEntries(update);
    if (entries === null) return false;
    const own: OwnEntry[] = [];
    for (const entry of entries) {
      const known = this.#known.get(entry.client);
      if (
        known === undefined
          ? textOf(entry) === GONE
          : known.session !== session && isEcho(entry, known, person)
      )
        continue;
      if (known && known.person !== person.id) return false;
      // Of an id that was away: its clock went on meanwhile, by a step for each move of the caret.
      const isOwn = known !== undefined && known.session === session;
      if (isOwn && entry.clock > known.publishedClock + LIMITS.maxAwarenessClockStep) return false;
      const color = known && isHere(known) ? known.color : (own[0]?.color ?? this.#colorOf(person));
      const json =
        entry.bytes.byteLength <= LIMITS.maxOwnAwarenessBytes
          ? stamp(textOf(entry), { ...person, color })
          : null;
      if (json === null || own.length === LIMITS.maxOwnAwarenessEntries) return false;
      own.push({ client: entry.client, clock: entry.clock, json, color });
    }
    const ids = session.presenceIds;
    const added = own.filter(({ client }) => !ids.has(client)).length;
    if (added > 0 && ids.size + added > LIMITS.maxOwnAwarenessEntries) return false;
    for (const entry of own) this.#keep(session, person.id, entry);
    if (added > 0) this.#forgetOldest();
    return true;
  }

  /** Tells other servers of those whose sockets are here. */
  shareAll(): void {
    const own = [...this.#known].filter(([, { session }]) => session !== null);
    if (own.length > 0) this.#share(own.map(toShared));
  }

  /** Takes in what another server says; what is not newer than what is known here, as what this one said, is passed over. */
  hear(entries: readonly SharedPresence[]): void {
    for (const { client, clock, person, color, json } of entries) {
      const known = this.#known.get(client);
      const isNews = known === undefined ? json !== GONE : clock > known.publishedClock;
      if (!isNews || (known && known.person !== person)) continue;
      if (json !== GONE && !this.#mayShow(client, person)) continue;
      known?.session?.presenceIds.delete(client);
      this.#known.delete(client); // to the end of the order
      const said = { person, color, clock, publishedClock: clock, json };
      this.#known.set(client, { session: null, heardTicks: 0, ...said });
      this.#schedule(client);
      const isNew = known === undefined || !isHere(known) || known.color !== color;
      if (json !== GONE && isNew) this.#giveWay(person, color);
    }
    this.#forgetOldest();
  }

  /** Called every `TICK_MS`: who isn't renewed by the server that told of them is gone. */
  tick(): void {
    this.#budgets.tick();
    for (const [client, known] of this.#known) {
      if (known.heardTicks === null || !isHere(known)) continue;
      const heardTicks = known.heardTicks + 1;
      if (heardTicks > MAX_HEARD_TICKS) this.#goes(client, known);
      else this.#known.set(client, { ...known, heardTicks });
    }
  }

  /** Takes a session's client ids back and publishes that they are gone. */
  leave(session: SocketSession): void {
    for (const client of session.presenceIds) {
      const known = this.#known.get(client);
      if (known !== undefined) this.#goes(client, known);
    }
    session.presenceIds.clear();
    this.#forgetOldest();
  }

  #goes(client: number, known: KnownPresence): void {
    const publishedClock = known.publishedClock + 1;
    this.#known.set(client, { ...known, session: null, publishedClock, json: GONE });
    this.#schedule(client);
  }

  /** What the person has here already, or had when they went; a colour that nobody here has where there is one. */
  #colorOf({ id, color }: PresentPerson): PersonColor {
    let before = color;
    const others = new Map<string, PersonColor>();
    for (const known of this.#known.values()) {
      if (known.person !== id) {
        if (isHere(known)) others.set(known.person, known.color);
      } else if (isHere(known)) return known.color;
      else before = known.color;
    }
    return freeColor(before, others.values());
  }

  /** Two servers that each let somebody in at once may give both the same colour: of the two the one with the later id gets another. */
  #giveWay(other: string, color: PersonColor): void {
    const mine = [...this.#known].filter(
      ([, known]) => known.session !== null && known.color === color && known.person > other,
    );
    for (const [client, known] of mine) {
      const others = [...this.#known.values()].filter(
        (each) => isHere(each) && each.person !== known.person,
      );
      const colors = new Map(others.map((each) => [each.person, each.color]));
      const free = freeColor(color, colors.values());
      if ([...colors.values()].includes(free)) return; // no colour is free
      const json = recolored(known.json, free);
      const publishedClock = known.publishedClock + 1;
      this.#known.set(client, { ...known, color: free, json, publishedClock });
      this.#schedule(client);
    }
  }

  #keep(session: SocketSession, person: string, { client, clock, json, color }: OwnEntry): void {
    if (json !== GONE && !this.#mayShow(client, person)) return;
    const known = this.#known.get(client);
    known?.session?.presenceIds.delete(client);
    if (json !== GONE) session.presenceIds.add(client);
    this.#known.delete(client); // to the end of the order
    this.#known.set(client, {
      session: json === GONE ? null : session,
      heardTicks: null,
      person,
      color,
      clock,
      publishedClock: Math.max(clock, (known?.publishedClock ?? -1) + 1),
      json,
    });
    this.#schedule(client);
  }

  /** Whether the others may be shown this client id of a person, besides those that they are shown already. */
  #mayShow(client: number, person: string): boolean {
    const known = this.#known.get(client);
    if (known !== undefined && isHere(known)) return true;
    let shown = 0;
    for (const other of this.#known.values())
      if (other.person === person && isHere(other)) shown += 1;
    return shown < MAX_SHOWN_EACH;
  }

  #schedule(client: number): void {
    this.#changed.add(client);
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => this.#publishChanged());
  }

  #publishChanged(): void {
    if (this.#changed.size === 0) {
      this.#isScheduled = false;
      return;
    }
    const changed = this.#takeChanged();
    const said = changed.filter(({ known }) => known.heardTicks === null);
    if (said.length > 0)
      this.#share(said.map(({ entry, known: { person, color } }) => ({ ...entry, person, color })));
    // The sender gets its own back as well: a stock client closes a socket on which it hears nothing for 30 s. It would take
    // over an old state of its own under a higher clock, though, so such a one goes to the others alone.
    const same = changed.filter(({ known }) => known.clock === known.publishedClock);
    if (same.length > 0) this.#publish(encodePresenceEntries(same.map(({ entry }) => entry)), null);
    for (const { entry, known } of changed) {
      if (known.clock !== known.publishedClock)
        this.#publish(encodePresenceEntries([entry]), known.session);
    }
    setTimeout(() => this.#publishChanged(), this.#gatherMs()).unref();
  }

  /** Ten people see each other move at once, as it seems; from some thirty on it costs too much. */
  #gatherMs(): number {
    let here = 0;
    for (const known of this.#known.values()) if (isHere(known)) here += 1;
    return Math.min(MAX_GATHER_MS, (here * here) / GATHERED_AS_ONE);
  }

  /** What may be published now; the rest waits. */
  #takeChanged(): { entry: PresenceEntry; known: KnownPresence }[] {
    const taken: { entry: PresenceEntry; known: KnownPresence }[] = [];
    for (const client of this.#changed) {
      const known = this.#known.get(client);
      if (known !== undefined) {
        const bytes = Buffer.byteLength(known.json) + ENTRY_HEAD_BYTES;
        if (!this.#budgets.take(known.person, bytes)) continue;
        taken.push({ entry: toEntry([client, known]), known });
      }
      this.#changed.delete(client);
    }
    return taken;
  }

  #forgetOldest(): void {
    const gone = [...this.#known].filter(([, known]) => !isHere(known));
    for (const [client] of gone.slice(0, Math.max(0, gone.length - MAX_GONE)))
      this.#known.delete(client);
  }
}

/** Here or at another server. */
function isHere({ json }: KnownPresence): boolean {
  return json !== GONE;
}

function toShared(of: readonly [number, KnownPresence]): SharedPresence {
  const { person, color } = of[1];
  return { ...toEntry(of), person, color };
}

function toEntry([client, { publishedClock, json }]: readonly [
  number,
  KnownPresence,
]): PresenceEntry {
  return { client, clock: publishedClock, json };
}

/** Whether an entry only repeats what was published: about somebody else's id, or about one's own in another tab. */
function isEcho(entry: RawPresenceEntry, known: KnownPresence, person: PresentPerson): boolean {
  if (entry.clock > known.publishedClock) return false;
  return isHere(known) || known.person !== person.id || textOf(entry) === GONE;
}

/** The state of somebody who gets another colour. */
function recolored(json: string, color: PersonColor): string {
  const state = JSON.parse(json) as { readonly user: PresentPerson }; // as `stamp` made it
  return JSON.stringify({ ...state, user: { ...state.user, color } });
}

/** The state with the `user` that the server knows; null where it is no plain object. */
function stamp(json: string, person: PresentPerson): string | null {
  let state: unknown;
  try {
    state = JSON.parse(json);
  } catch {
    return null; // not JSON
  }
  if (state === null) return GONE;
  if (typeof state !== 'object' || Array.isArray(state) || Object.hasOwn(state, '__proto__'))
    return null;
  // An editor that draws anything else breaks off in the middle of a change.
  const isDrawn = !('cursor' in state) || isCursor(state.cursor);
  return JSON.stringify({ ...state, ...(isDrawn ? {} : { cursor: null }), user: person });
}
