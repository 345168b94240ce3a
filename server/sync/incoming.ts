/** How a socket is read: no further than what it sends can be stored. */
import type { WebSocket } from 'ws';

/** How many changes of one socket, and bytes in them, may wait before it is read on. */
const MAX_WAITING = { changes: 512, bytes: 1 << 20 };

/**
 * The changes of one socket that wait for the gate and the store. Where they are too many the socket is paused: what it sends
 * then waits with it, and not in memory.
 */
export class Incoming {
  readonly #socket: WebSocket;
  #changes = 0;
  #bytes = 0;

  constructor(socket: WebSocket) {
    this.#socket = socket;
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
    if (this.#socket.isPaused && !this.#reaches(0.5)) this.#socket.resume();
  }

  /** Whether as much waits as this part of the most that may. */
  #reaches(part: number): boolean {
    return this.#changes >= part * MAX_WAITING.changes || this.#bytes >= part * MAX_WAITING.bytes;
  }
}
