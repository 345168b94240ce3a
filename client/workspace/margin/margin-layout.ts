/** Where the cards of the margin stand: each beside its words, none over another. */

/** A card in reading order; `wanted` is the y of its words in px, null where they have no place on the screen. */
export interface Card {
  readonly wanted: number | null;
  readonly height: number;
}

/**
 * The tops of the cards in px. They keep their order and `gap` px between them, and move as little as possible from
 * their words (least squares: isotonic regression by pooling adjacent violators, Barlow 1972). None stands above 0,
 * since it couldn't be scrolled to. The card at index `active` stands exactly at its words while those above it can make
 * room for that; the others give way.
 */
export function layOut(
  cards: readonly Card[],
  gap: number,
  active: number | null = null,
): number[] {
  const stacked = stack(cards, gap);
  // With the heights above a card taken off, "no overlap" is just "not falling".
  const aims = aimsOf(cards, stacked);
  const levels = active === null ? notFalling(aims).map(notAbove(0)) : around(aims, active);
  return levels.map((level, at) => Math.round(level) + (stacked[at] ?? 0));
}

/** How far down each card would stand if all were stacked from 0; whole px, so that rounding can't overlap. */
function stack(cards: readonly Card[], gap: number): number[] {
  let top = 0;
  return cards.map(({ height }) => {
    const here = top;
    top += Math.ceil(height) + gap;
    return here;
  });
}

/** The level that each card would have if it were alone. One without a place goes along with the card before it. */
function aimsOf(cards: readonly Card[], stacked: readonly number[]): number[] {
  let aim = 0;
  return cards.map(({ wanted }, at) => {
    if (wanted !== null) aim = wanted - (stacked[at] ?? 0);
    return aim;
  });
}

/** The levels where one card has its own and the others give way. */
function around(aims: readonly number[], fixed: number): number[] {
  const level = Math.max(aims[fixed] ?? 0, 0); // at its words, or below all above it where these are stacked from 0
  const above = notFalling(aims.slice(0, fixed)).map((aim) => Math.min(Math.max(aim, 0), level));
  const below = notFalling(aims.slice(fixed + 1)).map(notAbove(level));
  return [...above, level, ...below];
}

function notAbove(bound: number): (level: number) => number {
  return (level) => Math.max(level, bound);
}

/** The closest sequence that never falls: neighbours out of order share their mean. */
function notFalling(aims: readonly number[]): number[] {
  const pools: { sum: number; count: number }[] = [];
  for (const aim of aims) {
    let pool = { sum: aim, count: 1 };
    for (let last = pools.at(-1); last && mean(last) > mean(pool); last = pools.at(-1)) {
      pools.pop();
      pool = { sum: last.sum + pool.sum, count: last.count + pool.count };
    }
    pools.push(pool);
  }
  return pools.flatMap((pool) => Array<number>(pool.count).fill(mean(pool)));
}

function mean({ sum, count }: { sum: number; count: number }): number {
  return sum / count;
}
