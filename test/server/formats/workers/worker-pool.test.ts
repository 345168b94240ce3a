/** The pool's processes, whatever their jobs do: each is bounded, and none takes another one or the server along. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WorkerPool } from '../../../../server/formats/workers/worker-pool.ts';
import type { PoolLimits, PoolOutcome } from '../../../../server/formats/workers/worker-pool.ts';
import type { HostileJobs } from '../../../support/hostile-jobs.ts';
import { until } from '../../../support/sync-client.ts';

const ENTRY = new URL('../../../support/hostile-jobs.ts', import.meta.url);
/** For jobs that end by themselves, on a machine that is busy. */
const ENOUGH_MS = 60_000;

/** Processes are started from source, which takes seconds. */
const SLOW = { timeout: 2 * ENOUGH_MS };

/** Closed at the end of the test. */
function open(limits: Partial<PoolLimits> = {}): WorkerPool<HostileJobs> {
  const usual = {
    maxProcesses: 1,
    maxHeapMb: 64,
    maxWaiting: 100,
    maxWaitingEach: 100,
    maxWaitMs: ENOUGH_MS,
  };
  const pool = new WorkerPool<HostileJobs>(ENTRY, { ...usual, idleMs: ENOUGH_MS, ...limits });
  onTestFinished(() => pool.close());
  return pool;
}

const identify = (pool: WorkerPool<HostileJobs>) => pool.run('identify', undefined, ENOUGH_MS);

describe('a job', SLOW, () => {
  test('FW1 gets plain data and answers with plain data', async () => {
    const input = {
      bytes: Uint8Array.of(1, 2, 3).subarray(1),
      names: new Map([['a', 'Ä 🌉']]),
      nothing: [null, undefined],
    };
    expect(await open().run('echo', input, ENOUGH_MS)).toEqual({ state: 'done', answer: input });
  });

  test('FW1 that throws, or whose answer can’t be sent, rejects and leaves its process in order', async () => {
    const pool = open();
    const before = await identify(pool);
    await expect(pool.run('fail', 'No such thing.', ENOUGH_MS)).rejects.toThrow('No such thing.');
    await expect(pool.run('answerByFunction', undefined, ENOUGH_MS)).rejects.toThrow(/clone/);
    expect(await identify(pool)).toEqual(before);
  });

  test('FW1 is asked for what is large of it once it begins, and rejects where that can’t be had', async () => {
    const pool = open();
    const asked: number[] = [];
    const echo = (at: number, more: () => Promise<object>) =>
      pool.run('echo', { at }, ENOUGH_MS, null, async () => {
        asked.push(at);
        return more();
      });
    const spinning = pool.run('spin', undefined, 300);
    const first = echo(1, () => Promise.resolve({ bytes: Uint8Array.of(1) }));
    const second = echo(2, () => Promise.reject(new Error('The disk is gone.')));
    const third = echo(3, () => Promise.resolve({}));
    expect(asked).toEqual([]);
    await spinning;
    const answer = { at: 1, bytes: Uint8Array.of(1) };
    expect(await first).toEqual({ state: 'done', answer });
    await expect(second).rejects.toThrow('The disk is gone.');
    expect(await third).toEqual({ state: 'done', answer: { at: 3 } });
    expect(asked).toEqual([1, 2, 3]);
  });

  test('FW2 that doesn’t end is ended in time, and its process replaced', async () => {
    const pool = open();
    const before = await identify(pool);
    expect(await pool.run('spin', undefined, 300)).toEqual({ state: 'exceeded', limit: 'time' });
    const after = await identify(pool);
    expect(after).toMatchObject({ state: 'done' });
    expect(after).not.toEqual(before);
  });

  test.each(['fill', 'grab', 'overgrow'] as const)(
    'FW2 that wants more memory than it may have is ended (%s), and its process replaced',
    async (job) => {
      const pool = open();
      const outcome = await pool.run(job, undefined, ENOUGH_MS);
      expect(outcome).toEqual({ state: 'exceeded', limit: 'memory' });
      expect(await identify(pool)).toMatchObject({ state: 'done' });
    },
  );

  test('FW3 whose process dies rejects with what is known of it, and the next one finds another process', async () => {
    const pool = open();
    await expect(pool.run('exit', 7, ENOUGH_MS)).rejects.toThrow('code 7');
    await expect(pool.run('crash', undefined, ENOUGH_MS)).rejects.toThrow(/SIGSEGV.*broke/);
    expect(await identify(pool)).toMatchObject({ state: 'done' });
  });

  test('FW3 finds none of the server’s environment', async () => {
    const outcome = await open().run('environment', undefined, ENOUGH_MS);
    expect(outcome).toEqual({ state: 'done', answer: [] });
  });
});

