/** Pages of lists. */
import { expect, test } from 'vitest';
import { pageOf } from '../../../shared/wire/list.ts';

test('H54 a page ends where its items are long, and the next one goes on there', () => {
  const items = Array.from({ length: 30 }, (_, at) => ({
    at,
    words: 'x'.repeat(at === 20 ? 5e6 : 2e5),
  }));
  const seen: number[] = [];
  let next: string | null = '0';
  while (next !== null) {
    const page: ReturnType<typeof pageOf<(typeof items)[number]>> = pageOf(items, next, 500);
    const before = page.items.slice(0, -1);
    expect(JSON.stringify(before).length).toBeLessThan(1_000_100);
    seen.push(...page.items.map(({ at }) => at));
    ({ next } = page);
  }
  expect(seen).toEqual(items.map(({ at }) => at));
});

test('H54 a page of short items has as many as it may', () => {
  const items = Array.from({ length: 1200 }, (_, at) => at);
  expect(pageOf(items, undefined, 500)).toEqual({ items: items.slice(0, 500), next: '500' });
  expect(pageOf(items, '1000', 500)).toEqual({ items: items.slice(1000), next: null });
});
