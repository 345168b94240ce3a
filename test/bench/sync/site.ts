/** What must not outlive a run of the bench: its child processes and its folders. */
import type { ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

export const ROOT: string = fileURLToPath(new URL('../../../', import.meta.url));

export class Site {
  readonly #folder: string;
  readonly #children = new Set<ChildProcess>();
  #count = 0;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** In the project's own cache folder: the system's temporary one may be in memory, where storing costs nothing. */
  static async open(): Promise<Site> {
    await mkdir(`${ROOT}.cache`, { recursive: true });
    const site = new Site(await mkdtemp(`${ROOT}.cache/bench-`));
    process.once('exit', () => site.#clear());
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => process.exit(1));
    return site;
  }

  /** A new, empty folder. */
  async folder(): Promise<string> {
    const path = `${this.#folder}/${(this.#count += 1)}`;
    await mkdir(path);
    return path;
  }

  /** Ends the child with the run, however that ends. */
  adopt(child: ChildProcess): void {
    this.#children.add(child);
    child.once('exit', () => this.#children.delete(child));
  }

  #clear(): void {
    for (const child of this.#children) child.kill('SIGKILL');
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** A port that nobody listens on, below those that the system gives to outgoing connections, of which a run makes many. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const port = 15_000 + Math.floor(Math.random() * 10_000);
  const isFree = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => resolve(true));
  });
  if (!isFree) return freePort();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
