/** The door that a lock's socket is: who comes waits until somebody takes connections, and is sent away when that ends. */
import type { Server, Socket } from 'node:net';

/** Closed together with the lock that it belongs to. */
export class LockDoor {
  readonly #server: Server;
  readonly #open = new Set<Socket>();
  readonly #waiting = new Set<Socket>();
  #take: (connection: Socket) => void = (connection) => this.#waiting.add(connection);

  /** To be made as soon as the server listens, or those who come before are never answered. */
  constructor(server: Server) {
    this.#server = server;
    // A connection that can't be taken, as where too many files are open, is its maker's loss.
    server.on('error', () => undefined);
    server.on('connection', (socket) => {
      this.#open.add(socket);
      socket.once('close', () => (this.#open.delete(socket), this.#waiting.delete(socket)));
      socket.on('error', () => socket.destroy());
      this.#take(socket);
    });
  }

  /** See `StoreUpkeep`. */
  accept(take: (connection: Socket) => void): () => void {
    this.#take = take;
    for (const socket of this.#waiting) take(socket);
    this.#waiting.clear();
    return () => (this.#take = (socket) => socket.destroy());
  }

  /** From then on the socket is dead to others. */
  close(): void {
    this.#server.close();
    for (const socket of this.#open) socket.destroy();
  }
}
