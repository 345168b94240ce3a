/** Makes one update of many in a thread of its own, for rooms so large that everybody else would wait for it. */
import { askThread } from '../thread.ts';

/** The update that holds all of these. Rejects where the thread dies. */
export function foldInThread(updates: readonly Uint8Array[]): Promise<Uint8Array> {
  return askThread<Uint8Array>(new URL('./fold-worker.ts', import.meta.url), updates);
}
