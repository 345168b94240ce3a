/** Many articles opened and not edited: the memory that each holds. */
import { setTimeout as delay } from 'node:timers/promises';
import { joinAll } from './client.ts';
import type { Contestant } from './contestants.ts';
import type { Stores } from './stored.ts';

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
