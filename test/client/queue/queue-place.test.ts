/** Where one stands in the queue when it changes. */
import { expect, test } from 'vitest';
import { neighbour, placeAfter } from '../../../client/queue/queue-place.ts';

interface Change {
  readonly what: string;
  readonly before: string;
  readonly after: string;
  readonly current: string | null;
  readonly stands: string | null;
}

const CHANGES: readonly Change[] = [
  { what: 'nothing happened', before: 'abc', after: 'abc', current: 'b', stands: 'b' },
  { what: 'others came ahead', before: 'abc', after: 'xyabc', current: 'b', stands: 'b' },
  { what: 'it was decided', before: 'abc', after: 'ac', current: 'b', stands: 'c' },
  { what: 'it and the next were', before: 'abcd', after: 'ad', current: 'b', stands: 'd' },
  { what: 'it was the last', before: 'abc', after: 'ab', current: 'c', stands: 'b' },
  { what: 'it and those ahead were', before: 'abcd', after: 'a', current: 'd', stands: 'a' },
  { what: 'all are new', before: 'abc', after: 'xyz', current: 'b', stands: 'x' },
  { what: 'all are gone', before: 'abc', after: '', current: 'b', stands: null },
  { what: 'there was no place', before: '', after: 'ab', current: null, stands: 'a' },
  { what: 'the place is unknown', before: 'ab', after: 'ab', current: 'z', stands: 'a' },
];

test.each(CHANGES)('L6 when $what one stands on $stands', ({ before, after, current, stands }) => {
  expect(placeAfter(before.split(''), after.split(''), current)).toBe(stands);
});

const STEPS: readonly [ids: string, current: string | null, step: 1 | -1, to: string | null][] = [
  ['abc', 'a', 1, 'b'],
  ['abc', 'b', -1, 'a'],
  ['abc', 'c', 1, 'c'],
  ['abc', 'a', -1, 'a'],
  ['abc', null, 1, 'a'],
  ['', null, 1, null],
];

test.each(STEPS)('L7 in %j a step from %s by %i leads to %s', (ids, current, step, to) => {
  expect(neighbour(ids.split(''), current, step)).toBe(to);
});
