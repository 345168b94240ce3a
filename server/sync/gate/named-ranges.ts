/** Ranges of clocks, as an update's deletions name them, asked without a walk through all of them. */
/** Ranges of clocks by client, in any order. */
export interface Ranges {
  readonly clients: ReadonlyMap<
    number,
    readonly { readonly clock: number; readonly len: number }[]
  >;
}

interface Range {
  readonly from: number;
  readonly to: number;
}

/** The ranges in order and without overlaps: who forges an update may send them in any order. */
export class NamedRanges {
  readonly #byClient = new Map<number, readonly Range[]>();

  constructor({ clients }: Ranges) {
    for (const [client, ranges] of clients) {
      const ordered = ranges
        .map(({ clock, len }) => ({ from: clock, to: clock + len }))
        .sort((one, other) => one.from - other.from);
      const merged: { from: number; to: number }[] = [];
      for (const range of ordered) {
        const last = merged.at(-1);
        if (last !== undefined && range.from <= last.to) last.to = Math.max(last.to, range.to);
        else merged.push(range);
      }
      this.#byClient.set(client, merged);
    }
  }

  /** Whether one clock is named. */
  has(client: number, clock: number): boolean {
    const ranges = this.#byClient.get(client) ?? [];
    return (ranges[firstBeyond(ranges, clock)]?.from ?? Infinity) <= clock;
  }

  /** A stretch of clocks of one client, cut where what is named meets what isn't. */
  *partsOf(
    client: number,
    from: number,
    to: number,
  ): Iterable<Range & { readonly isNamed: boolean }> {
    const ranges = this.#byClient.get(client) ?? [];
    let at = from;
    for (let nth = firstBeyond(ranges, from); at < to; nth += 1) {
      const next = ranges[nth] ?? { from: to, to };
      const [start, end] = [Math.min(to, Math.max(at, next.from)), Math.min(to, next.to)];
      if (at < start) yield { from: at, to: start, isNamed: false };
      if (start < end) yield { from: start, to: end, isNamed: true };
      at = Math.max(start, end);
    }
  }
}

/** The first range that ends after a clock. */
function firstBeyond(ranges: readonly Range[], clock: number): number {
  let [low, high] = [0, ranges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.to ?? 0) <= clock) low = middle + 1;
    else high = middle;
  }
  return low;
}
