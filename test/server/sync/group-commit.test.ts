/** When changes are stored together, and when each alone. */
import { expect, test } from 'vitest';
import { MemoryUpdateLog } from '../../../server/storage/memory/memory-update-log.ts';
import type { CommitOutcome, Write } from '../../../server/storage/update-log.ts';
import { GroupCommit } from '../../../server/sync/group-commit.ts';
import { nothingWatched } from '../../../server/watch/watch.ts';
import { inVirtualTime } from '../../fuzz/virtual-time.ts';

class CountedLog extends MemoryUpdateLog {
  readonly flushes: number[] = [];

  override async commit(writes: readonly Write[]): Promise<CommitOutcome> {
    this.flushes.push(writes.length);
    return super.commit(writes);
  }
}

/** So many changes in a second, for a second; gives how many each flush had, and how long the slowest waited. */
function storedAt(perSecond: number): Promise<{ flushes: number[]; slowestMs: number }> {
  return inVirtualTime(async (clock) => {
    const log = new CountedLog();
    const commits = new GroupCommit({ log, watch: nothingWatched });
    let [slowestMs, due] = [0, 0];
    for (let at = 0; at < 1000; at += 1) {
      for (due += perSecond; due >= 1000; due -= 1000) {
        const writes: Write[] = [{ do: 'put', space: 'uses', key: 'k', value: at }];
        const began = performance.now();
        void commits
          .write(writes)
          .then(() => (slowestMs = Math.max(slowestMs, performance.now() - began)));
      }
      await clock.pass(1);
    }
    for (let at = 0; at < 50; at += 1) await clock.pass(1);
    return { flushes: log.flushes, slowestMs };
  });
}

test('Y6 where few changes come each is stored at once', async () => {
  const { flushes, slowestMs } = await storedAt(50);
  expect(flushes).toEqual(Array.from({ length: 50 }, () => 1));
  expect(slowestMs).toBeLessThanOrEqual(2);
});

test.each([
  { perSecond: 300, flushes: 120, ms: 14 },
  { perSecond: 1000, flushes: 90, ms: 20 },
])('Y6 of $perSecond changes a second many share a flush, and none waits long', async (most) => {
  const { flushes, slowestMs } = await storedAt(most.perSecond);
  expect(flushes.reduce((sum, count) => sum + count, 0)).toBe(most.perSecond);
  expect(flushes.length).toBeLessThan(most.flushes);
  expect(slowestMs).toBeLessThanOrEqual(most.ms);
});
