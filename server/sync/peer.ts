/** One socket in a room: who is behind it, what it may do, and how it is written to. */
import type { WebSocket } from 'ws';
import type { Actor } from '../../shared/policy/actor.ts';
import { CLOSE } from '../../shared/wire/close-codes.ts';
import type { Close } from '../../shared/wire/close-codes.ts';
import { KEEP_ALIVE_MS } from '../../shared/wire/messages.ts';
import { KEEP_ALIVE_FRAME } from './frames.ts';

const MAX_BEHIND_BYTES = 8 << 20;

/** What a session may do in its room, settled when it enters; a change of rights closes the socket. */
export interface Rights {
  readonly write: boolean;
  /** Wants to be told what is stored. */
  readonly acknowledge: boolean;
}

export class Peer {
  readonly actor: Actor & { kind: 'member' };
  /** Hash of the session or token that opened the socket; who takes it back closes it. */
  readonly credential: string;
  readonly rights: Rights;
  readonly #socket: WebSocket;
  readonly #keepAlive: NodeJS.Timeout;
  #quiet = false;

  constructor(
    socket: WebSocket,
    actor: Actor & { kind: 'member' },
    credential: string,
    rights: Rights,
  ) {
    this.#socket = socket;
    this.actor = actor;
    this.credential = credential;
    this.rights = rights;
    // Half the interval, since a message just after a tick makes the next tick pass.
    this.#keepAlive = setInterval(() => this.#sayHello(), KEEP_ALIVE_MS / 2);
  }

  send(frame: Uint8Array): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    if (this.#socket.bufferedAmount > MAX_BEHIND_BYTES) {
      this.close(CLOSE.tooSlow);
      return;
    }
    this.#quiet = false;
    this.#socket.send(frame);
  }

  close({ code, reason }: Close): void {
    this.#socket.close(code, reason);
    // A peer that doesn't answer the close must not stay.
    setTimeout(() => this.#socket.terminate(), 1000).unref();
  }

  /** The socket is gone. */
  ended(): void {
    clearInterval(this.#keepAlive);
  }

  #sayHello(): void {
    if (this.#quiet) this.send(KEEP_ALIVE_FRAME);
    this.#quiet = true;
  }
}
