/** A server under measurement, in a process of its own. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Profile } from './profile.ts';
import type { Site } from './site.ts';

const PROBE = new URL('probe.js', import.meta.url).href;
const START_MS = 30_000;
/** A server gets this long to store what it has and go. */
const STOP_MS = 15_000;

export interface Launch {
  /** What `node` runs, with its arguments. */
  readonly command: readonly string[];
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly port: number;
  /** Whether it takes clients now. */
  readonly isReady: (port: number) => Promise<boolean>;
}

export class ServerProcess {
  readonly port: number;
  readonly #child: ChildProcess;
  #said = '';

  /** Resolves once the server takes clients. */
  static async start(site: Site, launch: Launch): Promise<ServerProcess> {
    const child = spawn(process.execPath, ['--import', PROBE, ...launch.command], {
      cwd: launch.folder,
      env: { ...process.env, NODE_ENV: 'production', ...launch.environment },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    site.adopt(child);
    const server = new ServerProcess(child, launch.port);
    const end = Date.now() + START_MS;
    while (!(await launch.isReady(launch.port))) {
      if (server.isRunning && Date.now() < end) {
        await delay(20);
        continue;
      }
      await delay(100); // for its last words
      throw new Error(`The server didn't start: ${launch.command.join(' ')}\n${server.#said}`);
    }
    return server;
  }

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.port = port;
    child.stderr?.on('data', (data: Buffer) => {
      this.#said = `${this.#said}${data.toString()}`.slice(-4000);
    });
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** The last of what the server complained about. */
  get said(): string {
    return this.#said;
  }

  /** CPU time of all threads since the start, in microseconds. */
  async cpu(): Promise<number> {
    const folder = `/proc/${this.#child.pid}/task`;
    try {
      return readdirSync(folder)
        .map((task) => readFileSync(`${folder}/${task}/schedstat`, 'utf8'))
        .reduce((sum, line) => sum + Number(line.split(' ')[0]) / 1000, 0);
    } catch {
      return (await this.#ask('cpu')) as number; // no such files but on Linux
    }
  }

  /** Memory after a collection of garbage. */
  async memory(): Promise<NodeJS.MemoryUsage> {
    return (await this.#ask('memory')) as NodeJS.MemoryUsage;
  }

  async startProfile(): Promise<void> {
    await this.#ask('start profile');
  }

  async stopProfile(): Promise<Profile> {
    return (await this.#ask('stop profile')) as Profile;
  }

  /** Asks the server to store what it has and to end. */
  async stop(): Promise<void> {
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), STOP_MS);
    await this.#end('SIGTERM');
    clearTimeout(timer);
  }

  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (!this.isRunning) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill(signal);
    await ended;
  }

  /** The probe answers questions one after the other. */
  async #ask(question: string): Promise<unknown> {
    const gone = new AbortController();
    this.#child.once('exit', () => gone.abort(new Error(`The server died.\n${this.#said}`)));
    const answered = once(this.#child, 'message', { signal: gone.signal });
    this.#child.send(question);
    const [{ answer }] = (await answered) as [{ answer: unknown }]; // as the probe sends it
    return answer;
  }
}
