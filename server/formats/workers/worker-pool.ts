/** A few processes for work that would hold up the event loop. Jobs that find none free wait in a queue with a bound. */
import { WorkerProcess } from './worker-process.ts';
import type { Outcome, ProcessLimits } from './worker-process.ts';
import type { JobMessage } from './messages.ts';

/** What a pool, its processes and their jobs may take. */
export interface PoolLimits extends ProcessLimits {
  readonly maxProcesses: number;
  /** Jobs for which no process is free. */
  readonly maxWaiting: number;
  readonly maxWaitMs: number;
}

/** How a job ended; `busy` where too many waited already, it waited too long, or the pool was closed. */
export type PoolOutcome<Answer> = Outcome<Answer> | { readonly state: 'busy' };

interface Job {
  readonly message: JobMessage;
  readonly maxMs: number;
}

/** A job for which no process is free. */
interface Waiting extends Job {
  readonly resolve: (outcome: PoolOutcome<unknown> | Promise<PoolOutcome<unknown>>) => void;
  readonly clock: NodeJS.Timeout;
}

type InputOf<Work> = Work extends (input: infer Input) => unknown ? Input : never;
type AnswerOf<Work> = Work extends (input: never) => Promise<infer Answer> ? Answer : never;

/** `Jobs` are the functions that the processes serve, by name. A process is started when a job finds no other one free. */
export class WorkerPool<Jobs extends object> {
  readonly #entry: URL;
  readonly #limits: PoolLimits;
  readonly #processes = new Set<WorkerProcess>();
  readonly #queue: Waiting[] = [];
  #isClosed = false;

  /** `entry` is the file of ours that calls `serveJobs`, as it lies in the source; the build has to know it, too. */
  constructor(entry: URL, limits: PoolLimits) {
    this.#entry = entry;
    this.#limits = limits;
  }

  /** Does a job, which may take `maxMs` once it has begun. Rejects where it threw, or its process died for no known reason. */
  run<Name extends keyof Jobs & string>(
    name: Name,
    input: InputOf<Jobs[Name]>,
    maxMs: number,
  ): Promise<PoolOutcome<AnswerOf<Jobs[Name]>>> {
    const outcome = this.#run({ message: { job: name, input }, maxMs });
    return outcome as Promise<PoolOutcome<AnswerOf<Jobs[Name]>>>; // what the function of this name answers
  }

  /** Ends all processes: what they were doing is `stopped`, and what waits is `busy`, as is all that comes. */
  close(): void {
    this.#isClosed = true;
    for (const { clock, resolve } of this.#queue.splice(0)) {
      clearTimeout(clock);
      resolve({ state: 'busy' });
    }
    for (const worker of this.#processes) worker.stop();
  }

  async #run(job: Job): Promise<PoolOutcome<unknown>> {
    if (this.#isClosed) return { state: 'busy' };
    if (this.#hasRoom) return this.#perform(job);
    if (this.#queue.length >= this.#limits.maxWaiting) return { state: 'busy' };
    return new Promise((resolve) => {
      const clock = setTimeout(() => {
        this.#queue.splice(this.#queue.indexOf(waiting), 1);
        resolve({ state: 'busy' });
      }, this.#limits.maxWaitMs);
      const waiting = { ...job, resolve, clock };
      this.#queue.push(waiting);
    });
  }

  /** Only where there is room. */
  async #perform({ message, maxMs }: Job): Promise<PoolOutcome<unknown>> {
    const worker = this.#freeProcess ?? this.#start();
    try {
      return await worker.perform(message, maxMs);
    } finally {
      this.#takeNext();
    }
  }

  /** Begins with what has waited longest, where there is room. */
  #takeNext(): void {
    const [next] = this.#queue;
    if (next === undefined || !this.#hasRoom) return;
    this.#queue.shift();
    clearTimeout(next.clock);
    next.resolve(this.#perform(next));
  }

  #start(): WorkerProcess {
    const worker = new WorkerProcess(this.#entry, this.#limits, () => {
      this.#processes.delete(worker);
      this.#takeNext();
    });
    this.#processes.add(worker);
    return worker;
  }

  get #hasRoom(): boolean {
    return this.#freeProcess !== null || this.#processes.size < this.#limits.maxProcesses;
  }

  get #freeProcess(): WorkerProcess | null {
    return [...this.#processes].find(({ isFree }) => isFree) ?? null;
  }
}
