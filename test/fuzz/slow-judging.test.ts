/** The shifts of the convergence test at a gate that takes each frame in the smallest slices, over as many turns as it can. */
import { expect, test, vi } from 'vitest';
import type * as Tasks from '../../server/cooperative-task.ts';
import type { CooperativeTask } from '../../server/cooperative-task.ts';
import type * as Slices from '../../server/sync/gate/slices.ts';
import { runShifts } from './shift.ts';
import type { Shift } from './shift.ts';

vi.mock('../../server/cooperative-task.ts', async (original) => {
  const tasks = await original<typeof Tasks>();
  const runOn = async <T>(task: CooperativeTask<T>): Promise<T> => {
    for (;;) {
      await tasks.nextTurn();
      const step = task.next();
      if (step.done === true) return step.value;
    }
  };
  const runInTurns: typeof tasks.runInTurns = (task) => {
    const first = task.next();
    return first.done === true ? first.value : runOn(task);
  };
  return { ...tasks, runInTurns };
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
