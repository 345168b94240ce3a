/** Cuts a large update into slices: small updates that are applied one after the other, each in a moment. */
import * as Y from 'yjs';
import { byClient, encodeUpdate } from './encode.ts';
import type { Changes, Deletions, Struct } from './encode.ts';

type StructStore = Y.Doc['store'];

const NOTHING_DELETED: Deletions = Y.createDeleteSet();

/** How long a slice should take. */
const SLICE_MS = 2;

/**
 * How many structs the first slice has, when nothing is known of them, and the most that one may have: larger slices would save
 * little, and the next struct may take a hundred times what the one before it took.
 */
const [FIRST_STRUCTS, MAX_STRUCTS] = [16, 64];

/** How many structs one slice deletes. */
const MAX_DELETED = 200;

/**
 * How many structs a slice has. Most are put in their places in microseconds, and some take milliseconds: a slice follows what the
 * last one took.
 */
export class Pace {
  #structs = FIRST_STRUCTS;

  /** How many structs the next slice may have. */
  get structs(): number {
    return this.#structs;
  }

  /** How many structs the next slice may delete. */
  get deleted(): number {
    return MAX_DELETED;
  }

  /** Says how long the last slice took, in milliseconds. */
  took(ms: number): void {
    const follows = (this.#structs * SLICE_MS) / ms;
    this.#structs = Math.max(1, Math.floor(Math.min(follows, this.#structs * 2, MAX_STRUCTS)));
  }
}

/** A part of an update, itself one. */
export interface Slice {
  readonly update: Uint8Array;
  /** Whether it has deletions and nothing else. */
  readonly deletes: boolean;
}

/** Whether an update is so small that applying it whole keeps nobody waiting. */
export function isSmall({ structs, ds }: Changes): boolean {
  return structs.length <= FIRST_STRUCTS && clocksIn(ds) <= MAX_DELETED;
}

/**
 * The slices of an update without known parts, each of which needs nothing that comes later. Apply each before you ask for the
 * next: its deletions are measured in the store.
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
 * The structs in an order in which each comes after what it stands beside or in. Two that wait for each other come as they are:
 * no honest update has such, and Yjs takes neither.
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

/** Where a deletion that begins at a clock ends if it deletes no more than `most` structs; and how many it deletes. */
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
