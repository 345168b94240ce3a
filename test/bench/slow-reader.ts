/**
 * `npm run bench:slow-reader [MB]`: so much is due to readers who have stopped reading, one and then twenty. What that costs
 * the server in memory, when they are closed, and how the others are served meanwhile. Linux only.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { syncFrame } from '../../server/sync/frames.ts';
import { CLOSE } from '../../shared/wire/close-codes.ts';
import { Client } from './sync/client.ts';
import { LongWords } from './long-words.ts';
import { Latencies } from './sync/latencies.ts';
import { verdict, WatchedServer } from './watched-server.ts';

const dueMb = Number(process.argv[2] ?? 300);
const WARM_UP_MB = 40;
const MAX_RISE_MB = 64;
const MAX_CLOSE_MS = 10_000;

interface Outcome {
  readonly riseMb: number;
  /** From when they stopped reading to the last that was closed; null where one was never closed. */
  readonly closedMs: number | null;
  readonly latencies: Latencies;
  readonly stallMs: number;
  /** What the slow ones saw when they read again. */
  readonly codes: readonly number[];
}

const control = await run(0);
say('nobody slow', control);
for (const slow of [1, 20]) {
  const outcome = await run(slow);
  say(`${slow} slow`, outcome);
  const { riseMb, closedMs, latencies } = outcome;
  verdict(
    `${slow} slow: memory rises by less than ${MAX_RISE_MB} MB`,
    mb(riseMb),
    riseMb < MAX_RISE_MB,
  );
  verdict(
    `${slow} slow: all closed with ${CLOSE.tooSlow.code} within ${MAX_CLOSE_MS / 1000} s`,
    closedMs === null ? 'never' : `${(closedMs / 1000).toFixed(1)} s`,
    closedMs !== null && closedMs < MAX_CLOSE_MS,
  );
  const p99 = latencies.quantile(0.99);
  verdict(`${slow} slow: the others are served, p99 within 250 ms`, `${p99} ms`, p99 < 250);
}

async function run(slowReaders: number): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'galley-slow-'));
  const server = await WatchedServer.open(folder);
  try {
    const room = await server.article('# Much to read\n\nStart.');
    const place = { path: server.path(room), envelope: new Uint8Array() };
    const [writer, reader] = await Promise.all([
      Client.join(server.port, place),
      Client.join(server.port, place),
    ]);
    const stream = new LongWords(writer, reader);
    await stream.write(WARM_UP_MB);
    stream.latencies = new Latencies();
    server.forgetPeak();
    await server.stall();
    const before = server.memory().now;
    const slow = await Promise.all(
      Array.from({ length: slowReaders }, () => stoppedReader(server.address(room))),
    );
    const closing = slow.length === 0 ? null : closed(server, slowReaders);
    await stream.write(dueMb);
    const [{ peak }, { wallMs }] = [server.memory(), await server.stall()];
    const closedMs = await closing;
    const codes = await Promise.all(slow.map(readAgain));
    stream.close();
    return { riseMb: peak - before, closedMs, latencies: stream.latencies, stallMs: wallMs, codes };
  } finally {
    await server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Has asked for the text, and then reads nothing. */
function stoppedReader(address: string): Promise<WebSocket> {
  const socket = new WebSocket(address);
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('open', () => {
      socket.send(syncFrame('step1', Uint8Array.of(0)));
      setTimeout(() => {
        socket.pause();
        resolve(socket);
      }, 200);
    });
  });
}

/** When the server has closed so many for being too slow, in milliseconds from now; null where it hasn't in a minute. */
async function closed(server: WatchedServer, many: number): Promise<number | null> {
  const since = performance.now();
  while (performance.now() - since < 60_000) {
    const refused = await server.figure('galley_refusals_total', CLOSE.tooSlow.reason);
    const open = await server.figure('galley_sockets_open', 'text');
    if (refused >= many && open <= 2) return performance.now() - since;
    await delay(50);
  }
  return null;
}

function readAgain(socket: WebSocket): Promise<number> {
  return new Promise((resolve) => {
    socket.on('error', () => undefined); // it was cut off
    socket.on('close', (code) => resolve(code));
    socket.resume();
  });
}

function say(who: string, { riseMb, latencies, stallMs, codes }: Outcome): void {
  const [p50, p99, most] = [0.5, 0.99, 1].map((part) => latencies.quantile(part).toFixed(1));
  const seen =
    codes.length === 0 ? '' : `; on reading again they see ${[...new Set(codes)].join(', ')}`;
  process.stdout.write(
    `${who}, ${dueMb} MB written: memory +${mb(riseMb)}; to the others p50 ${p50} ms, p99 ${p99} ms, longest ${most} ms; longest stall ${stallMs.toFixed(0)} ms${seen}\n`,
  );
}

function mb(value: number): string {
  return `${value.toFixed(0)} MB`;
}
