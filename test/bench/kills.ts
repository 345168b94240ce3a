/** `npm run bench:kills [KILLS] [WRITERS]`: how much of what was promised to be stored is lost where the process is killed. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runKills } from './kill-rounds.ts';

const [kills = '100', writers = '20'] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'galley-kills-'));
try {
  const losses = await runKills({
    folder,
    kills: Number(kills),
    writers: Number(writers),
    pauseMs: 50,
    seed: 1,
  });
  console.log(`${kills} kills under ${writers} writers:`, losses);
  process.exitCode = losses.lostAcknowledged + losses.lostSeen + losses.spoilt === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
