/** Starts our own threads, from what was built or from source. */
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
