/** Cuts a frame into updates that are applied one after the other, each in a moment. */
import * as Y from 'yjs';
import { byClient, encodeUpdate } from './encode.ts';
import type { Changes, Deletions, Struct } from './encode.ts';

type StructStore = Y.Doc['store'];

const NOTHING_DELETED: Deletions = Y.createDeleteSet();

/** How long a slice should take, in milliseconds. */
const MOMENT_MS = 2;

/**
 * So many structs at first, when nothing is known of them, and at the most: larger slices would save little, and the next struct
 * may take a hundred times what the one before it took.
 */
const [FIRST, MOST] = [16, 64];

/** So many structs are deleted in a moment. */
const DELETED = 200;

/**
 * How many structs a slice has. Most are put in their places in microseconds, and some take milliseconds: a slice follows what the
 * last one took.
 */
export class Pace {
  #structs = FIRST;

  get structs(): number {
    return this.#structs;
  }

  get deleted(): number {
    return DELETED;
  }

  /** The last slice took so long. */
  took(ms: number): void {
    const follows = (this.#structs * MOMENT_MS) / ms;
    this.#structs = Math.max(1, Math.floor(Math.min(follows, this.#structs * 2, MOST)));
  }
}

export interface Slice {
  readonly update: Uint8Array;
  readonly deletes: boolean;
}

/** Whether a frame is applied in a moment as it is. */
export function isSmall({ structs, ds }: Changes): boolean {
  return structs.length <= FIRST && clocksIn(ds) <= DELETED;
}

/**
 * A frame of nothing but news, in updates each of which needs nothing that comes later. Apply each before you ask for the next.
 */
export function* slicesOf(
  store: StructStore,
  changes: Changes,
  pace: Readonly<Pick<Pace, 'structs' | 'deleted'>>,
): Generator<Slice, void, undefined> {
  const structs = inOrder(changes.structs);
  for (let at = 0; at < structs.length;) {
    const end = at + pace.structs;
    yield { update: encodeUpdate(structs.slice(at, end), NOTHING_DELETED), deletes: false };
    at = end;
  }
  for (const deletions of slicesOfDeletions(store, changes.ds, pace.deleted))
    yield { update: encodeUpdate([], deletions), deletes: true };
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
