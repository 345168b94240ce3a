/** How a socket is read: no further than what it sends can be stored. */
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { TICK_MS } from './outgoing.ts';

/** How many changes of one socket, and bytes in them, may wait before it is read on. */
const MAX_WAITING = { changes: 512, bytes: 1 << 20 };

/** A message of which less than this comes in a second, for as long, is one that nobody means to end. */
const LEAST_BYTES = 2000;
const STALLED_MS = 10_000;

/** How often a socket is pinged, and after which silence nobody is there any more: TCP itself notices that after a quarter of an hour. */
const PING_MS = 30_000;
const SILENT_MS = 90_000;

/**
 * The changes of one socket that wait for the gate and the store. Where they are too many the socket is paused: what it sends
 * then waits with it, and not in memory.
 */
export class Incoming {
  readonly #socket: WebSocket;
  /** The stream under the socket, which counts what was read of it. */
  readonly #stream: Duplex & { readonly bytesRead?: number };
  #isOutOfTime = false;
  #changes = 0;
  #bytes = 0;
  /** How much had been read when the last message was whole, and at the last tick. */
  #readWhole = 0;
  #readBefore = 0;
  #stalledMs = 0;
  #silentMs = 0;
  #pingMs = 0;

  constructor(socket: WebSocket, stream: Duplex) {
    this.#socket = socket;
    this.#stream = stream;
    this.whole();
    socket.on('ping', () => this.whole());
    socket.on('pong', () => this.whole());
  }

  /** A message has come in whole. The beginning of the next one may have come with it, and is little. */
  whole(): void {
    this.#readWhole = this.#read;
  }

  /** Called every `TICK_MS`; false where a message was begun and doesn't go on, or nobody answers any more. */
  tick(): boolean {
    this.#ping();
    const { isPaused } = this.#socket; // by us: what it says isn't read
    const came = this.#read - this.#readBefore;
    const hasStalled = !isPaused && this.#read !== this.#readWhole && came < LEAST_BYTES;
    this.#stalledMs = hasStalled ? this.#stalledMs + TICK_MS : 0;
    this.#silentMs = !isPaused && came === 0 ? this.#silentMs + TICK_MS : 0;
    this.#readBefore = this.#read;
    return this.#stalledMs < STALLED_MS && this.#silentMs < SILENT_MS;
  }

  /** Every client answers by itself, a page in the background too (RFC 6455, 5.5.2). */
  #ping(): void {
    this.#pingMs += TICK_MS;
    if (this.#pingMs < PING_MS) return;
    this.#pingMs = 0;
    this.#socket.ping();
  }

  /** A change of this many bytes waits. */
  hold(bytes: number): void {
    this.#changes += 1;
    this.#bytes += bytes;
    if (this.#reaches(1)) this.#socket.pause();
  }

  /** It waits no more, however it ended. */
  release(bytes: number): void {
    this.#changes -= 1;
    this.#bytes -= bytes;
    this.#readOn();
  }

  /** Its person has no time left, or some again: see `FrameTime`. */
  outOfTime(isOut: boolean): void {
    this.#isOutOfTime = isOut;
    if (isOut) this.#socket.pause();
    else this.#readOn();
  }

  #readOn(): void {
    if (this.#socket.isPaused && !this.#isOutOfTime && !this.#reaches(0.5)) this.#socket.resume();
  }

  get #read(): number {
    return this.#stream.bytesRead ?? 0;
  }

  /** Whether as much waits as this part of the most that may. */
  #reaches(part: number): boolean {
    return this.#changes >= part * MAX_WAITING.changes || this.#bytes >= part * MAX_WAITING.bytes;
  }
}
