/** Tells the peers of a room: each frame made once, and all frames of a moment written to a socket at once. */
import type { Peer } from './peer.ts';

interface Told {
  /** A whole WebSocket frame. */
  readonly frame: Buffer;
  /** Who knows it already. */
  readonly origin: unknown;
}

/**
 * A write to a socket costs far more than the bytes in it, so a room in which much is written gathers this long after each time
 * that it has told its peers. What comes first after a silence is told at the end of its turn of the event loop.
 */
const WINDOW_MS = 16;

/** Writes in a second above which a room gathers: they take more than a tenth of a processor. */
const BUSY_WRITES = 20_000;

export class Broadcast {
  readonly #peers: ReadonlySet<Peer>;
  #told: Told[] = [];
  #scheduled = false;
  #writes = 0;
  #isBusy = false;

  constructor(peers: ReadonlySet<Peer>) {
    this.#peers = peers;
  }

  add(frame: Buffer, origin: unknown = null): void {
    this.#told.push({ frame, origin });
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => this.#flush());
  }

  /** Called once a second. */
  tick(): void {
    this.#isBusy = this.#writes > BUSY_WRITES;
    this.#writes = 0;
  }

  #flush(): void {
    const told = this.#told;
    this.#told = [];
    this.#writes += this.#write(told);
    if (this.#isBusy) setTimeout(() => this.#flushOrRest(), WINDOW_MS);
    else this.#scheduled = false;
  }

  #flushOrRest(): void {
    if (this.#told.length > 0) this.#flush();
    else this.#scheduled = false;
  }

  /** Gives the number of writes. */
  #write(told: readonly Told[]): number {
    const [only] = told;
    if (only && told.length === 1) return this.#writeOne(only);
    const authors = new Set(told.map(({ origin }) => origin));
    const all = joined(told);
    let writes = 0;
    for (const peer of this.#peers) {
      const bytes = authors.has(peer) ? joined(told.filter(({ origin }) => origin !== peer)) : all;
      if (bytes.byteLength === 0) continue;
      peer.write(bytes);
      writes += 1;
    }
    return writes;
  }

  #writeOne({ frame, origin }: Told): number {
    let writes = 0;
    for (const peer of this.#peers) {
      if (peer === origin) continue;
      peer.write(frame);
      writes += 1;
    }
    return writes;
  }
}

function joined(told: readonly Told[]): Buffer {
  return Buffer.concat(told.map(({ frame }) => frame));
}
