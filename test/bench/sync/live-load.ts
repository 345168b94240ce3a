/** People who type and move their cursors in open rooms: what that costs the server for each message it delivers. */
import { setTimeout as delay } from 'node:timers/promises';
import { joinAll } from './client.ts';
import type { Client } from './client.ts';
import { launch, makeRooms } from './contestants.ts';
import type { Contestant } from './contestants.ts';
import { Latencies } from './latencies.ts';
import { mark, MAX_SENDERS, scan } from './marks.ts';
import { hottest } from './profile.ts';
import type { Hot } from './profile.ts';
import { Schedule } from './schedule.ts';
import type { ServerProcess } from './server-process.ts';
import type { Site } from './site.ts';
import { cursorUpdate, shortText, Typist } from './texts.ts';

export interface Load {
  readonly rooms: number;
  readonly clientsPerRoom: number;
  readonly typistsPerRoom: number;
  /** Of each typist. */
  readonly editsPerSecond: number;
  /** Of each client. */
  readonly cursorsPerSecond: number;
}

export interface LiveResult {
  /** CPU microseconds of the server, all threads, for each message that reached somebody else. */
  readonly cpu: number;
  readonly p50: number;
  readonly p99: number;
  /** Part of what should have been delivered that was. */
  readonly delivered: number;
  readonly hot: readonly Hot[];
}

/** A server compiles what it has done often: each first does some thousand edits, fast, and then settles at the pace measured. */
const WARM_UP = { ms: 10_000, actsPerSecond: 200 };
const SETTLE_MS = 3000;
/** Starting a profile holds the server up for a moment, and what waited then comes late. */
const PROFILE_START_MS = 2000;

export async function measureLive(
  site: Site,
  contestant: Contestant,
  load: Load,
  seconds: number,
  isProfiled: boolean,
): Promise<LiveResult> {
  const server = await launch(site, contestant, await site.folder());
  const rooms = await makeRooms(contestant, server.port, load.rooms, shortText());
  const places = rooms.flatMap((room) => Array.from({ length: load.clientsPerRoom }, () => room));
  const clients = await joinAll(server.port, places);
  const schedule = new Schedule();
  const people = clients.map((client, at) => new Person(client, at));
  people.forEach((person, at) => {
    const isTypist = at % load.clientsPerRoom < load.typistsPerRoom;
    if (isTypist) schedule.every(1000 / load.editsPerSecond, person.openKeyboard());
    if (load.cursorsPerSecond > 0)
      schedule.every(1000 / load.cursorsPerSecond, () => person.moveCursor());
  });
  schedule.start(Math.max(1, WARM_UP.actsPerSecond / actsPerSecond(load)));
  try {
    await delay(WARM_UP.ms);
    schedule.slowDown();
    await delay(SETTLE_MS);
    return await measureWindow(server, people, load, seconds, isProfiled);
  } finally {
    schedule.stop();
    for (const client of clients) client.close();
    await server.kill();
  }
}

function actsPerSecond(load: Load): number {
  const typed = load.typistsPerRoom * load.editsPerSecond;
  return load.rooms * (typed + load.clientsPerRoom * load.cursorsPerSecond);
}

async function measureWindow(
  server: ServerProcess,
  people: readonly Person[],
  load: Load,
  seconds: number,
  isProfiled: boolean,
): Promise<LiveResult> {
  if (isProfiled) {
    await server.startProfile();
    await delay(PROFILE_START_MS);
  }
  const latencies = new Latencies();
  for (const person of people) person.latencies = latencies;
  const before = { cpu: await server.cpu(), sent: sentBy(people) };
  await delay(seconds * 1000);
  const cpu = (await server.cpu()) - before.cpu;
  const count = latencies.total;
  const sent = sentBy(people) - before.sent;
  const lost = people.find(({ ended }) => ended !== null);
  if (lost) throw new Error(`A client was lost: ${lost.ended}\n${server.said}`);
  return {
    cpu: cpu / count,
    p50: latencies.quantile(0.5),
    p99: latencies.quantile(0.99),
    delivered: count / (sent * (load.clientsPerRoom - 1)),
    hot: isProfiled ? hottest(await server.stopProfile(), 25) : [],
  };
}

/** One client at the keyboard. */
class Person {
  sent = 0;
  /** Why the server cut the connection, null where it hasn't. */
  ended: string | null = null;
  /** Takes what is delivered, while that counts. */
  latencies: Latencies | null = null;
  readonly #client: Client;
  readonly #number: number;
  readonly #typist: Typist;
  #cursorClock = 0;

  constructor(client: Client, number: number) {
    if (number >= MAX_SENDERS) throw new Error(`At most ${MAX_SENDERS} clients can be told apart.`);
    this.#client = client;
    this.#number = number;
    this.#typist = new Typist(number);
    client.listen(
      (message) =>
        scan(message, now(), (sender, age) => {
          if (sender !== number) this.latencies?.add(age);
        }),
      (reason) => (this.ended = reason),
    );
  }

  /** Gives what types the next ten characters. */
  openKeyboard(): () => void {
    this.#client.update(this.#typist.opening);
    return () => {
      this.#client.update(this.#typist.type(mark(this.#number, now())));
      this.sent += 1;
    };
  }

  moveCursor(): void {
    this.#cursorClock += 1;
    const note = mark(this.#number, now());
    this.#client.awareness(cursorUpdate(this.#typist.client, this.#cursorClock, note));
    this.sent += 1;
  }
}

function sentBy(people: readonly Person[]): number {
  return people.reduce((sum, { sent }) => sum + sent, 0);
}

/** Microseconds since this process began. */
function now(): number {
  return performance.now() * 1000;
}
