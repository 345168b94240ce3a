/** The process's side of the pool: does the jobs that it is sent, and ends with the process that sends them. */
import { Worker } from 'node:worker_threads';
import type { JobMessage, ProgressMessage } from './messages.ts';

type Jobs = Readonly<Record<string, (input: never) => Promise<unknown>>>;

/** How often it is looked whether the parent process still stands. */
const PARENT_CHECK_MS = 1000;

/** To be called once, first of all. Each job takes plain data and answers with plain data; what it throws is answered too. */
export function serveJobs(jobs: Jobs): void {
  endWithParent();
  process.on('message', (message: JobMessage) => void perform(jobs, message));
}

async function perform(jobs: Jobs, { job, input }: JobMessage): Promise<void> {
  send({ state: 'begun' });
  try {
    send({ state: 'done', answer: await jobs[job]?.(input as never) }); // typed where it is sent
  } catch (error) {
    send({ state: 'failed', error: error instanceof Error ? error : new Error(String(error)) });
  }
}

function send(message: ProgressMessage): void {
  process.send?.(message);
}

function endWithParent(): void {
  // A terminal sends its signals to the parent too, which says when this process is to end.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
  process.on('disconnect', () => process.exit());
  // A job that doesn't end lets no event in: where the parent was killed, a thread has to notice.
  const isOrphan = `process.ppid !== ${process.ppid}`;
  const code = `setInterval(() => ${isOrphan} && process.kill(${process.pid}, 'SIGKILL'), ${PARENT_CHECK_MS})`;
  new Worker(code, { eval: true, resourceLimits: { maxYoungGenerationSizeMb: 1 } }).unref();
}
