/** The threads of the margin, and where the composer stands among them. */
import { describe, expect, test } from 'vitest';
import { DRAFT } from '../../../../client/workspace/layers/draft.ts';
import type { Draft } from '../../../../client/workspace/layers/draft.ts';
import { MarginThreads } from '../../../../client/workspace/margin/margin-threads.ts';
import type { Anchoring } from '../../../../shared/anchor/anchor.ts';
import { ANCHOR, placed } from '../layers/example.ts';

const at = (from: number): Anchoring => ({ state: 'exact', from, to: from + 3, exact: 'one' });
const LOST: Anchoring = { state: 'orphaned', from: null, to: null, exact: 'gone' };
const DRAFT_AT_10: Draft = { kind: 'comment', layer: 'comments', anchor: ANCHOR };

/** Threads whose words are at these offsets; `now` says where some words are by now. */
function threads(
  places: Readonly<Record<string, Anchoring>>,
  now: Readonly<Record<string, Anchoring>> = {},
): MarginThreads {
  const annotations = Object.entries(places).map(([id, anchoring]) => placed({ id, anchoring }));
  return new MarginThreads({ annotations, placeOf: (id) => now[id] ?? places[id] ?? null });
}

/** All cards, by their ids. */
function order(among: MarginThreads, draft: Draft | null): string[] {
  const numbers = among.placed.map((_thread, number) => number);
  return among.cards(numbers, draft).map((card) => (card === DRAFT ? DRAFT : card.id));
}

describe('WS3 the composer stands where its words come', () => {
  test('WS3 between the notes on words before and after', () => {
    expect(order(threads({ a: at(5), b: at(20) }), DRAFT_AT_10)).toEqual(['a', DRAFT, 'b']);
  });

  test('WS3 after older notes on the same words', () => {
    expect(order(threads({ a: at(10), b: at(11) }), DRAFT_AT_10)).toEqual(['a', DRAFT, 'b']);
  });

  test('WS3 first or last where no note comes before or after', () => {
    expect(order(threads({ a: at(20) }), DRAFT_AT_10)).toEqual([DRAFT, 'a']);
    expect(order(threads({ a: at(5) }), DRAFT_AT_10)).toEqual(['a', DRAFT]);
    expect(order(threads({}), DRAFT_AT_10)).toEqual([DRAFT]);
  });

  test('WS3 by where all words are now, not where they were when the notes were drawn', () => {
    const moved = threads({ a: at(5), b: at(20) }, { a: at(45), b: at(60), [DRAFT]: at(50) });
    expect(order(moved, DRAFT_AT_10)).toEqual(['a', DRAFT, 'b']);
  });

  test('WS3 nowhere while nothing is written', () => {
    expect(order(threads({ a: at(5) }), null)).toEqual(['a']);
  });
});

test('M18 those that lost their words have no number', () => {
  const among = threads({ a: at(5), lost: LOST, b: at(20) });
  expect(among.placed.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(among.lost.map(({ id }) => id)).toEqual(['lost']);
  expect(['a', 'lost', 'b', null].map((id) => among.numberOf(id))).toEqual([
    0,
    undefined,
    1,
    undefined,
  ]);
});
