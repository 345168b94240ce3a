/** The order in which annotations and replies are read. */

/** Orders annotations and replies, the oldest first. A Yjs map has another order once it was loaded, so that never counts. */
export function byCreation(
  one: { readonly created: string; readonly id: string },
  other: { readonly created: string; readonly id: string },
): number {
  if (one.created !== other.created) return one.created < other.created ? -1 : 1;
  return one.id < other.id ? -1 : 1;
}
