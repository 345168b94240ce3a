/** Whether an item that was put in can have been written between the neighbours that it names. */
import * as Y from 'yjs';

/** So many items are walked along for the new ones of a slice, in some ten milliseconds: an honest one needs a handful. */
const MAX_STEPS = 1_000_000;

/**
 * The rule that one of a transaction's new items breaks, or null. Ask before the transaction is cleaned up.
 *
 * Who writes something sees its two neighbours side by side. So nothing lies between them that its writer must have known: what
 * they wrote before, what comes before either neighbour in the history, and what that was put between. Yjs trusts everybody with
 * that: where it isn't so, the order of a text depends on the order in which its pieces come, and who joins reads another text
 * than those who are there, for ever.
 */
export function strangerIn({ beforeState, afterState, doc }: Y.Transaction): string | null {
  const neighbours = new Neighbours(doc.store);
  for (const [client, end] of afterState) {
    const start = beforeState.get(client) ?? 0;
    if (start === end) continue;
    const structs = doc.store.clients.get(client) ?? [];
    for (let at = Y.findIndexSS(structs, start); at < structs.length; at += 1) {
      const struct = structs[at];
      if (struct instanceof Y.Item && !neighbours.fit(struct)) return 'neighbours out of order';
    }
  }
  return null;
}

class Neighbours {
  readonly #store: Y.Doc['store'];
  #steps = 0;

  constructor(store: Y.Doc['store']) {
    this.#store = store;
  }

  fit(item: Y.Item): boolean {
    const { origin, rightOrigin, left, right } = item;
    // The values of a key follow each other: none is ever put before another.
    if (item.parentSub !== null) return rightOrigin === null;
    if (Y.compareIDs(left?.lastId ?? null, origin) && Y.compareIDs(right?.id ?? null, rightOrigin))
      return true; // side by side they still are
    const [before, behind] = [this.#itemOf(origin), this.#itemOf(rightOrigin)];
    const known = knownBy(item, before, behind);
    for (let at = before === null ? firstOf(item) : before.right; at !== behind; at = at.right) {
      this.#steps += 1;
      if (at === null || this.#steps > MAX_STEPS) return false;
      if (at.id.clock <= (known.get(at.id.client) ?? -1)) return false;
    }
    return true;
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
