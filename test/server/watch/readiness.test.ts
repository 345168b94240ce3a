/** Whether a server calls itself ready. */
import { expect, test } from 'vitest';
import { memoryStore } from '../../../server/storage/open.ts';
import { Readiness } from '../../../server/watch/readiness.ts';

test('O2 a server that is shutting down is not ready, whatever it was a moment ago', async () => {
  const { log } = memoryStore();
  const readiness = new Readiness(log, () => new Date(0));
  expect(await readiness.obstacle()).toBeNull();
  readiness.leave();
  expect(await readiness.obstacle()).toBe('The server is shutting down.');
});

test('O2 many who ask at once cause one write', async () => {
  const { log } = memoryStore();
  let writes = 0;
  const { commit } = log;
  log.commit = async (asked) => {
    writes += 1;
    return commit.call(log, asked);
  };
  let time = 0;
  const readiness = new Readiness(log, () => new Date(time));
  await Promise.all(Array.from({ length: 50 }, () => readiness.obstacle()));
  expect(writes).toBe(1);
  time += 6000;
  await readiness.obstacle();
  expect(writes).toBe(2);
  // A clock that was set back must not freeze the answer.
  time -= 3_600_000;
  await readiness.obstacle();
  expect(writes).toBe(3);
});
