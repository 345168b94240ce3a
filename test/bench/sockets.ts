/**
 * `npm run bench:sockets`: what a server pays for each message at the least: this one does nothing but write the bytes of an edit to
 * two hundred sockets, fifty times a second.
 */
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { loadavg } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { Random } from '../fuzz/random.ts';
import { median } from './sync/report.ts';

const [SOCKETS, BYTES, REPETITIONS] = [200, 90, 5];
const WARM_UP = { writes: 1000, everyMs: 4 };
const MEASURED_MS = 6000;

/** Reads and throws away, in a process of its own. */
const READER = `
const [port, count] = process.argv.slice(1).map(Number);
for (let at = 0; at < count; at += 1) require('node:net').connect(port).on('error', () => process.exit()).resume();
`;

const random = new Random(1);
const bytes = Buffer.alloc(BYTES, 7);
const sockets: Socket[] = [];
const server = createServer((socket) => {
  socket.setNoDelay(true).resume();
  socket.on('error', () => undefined); // the reader's end
  sockets.push(socket);
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const { port } = server.address() as AddressInfo; // as it listens on one
const reader = spawn(process.execPath, ['-e', READER, String(port), String(SOCKETS)]);
while (sockets.length < SOCKETS) await delay(20);

for (let at = 0; at < WARM_UP.writes; at += 1) {
  writeToAll();
  await delay(WARM_UP.everyMs);
}
const costs: number[] = [];
for (let repetition = 0; repetition < REPETITIONS; repetition += 1) costs.push(await measure());
reader.kill();
for (const socket of sockets) socket.destroy();
server.close();
process.stdout.write(
  `${median(costs).toFixed(1)} µs of processor for each write (${costs.map((cost) => cost.toFixed(1)).join(' ')}); load ${loadavg()[0]?.toFixed(1)}\n`,
);

/** Microseconds of processor for a write to one socket. */
async function measure(): Promise<number> {
  const before = process.cpuUsage();
  const end = performance.now() + MEASURED_MS;
  let edits = 0;
  for (; performance.now() < end; edits += 1) {
    writeToAll();
    await delay(2 + random.below(36)); // people's pauses are uneven
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / edits / SOCKETS;
}

function writeToAll(): void {
  for (const socket of sockets) socket.write(bytes);
}
