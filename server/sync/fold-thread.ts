/** Makes one update of many in a thread of its own, for rooms so large that everybody else would wait for it. */
import { once } from 'node:events';
import { startThread } from '../thread.ts';

/** The update that holds all of these. Rejects where the thread dies, for want of memory for instance. */
export async function foldInThread(updates: readonly Uint8Array[]): Promise<Uint8Array> {
  const worker = startThread(new URL('./fold-worker.ts', import.meta.url), { workerData: updates });
  worker.unref();
  const died = once(worker, 'exit').then(([code]: unknown[]) => {
    throw new Error(`The thread that folds a room ended with ${String(code)}.`);
  });
  died.catch(() => null); // after the answer it may end
  const [folded] = (await Promise.race([once(worker, 'message'), died])) as [Uint8Array]; // as the worker sends it
  return folded;
}
