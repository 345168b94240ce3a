/** Looks up numbers in an array that has them in ascending order. */

/** The numbers from `from` to `to`, both included. */
export function numbersWithin(ascending: readonly number[], from: number, to: number): number[] {
  return ascending.slice(firstAtLeast(ascending, from), firstAtLeast(ascending, to + 1));
}

/** The index of the first number that is no smaller; the length where there is none. */
export function firstAtLeast(ascending: readonly number[], least: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? Infinity) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
