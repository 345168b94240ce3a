/** The gate's first two steps: a frame is read whole, and what it claims is held against what is known, before it is applied. */
import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import { CLOSE } from '../../shared/wire/close-codes.ts';
import type { Close } from '../../shared/wire/close-codes.ts';
import { LIMITS } from '../../shared/wire/messages.ts';
import { misfitAlone } from './gate-content.ts';
import { FramePlaces } from './gate-places.ts';
import type { MayWriteAs } from './gate.ts';
import type { Steps } from './turns.ts';

/** A frame's content, decoded but not applied. */
export type Changes = ReturnType<typeof Y.decodeUpdate>;

type StructStore = Y.Doc['store'];

/**
 * Client ids that a frame may newly write under. An honest client has one, or a few from sessions offline; each one more makes
 * every state vector of the room longer for ever.
 */
const MAX_WRITERS = 100;

/** So many items are looked at in a moment. */
const MOMENT = 1000;

/** The one rule that an honest client may break, by a fault of Yjs's redo. */
const BACKWARDS = 'neighbours out of order';

/** What a frame that may be applied holds. */
export interface Checked {
  /** Pieces that the room has already: what others are to get is not what came. */
  readonly repeats: boolean;
}

/** Watches what Yjs's own decoder reads. One class for all frames: a class made for each would be compiled for each. */
class WatchedDecoder extends Y.UpdateDecoderV1 {
  /** The one that was made last; Yjs makes it itself and keeps it. */
  static last: WatchedDecoder | null = null;
  structs = 0;

  constructor(decoder: decoding.Decoder) {
    super(decoder);
    WatchedDecoder.last = this;
  }

  /** Called once for each struct: a mebibyte holds half a million, so it is too late to count them afterwards. */
  override readInfo(): number {
    this.structs += 1;
    if (this.structs > LIMITS.maxStructs) throw new TooManyStructsError();
    return super.readInfo();
  }
}

class TooManyStructsError extends Error {}

/** The changes, or why the frame can't be read. Version 1 only: 23 bytes of version 2 become ten million structs. */
export function readChanges(update: Uint8Array): Changes | { readonly close: Close } {
  if (update.byteLength > LIMITS.maxFrameBytes) return { close: CLOSE.tooLarge };
  try {
    const changes = Y.decodeUpdateV2(update, WatchedDecoder);
    const rest = WatchedDecoder.last?.restDecoder;
    return rest && decoding.hasContent(rest) ? { close: CLOSE.malformed } : changes;
  } catch (error) {
    return { close: error instanceof TooManyStructsError ? CLOSE.tooLarge : CLOSE.malformed };
  }
}

/** The rule that a frame breaks, `gap` where pieces are missing before or in it, or that it may be applied. */
export function* checkFrame(
  store: StructStore,
  changes: Changes,
  mayWriteAs: MayWriteAs,
): Steps<string | Checked> {
  const clocks = new Map<number, number>();
  const fresh: Y.Item[] = [];
  /** Where the frame's part for a client ends. */
  const ends = new Map<number, number>();
  let [steps, repeats, writers] = [0, false, 0];
  for (const struct of changes.structs) {
    const { client, clock } = struct.id;
    // Yjs applies but the last of two parts that a frame has for one client, so the first would be judged for the second.
    if ((ends.get(client) ?? clock) !== clock) return 'one client twice';
    const end = clock + struct.length;
    ends.set(client, end);
    const known = clocks.get(client) ?? Y.getState(store, client);
    if (struct instanceof Y.Skip || clock > known) return 'gap';
    repeats ||= clock < known;
    if (end <= known) continue; // the room has it already
    steps += end - known;
    if (!clocks.has(client)) writers += 1;
    if (writers > MAX_WRITERS) return 'too many client ids';
    if (!mayWriteAs(client)) return 'client id of another';
    if (steps > LIMITS.maxClockStep || !Number.isSafeInteger(end)) return 'clocks too far ahead';
    if (struct instanceof Y.Item) {
      const rule = misfitAlone(struct);
      if (rule !== null) return rule;
      fresh.push(struct);
    }
    clocks.set(client, end);
  }
  yield;
  const rule = checkDeletions(store, changes, clocks) ?? (yield* checkPlaces(store, fresh, clocks));
  return rule ?? { repeats };
}

/**
 * Only what exists can be deleted: a deletion of clocks to come would delete what somebody is about to write, and of one of no
 * clocks Yjs can't say that it is still to come.
 */
function checkDeletions(
  store: StructStore,
  { ds }: Changes,
  clocks: ReadonlyMap<number, number>,
): string | null {
  for (const [client, ranges] of ds.clients) {
    const end = clocks.get(client) ?? Y.getState(store, client);
    if (ranges.some(({ clock, len }) => clock + len > end)) return 'gap';
    if (ranges.some(({ len }) => len === 0)) return 'empty deletion';
  }
  return null;
}

/** What an item is put between exists, both neighbours are in one place, and that is not too deep. */
function* checkPlaces(
  store: StructStore,
  fresh: readonly Y.Item[],
  clocks: ReadonlyMap<number, number>,
): Steps<string | null> {
  const places = new FramePlaces(store, fresh);
  for (const [index, item] of fresh.entries()) {
    if (index % MOMENT === MOMENT - 1) yield;
    const { rightOrigin, parent } = item;
    const last = lastKnown(store, item);
    const origin = last ?? item.origin;
    for (const id of [origin, rightOrigin, parent instanceof Y.ID ? parent : null]) {
      if (id && id.clock >= (clocks.get(id.client) ?? Y.getState(store, id.client))) return 'gap';
    }
    if (last && !places.goesOn(item, last)) return 'neighbours apart';
    if (rightOrigin && places.isKey(rightOrigin)) return BACKWARDS;
    if (origin && rightOrigin) {
      if (!places.areOne(origin, rightOrigin)) return 'neighbours apart';
      if (places.areBackwards(origin, rightOrigin)) return BACKWARDS;
    }
    if (places.depthOf(item) > LIMITS.maxDepth) return 'nested too deep';
  }
  return null;
}

/** The last of an item's clocks that the room has, null where it has none of them. */
function lastKnown(store: StructStore, { id: { client, clock } }: Y.Item): Y.ID | null {
  const known = Y.getState(store, client);
  return clock < known ? Y.createID(client, known - 1) : null;
}
