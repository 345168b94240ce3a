/** Whether an item that was put in can have been written between the neighbours that it names. */
import * as Y from 'yjs';

/** The one rule that an honest client may break, by a fault of Yjs's redo. */
export const OUT_OF_ORDER = 'neighbours out of order';

/** So many items are walked along for the new ones of a slice, in some ten milliseconds: an honest one needs a handful. */
const MAX_STEPS = 1_000_000;

/**
 * Who writes something sees its two neighbours side by side. So nothing lies between them that its writer must have known: what
 * they wrote before, what comes before either neighbour in the history, and what that was put between. Yjs trusts everybody with
 * that: where it isn't so, the order of a text depends on the order in which its pieces come, and who joins reads another text
 * than those who are there, for ever.
 */
export class Neighbours {
  readonly #store: Y.Doc['store'];
  #steps = 0;

  constructor(store: Y.Doc['store']) {
    this.#store = store;
  }

  /** The rule that an item breaks, or null. Ask before the transaction that put it in is cleaned up. */
  misfit(item: Y.Item): string | null {
    const { origin, rightOrigin, left, right } = item;
    if (item.parentSub !== null) return rightOrigin === null ? null : OUT_OF_ORDER;
    if (Y.compareIDs(left?.lastId ?? null, origin) && Y.compareIDs(right?.id ?? null, rightOrigin))
      return null; // side by side they still are
    const [before, behind] = [this.#itemOf(origin), this.#itemOf(rightOrigin)];
    const known = knownBy(item, before, behind);
    for (let at = before === null ? firstOf(item) : before.right; at !== behind; at = at.right) {
      this.#steps += 1;
      if (at === null || this.#steps > MAX_STEPS) return OUT_OF_ORDER;
      if (at.id.clock <= (known.get(at.id.client) ?? -1)) return OUT_OF_ORDER;
    }
    return null;
  }

  /** It begins or ends there, since the new item was put in at its edge. */
  #itemOf(id: Y.ID | null): Y.Item | null {
    const found: unknown = id === null ? null : Y.getItem(this.#store, id);
    return found instanceof Y.Item ? found : null;
  }
}

/** The last clock of each client that who wrote the item must have known. */
function knownBy(
  { id: { client, clock } }: Y.Item,
  before: Y.Item | null,
  behind: Y.Item | null,
): Map<number, number> {
  const known = new Map([[client, clock - 1]]);
  for (const neighbour of [before, behind]) {
    for (const id of [neighbour?.lastId, neighbour?.origin, neighbour?.rightOrigin])
      if (id) known.set(id.client, Math.max(id.clock, known.get(id.client) ?? 0));
  }
  return known;
}

function firstOf({ parent }: Y.Item): Y.Item | null {
  return parent instanceof Y.AbstractType ? parent._start : null;
}
