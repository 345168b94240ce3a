/**
 * `npm run bench:full-disk [ROUNDS] [WRITERS] [tmpfs|ext4|limit]`: the disk becomes full under people who go on typing, and is
 * freed again. Nothing that was acknowledged may be lost, and the server must recover by itself.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type * as Y from 'yjs';
import { CLOSE } from '../../shared/wire/close-codes.ts';
import { Random } from '../fuzz/random.ts';
import { count, countSpoilt } from './kill-rounds.ts';
import { TOKEN } from './killable-server.ts';
import { SmallDisk } from './small-disk.ts';
import type { DiskKind } from './small-disk.ts';
import { verdict, WatchedServer } from './watched-server.ts';
import { newcomer, Writer } from './writer.ts';

const [rounds = '5', writerCount = '10', kind] = process.argv.slice(2);
const KINDS: readonly DiskKind[] = ['tmpfs', 'limit'];
const DISK_MB = 128;
const FULL_MS = 4000;
const NOTICE_MS = 10_000;
const BALLAST_MS = 20_000;
const MAX_RECOVERY_MS = 5000;
const PAUSE_MS = 50;
const random = new Random(1);

const disk = SmallDisk.open(kind === undefined ? KINDS : [kind as DiskKind], DISK_MB);
process.stdout.write(
  disk.kind === 'limit'
    ? 'No file system can be mounted here: the server’s files are kept from growing instead.\n'
    : `A ${disk.kind} of ${DISK_MB} MB.\n`,
);
const server = await WatchedServer.open(disk.folder);
const { pid } = server;
const writers = Array.from({ length: Number(writerCount) }, (_, at) => new Writer(`Writer ${at}`));
const losses = { acknowledged: 0, seen: 0, lostAcknowledged: 0, lostSeen: 0, spoilt: 0 };
let hands: NodeJS.Timeout | undefined;
try {
  const room = await server.article('# A full disk\n\nStart.');
  const addresses = await Promise.all(
    writers.map(async (_, at) => server.address(room, await server.editor(`Writer ${at}`))),
  );
  hands = keepTyping(addresses);
  for (let round = 1; round <= Number(rounds); round += 1) await fillAndFree(round, room);
  clearInterval(hands);
  await connectAll(addresses);
  losses.spoilt = await countSpoilt(() => newcomer(server.address(room)), writers);
  verdict('the process is the same as at the start', `${pid}`, server.pid === pid && !server.death);
  await server.kill();
  for (const writer of writers) writer.cut();
  await server.start();
  const reloaded = await newcomer(server.address(room));
  count(reloaded, writers, losses);
  const differing = writers.filter(({ doc }) => !textOf(reloaded).includes(textOf(doc))).length;
  const { lostAcknowledged, lostSeen, spoilt } = losses;
  verdict(
    `of ${losses.acknowledged} acknowledged and ${losses.seen} seen, lost after kill -9`,
    `${lostAcknowledged} and ${lostSeen}`,
    lostAcknowledged + lostSeen === 0,
  );
  verdict('writers whose words are not as they typed them', `${spoilt}`, spoilt === 0);
  verdict('writers whose words differ in the reloaded store', `${differing}`, differing === 0);
} finally {
  clearInterval(hands);
  await server.kill();
  for (const writer of writers) writer.cut();
  disk.close();
}

async function fillAndFree(round: number, room: string): Promise<void> {
  await delay(500 + random.below(1000));
  const hasBallast = await waitFor(BALLAST_MS, () => existsSync(join(disk.folder, 'ballast')));
  for (const writer of writers) writer.closeCode = null;
  const since = performance.now();
  disk.fill(pid, random.below(16_000));
  const noticed = await waitFor(NOTICE_MS, () =>
    writers.some(({ closeCode }) => closeCode === CLOSE.storeFailed.code),
  );
  const noticedMs = performance.now() - since;
  await delay(FULL_MS / 2);
  if (server.death) throw new Error(`The server died of the full disk: ${server.death}`);
  const ready = (await server.ask('GET', '/readyz')).status;
  const made = (await server.ask('POST', '/api/articles', { content: 'x', format: 'text' })).status;
  const signedIn = (await server.ask('POST', '/api/session', { token: TOKEN })).status;
  const read = textOf(await newcomer(server.address(room))).length;
  const healthy = (await server.ask('GET', '/healthz')).status;
  await delay(FULL_MS / 2);
  const before = acknowledged();
  disk.free(pid);
  const freed = performance.now();
  const recovered = await waitFor(30_000, () => acknowledged() > before);
  const recoveredMs = performance.now() - freed;
  if (server.death) throw new Error(`The server died of the freed disk: ${server.death}`);
  const told = writers.filter(({ closeCode }) => closeCode === CLOSE.storeFailed.code).length;
  process.stdout.write(
    `round ${round}: noticed after ${noticedMs.toFixed(0)} ms, ${told} of ${writers.length} writers told ${CLOSE.storeFailed.code}; while full readyz ${ready}, healthz ${healthy}, new article ${made}, signing in ${signedIn}, read ${read} characters; stall ${(await server.stall()).wallMs.toFixed(0)} ms\n`,
  );
  verdict(`round ${round}: all who write are told`, `${told}`, noticed && told === writers.length);
  verdict(
    `round ${round}: not ready, and 503 to who wants to write`,
    `${ready} ${made}`,
    ready === 503 && made === 503,
  );
  if (disk.kind !== 'limit')
    verdict(`round ${round}: the owner signs in`, `${signedIn}`, hasBallast && signedIn === 200);
  verdict(
    `round ${round}: recovers by itself within ${MAX_RECOVERY_MS / 1000} s`,
    `${(recoveredMs / 1000).toFixed(1)} s`,
    recovered && recoveredMs < MAX_RECOVERY_MS,
  );
}

/** Everybody types on, and comes back a moment after each cut. */
function keepTyping(addresses: readonly string[]): NodeJS.Timeout {
  return setInterval(() => {
    for (const [at, writer] of writers.entries()) {
      writer.type();
      if (!writer.isOnline && random.chance(0.2)) void writer.connect(addresses[at] ?? '');
    }
  }, PAUSE_MS);
}

async function connectAll(addresses: readonly string[]): Promise<void> {
  const connecting = writers.map(async (one, at) => {
    if (!one.isOnline) await one.connect(addresses[at] ?? '');
  });
  await Promise.all(connecting);
}

function acknowledged(): number {
  return writers.reduce((sum, { acknowledgedOwn }) => sum + acknowledgedOwn, 0);
}

async function waitFor(ms: number, condition: () => boolean): Promise<boolean> {
  const end = performance.now() + ms;
  while (!condition() && performance.now() < end) await delay(20);
  return condition();
}

function textOf(doc: Y.Doc): string {
  return doc.getXmlFragment('article').toJSON();
}
