/** What is written into the rooms. Every update is valid in any room, so all servers get the same bytes. */
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';

const ROOT_NAME = 'article';
const TRACE = new URL('../../fixtures/traces/automerge-paper.json.gz', import.meta.url);

/** The largest client ids there are: Yjs puts what they add at the root behind what is there. */
const SEED_CLIENT = 2 ** 32 - 1;
const FIRST_TYPIST = 2 ** 32 - 10_000;

/** One person at the keyboard, in a paragraph of their own, who types ten characters at a time. */
export class Typist {
  readonly client: number;
  /** Makes the paragraph; send it first. */
  readonly opening: Uint8Array;
  #clock: number;

  constructor(number: number) {
    this.client = FIRST_TYPIST + number;
    const doc = new Y.Doc();
    doc.clientID = this.client;
    addParagraph(doc, 'Typed: ');
    this.opening = Y.encodeStateAsUpdate(doc);
    this.#clock = Y.getState(doc.store, this.client);
  }

  /** The update that puts ASCII characters behind those before. Encoded by hand, for Yjs would cost more than a send. */
  type(characters: string): Uint8Array {
    const clock = this.#clock;
    this.#clock += characters.length;
    return encoding.encode((encoder) => {
      for (const number of [1, 1, this.client, clock]) encoding.writeVarUint(encoder, number);
      encoding.writeUint8(encoder, 4 | 128); // a string with something to its left
      encoding.writeVarUint(encoder, this.client);
      encoding.writeVarUint(encoder, clock - 1);
      encoding.writeVarString(encoder, characters);
      encoding.writeVarUint(encoder, 0); // nothing deleted
    });
  }
}

/** A presence update as an editor sends it: who, and where the cursor is. */
export function cursorUpdate(client: number, clock: number, note: string): Uint8Array {
  const position = { type: { client, clock: 1 }, tname: null, item: null, assoc: 0 };
  const state = {
    user: { name: `Person ${client % 1000}`, color: '#2a6f97' },
    cursor: { anchor: position, head: position },
    note,
  };
  return encoding.encode((encoder) => {
    for (const number of [1, client, clock]) encoding.writeVarUint(encoder, number);
    encoding.writeVarString(encoder, JSON.stringify(state));
  });
}

/** The text that is there before anybody types: ten paragraphs, 5 kB. */
export function shortText(): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = SEED_CLIENT;
  const sentence = 'The harbour master counted the boats again and wrote the number down. ';
  for (let at = 0; at < 10; at += 1) addParagraph(doc, sentence.repeat(7));
  return Y.encodeStateAsUpdate(doc);
}

export interface History {
  readonly updates: readonly Uint8Array[];
  /** All of them in one, as a server would send it. */
  readonly whole: Uint8Array;
  readonly text: string;
}

interface Trace {
  readonly txns: readonly { readonly patches: readonly [number, number, string][] }[];
}

/** The first keystrokes of a real paper, into one paragraph, so many to an update. */
export async function typedHistory(keystrokes: number, perUpdate: number): Promise<History> {
  const json = (await promisify(gunzip)(await readFile(TRACE))).toString();
  const patches = (JSON.parse(json) as Trace).txns.flatMap((txn) => txn.patches);
  const doc = new Y.Doc();
  doc.clientID = SEED_CLIENT;
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => void updates.push(update));
  const text = addParagraph(doc, '');
  for (let at = 0; at < Math.min(keystrokes, patches.length); at += perUpdate) {
    doc.transact(() => {
      for (const [position, deleted, inserted] of patches.slice(at, at + perUpdate)) {
        if (deleted > 0) text.delete(position, deleted);
        if (inserted !== '') text.insert(position, inserted);
      }
    });
  }
  return { updates, whole: Y.encodeStateAsUpdate(doc), text: text.toString() };
}

/** The text of the last paragraph of a document, which is where a history was written. */
export function lastParagraph(updates: readonly Uint8Array[]): string {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  const paragraph = doc.getXmlFragment(ROOT_NAME).toArray().at(-1);
  const text = paragraph instanceof Y.XmlElement ? paragraph.get(0) : null;
  return text instanceof Y.XmlText ? text.toString() : '';
}

function addParagraph(doc: Y.Doc, words: string): Y.XmlText {
  const text = new Y.XmlText();
  doc.transact(() => {
    const paragraph = new Y.XmlElement('paragraph');
    const root = doc.getXmlFragment(ROOT_NAME);
    root.insert(root.length, [paragraph]);
    paragraph.insert(0, [text]);
    if (words !== '') text.insert(0, words);
  });
  return text;
}
