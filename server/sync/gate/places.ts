/** Where the items of an update would come to be, found before they are applied. */
import * as Y from 'yjs';

type StructStore = Y.Doc['store'];

interface ItemPlace {
  /** The element that an item is in, or the name of a root. */
  readonly parent: Y.ID | string;
  /** The key that an item is a value of, null where it is in a list. */
  readonly key: string | null;
  /** How many elements an item is in. */
  readonly depth: number;
}

/**
 * Where each item of an update is. Each place is found once, however the items lean on one another: walking the same chain for
 * each of 20,000 items took minutes.
 */
export class UpdatePlaces {
  readonly #store: StructStore;
  readonly #own = new Map<number, Y.Item[]>();
  /** Null while it is being looked for, and where it can't be told: what is long gone has no parent. */
  readonly #places = new Map<Y.Item, ItemPlace | null>();

  /** `items` are the update's, none of which the store has, in the order of the clocks of each client. */
  constructor(store: StructStore, items: readonly Y.Item[]) {
    this.#store = store;
    for (const item of items) {
      const own = this.#own.get(item.id.client);
      if (own) own.push(item);
      else this.#own.set(item.id.client, [item]);
    }
  }

  /**
   * Whether two items are in one place. What was thrown away with its element has no place any more, but then neither has its
   * true neighbour: an item between such a one and a living one would be seen by peers that haven't thrown it away yet.
   */
  areOne(one: Y.ID, other: Y.ID): boolean {
    return areSame(this.#placeOf(this.#find(one)), this.#placeOf(this.#find(other)));
  }

  /** How many elements an item is in. */
  depthOf(item: Y.Item): number {
    return this.#placeOf(item)?.depth ?? 0;
  }

  #placeOf(start: Y.Item | null): ItemPlace | null {
    if (start === null) return null;
    const known = this.#places.get(start);
    if (known !== undefined) return known;
    const next = this.#towards(start);
    const nextPlace = next === null ? null : this.#places.get(next);
    return nextPlace === undefined ? this.#walk(start) : this.#placeBy(start, nextPlace);
  }

  /** The way of an item whose neighbours have not been looked for either. */
  #walk(start: Y.Item): ItemPlace | null {
    const path: Y.Item[] = [];
    let current: Y.Item | null = start;
    while (current !== null && this.#places.get(current) === undefined) {
      this.#keep(current, null); // two that lean on each other lead nowhere
      path.push(current);
      current = this.#towards(current);
    }
    let place = current === null ? null : (this.#places.get(current) ?? null);
    for (const item of path.toReversed()) place = this.#placeBy(item, place);
    return place;
  }

  /** Keeps where an item is, by the place of what `#towards` led to. */
  #placeBy(item: Y.Item, towards: ItemPlace | null): ItemPlace | null {
    return this.#keep(item, this.#isGone(item.parent) ? null : placeIn(item, towards));
  }

  #keep(item: Y.Item, place: ItemPlace | null): ItemPlace | null {
    this.#places.set(item, place);
    return place;
  }

  /** The item whose place says where this one is: what it is in, or its neighbour. */
  #towards({ parent, origin, rightOrigin }: Y.Item): Y.Item | null {
    if (parent instanceof Y.AbstractType) return parent._item;
    if (typeof parent === 'string') return null;
    const id = parent ?? origin ?? rightOrigin;
    return id === null ? null : this.#find(id);
  }

  /** An item in a deleted element has no place: parts of that which were thrown away have none, and may be its neighbours. */
  #isGone(parent: unknown): boolean {
    if (parent instanceof Y.ID) return this.#find(parent)?.deleted !== false;
    return parent instanceof Y.AbstractType && parent._item?.deleted === true;
  }

  #find(id: Y.ID): Y.Item | null {
    if (id.clock < Y.getState(this.#store, id.client)) {
      const known = Y.getItem(this.#store, id); // typed as an item, but what was thrown away is none
      return known instanceof Y.Item ? known : null;
    }
    return itemAt(this.#own.get(id.client) ?? [], id.clock);
  }
}

/** The place of an item, by the place of what `#towards` led to. */
function placeIn({ parent, parentSub: key }: Y.Item, towards: ItemPlace | null): ItemPlace | null {
  if (parent === null) return towards;
  const root = rootName(parent);
  if (root !== null) return { parent: root, key, depth: 0 };
  const id = parent instanceof Y.AbstractType ? parent._item?.id : parent;
  if (!(id instanceof Y.ID)) return null;
  return { parent: id, key, depth: (towards?.depth ?? 0) + 1 };
}

/** Two of which it can't be told are held to be in one. */
function areSame(one: ItemPlace | null, other: ItemPlace | null): boolean {
  if (one === other) return true;
  if (one === null || other === null || one.key !== other.key) return false;
  const [a, b] = [one.parent, other.parent];
  if (typeof a === 'string' || typeof b === 'string') return a === b;
  return Y.compareIDs(a, b);
}

/** The name of a root, null where the parent is none; an update that is only decoded has the name in its place. */
function rootName(parent: unknown): string | null {
  if (typeof parent === 'string') return parent;
  return parent instanceof Y.AbstractType && parent._item === null
    ? Y.findRootTypeKey(parent)
    : null;
}

/** The item that holds a clock, among those of one client in their order; an update may have other structs in between. */
function itemAt(items: readonly Y.Item[], clock: number): Y.Item | null {
  let [low, high] = [0, items.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item === undefined) return null;
    if (clock < item.id.clock) high = middle - 1;
    else if (clock >= item.id.clock + item.length) low = middle + 1;
    else return item;
  }
  return null;
}
