/** The attackers' process, as the bench sees it: loaded, then let go, then stopped. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Scene } from './scene.ts';

const FILE = fileURLToPath(new URL('attackers.ts', import.meta.url));
/** Behind the others, with whom they share a core: what is measured is the server. */
const NICE = '19';

export class Attackers {
  readonly #child: ChildProcess;

  /** Resolves when all that they need is read, so that what is measured is the attacks themselves. */
  static async load(scene: Scene, names: readonly string[]): Promise<Attackers> {
    const command = [process.execPath, '--import', 'tsx', FILE, JSON.stringify(scene), ...names];
    const child = spawn('nice', ['-n', NICE, ...command], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    await once(child, 'message');
    return new Attackers(child);
  }

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  begin(): void {
    this.#child.send('begin');
  }

  /** Says what they were answered, a line for each attack. */
  async stop(): Promise<readonly string[]> {
    const told = once(this.#child, 'message') as Promise<[readonly string[]]>; // as they send it
    this.#child.send('stop');
    return (await told)[0];
  }
}
