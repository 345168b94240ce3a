/** One process of the pool. It does one job at a time, and is ended where a job takes more than it may. */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { JobMessage, ProgressMessage } from './messages.ts';

/** How a job ended. */
export type Outcome<Answer> =
  | { readonly state: 'done'; readonly answer: Answer }
  /** It took more than a job may, and its process was ended. */
  | { readonly state: 'exceeded'; readonly limit: 'time' | 'memory' }
  /** Its process was ended from outside, before the job was done. */
  | { readonly state: 'stopped' };

/** Starting and loading the code may take this long on a busy machine, before the time of the first job begins. */
const START_MS = 30_000;
/** Of what a process says before it dies. */
const KEPT_STDERR = 2000;

/** What a process and its jobs may take. */
export interface ProcessLimits {
  /** In MiB. Memory outside of the JavaScript heap, such as buffers, isn't counted. */
  readonly maxHeapMb: number;
  /** It is ended when it had nothing to do for as long. */
  readonly idleMs: number;
}

/** The job that is being done. */
interface Current {
  readonly maxMs: number;
  readonly resolve: (outcome: Outcome<unknown>) => void;
  readonly reject: (error: Error) => void;
  clock: NodeJS.Timeout;
}

/** Started by its constructor; ends when it is stopped, with a job that exceeds a limit, when idle for long, and with this process. */
export class WorkerProcess {
  readonly #process: ChildProcess;
  readonly #idleMs: number;
  readonly #ended: () => void;
  #current: Current | null = null;
  #idle: NodeJS.Timeout | null = null;
  #killedFor: 'time' | 'stop' | null = null;
  #isOver = false;
  #stderr = '';

  /**
   * Runs `entry`, a file of ours that calls `serveJobs`. `ended` is called once, when the process has ended for whatever reason
   * and its last job is answered. Throws where the system starts no more processes.
   */
  constructor(entry: URL, { maxHeapMb, idleMs }: ProcessLimits, ended: () => void) {
    this.#idleMs = idleMs;
    this.#ended = ended;
    this.#process = start(entry, maxHeapMb);
    this.#process.on('message', (message) => this.#progress(message as ProgressMessage)); // sent by serve-jobs
    this.#process.stderr?.on('data', (data: Buffer) => {
      this.#stderr = (this.#stderr + data.toString()).slice(-KEPT_STDERR);
    });
    this.#process.on('close', (code, signal) => this.#end(signal ?? `code ${code}`));
    this.#process.on('error', (error) => {
      if (this.#process.pid === undefined) this.#end(error.message); // it never started, so nothing closes
    });
    this.#rest();
  }

  /** It can take a job. */
  get isFree(): boolean {
    return this.#current === null && !this.#isOver && this.#killedFor === null;
  }

  /**
   * Does a job, where it is free; what it is comes when it is asked for. `maxMs` counts from when the process has begun with it.
   * Rejects where the job threw or didn't come, and where the process died although it kept to its limits.
   */
  perform(message: () => Promise<JobMessage>, maxMs: number): Promise<Outcome<unknown>> {
    return new Promise((resolve, reject) => {
      const current = { maxMs, resolve, reject, clock: this.#killAfter('time', START_MS) };
      this.#current = current;
      this.#wake();
      message()
        .then((made) => {
          if (this.#current === current) this.#process.send(made, () => {}); // where it has gone, “close” comes
        })
        .catch((error: unknown) => {
          if (this.#current !== current) return;
          clearTimeout(current.clock);
          this.#current = null;
          this.#rest();
          reject(error instanceof Error ? error : new Error(String(error)));
        });
    });
  }

  /** Ends the process and the job that it has, at once. */
  stop(): void {
    this.#kill('stop');
  }

  #progress(message: ProgressMessage): void {
    const current = this.#current;
    if (current === null) return;
    clearTimeout(current.clock);
    if (message.state === 'begun') {
      current.clock = this.#killAfter('time', current.maxMs);
      return;
    }
    this.#current = null;
    this.#rest();
    if (message.state === 'done') current.resolve(message);
    else current.reject(message.error);
  }

  #killAfter(reason: 'time' | 'stop', ms: number): NodeJS.Timeout {
    return setTimeout(() => this.#kill(reason), ms);
  }

  #kill(reason: 'time' | 'stop'): void {
    this.#killedFor = reason;
    this.#process.kill('SIGKILL'); // also in the middle of a loop
  }

  #end(how: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    const current = this.#current;
    this.#current = null;
    clearTimeout(current?.clock);
    clearTimeout(this.#idle ?? undefined);
    if (this.#killedFor === 'stop') current?.resolve({ state: 'stopped' });
    else if (this.#killedFor === 'time') current?.resolve({ state: 'exceeded', limit: 'time' });
    else if (OUT_OF_MEMORY.has(how)) current?.resolve({ state: 'exceeded', limit: 'memory' });
    else current?.reject(new Error(`A worker process ended: ${how}. ${this.#stderr}`.trim()));
    this.#ended();
  }

  /** As long as it has a job it keeps this process alive, too. */
  #wake(): void {
    clearTimeout(this.#idle ?? undefined);
    for (const handle of this.#handles) handle?.ref();
  }

  #rest(): void {
    this.#idle = this.#killAfter('stop', this.#idleMs).unref();
    for (const handle of this.#handles) handle?.unref();
  }

  get #handles(): readonly (Pick<ChildProcess, 'ref' | 'unref'> | null | undefined)[] {
    const { channel, stderr } = this.#process;
    return [this.#process, channel, stderr as Socket | null]; // as which a pipe is read
  }
}

/** V8 aborts where the heap is full and traps where one thing is too large; the system kills where its own memory is full. */
const OUT_OF_MEMORY = new Set(['SIGABRT', 'code 134', 'SIGTRAP', 'SIGILL', 'SIGKILL']);

/** A process and not a thread: a single allocation beyond a thread's limit aborts the process that the thread is in. */
function start(entry: URL, maxHeapMb: number): ChildProcess {
  const isBuilt = !import.meta.url.endsWith('.ts');
  const name = entry.pathname.replace(/^.*\//, '').replace(/\.ts$/, '.js');
  // Built, all entries are beside the file that runs.
  const file = fileURLToPath(isBuilt ? new URL(`./${name}`, import.meta.url) : entry);
  return fork(file, [], {
    execArgv: [`--max-old-space-size=${maxHeapMb}`, ...(isBuilt ? [] : ['--import', 'tsx'])],
    cwd: fileURLToPath(new URL('.', entry)), // from where the loader is found
    env: {}, // ours has secrets
    serialization: 'advanced', // bytes stay bytes
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
}
