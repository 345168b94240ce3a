/** People at work on one article over real sockets, some of whom are cut off now and then or stop reading. */
import { setTimeout as delay } from 'node:timers/promises';
import * as Y from 'yjs';
import type { Random } from '../fuzz/random.ts';
import { newcomer, raise, Writer } from './writer.ts';
import type { Clocks } from './writer.ts';

/** What a newcomer finds: of all but the first it should be nothing. */
export interface Found {
  readonly characters: number;
  /** Clients of whom something is missing that was acknowledged or seen. */
  readonly lost: number;
  readonly pending: number;
  /** Whether the same text comes out otherwise when it is loaded again. */
  readonly differs: number;
  readonly refused: readonly string[];
}

export class Crew {
  readonly #address: string;
  readonly #random: Random;
  readonly #writers: readonly Writer[];

  constructor(size: number, address: string, random: Random) {
    this.#address = address;
    this.#random = random;
    this.#writers = Array.from({ length: size }, (_none, at) => new Writer(`Writer ${at}`));
  }

  async connect(): Promise<void> {
    await Promise.all(this.#writers.map((writer) => writer.connect(this.#address)));
  }

  cut(): void {
    for (const writer of this.#writers) writer.cut();
  }

  /** What happens in a twentieth of a second. */
  async work(): Promise<void> {
    for (const writer of this.#writers) if (this.#random.chance(0.3)) writer.type();
    const writer = this.#random.pick(this.#writers);
    const chance = this.#random.next();
    if (chance < 0.01) writer.cut();
    else if (chance < 0.02) writer.pause(true);
    else if (chance < 0.05) writer.pause(false);
    for (const each of this.#writers) if (!each.isOnline) await each.connect(this.#address);
    await delay(50);
  }

  /** Holds what a newcomer is sent against what was promised. */
  async look(): Promise<Found> {
    const doc = await newcomer(this.#address);
    const has: Clocks = Y.decodeStateVector(Y.encodeStateVector(doc));
    const promised: Clocks = new Map();
    for (const writer of this.#writers)
      for (const clocks of [writer.acknowledged, writer.seen]) raise(promised, clocks);
    const reloaded = new Y.Doc();
    Y.applyUpdate(reloaded, Y.encodeStateAsUpdate(doc));
    const text = (of: Y.Doc) => of.getXmlFragment('article').toJSON();
    return {
      characters: text(doc).length,
      lost: [...promised].filter(([client, clock]) => clock > (has.get(client) ?? 0)).length,
      pending: (doc.store.pendingStructs ?? doc.store.pendingDs) === null ? 0 : 1,
      differs: text(doc) === text(reloaded) ? 0 : 1,
      refused: this.#writers.flatMap((writer) => writer.refused ?? []),
    };
  }
}

/** How many ways it isn't as promised. */
export function failuresIn({ lost, pending, differs, refused }: Found): number {
  return lost + pending + differs + refused.length;
}
