/** Somebody who types and somebody who reads along: how long a key takes from one to the other. */
import { setTimeout as delay } from 'node:timers/promises';
import * as Y from 'yjs';
import { Client } from '../sync/client.ts';

const KEY_MS = 50;
/** What marks a key in the bytes. */
const MARK = '~key';
const DIGITS = 7;

/** A key that was typed, by the clock of this process. */
interface Key {
  readonly at: number;
  /** How long it took; null while it is under way. */
  took: number | null;
}

export class Prober {
  readonly #writer: Client;
  readonly #reader: Client;
  readonly #doc = new Y.Doc();
  readonly #text = new Y.XmlText();
  readonly #keys: Key[] = [];
  #isTyping = true;
  /** Why one of both was put out; empty while both are in. */
  ended = '';

  static async open(port: number, path: string): Promise<Prober> {
    const place = { path, envelope: new Uint8Array() };
    const [writer, reader] = await Promise.all([
      Client.join(port, place),
      Client.join(port, place),
    ]);
    return new Prober(writer, reader);
  }

  private constructor(writer: Client, reader: Client) {
    this.#writer = writer;
    this.#reader = reader;
    const ended = (reason: string): void => void (this.ended ||= reason);
    writer.listen(() => {}, ended);
    reader.listen((message) => this.#take(message), ended);
    const block = new Y.XmlElement('paragraph');
    block.insert(0, [this.#text]);
    this.#doc.getXmlFragment('article').insert(0, [block]);
    writer.update(Y.encodeStateAsUpdate(this.#doc));
    void this.#type();
  }

  /** What keys took that were typed since, in rising order; one that never came took as long as until now. */
  since(start: number): number[] {
    const now = performance.now();
    return this.#keys
      .filter(({ at }) => at >= start)
      .map(({ at, took }) => took ?? now - at)
      .sort((one, other) => one - other);
  }

  /** When the last key was typed since that took longer than this; `start` where none did. */
  lastSlow(start: number, longerThanMs: number): number {
    const now = performance.now();
    const slow = this.#keys.filter(
      ({ at, took }) => (took ?? now - at) > longerThanMs && at + (took ?? now - at) > start,
    );
    return Math.max(start, ...slow.map(({ at, took }) => at + (took ?? now - at)));
  }

  close(): void {
    this.#isTyping = false;
    this.#writer.close();
    this.#reader.close();
  }

  async #type(): Promise<void> {
    while (this.#isTyping) {
      const before = Y.encodeStateVector(this.#doc);
      const number = String(this.#keys.length).padStart(DIGITS, '0');
      this.#text.insert(this.#text.length, `${MARK}${number}`);
      this.#keys.push({ at: performance.now(), took: null });
      this.#writer.update(Y.encodeStateAsUpdate(this.#doc, before));
      await delay(KEY_MS);
    }
  }

  #take(message: Buffer): void {
    for (let at = message.indexOf(MARK); at !== -1; at = message.indexOf(MARK, at + 1)) {
      const from = at + MARK.length;
      const key = this.#keys[Number(message.toString('latin1', from, from + DIGITS))];
      if (key !== undefined) key.took ??= performance.now() - key.at;
    }
  }
}
