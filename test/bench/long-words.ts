/** One who writes long words and deletes them again, so that much is sent and the text stays short; and one who reads it. */
import { setTimeout as delay } from 'node:timers/promises';
import * as Y from 'yjs';
import type { Client } from './sync/client.ts';
import { Latencies } from './sync/latencies.ts';
import { mark, scan } from './sync/marks.ts';

const FRAME_BYTES = 100_000;
/** So much may be on its way to the reader: the writer is no faster than that one. */
const WINDOW_FRAMES = 20;
const MIB = 1 << 20;

export class LongWords {
  latencies = new Latencies();
  readonly #writer: Client;
  readonly #reader: Client;
  readonly #frames: Uint8Array[] = [];
  readonly #text = new Y.XmlText();
  #sent = 0;
  #received = 0;

  constructor(writer: Client, reader: Client) {
    this.#writer = writer;
    this.#reader = reader;
    const doc = new Y.Doc();
    doc.on('update', (update: Uint8Array) => void this.#frames.push(update));
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [this.#text]);
    doc.getXmlFragment('article').insert(0, [paragraph]);
    for (const client of [writer, reader]) client.listen(() => undefined, fail);
    reader.listen((message) => {
      scan(message, now(), (_sender, age) => {
        this.#received += 1;
        this.latencies.add(age);
      });
    }, fail);
  }

  close(): void {
    this.#writer.close();
    this.#reader.close();
  }

  async write(megabytes: number): Promise<void> {
    const end = this.#sent + Math.ceil((megabytes * MIB) / FRAME_BYTES);
    while (this.#sent < end) {
      this.#sent += 1;
      this.#text.insert(0, mark(1, now()) + 'x'.repeat(FRAME_BYTES));
      this.#text.delete(0, this.#text.length);
      for (const frame of this.#frames.splice(0)) this.#writer.update(frame);
      while (this.#sent - this.#received > WINDOW_FRAMES) await delay(1);
    }
    while (this.#received < this.#sent) await delay(1);
  }
}

function fail(reason: string): never {
  throw new Error(`Somebody who reads was cut off: ${reason}`);
}

/** In microseconds. */
function now(): number {
  return performance.now() * 1000;
}
