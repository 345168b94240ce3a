/** Presence frames, read no further than needed: most of what comes only repeats what is known. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { LIMITS } from '../../shared/wire/messages.ts';

/** What is said of one client id, as it is sent on. */
export interface PresenceEntry {
  readonly client: number;
  readonly clock: number;
  readonly json: string;
}

/** An entry as it came, whose state has not been looked at. */
export interface RawPresenceEntry {
  readonly client: number;
  readonly clock: number;
  readonly bytes: Uint8Array;
}

/** Clocks count changes, so no honest one comes near; one past 2^53 can't be read by any client. */
const MAX_CLOCK = 2 ** 48;

/** The state of a client id whose person has gone. */
export const GONE = 'null';

/** The entries of a whole frame, null where it is malformed or too large. */
export function readPresenceEntries(update: Uint8Array): RawPresenceEntry[] | null {
  if (update.byteLength > LIMITS.maxAwarenessBytes) return null;
  try {
    const decoder = decoding.createDecoder(update);
    const count = decoding.readVarUint(decoder);
    if (count > LIMITS.maxAwarenessEntries) return null;
    const entries: RawPresenceEntry[] = [];
    for (let at = 0; at < count; at += 1) {
      const client = decoding.readVarUint(decoder);
      const clock = decoding.readVarUint(decoder);
      if (clock > MAX_CLOCK) return null;
      entries.push({ client, clock, bytes: decoding.readVarUint8Array(decoder) });
    }
    return decoding.hasContent(decoder) ? null : entries;
  } catch {
    return null; // cut off
  }
}

const UTF8 = new TextDecoder();

/** The state of an entry, which should be JSON. */
export function textOf({ bytes }: RawPresenceEntry): string {
  return UTF8.decode(bytes);
}

/** The content of a presence frame with these entries. */
export function encodePresenceEntries(entries: readonly PresenceEntry[]): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, entries.length);
    for (const { client, clock, json } of entries) {
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarString(encoder, json);
    }
  });
}