describe('many jobs', SLOW, () => {
  test('FW4 share as many processes as there may be', async () => {
    const pool = open({ maxProcesses: 2 });
    const jobs = Array.from({ length: 12 }, () => identify(pool));
    const pids = (await Promise.all(jobs)).map(pidOf);
    expect(new Set(pids).size).toBe(2);
    expect(pids).not.toContain(0);
  });

  test('FW4 are begun in the order in which they came', async () => {
    const pool = open();
    const ended: number[] = [];
    const jobs = Array.from({ length: 10 }, async (_, at) => {
      await pool.run('wait', 10 - at, ENOUGH_MS);
      ended.push(at);
    });
    await Promise.all(jobs);
    expect(ended).toEqual(ended.toSorted((one, other) => one - other));
  });

  test('FW4 that find no place in the queue, or wait too long in it, are told so', async () => {
    const pool = open({ maxWaiting: 2, maxWaitMs: 400 });
    await identify(pool);
    const spinning = pool.run('spin', undefined, 1500);
    const waiting = [identify(pool), identify(pool)];
    expect(await identify(pool)).toEqual({ state: 'busy' });
    for (const outcome of await Promise.all(waiting)) expect(outcome).toEqual({ state: 'busy' });
    expect(await spinning).toMatchObject({ state: 'exceeded' });
    expect(await identify(pool)).toMatchObject({ state: 'done' });
  });

  test('FW4 wait for what replaces a process that fell', async () => {
    const pool = open();
    const failing = pool.run('exit', 1, ENOUGH_MS).catch(() => 'died');
    const outcomes = await Promise.all([identify(pool), identify(pool)]);
    expect(await failing).toBe('died');
    for (const outcome of outcomes) expect(outcome).toMatchObject({ state: 'done' });
  });
});

describe('a process', SLOW, () => {
  test('FW5 that has nothing to do for long is ended', async () => {
    const pool = open({ idleMs: 100 });
    const pid = pidOf(await identify(pool));
    await until(() => !isRunning(pid), 'the process has ended', ENOUGH_MS);
    expect(await identify(pool)).toMatchObject({ state: 'done' });
  });

  test('FW5 ends with the pool, which answers all that is under way and all that comes', async () => {
    const pool = open();
    const pid = pidOf(await identify(pool));
    const [spinning, waiting] = [pool.run('spin', undefined, ENOUGH_MS), identify(pool)];
    await delay(50);
    pool.close();
    expect(await spinning).toEqual({ state: 'stopped' });
    expect(await waiting).toEqual({ state: 'busy' });
    expect(await identify(pool)).toEqual({ state: 'busy' });
    await until(() => !isRunning(pid), 'the process has ended', ENOUGH_MS);
  });
});

describe('the process that has the pool', SLOW, () => {
  test('FW5 may end while others have nothing to do for it', async () => {
    const holder = holdPool('leave');
    const [line] = (await once(createInterface(holder.stdout), 'line')) as [string];
    const { answer } = JSON.parse(line) as { answer: number };
    if (holder.exitCode === null) await once(holder, 'exit');
    expect(holder.exitCode).toBe(0);
    await until(() => !isRunning(answer), 'the process has ended', ENOUGH_MS);
  });

  test('FW5 leaves none behind that works for ever where it is killed', async () => {
    const holder = holdPool('spin');
    const [line] = (await once(createInterface(holder.stdout), 'line')) as [string];
    const { answer } = JSON.parse(line) as { answer: number };
    expect(isRunning(answer)).toBe(true);
    holder.kill('SIGKILL');
    await until(() => !isRunning(answer), 'the process has ended', ENOUGH_MS);
  });
});

function holdPool(mode: 'leave' | 'spin') {
  const holder = fileURLToPath(new URL('../../../support/pool-holder.ts', import.meta.url));
  const stdio: ['ignore', 'pipe', 'inherit'] = ['ignore', 'pipe', 'inherit'];
  return spawn(process.execPath, ['--import', 'tsx', holder, mode], { stdio });
}

/** Zero where the job was not done. */
function pidOf(outcome: PoolOutcome<number>): number {
  return outcome.state === 'done' ? outcome.answer : 0;
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false; // there is no such process
  }
}

describe('senders', SLOW, () => {
  const sender = (id: string, gone = new AbortController()) => ({ id, gone: gone.signal });

  test('FW4 one sender leaves a process to the others, and takes turns with them', async () => {
    const pool = open({ maxProcesses: 2 });
    const ended: string[] = [];
    const work = (id: string) =>
      pool.run('echo', id, ENOUGH_MS, sender(id)).then(() => void ended.push(id));
    const spinning = pool.run('spin', undefined, 3000, sender('a'));
    const waiting = ['a', 'a', 'a'].map(work);
    await work('b'); // while the first one is still at it
    expect(ended).toEqual(['b']);
    waiting.push(work('c'));
    expect(await spinning).toEqual({ state: 'exceeded', limit: 'time' });
    await Promise.all(waiting);
    expect(ended.indexOf('c')).toBeLessThan(ended.lastIndexOf('a'));
  });

  test('FW4 one sender alone finds no place beyond their share, others do', async () => {
    const pool = open({ maxWaitingEach: 1 });
    const first = pool.run('spin', undefined, 1000, sender('a'));
    const second = pool.run('echo', 2, ENOUGH_MS, sender('a'));
    expect(await pool.run('echo', 3, ENOUGH_MS, sender('a'))).toEqual({ state: 'busy' });
    const other = pool.run('echo', 4, ENOUGH_MS, sender('b'));
    expect(await first).toEqual({ state: 'exceeded', limit: 'time' });
    expect(await Promise.all([second, other])).toEqual([
      { state: 'done', answer: 2 },
      { state: 'done', answer: 4 },
    ]);
  });

  test('FW4 what nobody waits for any more leaves the queue', async () => {
    const pool = open();
    const gone = new AbortController();
    const first = pool.run('spin', undefined, 1000, sender('a'));
    const second = pool.run('echo', 2, ENOUGH_MS, sender('b', gone));
    gone.abort();
    expect(await second).toEqual({ state: 'stopped' });
    expect(await first).toEqual({ state: 'exceeded', limit: 'time' });
  });
});
