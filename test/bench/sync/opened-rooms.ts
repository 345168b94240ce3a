/** Many articles opened and not edited: the memory that each holds. */
import { setTimeout as delay } from 'node:timers/promises';
import { joinAll } from './client.ts';
import { launch, makeRooms } from './contestants.ts';
import type { Contestant } from './contestants.ts';
import type { Site } from './site.ts';

export interface OpenedResult {
  /** Kilobytes of heap and of buffers outside of it for each room with its client, after a collection of garbage. */
  readonly heap: number;
  /** Kilobytes of the whole process. */
  readonly rss: number;
}

/** Hocuspocus stores two to ten seconds late. */
const STORED_MS = 12_000;

export async function measureOpened(
  site: Site,
  contestant: Contestant,
  rooms: number,
  text: Uint8Array,
): Promise<OpenedResult> {
  const folder = await site.folder();
  const writer = await launch(site, contestant, folder);
  const made = await makeRooms(contestant, writer.port, rooms, text);
  await delay(STORED_MS);
  await writer.stop();
  const server = await launch(site, contestant, folder);
  try {
    const before = await server.memory();
    const clients = await joinAll(server.port, made, text.length * 0.9);
    await delay(1000);
    const after = await server.memory();
    for (const client of clients) client.close();
    const kilobytes = (grown: number): number => grown / 1024 / rooms;
    return {
      heap: kilobytes(after.heapUsed + after.external - before.heapUsed - before.external),
      rss: kilobytes(after.rss - before.rss),
    };
  } finally {
    await server.kill();
  }
}
