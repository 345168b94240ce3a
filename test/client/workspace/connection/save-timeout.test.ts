/** When a server that stores nothing is noticed. */
import { expect, onTestFinished, test, vi } from 'vitest';
import { SaveTimeout } from '../../../../client/workspace/connection/save-timeout.ts';

test('E12 one who waits five seconds for the word that something was stored hears of it', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  let count = 0;
  const timeout = new SaveTimeout(() => (count += 1));
  const pass = (seconds: number): void => void vi.advanceTimersByTime(seconds * 1000);
  timeout.start();
  pass(3);
  timeout.start(); // types on
  pass(1.9);
  timeout.stop(); // some of it was stored
  timeout.start();
  pass(4.9);
  expect(count).toBe(0);
  pass(0.2);
  timeout.start();
  pass(60);
  expect(count).toBe(1);
  timeout.stop();
  pass(60);
  expect(count).toBe(1);
});
