/** Anchors dropped into real keystrokes and followed to the end; what became of their characters is known by their ids. */
import { beforeAll, describe, expect, test } from 'vitest';
import { resolve } from '../../../shared/anchor/resolve.ts';
import type { TextIndex } from '../../../shared/anchor/text-index.ts';
import { indexOf, quoteOnly } from '../../support/live-text.ts';
import { fateOf, isRight, livingCharacters, replay } from './traces.ts';
import type { Dropped, Fate, TraceName } from './traces.ts';

const TRACES: readonly TraceName[] = ['friendsforever', 'json-crdt-blog-post', 'automerge-paper'];
const EACH = 300;
const SEED = 7;

interface Followed {
  readonly index: TextIndex;
  readonly dropped: Dropped;
  readonly fate: Fate;
}

let all: readonly Followed[] = [];
const ends: [string, string][] = [];

beforeAll(() => {
  all = TRACES.flatMap((name) => {
    const { live, dropped, endContent } = replay(name, EACH, SEED);
    const index = indexOf(live);
    const alive = livingCharacters(live);
    ends.push([index.text, endContent]);
    return dropped.map((one) => ({ index, dropped: one, fate: fateOf(one, alive) }));
  });
}, 120_000);

const of = (kind: Fate['kind']) => all.filter(({ fate }) => fate.kind === kind);

function isFound({ index, dropped, fate }: Followed, anchor = dropped.anchor): boolean {
  const found = resolve(index, anchor);
  return found.from !== null && isRight(found, fate, anchor);
}

const byQuote = (one: Followed): boolean => isFound(one, quoteOnly(one.dropped.anchor));

describe('real keystrokes', () => {
  test('A23 end where the trace ends', () => {
    for (const [text, end] of ends) expect(text).toBe(end);
    for (const kind of ['intact', 'edited', 'gone'] as const)
      expect(of(kind).length, kind).toBeGreaterThan(50);
  });

  test('A24 every anchor of which at least half is left is found by its ids', () => {
    const lost = [...of('intact'), ...of('edited')].filter((one) => !isFound(one));
    expect(lost.map(({ dropped }) => dropped.anchor.exact)).toEqual([]);
  });

  test('A25 by the quote alone, 99 % of the intact ones are found', () => {
    expect(of('intact').filter(byQuote).length / of('intact').length).toBeGreaterThanOrEqual(0.99);
  });

  test('A26 by the quote alone, 75 % of the edited ones are found', () => {
    expect(of('edited').filter(byQuote).length / of('edited').length).toBeGreaterThanOrEqual(0.75);
  });

  test('A27 by the quote alone, of those whose words are gone 80 % say so', () => {
    const honest = of('gone').filter(({ index, dropped }) => {
      const { state } = resolve(index, quoteOnly(dropped.anchor));
      return state === 'orphaned' || state === 'ambiguous';
    });
    expect(honest.length / of('gone').length).toBeGreaterThanOrEqual(0.8);
  });
});
