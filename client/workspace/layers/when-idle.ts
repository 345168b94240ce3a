/** The browser's idle times. */
import type { WhenIdle } from './settling.ts';

/** Where the browser tells of none, as Safari doesn't: a rest between turns, and how long one may take. */
const REST_MS = 40;
const TURN_MS = 8;

export const whenIdle: WhenIdle = (work) => {
  if ('requestIdleCallback' in globalThis) {
    const asked = requestIdleCallback((deadline) => work(() => deadline.timeRemaining()));
    return () => cancelIdleCallback(asked);
  }
  const timer = setTimeout(() => {
    const end = performance.now() + TURN_MS;
    work(() => end - performance.now());
  }, REST_MS);
  return () => clearTimeout(timer);
};
