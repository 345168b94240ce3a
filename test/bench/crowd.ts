/**
 * `npm run bench:crowd [TYPISTS] [IDLE] [RETURNERS] [SECONDS]`: many people type in one room beside many who only have one open;
 * then the server is stopped and started, and all come back at once. Linux only.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { CLOSE } from '../../shared/wire/close-codes.ts';
import { Crowd } from './crowd-people.ts';
import { knownRoom, Returner } from './crowd-return.ts';
import { Client, joinAll } from './sync/client.ts';
import { Latencies } from './sync/latencies.ts';
import { typedHistory } from './sync/texts.ts';
import { verdict, WatchedServer } from './watched-server.ts';

const [typists, idle, returners, seconds] = [200, 2000, 1000, 20].map((usual, at) =>
  Number(process.argv[2 + at] ?? usual),
) as [number, number, number, number];
const IDLE_ROOMS = 20;
const PEOPLE = 100;
const WARM_UP_MS = 4000;
const KEYSTROKES = 20_000;
const MAX_P95_MS = 100;
const MAX_STOP_MS = 5000;

const folder = mkdtempSync(join(tmpdir(), 'galley-crowd-'));
const server = await WatchedServer.open(folder);
/** A crowd isn't one person, of whom only so many sockets are taken. */
const tokens = await Promise.all(
  Array.from({ length: PEOPLE }, (_, at) => server.editor(`Person ${at}`)),
);
let joined = 0;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

try {
  await type();
  await comeBack();
} finally {
  await server.kill();
  rmSync(folder, { recursive: true, force: true });
}
say(`load of the machine at the end: ${loadavg()[0]?.toFixed(1)}`);

async function type(): Promise<void> {
  const quiet = await Promise.all(
    Array.from({ length: IDLE_ROOMS }, () => server.article('# A quiet room\n\nNobody types.')),
  );
  const before = server.memory().now;
  const places = Array.from({ length: idle }, (_, at) => place(quiet[at % IDLE_ROOMS] ?? ''));
  const idlers = await joinAll(server.port, places);
  const each = ((server.memory().now - before) * 1024) / Math.max(1, idle);
  say(`${idle} idle sockets: ${each.toFixed(1)} kB of the process's memory each`);
  const room = await server.article('# A crowd\n\nWho types here?');
  const crowd = new Crowd(
    await joinAll(
      server.port,
      Array.from({ length: typists }, () => place(room)),
    ),
  );
  crowd.start();
  await delay(WARM_UP_MS);
  const own = monitorEventLoopDelay({ resolution: 5 });
  own.enable();
  await server.stall();
  const [latencies, cpu, sent] = [new Latencies(), server.cpuMs(), crowd.sent];
  crowd.latencies = latencies;
  await delay(seconds * 1000);
  crowd.latencies = null;
  const [stall, used, keys] = [await server.stall(), server.cpuMs() - cpu, crowd.sent - sent];
  crowd.stop();
  for (const one of idlers) one.close();
  const [p50, p95, p99, most] = [0.5, 0.95, 0.99, 1].map((part) => latencies.quantile(part));
  const due = keys * (typists - 1);
  say(
    `${typists} typists, ${keys} keys in ${seconds} s: delivered ${((latencies.total / due) * 100).toFixed(1)} %, server ${(used / seconds / 10).toFixed(0)} % of a processor, ${((used * 1000) / latencies.total).toFixed(2)} µs a delivery; longest stall ${stall.wallMs.toFixed(0)} ms (${stall.cpuMs.toFixed(0)} ms of processor); memory ${server.memory().now.toFixed(0)} MB`,
  );
  say(
    `p50 ${p50} ms, p99 ${p99} ms, longest ${most} ms; the bench itself was late by p95 ${(own.percentile(95) / 1e6 - 5).toFixed(0)} ms`,
  );
  verdict(`p95 to all others within ${MAX_P95_MS} ms`, `${p95} ms`, (p95 ?? Infinity) < MAX_P95_MS);
}

async function comeBack(): Promise<void> {
  const rooms = await Promise.all(
    Array.from({ length: IDLE_ROOMS }, () => server.article('# They will be back\n\nStart.')),
  );
  const history = await typedHistory(KEYSTROKES, 20);
  const writer = await Client.join(server.port, place(rooms[0] ?? ''));
  for (const update of history.updates) if (!writer.update(update)) await writer.drained();
  await delay(2000);
  writer.close();
  const known = await Promise.all(rooms.map((room) => knownRoom(server.port, pathOf(room))));
  // A fifth of them in the room with the long text.
  const all = Array.from({ length: returners }, (_, at) => {
    const one = known[at % 5 === 0 ? 0 : 1 + (at % (IDLE_ROOMS - 1))];
    if (one === undefined) throw new Error('There are too few rooms.');
    return new Returner(one);
  });
  for (let at = 0; at < all.length; at += 50)
    await Promise.all(all.slice(at, at + 50).map((one) => one.join(server.port)));
  await stop(all);
  const starting = performance.now();
  await server.start();
  server.forgetPeak();
  const since = performance.now();
  const times = await Promise.all(
    all.map(async (one) => {
      await one.join(server.port);
      return performance.now() - since;
    }),
  );
  times.sort((one, other) => one - other);
  const [last = 0, half = 0] = [times.at(-1), times[times.length >> 1]];
  const stall = await server.stall();
  const retries = all.reduce((sum, one) => sum + one.retries, 0);
  say(
    `started in ${(since - starting).toFixed(0)} ms; ${returners} come back at once: half synced after ${half.toFixed(0)} ms, the last after ${last.toFixed(0)} ms, ${retries} tries more; longest stall ${stall.wallMs.toFixed(0)} ms (${stall.cpuMs.toFixed(0)} ms of processor); memory at most ${server.memory().peak.toFixed(0)} MB`,
  );
  verdict(
    'all who come back are served within 10 s',
    `${(last / 1000).toFixed(1)} s`,
    last < 10_000,
  );
  await delay(1500); // what they offered is judged
  const away = all.filter(({ ended }) => ended !== '').length;
  verdict('and stay connected', `${away} cut off`, away === 0);
  for (const one of all) one.close();
}

async function stop(all: readonly Returner[]): Promise<void> {
  const since = performance.now();
  const ready = untilNotReady(since);
  const ending = await server.kill('SIGTERM');
  const leftMs = await ready;
  await delay(100);
  const told = all.filter(({ ended }) => ended.includes(String(CLOSE.restarting.code))).length;
  verdict('SIGTERM: /readyz turns at once', `${leftMs.toFixed(0)} ms`, leftMs < 500);
  verdict(
    `SIGTERM: everybody is closed with ${CLOSE.restarting.code}`,
    `${told} of ${all.length}`,
    told === all.length,
  );
  verdict(
    `SIGTERM: ends in order within ${MAX_STOP_MS / 1000} s`,
    `code ${ending?.code}, ${ending?.ms.toFixed(0)} ms`,
    ending?.code === 0 && ending.ms < MAX_STOP_MS,
  );
}

/** After so many milliseconds `/readyz` said no, or nothing answered any more. */
async function untilNotReady(since: number): Promise<number> {
  for (;;) {
    const isReady = await server.ask('GET', '/readyz').then(
      ({ ok }) => ok,
      () => false,
    );
    if (!isReady) return performance.now() - since;
    await delay(2);
  }
}

/** Each time that of another person. */
function pathOf(room: string): string {
  joined += 1;
  return server.path(room, tokens[joined % PEOPLE]);
}

function place(room: string) {
  return { path: pathOf(room), envelope: new Uint8Array() };
}
