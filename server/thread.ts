/** Starts our own threads, from what was built or from source. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { WorkerOptions } from 'node:worker_threads';

/**
 * A thread that runs a file of ours. `source` is the file's address as seen from a caller that runs from source; once built, the
 * files of all threads are beside the one that runs. The caller ends the thread.
 */
export function startThread(source: URL, options: WorkerOptions): Worker {
  if (!import.meta.url.endsWith('.ts')) {
    const name = source.pathname.replace(/^.*\//, '').replace(/\.ts$/, '.js');
    return new Worker(new URL(`./${name}`, import.meta.url), options);
  }
  // A thread doesn't inherit the loader of TypeScript, and can't have it for its first file.
  const file = JSON.stringify(source.href);
  const code = `import('tsx/esm/api').then(({ register }) => (register(), import(${file})))`;
  return new Worker(code, { ...options, eval: true });
}

/** Starts one that gets `workerData` once, answers once, and ends. Rejects where it dies, for want of memory for instance. */
export async function askThread<Answer>(source: URL, workerData: unknown): Promise<Answer> {
  const worker = startThread(source, { workerData });
  worker.unref();
  const died = once(worker, 'exit').then(([code]: unknown[]) => {
    throw new Error(`A thread of ${source.pathname} ended with ${String(code)}.`);
  });
  died.catch(() => null); // after the answer it may end
  const [answer] = (await Promise.race([once(worker, 'message'), died])) as [Answer]; // as the thread sends it
  return answer;
}
