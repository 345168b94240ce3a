/** Publishes frames to the sessions of a room: each made once, and all of one moment written to a socket at once. */
import type { SocketSession } from './session.ts';

interface Publication {
  /** A whole WebSocket frame. */
  readonly frame: Buffer;
  /** The session that it came from and that knows it already, or whoever else made it. */
  readonly origin: unknown;
}

/**
 * A write to a socket costs far more than the bytes in it, so a room in which much is written gathers this long after each time
 * that it has published. What comes first after a silence is published at the end of its turn of the event loop.
 */
const WINDOW_MS = 16;

/** A room with more writes in a second gathers: they take more than a tenth of a processor. */
const BUSY_WRITES = 20_000;

/** A room has one. Frames go out at the end of the turn, or every `WINDOW_MS` while much is written, in the order in which they were added. */
export class Broadcast {
  readonly #sessions: ReadonlySet<SocketSession>;
  #waiting: Publication[] = [];
  #isScheduled = false;
  #writes = 0;
  #isBusy = false;

  /** `sessions` are those who are there when something is written. */
  constructor(sessions: ReadonlySet<SocketSession>) {
    this.#sessions = sessions;
  }

  /** Publishes a whole WebSocket frame, soon, to all but `origin`. */
  add(frame: Buffer, origin: unknown = null): void {
    this.#waiting.push({ frame, origin });
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => this.#flush());
  }

  /** Called once a second. */
  tick(): void {
    this.#isBusy = this.#writes > BUSY_WRITES;
    this.#writes = 0;
  }

  #flush(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#writes += this.#write(waiting);
    if (this.#isBusy) setTimeout(() => this.#flushOrStop(), WINDOW_MS);
    else this.#isScheduled = false;
  }

  #flushOrStop(): void {
    if (this.#waiting.length > 0) this.#flush();
    else this.#isScheduled = false;
  }

  /** Returns the number of writes. */
  #write(publications: readonly Publication[]): number {
    const [only] = publications;
    if (only && publications.length === 1) return this.#writeOne(only);
    const authors = new Set(publications.map(({ origin }) => origin));
    const all = joined(publications);
    let writes = 0;
    for (const session of this.#sessions) {
      const bytes = authors.has(session)
        ? joined(publications.filter(({ origin }) => origin !== session))
        : all;
      if (bytes.byteLength === 0) continue;
      session.write(bytes);
      writes += 1;
    }
    return writes;
  }

  #writeOne({ frame, origin }: Publication): number {
    let writes = 0;
    for (const session of this.#sessions) {
      if (session === origin) continue;
      session.write(frame);
      writes += 1;
    }
    return writes;
  }
}

function joined(publications: readonly Publication[]): Buffer {
  return Buffer.concat(publications.map(({ frame }) => frame));
}
