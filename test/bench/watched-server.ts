/** The built server in a process of its own, whose event loop, memory and figures are watched. Linux only. */
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { freePort, KillableServer } from './killable-server.ts';

const PROBE = new URL('loop-probe.js', import.meta.url).href;

/** The longest time in which the event loop did one thing alone. */
export interface Stall {
  /** By the clock, other processes' work included. */
  readonly wallMs: number;
  /** By the time that the thread had of a processor. */
  readonly cpuMs: number;
}

export class WatchedServer extends KillableServer {
  /** `options` are of `node`, besides. */
  static override async open(
    folder: string,
    options: readonly string[] = [],
  ): Promise<WatchedServer> {
    const server = new WatchedServer(folder, await freePort(), [...options, '--import', PROBE]);
    await server.start();
    return server;
  }

  /** The longest stall since this was asked for the last time. */
  async stall(): Promise<Stall> {
    return (await this.#probe('stalls')) as Stall; // as the probe sends it
  }

  /** Heap and buffers in MB after a collection of garbage, for which the server needs `--expose-gc`. */
  async held(): Promise<number> {
    return Number(await this.#probe('held')) / (1 << 20);
  }

  async #probe(question: 'stalls' | 'held'): Promise<unknown> {
    const { child } = this;
    if (child === null) throw new Error('The server is not running.');
    const answered = once(child, 'message') as Promise<[unknown]>;
    child.send(question);
    return (await answered)[0];
  }

  /** Memory of the process in MB, now and at the most since `forgetPeak`. */
  memory(): { readonly now: number; readonly peak: number } {
    const status = readFileSync(`/proc/${this.pid}/status`, 'utf8');
    const mb = (name: string): number =>
      Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024;
    return { now: mb('VmRSS'), peak: mb('VmHWM') };
  }

  forgetPeak(): void {
    writeFileSync(`/proc/${this.pid}/clear_refs`, '5');
  }

  /** Processor time of all its threads, in milliseconds. */
  cpuMs(): number {
    const fields = readFileSync(`/proc/${this.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10; // the kernel counts in hundredths
  }

  /** A figure of `/metrics`, summed over its labels that contain `label`; 0 where there is none. */
  async figure(name: string, label = ''): Promise<number> {
    const text = await (await this.ask('GET', '/metrics')).text();
    return text
      .split('\n')
      .filter((line) => new RegExp(`^${name}[ {]`).test(line) && line.includes(label))
      .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
  }
}

/** What a script says of one figure, and whether it failed. */
export function verdict(what: string, value: string, isMet: boolean): boolean {
  process.stdout.write(`${isMet ? 'met   ' : 'MISSED'} ${what.padEnd(64)} ${value}\n`);
  if (!isMet) process.exitCode = 1;
  return isMet;
}
