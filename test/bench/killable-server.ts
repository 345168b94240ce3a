/** A server in a process of its own over a store on disk, to be killed. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const TOKEN = 'the-owner-of-the-bench';
const START_MS = 60_000;

export class KillableServer {
  readonly folder: string;
  readonly port: number;
  #child: ChildProcess | null = null;
  #said = '';

  static async open(folder: string): Promise<KillableServer> {
    const server = new KillableServer(folder, await freePort());
    await server.start();
    return server;
  }

  private constructor(folder: string, port: number) {
    this.folder = folder;
    this.port = port;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, ['--import', 'tsx', `${ROOT}server/main.ts`, 'serve'], {
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
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
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

  /** `kill -9`, at once. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (child === null || child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  /** Makes an article and gives its id. */
  async article(content: string): Promise<string> {
    const response = await fetch(`http://127.0.0.1:${this.port}/api/articles`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify({ content, format: 'markdown' }),
    });
    return ((await response.json()) as { id: string }).id;
  }

  /** The address of a room, for somebody who wants to be told what is stored. */
  address(room: string): string {
    return `ws://127.0.0.1:${this.port}/sync/${room}?token=${TOKEN}&ack=1`;
  }

  async #answers(): Promise<boolean> {
    try {
      return (await fetch(`http://127.0.0.1:${this.port}/healthz`)).ok;
    } catch {
      return false; // not yet
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // we listen on TCP alone
  await new Promise((resolve) => server.close(resolve));
  return port;
}
