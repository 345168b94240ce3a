/** The thread of the index, as the rest of the server asks it. */
import type { Worker } from 'node:worker_threads';
import { startThread } from '../thread.ts';
import type { Order, Reply, Tasks } from './messages.ts';

/** Its heap. The lists of words lie outside of it. */
const MAX_HEAP_MB = 512;

interface Waiting {
  resolve(gives: unknown): void;
  reject(error: Error): void;
}

/** Does what it is told in order. Once it has ended, whatever for, all that it is asked rejects. */
export class IndexThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;
  #ended: Error | null = null;

  /** `ended` is called when it has ended, with why it died, or null where it was closed. */
  constructor(ended: (error: Error | null) => void) {
    this.#worker = startThread(new URL('./index-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    });
    this.#worker.unref();
    let cause: unknown = null;
    this.#worker.on('error', (error) => (cause = error));
    this.#worker.on('message', (reply: Reply) => this.#answer(reply));
    this.#worker.on('exit', () => {
      const isClosed = this.#ended !== null;
      this.#end(new Error('The thread of the search index has died.', { cause }));
      ended(isClosed ? null : this.#ended);
    });
  }

  /** Rejects where the thread has ended, or the task failed. */
  ask<Name extends keyof Tasks>(
    task: Name,
    takes: Tasks[Name]['takes'],
  ): Promise<Tasks[Name]['gives']> {
    if (this.#ended !== null) return Promise.reject(this.#ended);
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve, reject) => {
      // What it gives is of its task, as `Tasks` says.
      this.#waiting.set(id, { resolve: resolve as Waiting['resolve'], reject });
      this.#worker.postMessage({ id, task, takes } as Order);
    });
  }

  /** Ends it. */
  async close(): Promise<void> {
    this.#end(new Error('The search index is closed.'));
    await this.#worker.terminate();
  }

  #answer(reply: Reply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if ('error' in reply) waiting?.reject(new Error(reply.error));
    else waiting?.resolve(reply.gives);
  }

  #end(error: Error): void {
    this.#ended ??= error;
    for (const { reject } of this.#waiting.values()) reject(this.#ended);
    this.#waiting.clear();
  }
}
