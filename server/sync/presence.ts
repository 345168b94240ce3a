/** Who is in a room: relays presence, bound to the socket that it came from and stamped with the session's name. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { PresentPerson } from '../../shared/presence/person.ts';
import { LIMITS } from '../../shared/wire/messages.ts';
import type { Peer } from './peer.ts';

interface State {
  readonly peer: Peer;
  readonly clock: number;
  /** JSON as it goes over the wire. */
  readonly json: string;
}

interface Entry {
  readonly client: number;
  readonly clock: number;
  readonly json: string;
}

const GONE = 'null';

export class Presence {
  readonly #states = new Map<number, State>();

  /** Everybody's state, for a newcomer; null where nobody is here. */
  all(): Uint8Array | null {
    if (this.#states.size === 0) return null;
    return encodeEntries(
      [...this.#states].map(([client, { clock, json }]) => ({ client, clock, json })),
    );
  }

  /**
   * Takes in what a peer says of itself and gives what all are to be told; null where it is forged or malformed.
   * Entries of another socket's client ids are forged.
   */
  take(peer: Peer, update: Uint8Array, person: PresentPerson): Uint8Array | null {
    const entries = readEntries(update);
    if (entries === null) return null;
    const stamped: Entry[] = [];
    for (const entry of entries) {
      const known = this.#states.get(entry.client);
      if (known && known.peer !== peer) return null;
      if (known && entry.clock > known.clock + LIMITS.maxAwarenessClockStep) return null;
      const json = stamp(entry.json, person);
      if (json === null) return null;
      stamped.push({ ...entry, json });
    }
    for (const { client, clock, json } of stamped) {
      if (json === GONE) this.#states.delete(client);
      else this.#states.set(client, { peer, clock, json });
    }
    return encodeEntries(stamped);
  }

  /** Forgets a socket's client ids and gives what the others are to be told; null where it had none. */
  leave(peer: Peer): Uint8Array | null {
    const gone: Entry[] = [];
    for (const [client, state] of this.#states) {
      if (state.peer !== peer) continue;
      this.#states.delete(client);
      gone.push({ client, clock: state.clock + 1, json: GONE });
    }
    return gone.length === 0 ? null : encodeEntries(gone);
  }
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
