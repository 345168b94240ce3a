/** A WebSocket client that costs next to nothing: what is measured is the server, on the same machine. */
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { once } from 'node:events';

const OPCODE = { binary: 2, close: 8, ping: 9, pong: 10 } as const;
/** Reading and handling happen in one go, so all sockets can share the memory. */
const SHARED = Buffer.allocUnsafe(1 << 18);

export class RawSocket {
  /** Gets each message; its bytes are valid during the call only. */
  onMessage: (payload: Buffer) => void = () => {};
  /** Gets why the server ended the connection. */
  onEnd: (reason: string) => void = () => {};
  readonly #socket: Socket;
  #rest: Buffer | null = null;
  #upgraded: (() => void) | null = null;
  #reason = 'the connection was cut';

  /** Resolves when the server has agreed to the upgrade. */
  static open(port: number, path: string): Promise<RawSocket> {
    return new Promise((resolve, reject) => {
      const socket: RawSocket = new RawSocket(port, path, () => resolve(socket));
      socket.onEnd = (reason) => reject(new Error(reason));
    });
  }

  private constructor(port: number, path: string, upgraded: () => void) {
    this.#upgraded = upgraded;
    this.#socket = connect({
      port,
      host: '127.0.0.1',
      noDelay: true,
      onread: {
        buffer: SHARED,
        callback: (length, buffer) => {
          this.#take((buffer as Buffer).subarray(0, length)); // it is the one above
          return true;
        },
      },
    });
    this.#socket.on('error', (error) => (this.#reason = error.message));
    this.#socket.on('close', () => this.onEnd(this.#reason));
    this.#socket.write(
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n',
    );
  }

  /** False where the socket should be drained before more is sent. */
  send(payload: Uint8Array, opcode: number = OPCODE.binary): boolean {
    return this.#socket.write(frame(payload, opcode));
  }

  async drained(): Promise<void> {
    if (this.#socket.writableNeedDrain) await once(this.#socket, 'drain');
  }

  close(): void {
    this.onEnd = () => {};
    this.onMessage = () => {};
    this.#socket.destroy();
  }

  #take(data: Buffer): void {
    const bytes = this.#rest === null ? data : Buffer.concat([this.#rest, data]);
    let at = this.#upgraded === null ? 0 : this.#takeUpgrade(bytes);
    while (bytes.length - at >= 2) {
      const head = headOf(bytes, at);
      if (head === null || at + head.size + head.length > bytes.length) break;
      at += head.size;
      this.#takeFrame(head.opcode, bytes.subarray(at, at + head.length));
      at += head.length;
    }
    // A copy, since the next reading overwrites what is shared.
    this.#rest = at === bytes.length ? null : Buffer.from(bytes.subarray(at));
  }

  /** The end of the answer to the upgrade, 0 where it isn't there yet. */
  #takeUpgrade(bytes: Buffer): number {
    const end = bytes.indexOf('\r\n\r\n');
    if (end === -1) return 0;
    if (bytes.subarray(9, 12).toString() === '101') this.#upgraded?.();
    else this.onEnd(bytes.subarray(0, end).toString());
    this.#upgraded = null;
    return end + 4;
  }

  #takeFrame(opcode: number, payload: Buffer): void {
    if (opcode === OPCODE.binary) this.onMessage(payload);
    else if (opcode === OPCODE.ping) this.send(payload, OPCODE.pong);
    else if (opcode === OPCODE.close && payload.length >= 2) {
      this.#reason = `the server closed with ${payload.readUInt16BE()} ${payload.subarray(2).toString()}`;
      this.#socket.end();
    }
  }
}

function headOf(bytes: Buffer, at: number) {
  const opcode = (bytes[at] ?? 0) & 15;
  const short = (bytes[at + 1] ?? 0) & 127;
  if (short < 126) return { opcode, length: short, size: 2 };
  const size = short === 126 ? 4 : 10;
  if (bytes.length - at < size) return null;
  const length = short === 126 ? bytes.readUInt16BE(at + 2) : bytes.readUInt32BE(at + 6);
  return { opcode, length, size };
}

/** Masked by nothing: a mask of zeros is one, too. */
function frame(payload: Uint8Array, opcode: number): Buffer {
  const { length } = payload;
  const size = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const bytes = Buffer.alloc(size + 4 + length);
  bytes[0] = 128 | opcode;
  bytes[1] = 128 | (size === 2 ? length : size === 4 ? 126 : 127);
  if (size === 4) bytes.writeUInt16BE(length, 2);
  if (size === 10) bytes.writeUInt32BE(length, 6);
  bytes.set(payload, size + 4);
  return bytes;
}
