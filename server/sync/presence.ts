/** Who is in a room: relays presence, bound to the person that it came from and stamped with the session's name. */
import { isCursor } from '../../shared/presence/cursor.ts';
import type { PresentPerson } from '../../shared/presence/person.ts';
import { LIMITS } from '../../shared/wire/messages.ts';
import type { Peer } from './peer.ts';
import { encodeEntries, GONE, readEntries, textOf } from './presence-entries.ts';
import type { Entry, RawEntry } from './presence-entries.ts';

interface State {
  /** Whose socket it came from; null once that has gone. */
  readonly peer: Peer | null;
  /** The person behind it, also after their socket has gone. */
  readonly person: string;
  /** As the sender counts. */
  readonly clock: number;
  /**
   * As the others were told. Never falls: a client that reconnects sends its old clock again, which the others, who have
   * seen it go, would otherwise ignore until its next renewal.
   */
  readonly toldClock: number;
  /** JSON as it goes over the wire. */
  readonly json: string;
}

/** How many client ids a room remembers of sockets that have gone. */
const MAX_GONE = 1000;

/** A room tells presence at most this often; the first after a silence at once. */
const TELL_MS = 200;

/** Tells all peers but one, who knows it already. */
export type TellPresence = (update: Uint8Array, except: Peer | null) => void;

export class Presence {
  readonly #tell: TellPresence;
  readonly #states = new Map<number, State>();
  readonly #fresh = new Set<number>();
  #waits = false;

  constructor(tell: TellPresence) {
    this.#tell = tell;
  }

  /** Everybody's state, for a newcomer; null where nobody is here. */
  all(): Uint8Array | null {
    const here = [...this.#states].filter(([, { peer }]) => peer !== null);
    return here.length === 0 ? null : encodeEntries(here.map(toEntry));
  }

  /**
   * Takes in what a peer says of itself; false where it is forged or malformed. The stock client passes on what it was told
   * of others, which is left out here; news about a client id of another person is forged.
   */
  take(peer: Peer, update: Uint8Array, person: PresentPerson): boolean {
    const entries = readEntries(update);
    if (entries === null) return false;
    const own: Entry[] = [];
    for (const entry of entries) {
      const known = this.#states.get(entry.client);
      if (
        known === undefined
          ? textOf(entry) === GONE
          : known.peer !== peer && isEcho(entry, known, person)
      )
        continue;
      if (known && known.person !== person.id) return false;
      // Of an id that was away: its clock went on meanwhile, by a step for each move of the caret.
      const isHere = known !== undefined && known.peer === peer;
      if (isHere && entry.clock > known.toldClock + LIMITS.maxAwarenessClockStep) return false;
      const json =
        entry.bytes.byteLength <= LIMITS.maxOwnAwarenessBytes ? stamp(textOf(entry), person) : null;
      if (json === null || own.length === LIMITS.maxOwnAwarenessEntries) return false;
      own.push({ client: entry.client, clock: entry.clock, json });
    }
    const fresh = own.filter(({ client }) => this.#states.get(client)?.peer !== peer);
    if (fresh.length > 0 && this.#countOf(peer) + fresh.length > LIMITS.maxOwnAwarenessEntries)
      return false;
    for (const entry of own) this.#keep(peer, person.id, entry);
    if (fresh.length > 0) this.#forgetOldest();
    return true;
  }

  /** Forgets a socket's client ids and tells the others. */
  leave(peer: Peer): void {
    for (const [client, state] of this.#states) {
      if (state.peer !== peer) continue;
      this.#states.set(client, {
        ...state,
        peer: null,
        toldClock: state.toldClock + 1,
        json: GONE,
      });
      this.#freshen(client);
    }
    this.#forgetOldest();
  }

  /** How many client ids a socket stands for. */
  #countOf(peer: Peer): number {
    let count = 0;
    for (const state of this.#states.values()) if (state.peer === peer) count += 1;
    return count;
  }

  #keep(peer: Peer, person: string, { client, clock, json }: Entry): void {
    const toldClock = Math.max(clock, (this.#states.get(client)?.toldClock ?? -1) + 1);
    this.#states.delete(client); // to the end of the order
    this.#states.set(client, { peer: json === GONE ? null : peer, person, clock, toldClock, json });
    this.#freshen(client);
  }

  #freshen(client: number): void {
    this.#fresh.add(client);
    if (this.#waits) return;
    this.#waits = true;
    setImmediate(() => this.#tellFresh());
  }

  #tellFresh(): void {
    if (this.#fresh.size === 0) {
      this.#waits = false;
      return;
    }
    const fresh = [...this.#fresh].flatMap((client) => {
      const state = this.#states.get(client);
      return state ? [{ entry: toEntry([client, state]), state }] : [];
    });
    this.#fresh.clear();
    // The sender gets its own back as well: a stock client closes a socket on which it hears nothing for 30 s. It would take
    // over an old state of its own under a higher clock, though, so such a one goes to the others alone.
    const same = fresh.filter(({ state }) => state.clock === state.toldClock);
    if (same.length > 0) this.#tell(encodeEntries(same.map(({ entry }) => entry)), null);
    for (const { entry, state } of fresh) {
      if (state.clock !== state.toldClock) this.#tell(encodeEntries([entry]), state.peer);
    }
    setTimeout(() => this.#tellFresh(), TELL_MS).unref();
  }

  #forgetOldest(): void {
    const gone = [...this.#states].filter(([, { peer }]) => peer === null);
    for (const [client] of gone.slice(0, Math.max(0, gone.length - MAX_GONE)))
      this.#states.delete(client);
  }
}

function toEntry([client, { toldClock, json }]: readonly [number, State]): Entry {
  return { client, clock: toldClock, json };
}

/** Whether an entry only repeats what was told: about somebody else's id, or about one's own in another tab. */
function isEcho(entry: RawEntry, known: State, person: PresentPerson): boolean {
  if (entry.clock > known.toldClock) return false;
  return known.peer !== null || known.person !== person.id || textOf(entry) === GONE;
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
