/** A process with a pool of its own: asks it for `identify`, prints the answer, and with `spin` has it spin from then on. */
import { WorkerPool } from '../../server/formats/workers/worker-pool.ts';
import type { HostileJobs } from './hostile-jobs.ts';

const MAX_MS = 120_000;
const limits = {
  maxProcesses: 1,
  maxHeapMb: 64,
  maxWaitingEach: 100,
  maxWaiting: 1,
  maxWaitMs: MAX_MS,
  idleMs: MAX_MS,
};
const pool = new WorkerPool<HostileJobs>(new URL('./hostile-jobs.ts', import.meta.url), limits);
const outcome = await pool.run('identify', undefined, MAX_MS);
if (process.argv[2] === 'spin') void pool.run('spin', undefined, MAX_MS);
process.stdout.write(`${JSON.stringify(outcome)}\n`);
