/** When spans of time end. */
import { expect, test } from 'vitest';
import { endOf } from '../../../../client/ui/form/span.ts';
import type { Span } from '../../../../client/ui/form/span.ts';

const NOW = new Date('2026-05-20T12:00:00.000Z');

const SPANS: readonly [span: Span, day: string, end: string | null][] = [
  [7, '', '2026-05-27T12:00:00.000Z'],
  ['never', '', null],
  ['day', '', null],
  ['day', '2026-06-01', new Date(2026, 5, 1, 23, 59, 59).toISOString()],
];

test.each(SPANS)(
  'T5 a span of %s (%j) ends at %s; a day with its last second here',
  (span, day, end) => {
    expect(endOf(span, day, NOW)).toBe(end);
  },
);
