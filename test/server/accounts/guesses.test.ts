/** Guesses by the hundred against a server in its own process; `npm run bench:guesses` makes ten thousand. */
import { expect, test } from 'vitest';
import { GuessStorm } from '../../bench/guess-storm.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

test('F8 of guesses from everywhere at one account three hundred an hour reach the hash, and others are answered meanwhile', async () => {
  const storm = await GuessStorm.open({
    folder: await temporaryFolder(),
    guesses: 400,
    atOnce: 50,
  });
  const one = await storm.run('one account');
  expect(one.reachedHash).toBeGreaterThanOrEqual(10);
  expect(one.reachedHash).toBeLessThanOrEqual(one.mayReach);
  expect(one.sentAway).toBe(400 - one.reachedHash);
  const all = await storm.run('all accounts');
  expect(all.reachedHash + all.sentAway).toBe(400);
  // Generous, since the tests run beside each other: the bench has the real figure.
  for (const { others } of [one, all]) expect(others.p50).toBeLessThan(500);
  await storm.close();
}, 120_000);
