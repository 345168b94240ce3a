/** The time that one person's sockets take with what they ask. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Holdings } from '../../../server/sync/holdings.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] }));
afterEach(() => vi.useRealTimers());

/** A socket that asks for something each millisecond while it is read. */
function asker(holdings: Holdings, person: string) {
  let isOut = false;
  const socket = { outOfTime: (is: boolean) => void (isOut = is) };
  const time = holdings.shareTime(person, socket);
  let spentMs = 0;
  return {
    ask(ms: number): void {
      if (isOut) return;
      spentMs += ms;
      time.spend(() => vi.advanceTimersByTime(ms));
    },
    leave: () => holdings.leaveTime(person, socket),
    spent: () => spentMs,
  };
}

test('LM23 a hundred sockets of one person take no more of the time than one, and others’ go on', () => {
  const holdings = new Holdings();
  const flood = Array.from({ length: 100 }, () => asker(holdings, 'flo'));
  const ann = asker(holdings, 'ann');
  const begun = performance.now();
  let others = 0;
  while (performance.now() - begun < 20_000) {
    for (const { ask } of flood) ask(5);
    const before = ann.spent();
    ann.ask(1);
    others += ann.spent() > before ? 1 : 0;
    vi.advanceTimersByTime(10);
  }
  const spent = flood.reduce((sum, { spent: each }) => sum + each(), 0);
  expect(spent).toBeLessThan(0.2 * 20_000);
  expect(spent).toBeGreaterThan(0.1 * 20_000);
  expect(others * 11 + spent).toBeGreaterThan(0.9 * 20_000);
});

test('LM23 who has overdrawn their time gets none by leaving and coming again', () => {
  const holdings = new Holdings();
  const first = asker(holdings, 'flo');
  first.ask(5000);
  first.leave();
  const second = asker(holdings, 'flo');
  second.ask(1);
  expect(second.spent()).toBe(0);
  vi.advanceTimersByTime(60_000);
  second.ask(1);
  expect(second.spent()).toBe(1);
});

test('LM23 nor does who leaves before all is spent', () => {
  const holdings = new Holdings();
  let spent = 0;
  for (let visit = 0; visit < 100; visit += 1) {
    const flo = asker(holdings, 'flo');
    flo.ask(90);
    flo.leave();
    vi.advanceTimersByTime(10);
    spent += flo.spent();
  }
  expect(spent).toBeLessThan(0.2 * 10_000 + 100);
});

test('LM23 nothing is kept of who has gone and has all their time again', () => {
  const holdings = new Holdings();
  const first = asker(holdings, 'flo');
  const before = holdings.shareTime('flo', { outOfTime: () => undefined });
  first.ask(5000);
  first.leave();
  vi.advanceTimersByTime(60_000);
  expect(holdings.shareTime('flo', { outOfTime: () => undefined })).toBe(before);
  const ann = { outOfTime: () => undefined };
  const hers = holdings.shareTime('ann', ann);
  hers.spend(() => vi.advanceTimersByTime(5000));
  holdings.leaveTime('ann', ann);
  vi.advanceTimersByTime(60_000);
  expect(holdings.shareTime('ann', ann)).not.toBe(hers);
});
