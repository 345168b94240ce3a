/** `npm run bench:guesses [GUESSES]`: how many of ten thousand guesses reach the hash, and what they leave to others. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GuessStorm } from './guess-storm.ts';

const [guesses = '10000'] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'galley-guesses-'));
try {
  const storm = await GuessStorm.open({ folder, guesses: Number(guesses), atOnce: 20 });
  const one = await storm.run('one account');
  console.log('at one account, from everywhere:', one);
  const all = await storm.run('all accounts');
  console.log('at all accounts, from everywhere:', all);
  await storm.close();
  const isHeld = one.reachedHash <= one.mayReach && Math.max(one.others.p95, all.others.p95) < 200;
  process.exitCode = isHeld ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
