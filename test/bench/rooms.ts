/**
 * `npm run bench:rooms [ROOMS]`: opens and closes rooms, half of them while the store fails, and says what memory is left behind.
 * Run with `--expose-gc`.
 */
import { setTimeout as delay } from 'node:timers/promises';
import * as Y from 'yjs';
import { MemoryUpdateLog } from '../../server/storage/memory/memory-update-log.ts';
import type { Write } from '../../server/storage/update-log.ts';
import { syncFrame } from '../../server/sync/frames.ts';
import { ARTICLE_ROOT } from '../../shared/article/schema.ts';
import { MemorySocket } from '../hostile/memory-socket.ts';
import { roomsOver } from '../support/rooms-over.ts';
import { startContent } from './start-content.ts';

const BATCH = 100;
const count = Number(process.argv[2] ?? 10_000);
const { gc } = globalThis;
if (gc === undefined) throw new Error('Run this with --expose-gc.');

const log = new MemoryUpdateLog();
const rooms = roomsOver(log);

await openAndClose('warm', 500);
const before = await heap();
const rounds = 4;
for (let round = 1; round <= rounds; round += 1) {
  await openAndClose(String(round), count / rounds);
  const after = await heap();
  console.log(
    `${(round * count) / rounds} rooms: ${mb(after)} MB, at the start ${mb(before)} MB, ${((after / before - 1) * 100).toFixed(1)} %`,
  );
}
await rooms.close();

/** Each room gets a peer who types; every other time the store refuses it. The store forgets the room afterwards. */
async function openAndClose(name: string, many: number): Promise<void> {
  for (let from = 0; from < many; from += BATCH) {
    const names = Array.from({ length: BATCH }, (_none, at) => `${name}-${from + at}`);
    for (const [at, room] of names.entries()) {
      await write({ do: 'append', room, update: startContent() });
      const opened = await rooms.text(room);
      if (opened === null) throw new Error('The room is missing.');
      const socket = MemorySocket.join(opened);
      if (at % 2 === 1) log.failNext(new Error('No space left on device'));
      socket.send(syncFrame('update', paragraph()));
      await delay(0);
      socket.terminate();
    }
    await delay(20);
    for (const room of names) {
      await rooms.discard(room);
      await write({ do: 'drop', room });
    }
  }
}

/** A failure that was meant for the room may come to us, where the room had stopped writing. */
async function write(change: Write): Promise<void> {
  try {
    await log.commit([change]);
  } catch {
    await log.commit([change]);
  }
}

function paragraph(): Uint8Array {
  const doc = new Y.Doc();
  doc.getXmlFragment(ARTICLE_ROOT).insert(0, [new Y.XmlElement('paragraph')]);
  return Y.encodeStateAsUpdate(doc);
}

async function heap(): Promise<number> {
  for (let turn = 0; turn < 3; turn += 1) {
    await delay(2100); // an answered step 1 is remembered for two seconds
    gc?.();
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function mb(bytes: number): string {
  return (bytes / (1 << 20)).toFixed(1);
}
