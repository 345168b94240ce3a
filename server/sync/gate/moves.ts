/** The gate's rule for moves: who says that new characters are deleted ones has deleted these, or others have, and written those. */
import * as Y from 'yjs';
import { itemsOf } from '../../../shared/moves/item-runs.ts';
import { isMove, MAX_MOVES_AT_ONCE, movesOf, MOVES_ROOT } from '../../../shared/moves/move.ts';
import type { Move } from '../../../shared/moves/move.ts';
import type { Changes, Struct } from './encode.ts';

const NO_MOVE = 'no move';
const FALSE_MOVE = 'move of what was not moved';

/** The moves that an update tells; `structs` are those that came of it. */
export function movesTold(changes: Changes, structs: readonly Struct[]): Move[] {
  const ends = endsOf(changes);
  return structs.flatMap((struct) => {
    if (!(struct instanceof Y.Item) || !isInMoves(struct)) return [];
    return ownValues(struct, ends).filter(isMove);
  });
}

/** What a client tells in a row comes to lie in one item: those of its values that the update brings. */
function ownValues({ content, id }: Y.Item, ends: Ends): unknown[] {
  if (!(content instanceof Y.ContentAny)) return [];
  return content.arr.slice(Math.max(0, (ends.get(id.client)?.begin ?? 0) - id.clock));
}

/** Whether an item lies in the list of moves. */
export function isInMoves({ parent }: Y.Item): boolean {
  return parent instanceof Y.Array && Y.findRootTypeKey(parent) === MOVES_ROOT;
}

/** How many moves there are, without making a list where there is none. */
export function countMoves(doc: Y.Doc): number {
  return doc.share.has(MOVES_ROOT) ? movesOf(doc).length : 0;
}

/**
 * The rule that the moves of an applied update break, or null; `before` is how many there were. `structs` are those that came
 * of the update. Moves are added and never taken away by clients: what they lead to would be lost to others.
 */
export function moveViolation(
  doc: Y.Doc,
  changes: Changes,
  structs: readonly Struct[],
  before: number,
): string | null {
  const told: Move[] = [];
  const ends = endsOf(changes);
  for (const struct of structs) {
    if (!(struct instanceof Y.Item) || !isInMoves(struct)) continue;
    const { content, parentSub } = struct;
    if (parentSub !== null || struct.deleted || !(content instanceof Y.ContentAny)) return NO_MOVE;
    const own = ownValues(struct, ends);
    if (!own.every(isMove)) return NO_MOVE;
    told.push(...own);
  }
  if (told.length > MAX_MOVES_AT_ONCE) return 'too many moves';
  if (countMoves(doc) !== before + told.length) return 'moves taken away';
  return told.every((move) => isTrue(doc, move, ends)) ? null : FALSE_MOVE;
}

/** Whether the new characters are the update's own, and the old ones are there no more. */
function isTrue(doc: Y.Doc, [oc, ok, length, nc, nk]: Move, ends: Ends): boolean {
  const fresh = ends.get(nc);
  if (fresh === undefined || nk < fresh.begin || nk + length > fresh.end) return false;
  if (ok + length > Y.getState(doc.store, oc)) return false;
  const old = itemsOf(doc, { client: oc, clock: ok, length });
  return old.every(({ item }) => item === null || item.deleted);
}

/** The first clock of each client in an update without known parts, and the one after its last. */
export type Ends = ReadonlyMap<number, { readonly begin: number; readonly end: number }>;

/** The clocks that an update adds. */
export function endsOf({ structs }: Changes): Ends {
  const ends = new Map<number, { begin: number; end: number }>();
  for (const { id, length } of structs) {
    const end = id.clock + length;
    const known = ends.get(id.client);
    if (known) known.end = Math.max(known.end, end);
    else ends.set(id.client, { begin: id.clock, end });
  }
  return ends;
}
