/** The cases of Apache Annotator for W3C selectors: quotes found by `locate`, positions counted in code points. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { codePointCounter } from '../../../server/formats/export/code-points.ts';
import { locate } from '../../../shared/anchor/locate.ts';

interface Quoted {
  readonly type: 'TextQuoteSelector';
  readonly exact: string;
  readonly prefix?: string;
  readonly suffix?: string;
}

interface Case {
  readonly name: string;
  readonly text: string;
  readonly selector:
    | Quoted
    | { readonly type: 'TextPositionSelector'; readonly start: number; readonly end: number };
  readonly expected: readonly (readonly [number, number])[];
}

const path = new URL('../../fixtures/anchoring/apache-annotator-cases.json', import.meta.url);
const cases = JSON.parse(readFileSync(path, 'utf8')) as Case[];

/** Neighbours are strict there; here they tell places apart, so a place without all of them is no match of that case. */
function found(text: string, selector: Quoted): [number, number][] {
  const located = locate(text, selector);
  switch (located.state) {
    case 'found':
      return located.score === 1 ? [[located.range.from, located.range.to]] : [];
    case 'ambiguous':
      return located.candidates.map(({ from, to }) => [from, to]);
    case 'missing':
      return [];
  }
}

describe('the selectors of Apache Annotator', () => {
  test('A22 has all its cases', () => expect(cases).toHaveLength(26));
  test.each(cases)('A22 $name', ({ text, selector, expected }) => {
    if (selector.type === 'TextQuoteSelector') {
      expect(found(text, selector)).toEqual(expected);
    } else {
      const points = codePointCounter(text);
      const [from, to] = expected[0]!;
      expect([points(from), points(to)]).toEqual([selector.start, selector.end]);
    }
  });
});
