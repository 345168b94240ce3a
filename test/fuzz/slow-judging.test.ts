/** The shifts of the convergence test at a gate that takes each frame in the smallest slices, over as many turns as it can. */
import { expect, test, vi } from 'vitest';
import type * as Slices from '../../server/sync/gate/slices.ts';
import type * as Turns from '../../server/turns.ts';
import type { Steps } from '../../server/turns.ts';
import { runShifts } from './shift.ts';
import type { Shift } from './shift.ts';

vi.mock('../../server/turns.ts', async (original) => {
  const turns = await original<typeof Turns>();
  const rest = async <T>(steps: Steps<T>): Promise<T> => {
    for (;;) {
      await turns.nextTurn();
      const step = steps.next();
      if (step.done === true) return step.value;
    }
  };
  const inTurns: typeof turns.inTurns = (steps) => {
    const first = steps.next();
    return first.done === true ? first.value : rest(steps);
  };
  return { ...turns, inTurns };
});

vi.mock('../../server/sync/gate/slices.ts', async (original) => {
  const slices = await original<typeof Slices>();
  const slicesOf: typeof slices.slicesOf = (store, changes) =>
    slices.slicesOf(store, changes, { structs: 2, deleted: 1 });
  return { ...slices, isSmall: () => false, slicesOf };
});

const SEEDS = Number(process.env['GALLEY_FUZZ_SEEDS'] ?? 4);
const FIRST = Number(process.env['GALLEY_FUZZ_SEED'] ?? 1);
const EVENTS = Number(process.env['GALLEY_FUZZ_EVENTS'] ?? 200);

test(
  'Z6 the same where each frame is judged over many turns',
  { timeout: 36_000_000 },
  async () => {
    const shiftOf = (seed: number): Shift => ({ seed, people: 5, events: EVENTS, troubled: true });
    const { frames } = await runShifts({ first: FIRST, count: SEEDS }, shiftOf);
    expect(frames).toBeGreaterThan(50 * SEEDS);
  },
);
