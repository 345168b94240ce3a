/** A session in a room without any network: what it sends goes through the same code as what comes over a socket. */
import { EventEmitter } from 'node:events';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Actor } from '../../shared/policy/actor.ts';
import { enterRoom } from '../../server/sync/messages.ts';
import type { Room } from '../../server/sync/room.ts';
import { Holdings } from '../../server/sync/holdings.ts';
import { SocketSession } from '../../server/sync/session.ts';
import type { Rights } from '../../server/sync/session.ts';
import { nothingWatched } from '../../server/watch/watch.ts';

export const EDITOR: Actor & { kind: 'member' } = member('editor');

export function member(id: string): Actor & { kind: 'member' } {
  return { kind: 'member', id, name: `Member ${id}`, role: 'editor' };
}

export class MemorySocket extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  /** How the server closed it, null where it is open. */
  closed: { readonly code: number; readonly reason: string } | null = null;
  /** Whole WebSocket frames, as they were written. */
  onWrite: (frames: Buffer) => void = () => {};
  /** What came while it was not read. */
  #unread: Buffer[] | null = null;
  /** What is written at once, where that is being gathered. */
  #corked: Uint8Array[] | null = null;
  readonly #stream = {
    writableLength: 0,
    bytesRead: 0,
    write: (frames: Buffer) =>
      this.#corked === null ? this.onWrite(frames) : void this.#corked.push(frames),
    cork: () => void (this.#corked = []),
    uncork: () => {
      const frames = Buffer.concat(this.#corked ?? []);
      this.#corked = null;
      this.onWrite(frames);
    },
  };

  /** Lets a new session into the room. */
  static join(room: Room, actor = EDITOR, rights: Partial<Rights> = {}): MemorySocket {
    const socket = new MemorySocket();
    const webSocket = socket as unknown as WebSocket; // as much of one as a session uses
    const stream = socket.#stream as unknown as Duplex;
    const all = { write: true, isOutdated: false, acknowledge: false, news: false, ...rights };
    enterRoom({
      session: new SocketSession(webSocket, stream, {
        watch: nothingWatched,
        holdings: new Holdings(),
      }),
      admission: { actor, credential: 'credential', rights: all },
      room,
      watch: nothingWatched,
      failed: () => {},
    });
    return socket;
  }

  send(message: Uint8Array): void {
    const bytes = Buffer.from(message);
    if (this.#unread !== null) this.#unread.push(bytes);
    else if (this.readyState === this.OPEN) this.emit('message', bytes, true);
  }

  /** Whether the server reads no further for now. */
  get isPaused(): boolean {
    return this.#unread !== null;
  }

  /** Answered at once, as a client does. */
  ping(): void {
    this.#stream.bytesRead += 6;
    this.emit('pong');
  }

  pause(): void {
    this.#unread ??= [];
  }

  resume(): void {
    const unread = this.#unread ?? [];
    this.#unread = null;
    for (const message of unread) this.send(message);
  }

  close(code: number, reason: string): void {
    if (this.readyState !== this.OPEN) return;
    this.closed = { code, reason };
    this.terminate();
  }

  terminate(): void {
    if (this.readyState !== this.OPEN) return;
    this.readyState = 3;
    this.emit('close');
  }
}

/** The messages in a run of whole frames, as a server writes them. */
export function messagesIn(frames: Buffer): Uint8Array[] {
  const messages: Uint8Array[] = [];
  for (let at = 0; at < frames.length;) {
    const short = frames.readUInt8(at + 1);
    const size = short < 126 ? 2 : short === 126 ? 4 : 10;
    const length =
      size === 2
        ? short
        : size === 4
          ? frames.readUInt16BE(at + 2)
          : Number(frames.readBigUInt64BE(at + 2));
    messages.push(Uint8Array.from(frames.subarray(at + size, at + size + length)));
    at += size + length;
  }
  return messages;
}
