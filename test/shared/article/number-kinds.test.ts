/** How the numbers of lists are written. */
import { expect, test } from 'vitest';
import { numberKind, writtenNumber } from '../../../shared/article/number-kinds.ts';
import type { NumberKind } from '../../../shared/article/number-kinds.ts';
import { listMarker } from '../../../shared/foreign/list-marker.ts';

test.each<[number, NumberKind, string]>([
  [1, '1', '1'],
  [27, 'a', 'aa'],
  [52, 'A', 'AZ'],
  [53, 'a', 'ba'],
  [4, 'i', 'iv'],
  [1994, 'I', 'MCMXCIV'],
  [4000, 'i', '4000'],
  [0, 'a', '0'],
])('FH13 %i of the kind %s is written %s', (value, kind, written) => {
  expect(writtenNumber(value, kind)).toBe(written);
});

test('FH13 what is written is read as the same number', () => {
  for (const kind of ['a', 'A', 'i', 'I'] as const) {
    for (let value = 1; value <= (kind.toLowerCase() === 'a' ? 26 : 300); value += 1) {
      const marker = listMarker(`${writtenNumber(value, kind)}.`);
      const readings = marker.state === 'number' ? marker.readings : [];
      expect(readings).toContainEqual({ kind, value });
    }
  }
});

test.each([undefined, null, '', 'x', 1, 'disc'])(
  'FH13 %j is no kind, and means digits',
  (value) => {
    expect(numberKind(value)).toBe('1');
  },
);
