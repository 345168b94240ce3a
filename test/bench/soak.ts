/**
 * `npm run soak [MINUTES] [WRITERS]`: a server under writers whose connections are cut, some of whom don't read, and which is
 * killed or stopped now and then. Each minute its text is held against what was promised, and its memory is looked at.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as Y from 'yjs';
import { Random } from '../fuzz/random.ts';
import { KillableServer } from './killable-server.ts';
import { newcomer, raise, Writer } from './writer.ts';
import type { Clocks } from './writer.ts';

const [minutes = '60', writers = '20'] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'galley-soak-'));
const random = new Random(1);
const server = await KillableServer.open(folder);
const room = await server.article('# A long day\n\nStart.');
const all = Array.from({ length: Number(writers) }, (_none, at) => new Writer(`Writer ${at}`));
let failures = 0;

try {
  await connectAll();
  for (let minute = 1; minute <= Number(minutes); minute += 1) {
    const end = Date.now() + 60_000;
    while (Date.now() < end) await happen();
    failures += await look(minute);
  }
} finally {
  await server.kill();
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = failures === 0 ? 0 : 1;

async function happen(): Promise<void> {
  for (const writer of all) if (random.chance(0.3)) writer.type();
  const writer = random.pick(all);
  const chance = random.next();
  if (chance < 0.01) writer.cut();
  else if (chance < 0.02) writer.pause(true);
  else if (chance < 0.05) writer.pause(false);
  else if (chance < 0.051) await again('SIGKILL');
  else if (chance < 0.052) await again('SIGTERM');
  for (const each of all) if (!each.isOnline) await each.connect(server.address(room));
  await delay(50);
}

async function again(signal: NodeJS.Signals): Promise<void> {
  await server.kill(signal);
  for (const writer of all) writer.cut();
  await server.start();
  await connectAll();
}

async function connectAll(): Promise<void> {
  await Promise.all(all.map((writer) => writer.connect(server.address(room))));
}

/** Whether all that was promised is there, and nothing is left waiting; how many ways it isn't. */
async function look(minute: number): Promise<number> {
  const doc = await newcomer(server.address(room));
  const has: Clocks = Y.decodeStateVector(Y.encodeStateVector(doc));
  const promised: Clocks = new Map();
  for (const writer of all)
    for (const clocks of [writer.acknowledged, writer.seen]) raise(promised, clocks);
  const lost = [...promised].filter(([client, clock]) => clock > (has.get(client) ?? 0)).length;
  const pending = (doc.store.pendingStructs ?? doc.store.pendingDs) === null ? 0 : 1;
  const refused = all.flatMap((writer) => writer.refused ?? []);
  const reloaded = new Y.Doc();
  Y.applyUpdate(reloaded, Y.encodeStateAsUpdate(doc));
  const text = (of: Y.Doc) => of.getXmlFragment('article').toJSON();
  const differs = text(doc) === text(reloaded) ? 0 : 1;
  console.log({
    minute,
    rssMb: rss(),
    characters: text(doc).length,
    lost,
    pending,
    differs,
    refused,
  });
  return lost + pending + differs + refused.length;
}

/** Of the server, in MB; 0 where the system doesn't say. */
function rss(): number {
  try {
    const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
  } catch {
    return 0; // not Linux
  }
}
