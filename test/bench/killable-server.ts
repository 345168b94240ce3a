/** The built server in a process of its own over a store on disk, to be killed. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
export const TOKEN = 'the-owner-of-the-bench-that-is-killed';
const START_MS = 60_000;

/** What `npm run build` makes. */
const BUILT: readonly string[] = [`${ROOT}dist/server/main.js`, 'serve'];

/** How a process ended, and how long that took. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly ms: number;
}

export class KillableServer {
  readonly folder: string;
  readonly port: number;
  protected child: ChildProcess | null = null;
  /** Options of `node`. */
  readonly #options: readonly string[];
  #said = '';

  static async open(folder: string): Promise<KillableServer> {
    const server = new KillableServer(folder, await freePort());
    await server.start();
    return server;
  }

  protected constructor(folder: string, port: number, options: readonly string[] = []) {
    this.folder = folder;
    this.port = port;
    this.#options = options;
  }

  get pid(): number {
    return this.child?.pid ?? 0;
  }

  /** Whether it ended by itself, and the last that it complained about. */
  get death(): string | null {
    const { exitCode, signalCode } = this.child ?? {};
    return (exitCode ?? signalCode ?? null) === null
      ? null
      : `${exitCode ?? signalCode}: ${this.#said}`;
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, [...this.#options, ...BUILT], {
      cwd: ROOT,
      env: {
        ...process.env,
        NODE_ENV: 'production',
        PORT: String(this.port),
        HOST: '127.0.0.1',
        GALLEY_DATA: this.folder,
        GALLEY_OWNER_TOKEN: TOKEN,
        GALLEY_LOG_LEVEL: 'warn',
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.child = child;
    for (const stream of [child.stdout, child.stderr])
      stream?.on(
        'data',
        (data: Buffer) => (this.#said = `${this.#said}${data.toString()}`.slice(-4000)),
      );
    const end = Date.now() + START_MS;
    while (!(await this.#answers())) {
      if (child.exitCode !== null || Date.now() > end)
        throw new Error(`The server didn't start: ${this.#said}`);
      await delay(30);
    }
  }

  /** `kill -9`, at once, or by another signal; null where it wasn't running. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<Ending | null> {
    const { child } = this;
    this.child = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return null;
    const since = performance.now();
    const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
    child.kill(signal);
    const [code, by] = await ended;
    return { code, signal: by, ms: performance.now() - since };
  }

  /** Makes an article and gives its id. */
  async article(content: string, format = 'markdown'): Promise<string> {
    const response = await this.ask('POST', '/api/articles', { content, format });
    if (response.status !== 201) throw new Error(`No article: ${await response.text()}`);
    return ((await response.json()) as { id: string }).id;
  }

  /** Adds an editor and gives a token of theirs. */
  async editor(name: string): Promise<string> {
    const made = await this.ask('POST', '/api/members', { name, role: 'editor' });
    const { id } = (await made.json()) as { id: string };
    const answer = await this.ask('POST', `/api/members/${id}/tokens`, { label: 'bench' });
    return ((await answer.json()) as { token: string }).token;
  }

  /** Asks as the owner; an object is sent as JSON. */
  ask(method: string, path: string, body?: object): Promise<Response> {
    return fetch(`http://127.0.0.1:${this.port}${path}`, {
      method,
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** The address of a room, for somebody who wants to be told what is stored. */
  address(room: string, token = TOKEN): string {
    return `ws://127.0.0.1:${this.port}${this.path(room, token)}`;
  }

  /** The same without the host. */
  path(room: string, token = TOKEN): string {
    return `/sync/${room}?token=${token}&ack=1`;
  }

  async #answers(): Promise<boolean> {
    try {
      return (await fetch(`http://127.0.0.1:${this.port}/healthz`)).ok;
    } catch {
      return false; // not yet
    }
  }
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // we listen on TCP alone
  await new Promise((resolve) => server.close(resolve));
  return port;
}
