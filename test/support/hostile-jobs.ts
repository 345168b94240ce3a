/** A process of the pool whose jobs do all that a job must not do. */
import { serveJobs } from '../../server/formats/workers/serve-jobs.ts';

const jobs = {
  /** Gives back what it got. */
  echo: (input: unknown) => Promise.resolve(input),
  /** Which process it is. */
  identify: () => Promise.resolve(process.pid),
  wait: (ms: number) =>
    new Promise<number>((resolve) => setTimeout(() => resolve(process.pid), ms)),
  spin: () => {
    for (;;);
  },
  /** Fills the heap little by little. */
  fill: () => {
    const kept: unknown[] = [];
    for (;;) kept.push({ at: kept.length });
  },
  /** Asks at a single blow for more than the heap may have. */
  grab: () => Promise.resolve('a'.repeat(1 << 26).split('').length),
  /** Asks for a longer array than there can be. */
  overgrow: () => Promise.resolve('a'.repeat(1 << 27).split('').length),
  fail: (sentence: string) => Promise.reject(new TypeError(sentence)),
  exit: (code: number) => process.exit(code),
  crash: () => {
    process.stderr.write('Something broke.\n');
    process.kill(process.pid, 'SIGSEGV');
    return new Promise<never>(() => {});
  },
  /** The answer can't be sent. */
  answerByFunction: () => Promise.resolve(() => 1),
  environment: () => Promise.resolve(Object.keys(process.env)),
};

export type HostileJobs = typeof jobs;

serveJobs(jobs);
