/** Kills a server under writers again and again, and counts what of its promises it has broken. */
import { setTimeout as delay } from 'node:timers/promises';
import * as Y from 'yjs';
import { Random } from '../fuzz/random.ts';
import { KillableServer } from './killable-server.ts';
import { newcomer, raise, Writer } from './writer.ts';
import type { Clocks } from './writer.ts';

export interface KillRounds {
  readonly folder: string;
  readonly kills: number;
  readonly writers: number;
  /** Between two edits of a writer. */
  readonly pauseMs: number;
  readonly seed: number;
}

/** In clocks, that is characters and elements, summed over all kills. */
export interface Losses {
  readonly acknowledged: number;
  readonly seen: number;
  readonly lostAcknowledged: number;
  readonly lostSeen: number;
  /** Where a writer's words in the end are not those that it typed. */
  readonly spoilt: number;
}

export async function runKills({
  folder,
  kills,
  writers,
  pauseMs,
  seed,
}: KillRounds): Promise<Losses> {
  const random = new Random(seed);
  const server = await KillableServer.open(folder);
  try {
    const room = await server.article('# Under fire\n\nStart.');
    const all = Array.from({ length: writers }, (_none, at) => new Writer(`Writer ${at}`));
    const losses = { acknowledged: 0, seen: 0, lostAcknowledged: 0, lostSeen: 0, spoilt: 0 };
    for (let kill = 0; kill < kills; kill += 1) {
      await Promise.all(all.map((writer) => writer.connect(server.address(room))));
      const typing = setInterval(() => {
        for (const writer of all) writer.type();
      }, pauseMs);
      await delay(300 + random.below(1500));
      await server.kill();
      clearInterval(typing);
      await delay(50); // what was under way arrives
      for (const writer of all) writer.cut();
      await server.start();
      // Before any writer is back, who would offer again what was lost.
      count(await newcomer(server.address(room)), all, losses);
    }
    await Promise.all(all.map((writer) => writer.connect(server.address(room))));
    losses.spoilt = await countSpoilt(() => newcomer(server.address(room)), all);
    return losses;
  } finally {
    await server.kill();
  }
}

/** Adds up what of the writers' promises `stored` breaks. */
export function count(
  stored: Y.Doc,
  writers: readonly Writer[],
  losses: { -readonly [K in keyof Losses]: number },
): void {
  const has: Clocks = Y.decodeStateVector(Y.encodeStateVector(stored));
  const [acknowledged, seen]: [Clocks, Clocks] = [new Map(), new Map()];
  for (const writer of writers) {
    if (writer.refused !== null) throw new Error(`A writer was refused: ${writer.refused}`);
    raise(acknowledged, writer.acknowledged);
    raise(seen, writer.seen);
  }
  const missing = (clocks: Clocks): number =>
    [...clocks].reduce(
      (sum, [client, clock]) => sum + Math.max(0, clock - (has.get(client) ?? 0)),
      0,
    );
  const total = (clocks: Clocks): number =>
    [...clocks.values()].reduce((sum, clock) => sum + clock, 0);
  losses.lostAcknowledged += missing(acknowledged);
  losses.lostSeen += missing(seen);
  losses.acknowledged = total(acknowledged);
  losses.seen = total(seen);
}

/** Everything that was typed comes to be stored in the end, also what no promise was made about. */
export async function countSpoilt(
  look: () => Promise<Y.Doc>,
  writers: readonly Writer[],
): Promise<number> {
  const end = Date.now() + 20_000;
  for (;;) {
    const text = (await look()).getXmlFragment('article').toJSON();
    const spoilt = writers.filter(
      ({ doc }) => !text.includes(doc.getXmlFragment('article').toJSON()),
    );
    if (spoilt.length === 0 || Date.now() > end) return spoilt.length;
    await delay(200);
  }
}
