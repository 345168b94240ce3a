/** People who type one key a second each in one room, beside others who only have a room open. */
import type { Client } from './sync/client.ts';
import type { Latencies } from './sync/latencies.ts';
import { mark, scan } from './sync/marks.ts';
import { Schedule } from './sync/schedule.ts';
import { Typist } from './sync/texts.ts';

const KEY_MS = 1000;

export class Crowd {
  /** Takes what is delivered, while that counts. */
  latencies: Latencies | null = null;
  /** Keys that were pressed. */
  sent = 0;
  readonly #clients: readonly Client[];
  readonly #schedule = new Schedule();

  constructor(clients: readonly Client[]) {
    this.#clients = clients;
    clients.forEach((client, number) => {
      const typist = new Typist(number);
      client.listen((message) => this.#take(number, message), fail);
      client.update(typist.opening);
      // A key is ten characters here: they say when it was pressed.
      this.#schedule.every(KEY_MS, () => {
        client.update(typist.type(mark(number, now())));
        this.sent += 1;
      });
    });
  }

  start(): void {
    this.#schedule.start();
  }

  stop(): void {
    this.#schedule.stop();
    for (const client of this.#clients) client.close();
  }

  #take(number: number, message: Buffer): void {
    if (this.latencies === null) return;
    scan(message, now(), (sender, age) => {
      if (sender !== number) this.latencies?.add(age);
    });
  }
}

function fail(reason: string): never {
  throw new Error(`Somebody who typed was cut off: ${reason}`);
}

/** In microseconds. */
function now(): number {
  return performance.now() * 1000;
}
