/** Whether two items that a frame names as neighbours are in the same place, in what is known or in the frame itself. */
import * as Y from 'yjs';

type StructStore = Y.Doc['store'];

/** A frame whose items lean on one another in a longer chain than this is no typing. */
const MAX_CHAIN = 20_000;

/** What was deleted long ago has no parent any more; it is no evidence against anybody. */
export function haveOneParent(
  store: StructStore,
  own: ReadonlyMap<string, Y.Item>,
  one: Y.ID,
  other: Y.ID,
): boolean {
  const [a, b] = [placeOf(store, own, one), placeOf(store, own, other)];
  return a === null || b === null || a === b;
}

/** A name of the list or key that an item is in; null where it can't be told any more. */
function placeOf(store: StructStore, own: ReadonlyMap<string, Y.Item>, id: Y.ID): string | null {
  let current: Y.ID = id;
  for (let steps = 0; steps < MAX_CHAIN; steps += 1) {
    const item =
      current.clock < Y.getState(store, current.client)
        ? Y.getItem(store, current)
        : ownItem(own, current);
    if (!(item instanceof Y.Item)) return null; // its content was thrown away
    const { parentSub, origin, rightOrigin } = item;
    // Yjs' types leave out the name of a root, which an item has until it is integrated.
    const parent = item.parent as Y.Item['parent'] | string;
    if (typeof parent === 'string') return `root ${parent} ${parentSub ?? ''}`;
    if (parent instanceof Y.ID) return `item ${parent.client}:${parent.clock} ${parentSub ?? ''}`;
    if (parent !== null) return `${nameOf(parent)} ${parentSub ?? ''}`;
    const next = origin ?? rightOrigin;
    if (next === null) return null;
    current = next;
  }
  return null;
}

function nameOf(parent: Y.AbstractType<unknown>): string {
  const item = parent._item;
  return item === null
    ? `root ${Y.findRootTypeKey(parent)}`
    : `item ${item.id.client}:${item.id.clock}`;
}

/** Items of a frame are found by their first clock; an id may lie inside one. */
function ownItem(own: ReadonlyMap<string, Y.Item>, { client, clock }: Y.ID): Y.Item | null {
  const exact = own.get(`${client}:${clock}`);
  if (exact) return exact;
  for (const item of own.values()) {
    if (item.id.client === client && item.id.clock <= clock && clock < item.id.clock + item.length)
      return item;
  }
  return null;
}
