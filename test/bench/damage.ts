/** Damages 1,000 copies of a small store, and fails where one shows wrong content in silence: `npx tsx test/bench/damage.ts [COUNT] [SEED]`. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runDamageTrials } from '../support/damage-trials.ts';

const [count = '1000', seed = '1'] = process.argv.slice(2);
const folder = await mkdtemp(join(tmpdir(), 'galley-damage-'));
try {
  const { counts, failures } = await runDamageTrials(folder, Number(seed), Number(count));
  process.stdout.write(`${count} trials with seed ${seed}\n`);
  for (const [kind, many] of counts) process.stdout.write(`${String(many).padStart(6)} ${kind}\n`);
  for (const failure of failures) process.stdout.write(`FAILED ${failure}\n`);
  process.exitCode = failures.length > 0 ? 1 : 0;
} finally {
  await rm(folder, { recursive: true, force: true });
}
