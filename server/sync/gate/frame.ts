/** The gate's first two steps: a frame is read whole, and what it claims is held against what is known, before it is applied. */
import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import { CLOSE } from '../../../shared/wire/close-codes.ts';
import type { Close } from '../../../shared/wire/close-codes.ts';
import { LIMITS } from '../../../shared/wire/messages.ts';
import { misfitAlone } from './content.ts';
import { encodeUpdate } from './encode.ts';
import type { Changes } from './encode.ts';
import { FramePlaces } from './places.ts';
import type { Steps } from '../../turns.ts';

/** The bytes of an update, and what is in them. */
export interface Frame {
  readonly update: Uint8Array;
  readonly changes: Changes;
  /** Whose its parts are, in their order. */
  readonly writers: readonly number[];
}

/** Whether a Yjs client id may be written under by whom the frame came from. */
export type MayWriteAs = (client: number) => boolean;

type StructStore = Y.Doc['store'];

/** The next clock of a client, in the room or behind the frame. */
type StateOf = (client: number) => number;

/**
 * Client ids that a frame may newly write under. An honest client has one, or a few from sessions offline; each one more makes
 * every state vector of the room longer for ever.
 */
const MAX_WRITERS = 100;

/** So many items are looked at in a moment. */
const MOMENT = 1000;

/** Watches what Yjs's own decoder reads. One class for all frames: a class made for each would be compiled for each. */
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

/** The frame, or why it can't be read. Version 1 only: 23 bytes of version 2 become ten million structs. */
export function readFrame(update: Uint8Array): Frame | { readonly close: Close } {
  if (update.byteLength > LIMITS.maxFrameBytes) return { close: CLOSE.tooLarge };
  try {
    return decode(update) ?? { close: CLOSE.malformed };
  } catch (error) {
    return { close: error instanceof TooManyStructsError ? CLOSE.tooLarge : CLOSE.malformed };
  }
}

/** Null where there is more behind it. */
function decode(update: Uint8Array): Frame | null {
  const changes = Y.decodeUpdateV2(update, WatchedDecoder);
  const decoder = WatchedDecoder.last;
  if (decoder === null || decoding.hasContent(decoder.restDecoder)) return null;
  return { update, changes, writers: decoder.writers };
}

/**
 * The frame without what the room has already, or the rule that its clocks break: `gap` where some are missing. What is repeated
 * may be forged, in its words as in its place. The room would pass over it, but whoever judges what follows it, or merges the
 * bytes with others later, could take it for true. Whoever merges relies on the order of Yjs's own as well: parts of higher client
 * ids first.
 */
export function newsOf(store: StructStore, frame: Frame): Frame | string {
  const { changes, writers } = frame;
  const isInOrder = writers.every((client, at) => at === 0 || client < (writers[at - 1] ?? 0));
  // Yjs applies but the last of two parts that a frame has for one client, and others read both.
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
  if (isInOrder && !repeats && parts === writers.length) return frame;
  const stateOf = (client: number): number => Y.getState(store, client);
  const news = changes.structs.filter(({ id, length }) => id.clock + length > stateOf(id.client));
  return decode(encodeUpdate(news, changes.ds, stateOf)) ?? 'what can not be applied';
}

/** The rule that a frame of nothing but news breaks, `gap` where pieces are missing before it, null where it may be applied. */
export function* checkFrame(
  store: StructStore,
  { structs, ds }: Changes,
  mayWriteAs: MayWriteAs,
): Steps<string | null> {
  const ends = new Map<number, number>();
  const items: Y.Item[] = [];
  for (const struct of structs) {
    const { client, clock } = struct.id;
    if (!ends.has(client) && !mayWriteAs(client)) return 'client id of another';
    ends.set(client, clock + struct.length);
    if (ends.size > MAX_WRITERS) return 'too many client ids';
    if (!(struct instanceof Y.Item)) continue;
    const rule = misfitAlone(struct);
    if (rule !== null) return rule;
    items.push(struct);
  }
  yield;
  const stateOf = (client: number): number => ends.get(client) ?? Y.getState(store, client);
  return checkDeletions(ds, stateOf) ?? (yield* checkPlaces(store, items, stateOf));
}

/**
 * Only what exists can be deleted: a deletion of clocks to come would delete what somebody is about to write, and of one of no
 * clocks Yjs can't say that it is still to come.
 */
function checkDeletions({ clients }: Changes['ds'], stateOf: StateOf): string | null {
  for (const [client, ranges] of clients) {
    const end = stateOf(client);
    if (ranges.some(({ clock, len }) => clock + len > end)) return 'gap';
    if (ranges.some(({ len }) => len === 0)) return 'empty deletion';
  }
  return null;
}

/** What an item is put between exists, both neighbours are in one place, and that is not too deep. */
function* checkPlaces(
  store: StructStore,
  items: readonly Y.Item[],
  stateOf: StateOf,
): Steps<string | null> {
  const places = new FramePlaces(store, items);
  for (const [index, item] of items.entries()) {
    if (index % MOMENT === MOMENT - 1) yield;
    const { origin, rightOrigin, parent } = item;
    for (const id of [origin, rightOrigin, parent instanceof Y.ID ? parent : null])
      if (id && id.clock >= stateOf(id.client)) return 'gap';
    if (origin && rightOrigin && !places.areOne(origin, rightOrigin)) return 'neighbours apart';
    if (places.depthOf(item) > LIMITS.maxDepth) return 'nested too deep';
  }
  return null;
}
