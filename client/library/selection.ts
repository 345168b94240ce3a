/** Which articles of the library are ticked. */

/** Ids of those that are ticked, and the one that was pressed last, from which a range goes. */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  readonly last: string | null;
}

/** Nothing is ticked. */
export const NOTHING_SELECTED: Selection = { ids: new Set(), last: null };

/**
 * The tick of an article is set or taken away; with `isRange`, as by Shift, that of all between it and the one that was pressed
 * before, too. `order` has the ids as they are listed.
 */
export function pressed(
  { ids, last }: Selection,
  id: string,
  order: readonly string[],
  isRange: boolean,
): Selection {
  const isTicked = !ids.has(id);
  const from = isRange && last !== null ? order.indexOf(last) : -1;
  const to = order.indexOf(id);
  const range =
    from === -1 || to === -1 ? [id] : order.slice(Math.min(from, to), Math.max(from, to) + 1);
  const next = new Set(ids);
  for (const one of range) {
    if (isTicked) next.add(one);
    else next.delete(one);
  }
  return { ids: next, last: id };
}

/** Those of them that are listed still. */
export function stillListed(selection: Selection, order: readonly string[]): Selection {
  const ids = new Set(order.filter((id) => selection.ids.has(id)));
  return ids.size === selection.ids.size ? selection : { ...selection, ids };
}
