/** The gate's first step: an update is read whole, and what the room knows already is left out, before anything is applied. */
import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import { CLOSE } from '../../../shared/wire/close-codes.ts';
import type { Close } from '../../../shared/wire/close-codes.ts';
import { LIMITS } from '../../../shared/wire/messages.ts';
import { encodeUpdate } from './encode.ts';
import type { Changes } from './encode.ts';

/** An update that could be read: its bytes, and what Yjs's own decoder found in them. None of it is believed or applied yet. */
export interface DecodedUpdate {
  readonly update: Uint8Array;
  readonly changes: Changes;
  /** The client ids under which its parts were written, in the order of the parts. */
  readonly writers: readonly number[];
}

/** Watches what Yjs's own decoder reads. One class for all updates: a class made for each would be compiled for each. */
class WatchedDecoder extends Y.UpdateDecoderV1 {
  /** The one that was made last; Yjs makes it itself and keeps it. */
  static last: WatchedDecoder | null = null;
  readonly writers: number[] = [];
  structs = 0;

  constructor(decoder: decoding.Decoder) {
    super(decoder);
    WatchedDecoder.last = this;
  }

  /** Called once for each part. */
  override readClient(): number {
    const client = super.readClient();
    this.writers.push(client);
    return client;
  }

  /** Called once for each struct: a mebibyte holds half a million, so it is too late to count them afterwards. */
  override readInfo(): number {
    this.structs += 1;
    if (this.structs > LIMITS.maxStructs) throw new TooManyStructsError();
    return super.readInfo();
  }
}

class TooManyStructsError extends Error {}

/** The update, or why it can't be read. Version 1 only: 23 bytes of version 2 become ten million structs. */
export function decodeUpdate(update: Uint8Array): DecodedUpdate | { readonly close: Close } {
  if (update.byteLength > LIMITS.maxFrameBytes) return { close: CLOSE.tooLarge };
  try {
    return decode(update) ?? { close: CLOSE.malformed };
  } catch (error) {
    return { close: error instanceof TooManyStructsError ? CLOSE.tooLarge : CLOSE.malformed };
  }
}

/** Null where more bytes follow. */
function decode(update: Uint8Array): DecodedUpdate | null {
  const changes = Y.decodeUpdateV2(update, WatchedDecoder);
  const decoder = WatchedDecoder.last;
  if (decoder === null || decoding.hasContent(decoder.restDecoder)) return null;
  return { update, changes, writers: decoder.writers };
}

/**
 * The update without what the room has already, or the rule that its clocks break: `gap` where some are missing. What is
 * repeated may be forged, in its words as in its place. The room would pass over it, but whatever judges the updates after it,
 * or merges the bytes with others later, could take it for true. Merging also relies on the order of Yjs's own: parts of higher
 * client ids first.
 */
export function withoutKnown(store: Y.Doc['store'], sent: DecodedUpdate): DecodedUpdate | string {
  const { changes, writers } = sent;
  const isInOrder = writers.every((client, at) => at === 0 || client < (writers[at - 1] ?? 0));
  // Of two parts that an update has for one client, Yjs applies the last alone and others read both.
  if (!isInOrder && new Set(writers).size < writers.length) return 'one client twice';
  let [steps, parts, repeats] = [0, 0, false];
  let [writer, known] = [-1, 0];
  for (const struct of changes.structs) {
    const { client, clock } = struct.id;
    if (client !== writer) {
      [writer, known] = [client, Y.getState(store, client)];
      parts += 1;
      if (clock > known) return 'gap';
    }
    if (struct instanceof Y.Skip) return 'gap';
    if (struct.length === 0) return 'nothing at a clock';
    const end = clock + struct.length;
    repeats ||= clock < known;
    steps += Math.max(0, end - Math.max(clock, known));
    if (steps > LIMITS.maxClockStep || !Number.isSafeInteger(end)) return 'clocks too far ahead';
  }
  if (isInOrder && !repeats && parts === writers.length) return sent;
  const stateOf = (client: number): number => Y.getState(store, client);
  const fresh = changes.structs.filter(({ id, length }) => id.clock + length > stateOf(id.client));
  return decode(encodeUpdate(fresh, changes.ds, stateOf)) ?? 'what can not be applied';
}
