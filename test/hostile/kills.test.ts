/** A server that is killed keeps what it promised. */
import { expect, test } from 'vitest';
import { runKills } from '../bench/kill-rounds.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test(
  'Z3 kill -9 loses nothing that was acknowledged or seen by anybody',
  { timeout: 120_000 },
  async () => {
    const folder = await temporaryFolder();
    const losses = await runKills({ folder, kills: 3, writers: 8, pauseMs: 50, seed: 7 });
    expect(losses).toMatchObject({ lostAcknowledged: 0, lostSeen: 0, spoilt: 0 });
    expect(Math.min(losses.acknowledged, losses.seen)).toBeGreaterThan(100);
  },
);
