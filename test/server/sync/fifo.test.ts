/** A queue in which many wait. */
import { expect, test } from 'vitest';
import { Fifo } from '../../../server/sync/fifo.ts';

test('Y5 what waits keeps its order, however much comes and goes', () => {
  const fifo = new Fifo<number>();
  const expected: number[] = [];
  fifo.shift();
  for (let n = 0; n < 1000; n += 1) {
    fifo.push(n);
    expected.push(n);
    if (n % 3 === 0) {
      fifo.shift();
      expected.shift();
    }
    expect(fifo.length).toBe(expected.length);
  }
  expect(fifo.items).toEqual(expected);
  while (fifo.length > 1) fifo.shift();
  expect(fifo.items).toEqual([999]);
  fifo.clear();
  expect([fifo.length, fifo.items]).toEqual([0, []]);
});
