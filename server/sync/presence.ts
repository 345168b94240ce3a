/** Who is in a room: relays presence, bound to the socket that it came from and stamped with the session's name. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { PresentPerson } from '../../shared/presence/person.ts';
import { LIMITS } from '../../shared/wire/messages.ts';
import type { Peer } from './peer.ts';

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

interface Entry {
  readonly client: number;
  readonly clock: number;
  readonly json: string;
}

const GONE = 'null';

/** How many client ids a room remembers of sockets that have gone. */
const MAX_GONE = 1000;

/** What a presence frame leads to. */
export interface TakenPresence {
  /** For the others. */
  readonly told: Uint8Array;
  /** For the sender, whose client closes a socket on which it hears nothing for 30 s; its own clocks make it ignore this. */
  readonly echo: Uint8Array;
  /** Nothing in it was new. */
  readonly isEmpty: boolean;
}

export class Presence {
  readonly #states = new Map<number, State>();

  /** Everybody's state, for a newcomer; null where nobody is here. */
  all(): Uint8Array | null {
    const here = [...this.#states].filter(([, { peer }]) => peer !== null);
    if (here.length === 0) return null;
    return encodeEntries(
      here.map(([client, { toldClock, json }]) => ({ client, clock: toldClock, json })),
    );
  }

  /**
   * Takes in what a peer says of itself; null where it is forged or malformed. The stock client passes on what it was told of
   * others, which is left out here; news about a client id of another person is forged.
   */
  take(peer: Peer, update: Uint8Array, person: PresentPerson): TakenPresence | null {
    const entries = readEntries(update);
    if (entries === null) return null;
    const own: Entry[] = [];
    for (const entry of entries) {
      const known = this.#states.get(entry.client);
      if (
        known === undefined
          ? entry.json === GONE
          : known.peer !== peer && isEcho(entry, known, person)
      )
        continue;
      if (known && known.person !== person.id) return null;
      if (
        known &&
        entry.clock > Math.max(known.clock, known.toldClock) + LIMITS.maxAwarenessClockStep
      )
        return null;
      const json = stamp(entry.json, person);
      if (json === null) return null;
      own.push({ ...entry, json });
    }
    if (own.length > LIMITS.maxOwnAwarenessEntries || ownBytes(own) > LIMITS.maxOwnAwarenessBytes)
      return null;
    const told = own.map((entry) => this.#keep(peer, person.id, entry));
    return { told: encodeEntries(told), echo: encodeEntries(own), isEmpty: own.length === 0 };
  }

  /** Forgets a socket's client ids and gives what the others are to be told; null where it had none. */
  leave(peer: Peer): Uint8Array | null {
    const gone: Entry[] = [];
    for (const [client, state] of this.#states) {
      if (state.peer !== peer) continue;
      const toldClock = state.toldClock + 1;
      this.#states.set(client, { ...state, peer: null, toldClock, json: GONE });
      gone.push({ client, clock: toldClock, json: GONE });
    }
    this.#forgetOldest();
    return gone.length === 0 ? null : encodeEntries(gone);
  }

  #keep(peer: Peer, person: string, { client, clock, json }: Entry): Entry {
    const toldClock = Math.max(clock, (this.#states.get(client)?.toldClock ?? -1) + 1);
    this.#states.delete(client); // to the end of the order
    this.#states.set(client, { peer: json === GONE ? null : peer, person, clock, toldClock, json });
    return { client, clock: toldClock, json };
  }

  #forgetOldest(): void {
    const gone = [...this.#states].filter(([, { peer }]) => peer === null);
    for (const [client] of gone.slice(0, Math.max(0, gone.length - MAX_GONE)))
      this.#states.delete(client);
  }
}

/** Whether an entry only repeats what was told: about somebody else's id, or about one's own in another tab. */
function isEcho(entry: Entry, known: State, person: PresentPerson): boolean {
  const isBack = known.peer === null && known.person === person.id && entry.json !== GONE;
  return entry.clock <= known.toldClock && !isBack;
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
  return JSON.stringify({ ...state, user: person });
}

function readEntries(update: Uint8Array): Entry[] | null {
  if (update.byteLength > LIMITS.maxAwarenessBytes) return null;
  try {
    const decoder = decoding.createDecoder(update);
    const count = decoding.readVarUint(decoder);
    if (count > LIMITS.maxAwarenessEntries) return null;
    const entries: Entry[] = [];
    for (let at = 0; at < count; at += 1) {
      const client = decoding.readVarUint(decoder);
      const clock = decoding.readVarUint(decoder);
      entries.push({ client, clock, json: decoding.readVarString(decoder) });
    }
    return decoding.hasContent(decoder) ? null : entries;
  } catch {
    return null; // cut off
  }
}

function encodeEntries(entries: readonly Entry[]): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, entries.length);
    for (const { client, clock, json } of entries) {
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarString(encoder, json);
    }
  });
}

function ownBytes(entries: readonly Entry[]): number {
  return entries.reduce((sum, { json }) => sum + Buffer.byteLength(json), 0);
}
