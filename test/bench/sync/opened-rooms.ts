/** Many articles opened and not edited: the memory that each holds, and what is left of it when all have gone. */
import { setTimeout as delay } from 'node:timers/promises';
import { joinAll } from './client.ts';
import type { Room } from './client.ts';
import { launch, makeRooms } from './contestants.ts';
import type { Contestant } from './contestants.ts';
import type { Site } from './site.ts';
import type { Stores } from './stored.ts';
import { shortText } from './texts.ts';

export interface OpenedResult {
  /** Kilobytes of heap and of buffers outside of it for each room with its client, after a collection of garbage. */
  readonly heap: number;
  /** Kilobytes of the whole process for each. */
  readonly rss: number;
}

/** On a server that was just started; each room's document has at least so many bytes. */
export async function measureOpened(
  stores: Stores,
  contestant: Contestant,
  enoughBytes: number,
): Promise<OpenedResult> {
  const { server, rooms } = await stores.launch(contestant);
  try {
    const before = await server.memory();
    const clients = await joinAll(server.port, rooms, enoughBytes);
    await delay(1000);
    const after = await server.memory();
    for (const client of clients) client.close();
    const each = (grown: number): number => grown / 1024 / rooms.length;
    return {
      heap: each(after.heapUsed + after.external - before.heapUsed - before.external),
      rss: each(after.rss - before.rss),
    };
  } finally {
    await server.kill();
  }
}

/** Rooms that nobody has needed for a while are unloaded: a minute later all are. */
const EMPTIED_MS = 65_000;

/** Megabytes by which the process is larger than when it was started, after all have gone. */
export async function measureEmptied(
  stores: Stores,
  contestant: Contestant,
  enoughBytes: number,
): Promise<{ readonly left: number; readonly opened: number }> {
  const { server, rooms } = await stores.launch(contestant);
  try {
    const before = (await server.memory()).rss;
    const clients = await joinAll(server.port, rooms, enoughBytes);
    await delay(1000);
    const opened = (await server.memory()).rss;
    for (const client of clients) client.close();
    await delay(EMPTIED_MS);
    const left = (await server.memory()).rss;
    const grown = (rss: number): number => (rss - before) / (1 << 20);
    return { left: grown(left), opened: grown(opened) };
  } finally {
    await server.kill();
  }
}

/** What a server gives back of the memory of its start would hide what the first sockets take. */
const EARLY_SOCKETS = 500;

/** Kilobytes by which the process grows for each who is in a room and does nothing. */
export async function measureIdle(
  site: Site,
  contestant: Contestant,
  sockets: number,
): Promise<number> {
  const server = await launch(site, contestant, await site.folder());
  try {
    const [room] = await makeRooms(contestant, server.port, 1, shortText());
    if (room === undefined) throw new Error('There is no room.');
    const clients = await joinAll(server.port, placesIn(room, EARLY_SOCKETS));
    await delay(5000);
    const before = (await server.memory()).rss;
    clients.push(...(await joinAll(server.port, placesIn(room, sockets))));
    await delay(5000);
    const { rss } = await server.memory();
    for (const client of clients) client.close();
    return (rss - before) / 1024 / sockets;
  } finally {
    await server.kill();
  }
}

function placesIn(room: Room, count: number): Room[] {
  return Array.from({ length: count }, () => room);
}
