/** Starts our own threads, from what was built or from source. */
import { Worker } from 'node:worker_threads';
import type { WorkerOptions } from 'node:worker_threads';

/**
 * A thread with the code of a file of ours. `source` is its address as seen from where ours runs from source; built, all
 * threads' files are beside the one that runs.
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
