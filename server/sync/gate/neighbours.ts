/** Whether an item that was put in can have been written between the neighbours that it names. */
import * as Y from 'yjs';

/** How many items are walked along for the new ones of a slice: some ten milliseconds' worth. */
const MAX_STEPS = 1_000_000;

/** What was found of the new items of a transaction. */
export interface FoundNeighbours {
  /** The rule that one of them breaks; null where none does. */
  readonly violation: string | null;
  /** How many other items had to be looked at to find their places: as many as each page has to that loads the text. */
  readonly walked: number;
}

/**
 * Looks at the new items of a transaction. Ask before the transaction is cleaned up.
 *
 * A writer sees the two neighbours of what it writes side by side. So nothing lies between them that it must have known: what it
 * wrote before, what comes before either neighbour in the history, and what that was put between. Yjs trusts everybody with
 * that: where it isn't so, the order of a text depends on the order in which its pieces come, and somebody who joins reads
 * another text than those who are there, for ever.
 */
export function lookAtNeighbours({ beforeState, afterState, doc }: Y.Transaction): FoundNeighbours {
  let neighbours: Neighbours | null = null;
  for (const [client, end] of afterState) {
    const start = beforeState.get(client) ?? 0;
    if (start === end) continue;
    const structs = doc.store.clients.get(client) ?? [];
    const first = Y.findIndexSS(structs, start);
    // The last first, so that what a run of items has in common is walked along once.
    for (let at = structs.length - 1; at >= first; at -= 1) {
      const struct = structs[at];
      if (!(struct instanceof Y.Item) || isSideBySide(struct)) continue;
      neighbours ??= new Neighbours(doc.store);
      const violation = neighbours.violation(struct);
      if (violation !== null) return { violation, walked: neighbours.walked };
    }
  }
  return { violation: null, walked: neighbours?.walked ?? 0 };
}

/** Whether its neighbours are those that it names, with nothing else in between. */
function isSideBySide({ origin, rightOrigin, left, right, parentSub }: Y.Item): boolean {
  return (
    parentSub === null &&
    Y.compareIDs(left?.lastId ?? null, origin) &&
    Y.compareIDs(right?.id ?? null, rightOrigin)
  );
}

/** The last clock of each client that somebody must have known. */
type Known = ReadonlyMap<number, number>;

class Neighbours {
  readonly #store: Y.Doc['store'];
  #steps = 0;
  /** Items that were looked at and fit, with what their writers knew. */
  readonly #fitting = new Map<Y.Item, Known>();
  /** The same items by what they were put before. */
  readonly #putBefore = new Map<Y.Item, Y.Item>();

  constructor(store: Y.Doc['store']) {
    this.#store = store;
  }

  get walked(): number {
    return this.#steps;
  }

  violation(item: Y.Item): string | null {
    const { origin, rightOrigin } = item;
    // The values of a key follow each other: none is ever put before another.
    if (item.parentSub !== null) return rightOrigin === null ? null : OUT_OF_ORDER;
    const [before, after] = [this.#itemOf(origin), this.#itemOf(rightOrigin)];
    const known = knownBy(item, before, after);
    let at = this.#isWalkedUpTo(item, known) ? item : firstAfter(before, item);
    for (; at !== after; at = at.right) {
      this.#steps += 1;
      if (at === null) return OUT_OF_ORDER;
      if (this.#steps > MAX_STEPS) return 'too much between neighbours';
      if (at.id.clock <= (known.get(at.id.client) ?? -1)) return OUT_OF_ORDER;
      // Between it and the same right neighbour all was walked along for it.
      if (Y.compareIDs(at.rightOrigin, rightOrigin) && this.#fitsFor(at, known)) break;
    }
    this.#fitting.set(item, known);
    if (after !== null) this.#putBefore.set(after, item);
    return null;
  }

  /** Whether all between an item and its left neighbour was walked along for another item, put between the same two. */
  #isWalkedUpTo(item: Y.Item, known: Known): boolean {
    const other = this.#putBefore.get(item);
    if (other === undefined) return false;
    return Y.compareIDs(other.origin, item.origin) && this.#fitsFor(other, known);
  }

  /** Whether an item was found to fit whose writer knew at least as much. */
  #fitsFor(item: Y.Item, known: Known): boolean {
    const more = this.#fitting.get(item);
    if (more === undefined) return false;
    for (const [client, clock] of known) if ((more.get(client) ?? -1) < clock) return false;
    return true;
  }

  /** The item with this id. It begins or ends there, since the new item was put in at its edge. */
  #itemOf(id: Y.ID | null): Y.Item | null {
    const found: unknown = id === null ? null : Y.getItem(this.#store, id);
    return found instanceof Y.Item ? found : null;
  }
}

/** An undo or redo breaks this now and then, by a fault of Yjs. */
const OUT_OF_ORDER = 'neighbours out of order';

/** What the writer of the item must have known. */
function knownBy(
  { id: { client, clock } }: Y.Item,
  before: Y.Item | null,
  after: Y.Item | null,
): Known {
  const known = new Map([[client, clock - 1]]);
  for (const neighbour of [before, after]) {
    for (const id of [neighbour?.lastId, neighbour?.origin, neighbour?.rightOrigin])
      if (id) known.set(id.client, Math.max(id.clock, known.get(id.client) ?? 0));
  }
  return known;
}

function firstAfter(before: Y.Item | null, { parent }: Y.Item): Y.Item | null {
  if (before !== null) return before.right;
  return parent instanceof Y.AbstractType ? parent._start : null;
}
