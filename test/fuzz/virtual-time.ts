/** Time that passes only when a test says so: a shift waits for nothing, and goes the same way each time it is run. */
import { vi } from 'vitest';

export interface Clock {
  /** Lets so much time pass, with all that is due in it. */
  pass(ms: number): Promise<void>;
  /** Lets time pass until the work is done, which may itself wait for some. */
  during<T>(work: Promise<T>): Promise<T>;
}

/** `setImmediate` is left as it is: what a turn of the loop does has an order of its own. */
const FAKED = [
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'Date',
  'performance',
] as const;

/** So little at once that a timer set by what another one did is hardly late. */
const STEP_MS = 20;

const clock: Clock = {
  async pass(ms) {
    for (let left = ms; left > 0; left -= STEP_MS) {
      vi.advanceTimersByTime(Math.min(left, STEP_MS));
      // What is due comes one after the other.
      await turn();
    }
  },
  async during(work) {
    let isDone = false;
    const end = (): void => void (isDone = true);
    work.then(end, end);
    while (!isDone) await clock.pass(STEP_MS);
    return work;
  },
};

/** Runs `work` by a clock that stands still. */
export async function inVirtualTime<T>(work: (clock: Clock) => Promise<T>): Promise<T> {
  vi.useFakeTimers({ toFake: [...FAKED], now: 0 });
  try {
    return await work(clock);
  } finally {
    vi.useRealTimers();
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
