/** A client in a room: speaks as much of the protocol as it takes to be let in and to get the document. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { RawSocket } from './raw-socket.ts';

/** How a room is reached: its path, and what stands before each message; Hocuspocus names the room there. */
export interface Room {
  readonly path: string;
  readonly envelope: Uint8Array;
}

const MESSAGE = { sync: 0, awareness: 1, auth: 2, syncReply: 4 } as const;
const SYNC = { step1: 0, step2: 1, update: 2 } as const;
const NO_CHANGES = Uint8Array.of(0, 0);
const NO_STATE = Uint8Array.of(0);
const JOIN_MS = 60_000;

export class Client {
  readonly #socket: RawSocket;
  readonly #envelope: Uint8Array;
  /** What came of the document while joining. */
  readonly #parts: Uint8Array[] = [];

  /** Resolves when so many bytes of the document have come: a server's first answer need not be the whole of it. */
  static async join(port: number, room: Room, enoughBytes = 0): Promise<Client> {
    const client = new Client(await RawSocket.open(port, room.path), room.envelope);
    await client.#joined(enoughBytes);
    return client;
  }

  private constructor(socket: RawSocket, envelope: Uint8Array) {
    this.#socket = socket;
    this.#envelope = envelope;
  }

  /** The document as it came while joining: updates in their order. */
  get document(): readonly Uint8Array[] {
    return this.#parts;
  }

  /** From now on each message goes to `take`; its bytes are valid during the call only. */
  listen(take: (message: Buffer) => void, ended: (reason: string) => void): void {
    this.#socket.onMessage = take;
    this.#socket.onEnd = ended;
  }

  /** False where it should be drained before more is sent. */
  update(update: Uint8Array): boolean {
    return this.#send([MESSAGE.sync, SYNC.update], update);
  }

  awareness(update: Uint8Array): void {
    this.#send([MESSAGE.awareness], update);
  }

  drained(): Promise<void> {
    return this.#socket.drained();
  }

  close(): void {
    this.#socket.close();
  }

  #joined(enoughBytes: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('Nobody let us in.')), JOIN_MS);
      let bytes = 0;
      this.#socket.onEnd = (reason) => {
        clearTimeout(timer);
        reject(new Error(reason));
      };
      this.#socket.onMessage = (message) => {
        const part = this.#takeWhileJoining(message);
        if (part === null) return;
        bytes += part.length;
        this.#parts.push(part);
        if (bytes < enoughBytes) return;
        clearTimeout(timer);
        this.#socket.onMessage = () => {};
        resolve();
      };
      if (this.#envelope.length === 0) this.#send([MESSAGE.sync, SYNC.step1], NO_STATE);
      else this.#send([MESSAGE.auth, 0], Buffer.from('token'));
    });
  }

  /** What the message holds of the document, null where it is about something else. */
  #takeWhileJoining(message: Buffer): Uint8Array | null {
    const decoder = decoding.createDecoder(message.subarray(this.#envelope.length));
    const kind = decoding.readVarUint(decoder);
    if (kind === MESSAGE.auth) this.#send([MESSAGE.sync, SYNC.step1], NO_STATE);
    if (kind !== MESSAGE.sync && kind !== MESSAGE.syncReply) return null;
    const step = decoding.readVarUint(decoder);
    const content = decoding.readVarUint8Array(decoder);
    if (step !== SYNC.step1) return Uint8Array.from(content);
    this.#send([MESSAGE.sync, SYNC.step2], NO_CHANGES);
    return null;
  }

  #send(kind: readonly number[], content: Uint8Array): boolean {
    const message = encoding.encode((encoder) => {
      encoding.writeUint8Array(encoder, this.#envelope);
      for (const number of kind) encoding.writeVarUint(encoder, number);
      encoding.writeVarUint8Array(encoder, content);
    });
    return this.#socket.send(message);
  }
}

/** Joins many at a time, but not all at once. */
export async function joinAll(
  port: number,
  rooms: readonly Room[],
  enoughBytes = 0,
): Promise<Client[]> {
  const clients: Client[] = [];
  for (let at = 0; at < rooms.length; at += 20) {
    const some = rooms.slice(at, at + 20);
    clients.push(...(await Promise.all(some.map((room) => Client.join(port, room, enoughBytes)))));
  }
  return clients;
}
