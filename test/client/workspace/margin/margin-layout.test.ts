/** Cards beside their words. */
import { describe, expect, test } from 'vitest';
import { layOut } from '../../../../client/workspace/margin/margin-layout.ts';
import type { Card } from '../../../../client/workspace/margin/margin-layout.ts';

const GAP = 10;

/** Cards as `[wanted, height]`. */
function cards(...pairs: readonly [number | null, number][]): Card[] {
  return pairs.map(([wanted, height]) => ({ wanted, height }));
}

const CASES: readonly {
  readonly name: string;
  readonly cards: Card[];
  readonly active?: number;
  readonly tops: readonly number[];
}[] = [
  { name: 'M1 no cards, no places', cards: [], tops: [] },
  {
    name: 'M1 cards with room stand at their words',
    cards: cards([0, 50], [200, 50]),
    tops: [0, 200],
  },
  { name: 'M1 two that touch share the way', cards: cards([100, 50], [120, 50]), tops: [80, 140] },
  {
    name: 'M1 three at one place spread around it',
    cards: cards([200, 50], [200, 50], [200, 50]),
    tops: [140, 200, 260],
  },
  { name: 'M2 none stands above the top', cards: cards([0, 50], [0, 50]), tops: [0, 60] },
  {
    name: 'M2 a crowd at the top pushes the next ones down',
    cards: cards([5, 50], [10, 50], [70, 50]),
    tops: [0, 60, 120],
  },
  {
    name: 'M3 the active one is exact, the one after gives way',
    cards: cards([100, 50], [120, 50]),
    active: 0,
    tops: [100, 160],
  },
  {
    name: 'M3 the active one is exact, the one before gives way',
    cards: cards([100, 50], [120, 50]),
    active: 1,
    tops: [60, 120],
  },
  {
    name: 'M2 the active one stands below those that have no more room',
    cards: cards([10, 50], [10, 50], [20, 50]),
    active: 2,
    tops: [0, 60, 120],
  },
  {
    name: 'M2 and those after below it',
    cards: cards([10, 90], [20, 50], [150, 50]),
    active: 1,
    tops: [0, 100, 160],
  },
  {
    name: 'M3 an active one whose words are above the column stands at its top',
    cards: cards([-30, 50], [10, 50]),
    active: 0,
    tops: [0, 60],
  },
  {
    name: 'M3 far cards stay where they are',
    cards: cards([10, 50], [500, 50], [900, 50]),
    active: 1,
    tops: [10, 500, 900],
  },
  {
    name: 'M4 a card without a place follows the one before it',
    cards: cards([100, 50], [null, 30], [400, 50]),
    tops: [100, 160, 400],
  },
  {
    name: 'M4 heights are rounded up, so that nothing overlaps by a fraction',
    cards: cards([0, 50.4], [0, 50]),
    tops: [0, 61],
  },
];

describe('layOut', () => {
  test.each(CASES)('$name', ({ cards: given, active, tops }) => {
    expect(layOut(given, GAP, active ?? null)).toEqual(tops);
  });

  test('M5 keeps order and gaps, and the active one as near to its words as there is room, for any cards', () => {
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % below;
    };
    for (let round = 0; round < 200; round += 1) {
      const wanted = Array.from({ length: 1 + random(12) }, () => random(600)).toSorted(
        (a, b) => a - b,
      );
      const given = wanted.map((top) => ({ wanted: top, height: 20 + random(80) }));
      const active = random(3) === 0 ? null : random(given.length);
      const tops = layOut(given, GAP, active);
      for (let at = 1; at < given.length; at += 1) {
        const bottom = (tops[at - 1] ?? 0) + (given[at - 1]?.height ?? 0);
        expect(tops[at]).toBeGreaterThanOrEqual(bottom + GAP);
      }
      if (active === null) continue;
      const above = given.slice(0, active).map(({ height }) => height + GAP);
      const least = above.reduce((sum, height) => sum + height, 0);
      expect(tops[active]).toBe(Math.max(wanted[active] ?? 0, least));
    }
  });
});
