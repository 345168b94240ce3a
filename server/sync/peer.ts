/** One socket in a room: who is behind it, what it may do, and how it is written to. */
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Person } from '../../shared/policy/actor.ts';
import { CLOSE, isRefusal } from '../../shared/wire/close-codes.ts';
import type { Close, Ending } from '../../shared/wire/close-codes.ts';
import { KEEP_ALIVE_MS, LIMITS } from '../../shared/wire/messages.ts';
import { nothingWatched } from '../watch/watch.ts';
import type { Watch } from '../watch/watch.ts';
import { KEEP_ALIVE_FRAME } from './frames.ts';
import { websocketFrame } from './websocket-frame.ts';

/** What a session may do in its room, settled when it enters; a change of rights closes the socket. */
export interface Rights {
  readonly write: boolean;
  /** Wants to be told what is stored. */
  readonly acknowledge: boolean;
  /** When the socket closes without anybody's doing, null where it doesn't. */
  readonly ends?: Ending | null;
}

/** How often `tick` is called. */
export const TICK_MS = 1000;

const KEEP_ALIVE: Buffer = websocketFrame(KEEP_ALIVE_FRAME);
/** Who doesn't answer a close is dropped after this. */
const CLOSE_MS = 1000;

/** Who reads a long answer no faster than this is too slow: 100 kB a second. */
const LEAST_BYTES_PER_MS = 100;

export function closeSocket(socket: WebSocket, { code, reason }: Close): void {
  socket.close(code, reason);
  setTimeout(() => socket.terminate(), CLOSE_MS).unref();
}

export class Peer {
  readonly actor: Person;
  /** Hash of the session or token that opened the socket; who takes it back closes it. */
  readonly credential: string;
  readonly rights: Rights;
  readonly #socket: WebSocket;
  /** The stream under the socket: frames that are made once for all go there whole. */
  readonly #stream: Duplex;
  readonly #watch: Watch;
  #quietMs = 0;
  #behindMs = 0;
  /** Of what it is sent in one piece because it asked for that; 0 once it has all. */
  #answerBytes = 0;
  #isShut = false;

  constructor(
    socket: WebSocket,
    stream: Duplex,
    actor: Person,
    credential: string,
    rights: Rights,
    watch: Watch = nothingWatched,
  ) {
    this.#socket = socket;
    this.#stream = stream;
    this.actor = actor;
    this.credential = credential;
    this.rights = rights;
    this.#watch = watch;
  }

  /** Sends one message. */
  send(message: Uint8Array): void {
    this.write(websocketFrame(message));
  }

  /** Writes whole frames. Who is too far behind is closed instead of being kept in memory. */
  write(frames: Uint8Array): void {
    if (!this.#isListening()) return;
    this.#quietMs = 0;
    this.#stream.write(frames);
    this.#watch.bytesOut(frames.byteLength);
  }

  /**
   * The same for an answer in parts, for which it has longer. They are kept as they are until they are sent, so nobody may change
   * them.
   */
  writeParts(parts: readonly Uint8Array[]): void {
    if (!this.#isListening()) return;
    this.#quietMs = 0;
    const bytes = parts.reduce((sum, part) => sum + part.byteLength, 0);
    this.#answerBytes = Math.max(this.#answerBytes, bytes);
    this.#stream.cork();
    for (const part of parts) {
      this.#stream.write(part);
      this.#watch.bytesOut(part.byteLength);
    }
    this.#stream.uncork();
  }

  #isListening(): boolean {
    if (this.#socket.readyState !== this.#socket.OPEN) return false;
    const { writableLength } = this.#stream;
    if (writableLength === 0) this.#answerBytes = 0;
    if (writableLength <= LIMITS.maxBehindBytes + this.#answerBytes) return true;
    this.close(CLOSE.tooSlow);
    return false;
  }

  close(close: Close): void {
    this.#isShut = true;
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    if (isRefusal(close.code)) this.#watch.refused(close.reason);
    closeSocket(this.#socket, close);
  }

  /** We have closed it: for what it sent, or because a right was taken back. What it had sent before counts no more. */
  get isShut(): boolean {
    return this.#isShut;
  }

  /** Called every `TICK_MS`: keeps a quiet socket alive, and gives up on one that reads nothing. */
  tick(): void {
    this.#behindMs = this.#stream.writableLength > 0 ? this.#behindMs + TICK_MS : 0;
    if (this.#behindMs === 0) this.#answerBytes = 0;
    const mostMs = LIMITS.maxBehindMs + this.#answerBytes / LEAST_BYTES_PER_MS;
    if (this.#behindMs >= mostMs) this.close(CLOSE.tooSlow);
    this.#quietMs += TICK_MS;
    if (this.#quietMs >= KEEP_ALIVE_MS) this.write(KEEP_ALIVE);
  }
}
