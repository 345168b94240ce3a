/** Where many highlights lie over one another: which of them are drawn at each word. */

/** More would make the words hard to read. */
const MOST_DEEP = 3;

/** A highlight at its place in the document. */
export interface Placed {
  readonly from: number;
  readonly to: number;
  /** Is drawn before all others. */
  readonly isFirst: boolean;
}

/** A stretch of a highlight; `isDeep` where it isn't drawn, though it is there for clicks and keys. */
export interface Part {
  readonly from: number;
  readonly to: number;
  readonly isDeep: boolean;
}

/**
 * The parts of each highlight, in order, so that nowhere more than three are drawn: those that are first, then the shortest.
 * An empty one has none.
 */
export function deepParts(highlights: readonly Placed[]): readonly (readonly Part[])[] {
  const whole = highlights.map(({ from, to }) => (from < to ? [{ from, to, isDeep: false }] : []));
  const crowded = crowdedStretches(highlights);
  if (crowded.length === 0) return whole;
  return highlights.map((highlight, at) => {
    const hidden = crowded.filter(({ deep }) => deep.has(at));
    return hidden.length === 0 ? (whole[at] ?? []) : cut(highlight, hidden);
  });
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A stretch without an edge in it, with the numbers of the highlights that aren't drawn there. */
interface Crowded extends Stretch {
  readonly deep: ReadonlySet<number>;
}

function crowdedStretches(highlights: readonly Placed[]): Crowded[] {
  const edges = highlights
    .flatMap(({ from, to }, number) =>
      from < to
        ? [
            { at: from, number, opens: true },
            { at: to, number, opens: false },
          ]
        : [],
    )
    .sort((one, other) => one.at - other.at);
  const crowded: Crowded[] = [];
  const open = new Set<number>();
  for (const [index, { at, number, opens }] of edges.entries()) {
    if (opens) open.add(number);
    else open.delete(number);
    const to = edges[index + 1]?.at ?? at;
    if (open.size > MOST_DEEP && at < to)
      crowded.push({ from: at, to, deep: deepest(highlights, open) });
  }
  return crowded;
}

function deepest(highlights: readonly Placed[], open: ReadonlySet<number>): ReadonlySet<number> {
  const rank = (number: number): number => {
    const highlight = highlights[number];
    return highlight === undefined || highlight.isFirst ? -1 : highlight.to - highlight.from;
  };
  const byLength = [...open].sort((one, other) => rank(one) - rank(other) || one - other);
  return new Set(byLength.slice(MOST_DEEP));
}

/** Neighbouring stretches are one part. */
function cut({ from, to }: Stretch, hidden: readonly Stretch[]): Part[] {
  const parts: Part[] = [];
  const add = (part: Part): void => {
    const last = parts.at(-1);
    if (part.from >= part.to) return;
    if (last?.isDeep === part.isDeep && last.to === part.from)
      parts[parts.length - 1] = { ...last, to: part.to };
    else parts.push(part);
  };
  let at = from;
  for (const stretch of hidden) {
    add({ from: at, to: stretch.from, isDeep: false });
    add({ from: stretch.from, to: stretch.to, isDeep: true });
    at = stretch.to;
  }
  add({ from: at, to, isDeep: false });
  return parts;
}
