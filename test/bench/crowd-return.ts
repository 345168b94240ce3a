/** Clients who were in a room when the server ended, and come back with what they have, all at once. */
import { setTimeout as delay } from 'node:timers/promises';
import * as Y from 'yjs';
import { readFrame, syncFrame } from '../../server/sync/frames.ts';
import { MESSAGE, SYNC } from '../../shared/wire/messages.ts';
import { RawSocket } from './sync/raw-socket.ts';

const RETRY_MS = 100;

/** A room as those who were in it have it. */
export interface Known {
  readonly path: string;
  readonly doc: Y.Doc;
}

export class Returner {
  readonly #known: Known;
  #socket: RawSocket | null = null;
  /** How the server ended the connection; empty while it stands. */
  ended = '';
  /** How often it had to try again. */
  retries = 0;

  constructor(known: Known) {
    this.#known = known;
  }

  /** Resolves once it has what it lacked, as the stock client counts it. */
  async join(port: number): Promise<void> {
    for (;;) {
      try {
        await this.#joinOnce(port);
        return;
      } catch {
        this.retries += 1;
        await delay(RETRY_MS * (0.5 + Math.random()));
      }
    }
  }

  close(): void {
    this.#socket?.close();
  }

  async #joinOnce(port: number): Promise<void> {
    const { path, doc } = this.#known;
    const socket = await RawSocket.open(port, path);
    this.#socket = socket;
    this.ended = '';
    await new Promise<void>((resolve, reject) => {
      socket.onEnd = (reason) => {
        this.ended = reason;
        reject(new Error(reason));
      };
      socket.onMessage = (message) => {
        if (message[0] !== MESSAGE.sync) return;
        if (message[1] === SYNC.step2) resolve();
        if (message[1] !== SYNC.step1) return;
        const frame = readFrame(Uint8Array.from(message));
        if (frame?.kind === 'step1')
          socket.send(syncFrame('step2', Y.encodeStateAsUpdate(doc, frame.stateVector)));
      };
      socket.send(syncFrame('step1', Y.encodeStateVector(doc)));
    });
  }
}

/** The room as a newcomer is sent it. */
export async function knownRoom(port: number, path: string): Promise<Known> {
  const doc = new Y.Doc();
  const socket = await RawSocket.open(port, path);
  await new Promise<void>((resolve) => {
    socket.onMessage = (message) => {
      const frame = readFrame(Uint8Array.from(message));
      if (frame?.kind !== 'changes') return;
      Y.applyUpdate(doc, frame.update);
      if (frame.isAnswer) resolve();
    };
    socket.send(syncFrame('step1', Uint8Array.of(0)));
  });
  socket.close();
  return { path, doc };
}
