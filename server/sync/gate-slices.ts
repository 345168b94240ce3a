/** Cuts a frame into updates that are applied one after the other, each in a moment. */
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import type { Changes } from './gate-frame.ts';

type Struct = Changes['structs'][number];
type Deletions = Changes['ds'];
type StructStore = Y.Doc['store'];

const NOTHING_DELETED: Deletions = Y.createDeleteSet();

/** What is applied in a moment, some two milliseconds: so many structs that are put in, or deleted. */
const MOMENT = { structs: 1000, deleted: 200 };

/** Whether a frame is applied in a moment as it is. */
export function isSmall({ structs, ds }: Changes): boolean {
  return structs.length <= MOMENT.structs && clocksIn(ds) <= MOMENT.deleted;
}

/**
 * What of a frame the store doesn't have, in updates each of which needs nothing that comes later. Apply each before you ask for
 * the next.
 */
export function* slicesOf(
  store: StructStore,
  changes: Changes,
  size = MOMENT,
): Generator<Uint8Array, void, undefined> {
  const fresh = inOrder(freshIn(store, changes));
  for (let at = 0; at < fresh.length; at += size.structs)
    yield encode(store, fresh.slice(at, at + size.structs), NOTHING_DELETED);
  for (const deletions of slicesOfDeletions(store, changes.ds, size.deleted))
    yield encode(store, [], deletions);
}

/** The same in one update. */
export function newsOf(store: StructStore, changes: Changes): Uint8Array {
  return encode(store, freshIn(store, changes), changes.ds);
}

function freshIn(store: StructStore, { structs }: Changes): Struct[] {
  return structs.filter(({ id, length }) => id.clock + length > Y.getState(store, id.client));
}

/** The structs of a client, one behind the other. */
function byClient(structs: readonly Struct[]): Map<number, Struct[]> {
  const parts = new Map<number, Struct[]>();
  for (const struct of structs) {
    const part = parts.get(struct.id.client);
    if (part) part.push(struct);
    else parts.set(struct.id.client, [struct]);
  }
  return parts;
}

/**
 * So that each comes behind what it stands beside or in. Two that wait for each other come as they are: no honest frame has such,
 * and Yjs takes neither.
 */
function inOrder(structs: readonly Struct[]): readonly Struct[] {
  const parts = byClient(structs);
  if (parts.size <= 1) return structs;
  const ordered: Struct[] = [];
  const come = new Map<number, number>();
  const waiting = new Set<number>();
  const advance = (client: number, clock: number): void => {
    const part = parts.get(client);
    if (part === undefined || waiting.has(client)) return;
    waiting.add(client);
    for (let at = come.get(client) ?? 0; at < part.length; at += 1) {
      const struct = part[at];
      if (struct === undefined || struct.id.clock > clock) break;
      for (const needed of neededBy(struct)) advance(needed.client, needed.clock);
      ordered.push(struct);
      come.set(client, at + 1);
    }
    waiting.delete(client);
  };
  for (const client of parts.keys()) advance(client, Infinity);
  return ordered;
}

/** What an item stands beside or in. */
function neededBy(struct: Struct): Y.ID[] {
  if (!(struct instanceof Y.Item)) return [];
  const { origin, rightOrigin, parent } = struct;
  return [origin, rightOrigin, parent].filter((id) => id instanceof Y.ID);
}

function* slicesOfDeletions(
  store: StructStore,
  { clients }: Deletions,
  size: number,
): Generator<Deletions, void, undefined> {
  let slice = Y.createDeleteSet();
  let room = size;
  for (const [client, ranges] of clients) {
    for (const { clock, len } of ranges) {
      for (let at = clock; at < clock + len;) {
        const structs = store.clients.get(client) ?? [];
        const [end, count] = endOfSlice(structs, at, clock + len, room);
        addDeletion(slice, client, at, end - at);
        room -= count;
        at = end;
        if (room > 0) continue;
        yield slice;
        slice = Y.createDeleteSet();
        room = size;
      }
    }
  }
  if (slice.clients.size > 0) yield slice;
}

/** Where a deletion that begins at a clock ends, if no more than so many structs are to be deleted; and how many are. */
function endOfSlice(
  structs: readonly (Y.Item | Y.GC)[],
  begin: number,
  end: number,
  most: number,
): [end: number, count: number] {
  const first = Y.findIndexSS(structs as (Y.Item | Y.GC)[], begin); // which only reads it
  for (let at = first; at < structs.length; at += 1) {
    const clock = structs[at]?.id.clock ?? end;
    if (clock >= end) return [end, at - first];
    if (at - first === most) return [clock, most];
  }
  return [end, structs.length - first];
}

function addDeletion({ clients }: Deletions, client: number, clock: number, len: number): void {
  const ranges = clients.get(client);
  if (ranges) ranges.push({ clock, len });
  else clients.set(client, [{ clock, len }]);
}

function clocksIn({ clients }: Deletions): number {
  let clocks = 0;
  for (const ranges of clients.values()) for (const { len } of ranges) clocks += len;
  return clocks;
}

/** An update of Yjs's first format; what the store has of a client's first struct is left out. */
function encode(store: StructStore, structs: readonly Struct[], deletions: Deletions): Uint8Array {
  const encoder = new Y.UpdateEncoderV1();
  const { restEncoder } = encoder;
  const parts = byClient(structs);
  encoding.writeVarUint(restEncoder, parts.size);
  for (const [client, part] of parts) {
    const begin = part[0]?.id.clock ?? 0;
    let offset = Math.max(0, Y.getState(store, client) - begin);
    encoding.writeVarUint(restEncoder, part.length);
    encoder.writeClient(client);
    encoding.writeVarUint(restEncoder, begin + offset);
    for (const struct of part) {
      struct.write(encoder, offset);
      offset = 0;
    }
  }
  encodeDeletions(restEncoder, deletions);
  return encoder.toUint8Array();
}

function encodeDeletions(encoder: encoding.Encoder, { clients }: Deletions): void {
  encoding.writeVarUint(encoder, clients.size);
  for (const [client, ranges] of clients) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, ranges.length);
    for (const { clock, len } of ranges) {
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarUint(encoder, len);
    }
  }
}
