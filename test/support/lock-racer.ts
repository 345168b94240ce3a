/** Takes the lock of one folder after another, each as soon as it is there, and says whether it could: `lock-racer.ts PLACE ROUNDS`. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { takeLock } from '../../server/storage/embedded/process-lock.ts';

const [place = '', rounds = '0'] = process.argv.slice(2);
process.stdout.write('ready\n');
for (let round = 0; round < Number(rounds); round += 1) {
  const folder = join(place, `${round}`);
  const isThere = (): boolean => existsSync(folder);
  // A millisecond is long for this: who waits for one more would always be late.
  for (let spins = 0; !isThere(); spins += 1) if (spins > 2000) await delay(1);
  const outcome = await takeLock(folder).then(
    (lock) => ({ says: 'taken', end: () => lock.release() }),
    (error: unknown) => ({ says: `refused ${(error as Error).message}`, end: () => undefined }),
  );
  process.stdout.write(`${round} ${outcome.says}\n`);
  while (!existsSync(`${folder}.over`)) await delay(1);
  outcome.end();
}
