/** A few processes for work that would hold up the event loop. Jobs that find none free wait in a queue, and are served in turn. */
import { WorkerProcess } from './worker-process.ts';
import type { Outcome, ProcessLimits } from './worker-process.ts';
import type { JobMessage } from './messages.ts';

/** What a pool, its processes and their jobs may take. */
export interface PoolLimits extends ProcessLimits {
  readonly maxProcesses: number;
  /** Jobs for which no process is free: in all, and of one sender. */
  readonly maxWaiting: number;
  readonly maxWaitingEach: number;
  readonly maxWaitMs: number;
}

/** How a job ended; `busy` where too many waited already, it waited too long, or the pool was closed. */
export type PoolOutcome<Answer> = Outcome<Answer> | { readonly state: 'busy' };

/** For whom jobs are done. Those of one sender leave a process to the others, and wait for their turn. */
export interface Sender {
  readonly id: string;
  /** Aborted once nobody waits for the answer any more: a job that hasn't begun by then is `stopped`. */
  readonly gone: AbortSignal;
}

interface Job {
  readonly message: () => Promise<JobMessage>;
  readonly maxMs: number;
  /** Null for work of the server's own. */
  readonly sender: Sender | null;
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
  /** How many jobs of each sender are being done. */
  readonly #running = new Map<string, number>();
  /** Whose jobs were begun, the latest last; of those alone who have another one waiting. */
  #served: string[] = [];
  #isClosed = false;

  /** `entry` is the file of ours that calls `serveJobs`, as it lies in the source; the build has to know it, too. */
  constructor(entry: URL, limits: PoolLimits) {
    this.#entry = entry;
    this.#limits = limits;
  }

  /**
   * Does a job, which may take `maxMs` once it has begun. What is large of its input comes by `more`, once it may begin, so that what
   * waits takes no memory. Rejects where it threw, or its process died for no known reason.
   */
  run<Name extends keyof Jobs & string>(
    name: Name,
    input: InputOf<Jobs[Name]>,
    maxMs: number,
    sender: Sender | null = null,
    more: () => Promise<Partial<InputOf<Jobs[Name]>>> | null = () => null,
  ): Promise<PoolOutcome<AnswerOf<Jobs[Name]>>> {
    const message = async (): Promise<JobMessage> => {
      const late = await more();
      return { job: name, input: late === null ? input : { ...(input as object), ...late } };
    };
    const outcome = this.#run({ message, maxMs, sender });
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
    if (job.sender?.gone.aborted === true) return { state: 'stopped' };
    if (this.#mayBegin(job)) return this.#perform(job);
    const own = this.#queue.filter(({ sender }) => sender !== null && sender.id === job.sender?.id);
    const isFull = this.#queue.length >= this.#limits.maxWaiting;
    if (isFull || own.length >= this.#limits.maxWaitingEach) return { state: 'busy' };
    return new Promise((resolve) => {
      const leave = (state: 'busy' | 'stopped') => (): void => {
        const at = this.#queue.indexOf(waiting);
        if (at === -1) return;
        this.#queue.splice(at, 1);
        clearTimeout(clock);
        resolve({ state });
      };
      const clock = setTimeout(leave('busy'), this.#limits.maxWaitMs);
      const waiting = { ...job, resolve, clock };
      this.#queue.push(waiting);
      job.sender?.gone.addEventListener('abort', leave('stopped'), { once: true });
    });
  }

  /** Only where it may begin. */
  async #perform({ message, maxMs, sender }: Job): Promise<PoolOutcome<unknown>> {
    const worker = this.#freeProcess ?? this.#start();
    this.#count(sender, 1);
    try {
      return await worker.perform(message, maxMs);
    } finally {
      this.#count(sender, -1);
      this.#takeNext();
    }
  }

  /** Begins with a job of the sender who was served longest ago, or never; of several with what has waited longest. */
  #takeNext(): void {
    const may = this.#queue.filter((job) => this.#mayBegin(job));
    const turnOf = ({ sender }: Job): number =>
      sender === null ? -1 : this.#served.lastIndexOf(sender.id);
    const next = may.toSorted((one, other) => turnOf(one) - turnOf(other))[0];
    if (next === undefined) return;
    this.#queue.splice(this.#queue.indexOf(next), 1);
    clearTimeout(next.clock);
    this.#note(next);
    next.resolve(this.#perform(next));
  }

  /** Whether there is room, and the sender doesn't have all the others' already. */
  #mayBegin({ sender }: Job): boolean {
    const most = Math.max(1, this.#limits.maxProcesses - 1);
    return this.#hasRoom && (sender === null || (this.#running.get(sender.id) ?? 0) < most);
  }

  #count(sender: Sender | null, by: 1 | -1): void {
    if (sender === null) return;
    const count = (this.#running.get(sender.id) ?? 0) + by;
    if (count === 0) this.#running.delete(sender.id);
    else this.#running.set(sender.id, count);
  }

  #note({ sender }: Job): void {
    const waiting = new Set(this.#queue.map((job) => job.sender?.id));
    this.#served = [...this.#served, sender?.id ?? ''].filter((id) => waiting.has(id));
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
