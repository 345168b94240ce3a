/** Keeps a person's place in a list that changes under them. */

/**
 * The id to stand on once the list is `after`. The same one where it is still there; else the nearest that followed it
 * in `before` and is left, then the nearest that stood before it; the first where there was no place yet.
 */
export function placeAfter(
  before: readonly string[],
  after: readonly string[],
  current: string | null,
): string | null {
  const left = new Set(after);
  if (current !== null && left.has(current)) return current;
  const at = current === null ? -1 : before.indexOf(current);
  if (at < 0) return after[0] ?? null;
  const following = before.slice(at + 1).find((id) => left.has(id));
  return following ?? before.slice(0, at).findLast((id) => left.has(id)) ?? after[0] ?? null;
}

/** The id one step on (`1`) or back (`-1`); at either end one stays. */
export function neighbour(
  ids: readonly string[],
  current: string | null,
  step: 1 | -1,
): string | null {
  const at = current === null ? -1 : ids.indexOf(current);
  if (at < 0) return ids[0] ?? null;
  return ids[at + step] ?? current;
}
