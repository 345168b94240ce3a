/** Somebody who types without pause, and remembers what was promised to be stored and what was seen of others. */
import * as decoding from 'lib0/decoding';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { readFrame, syncFrame } from '../../server/sync/frames.ts';
import { MESSAGE } from '../../shared/wire/messages.ts';

/** Clocks by Yjs client. */
export type Clocks = Map<number, number>;

export class Writer {
  /** Its own words alone; what others write goes by. */
  readonly doc = new Y.Doc();
  /** Below these clocks all is stored, as the server said. */
  readonly acknowledged: Clocks = new Map();
  /** The clocks that others' changes reached. */
  readonly seen: Clocks = new Map();
  /** Why the server closed the socket for good; null where it didn't. */
  refused: string | null = null;
  /** How the last connection ended that the server closed. */
  closeCode: number | null = null;
  readonly #text = new Y.XmlText();
  #socket: WebSocket | null = null;
  #typed = 0;

  constructor(name: string) {
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [this.#text]);
    this.doc.getXmlFragment('article').insert(0, [paragraph]);
    this.#text.insert(0, `${name}: `);
    this.doc.on('update', (update: Uint8Array) => this.#send(syncFrame('update', update)));
  }

  get isOnline(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  connect(address: string): Promise<void> {
    const socket = new WebSocket(address);
    this.#socket = socket;
    socket.on('message', (data: Buffer) => this.#take(Uint8Array.from(data)));
    socket.on('close', (code, reason) => {
      this.closeCode = code;
      if (code >= 4400 && code < 4500) this.refused = `${code} ${reason.toString()}`;
    });
    return new Promise((resolve) => {
      socket.on('error', () => resolve()); // the server has gone: that is what this is about
      socket.on('open', () => resolve());
    });
  }

  cut(): void {
    this.#socket?.terminate();
    this.#socket = null;
  }

  /** Stops or goes on reading. */
  pause(isPaused: boolean): void {
    if (isPaused) this.#socket?.pause();
    else this.#socket?.resume();
  }

  type(): void {
    this.#typed += 1;
    this.#text.insert(this.#text.length, `word ${this.#typed} `);
  }

  /** How many of its own clocks were acknowledged. */
  get acknowledgedOwn(): number {
    return this.acknowledged.get(this.doc.clientID) ?? 0;
  }

  #take(message: Uint8Array): void {
    if (message[0] === MESSAGE.durable) {
      const stored = decoding.readVarUint8Array(decoding.createDecoder(message.subarray(1)));
      raise(this.acknowledged, Y.decodeStateVector(stored));
      return;
    }
    const frame = readFrame(message);
    if (frame?.kind === 'step1')
      this.#send(syncFrame('step2', Y.encodeStateAsUpdate(this.doc, frame.stateVector)));
    if (frame?.kind === 'changes') raise(this.seen, Y.parseUpdateMeta(frame.update).to);
  }

  #send(message: Uint8Array): void {
    if (this.isOnline) this.#socket?.send(message);
  }
}

/** Raises clocks to those of another. */
export function raise(clocks: Clocks, others: ReadonlyMap<number, number>): void {
  for (const [client, clock] of others)
    if (clock > (clocks.get(client) ?? 0)) clocks.set(client, clock);
}

/** All that a newcomer is sent. */
export function newcomer(address: string): Promise<Y.Doc> {
  const socket = new WebSocket(address);
  const doc = new Y.Doc();
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', (code) => reject(new Error(`The newcomer was closed with ${code}.`)));
    socket.on('open', () => socket.send(syncFrame('step1', Uint8Array.of(0))));
    socket.on('message', (data: Buffer) => {
      const frame = readFrame(Uint8Array.from(data));
      if (frame?.kind !== 'changes') return;
      Y.applyUpdate(doc, frame.update);
      if (data[1] !== 1) return; // a sync step 2 is the last of it
      socket.removeAllListeners('close');
      socket.terminate();
      resolve(doc);
    });
  });
}
