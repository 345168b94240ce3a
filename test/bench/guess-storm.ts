/** Guesses passwords by the thousand, and measures what that leaves to others. */
import { setTimeout as delay } from 'node:timers/promises';
import { KillableServer } from './killable-server.ts';

const EMAIL = 'victim@galley.example';
const PASSWORD = 'the right password';
/** Guesses at one account that are looked at in an hour, from wherever they come. */
const PER_HOUR = 300;
/** How often somebody else asks for something. */
const PROBE_MS = 20;

export interface StormOptions {
  /** For the store. */
  readonly folder: string;
  readonly guesses: number;
  /** Guesses that are on their way at the same time. */
  readonly atOnce: number;
}

/** What came of a storm. Those that reached the hash were told that the password is wrong, the others to come back. */
export interface StormFigures {
  readonly guesses: number;
  readonly reachedHash: number;
  readonly sentAway: number;
  /** The most that may have, by the time that it took. */
  readonly mayReach: number;
  /** Processor time of the server for each guess, in milliseconds. */
  readonly cpuPerGuess: number;
  readonly seconds: number;
  /** What others waited meanwhile for an answer, in milliseconds. */
  readonly others: {
    readonly asked: number;
    readonly p50: number;
    readonly p95: number;
    readonly most: number;
  };
}

/** `one account`: at one password, from ever new networks. `all accounts`: at ever new addresses, which no limit holds. */
export type Aim = 'one account' | 'all accounts';

export class GuessStorm {
  readonly #server: KillableServer;
  readonly #options: StormOptions;
  #network = 0;

  /** Starts a server behind a proxy, so that guesses can come from anywhere, with a member to be guessed at. */
  static async open(options: StormOptions): Promise<GuessStorm> {
    process.env['GALLEY_PROXIES'] = '1';
    const server = await KillableServer.open(options.folder);
    delete process.env['GALLEY_PROXIES'];
    const owner = { name: 'Olga', email: EMAIL };
    await server.ask('PATCH', '/api/account', owner);
    const set = await server.ask('POST', '/api/account/password', { password: PASSWORD });
    if (!set.ok) throw new Error(`No password: ${await set.text()}`);
    return new GuessStorm(server, options);
  }

  private constructor(server: KillableServer, options: StormOptions) {
    this.#server = server;
    this.#options = options;
  }

  async run(aim: Aim): Promise<StormFigures> {
    const { guesses, atOnce } = this.#options;
    const since = performance.now();
    const cpuBefore = await this.#cpuSeconds();
    let [left, reachedHash, sentAway] = [guesses, 0, 0];
    const guesser = async (): Promise<void> => {
      while (left > 0) {
        left -= 1;
        const email = aim === 'one account' ? EMAIL : `nobody${left}@galley.example`;
        const status = await this.#guess(email, `guess number ${left}`);
        if (status === 401) reachedHash += 1;
        else if (status === 429) sentAway += 1;
        else throw new Error(`A guess was answered ${status}.`);
      }
    };
    const storm = Promise.all(Array.from({ length: atOnce }, guesser));
    const waits = await this.#probe(storm);
    const seconds = (performance.now() - since) / 1000;
    const cpu = (await this.#cpuSeconds()) - cpuBefore;
    return {
      guesses,
      reachedHash,
      sentAway,
      mayReach: aim === 'one account' ? PER_HOUR * Math.ceil(seconds / 3600) : guesses,
      cpuPerGuess: (cpu * 1000) / guesses,
      seconds,
      others: {
        asked: waits.length,
        p50: at(waits, 0.5),
        p95: at(waits, 0.95),
        most: at(waits, 1),
      },
    };
  }

  async close(): Promise<void> {
    await this.#server.kill('SIGTERM');
  }

  async #cpuSeconds(): Promise<number> {
    const metrics = await (await this.#server.ask('GET', '/metrics')).text();
    return Number(/^process_cpu_seconds_total (\S+)/m.exec(metrics)?.[1]);
  }

  async #guess(email: string, password: string): Promise<number> {
    const network = (this.#network += 1);
    const address = [10, (network >> 16) & 255, (network >> 8) & 255, network & 255].join('.');
    const response = await fetch(`http://127.0.0.1:${this.#server.port}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
      body: JSON.stringify({ email, password }),
    });
    await response.arrayBuffer();
    return response.status;
  }

  /** What others wait as long as the storm goes on, in rising order. */
  async #probe(storm: Promise<unknown>): Promise<number[]> {
    const waits: number[] = [];
    let isOver = false;
    const over = storm.finally(() => (isOver = true));
    while (!isOver) {
      const since = performance.now();
      const response = await this.#server.ask('GET', '/api/articles');
      await response.arrayBuffer();
      if (!response.ok) throw new Error(`Somebody else was answered ${response.status}.`);
      waits.push(performance.now() - since);
      await delay(PROBE_MS);
    }
    await over;
    return waits.sort((one, other) => one - other);
  }
}

/** The value below which a share of them lies. */
function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
